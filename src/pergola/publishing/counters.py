"""Who counts what came of a published lesson: an app of a higher floor names its function here as it gets ready."""

COUNTED_BY: list[str] = []


def declare_count_of_adoptions(named: str) -> None:
    """Called once: the dotted name of the function that knows. Not the function itself, since models are not there yet."""
    if named not in COUNTED_BY:
        COUNTED_BY.append(named)
