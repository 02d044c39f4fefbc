"""A measure by group: put in as aggregates, judged whole, told so that nobody can be found."""
