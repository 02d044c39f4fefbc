"""Every way an act can be refused. Each carries a sentence a person can read and act on.

A door that shows nothing raises Http404: missing and forbidden look the same. A refusal is for somebody
who may see the thing and asked for what cannot be done; views show its sentence and lose nothing.
"""

from django.utils.functional import Promise

type Sentence = str | Promise


class Refusal(Exception):  # noqa: N818 - a refusal is not a fault of the program
    """An act that cannot be done, and why. `field` names the form field it belongs to, if one does."""

    status = 422
    """What the page answers that shows it."""

    def __init__(self, sentence: Sentence, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field

    def __str__(self) -> str:
        return str(self.sentence)


class NotAllowed(Refusal):
    """You may see it, and this act on it is not yours."""

    status = 403


class Locked(Refusal):
    """It was sealed (a prediction, a consent, a published version) and stays as it is."""


class Stale(Refusal):
    """Somebody else changed the same words meanwhile. `theirs` is what stands there now, `mine` what was sent."""

    def __init__(self, sentence: Sentence, *, theirs: str, mine: str, field: str | None = None) -> None:
        super().__init__(sentence, field=field)
        self.theirs = theirs
        self.mine = mine


class Incomplete(Refusal):
    """Something is still missing. `missing` lists it, a sentence each."""

    def __init__(self, sentence: Sentence, *, missing: list[Sentence]) -> None:
        super().__init__(sentence)
        self.missing = missing


class Unreadable(Refusal):
    """A file, a paste or a figure that cannot be read: what was read, where, and how to write it."""
