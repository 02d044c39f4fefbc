"""Who else has something to say of a school system: dotted names, since models are not there yet when apps get ready."""

TOLD_BY: list[str] = []


def declare_teller(named: str) -> None:
    """Called once: the function that says what of a system somebody may go to."""
    if named not in TOLD_BY:
        TOLD_BY.append(named)
