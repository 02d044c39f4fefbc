"""OneRoster 1.1 and 1.2 as CSV: from a bundle to rows of staff and schools, or to sentences that say why not.

No database here: what is read is handed on, what is known is handed in.
"""
