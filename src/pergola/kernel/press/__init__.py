"""A page made into a PDF, in a process of its own: see `sheets` (who asks) and `printer` (who draws)."""
