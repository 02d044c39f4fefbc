"""The kinds of letter there are: how each is composed, and what follows when it has gone or will not go.

Each app names its own, as it does its kinds of artifact; the outbox knows none of them.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, cast

from django.utils.module_loading import import_string

from pergola.commons.urgency import Urgency

if TYPE_CHECKING:
    from pergola.commons.models import Letter


@dataclass(frozen=True)
class Mail:
    """What is written in one letter, ready to go."""

    to: str
    subject: str
    text: str
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LetterKind:
    """A kind of letter. What it names is called behind the letter's wall, in the transaction that closes it.

    Functions by their dotted names, since an app gets ready before its modules may be imported.
    """

    name: str
    urgency: Urgency
    composes: str
    """Letter → Mail, or None where there is nothing to send any more."""
    after: str = ""
    """Letter → nothing, told once it has gone, its address was refused, or it was given up."""
    hours: str = ""
    """Letter, moment → the first moment from then on at which it may be sent. Without it: at any hour."""

    def compose(self, letter: "Letter") -> Mail | None:
        composing: Callable[[Letter], Mail | None] = import_string(self.composes)
        return composing(letter)

    def open_from(self, letter: "Letter", moment: datetime) -> datetime:
        return cast("datetime", import_string(self.hours)(letter, moment)) if self.hours else moment

    def follow(self, letter: "Letter") -> None:
        if self.after:
            import_string(self.after)(letter)


_kinds: dict[str, LetterKind] = {}
_glad: list[str] = []


def declare_letter(kind: LetterKind) -> None:
    """Called once, as an app gets ready."""
    assert len(kind.name) <= 12
    _kinds[kind.name] = kind


def letter_kinds() -> Collection[LetterKind]:
    return _kinds.values()


def letter_kind(name: str) -> LetterKind:
    return _kinds[name]


def when_one_arrives(listener: str) -> None:
    """Called once, as an app gets ready: who is told the address each time a mail server has taken a letter to it."""
    _glad.append(listener)


def tell_it_arrived(address: str) -> None:
    for listener in _glad:
        import_string(listener)(address)
