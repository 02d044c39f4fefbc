"""A story told in order: acts with the moment they happened at, each done once what it needs is there."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection

from pergola.kernel.clock import at


@dataclass(frozen=True)
class Made:
    """What an earlier act has made by the time it is asked for, by its key; or something of it."""

    key: str
    of_it: str = ""


@dataclass(order=True)
class Event:
    when: datetime
    place: int
    act: Callable[..., Any] = field(compare=False)
    makes: str = field(compare=False)
    needs: frozenset[str] = field(compare=False)
    words: dict[str, Any] = field(compare=False)


class Story:
    """What has been made so far, by key, and what is still to happen."""

    def __init__(self) -> None:
        self.made: dict[str, Any] = {}
        self._events: list[Event] = []

    def tell(
        self, when: datetime, act: Callable[..., Any], *, makes: str = "", needs: Iterable[str] = (), **words: Any
    ) -> None:
        """`act(**words)` happens at `when`, or as soon after as what it needs is there: what is `Made`, and `needs`.

        What it returns is kept under the key it `makes`.
        """
        wanted = {one.key for value in words.values() for one in _each(value) if isinstance(one, Made)}
        self._events.append(Event(when, len(self._events), act, makes, frozenset({*needs, *wanted}), words))

    def __getitem__(self, key: str) -> Any:
        return self.made[key]

    def happen(self) -> None:
        """Let everything happen, in order of time."""
        waiting: list[Event] = []
        last: datetime | None = None
        for event in sorted(self._events):
            waiting.append(event)
            last = max(event.when, last) if last else event.when
            while ready := [one for one in waiting if one.needs <= self.made.keys()]:
                for one in ready:
                    waiting.remove(one)
                    with at(last):
                        made = one.act(**{name: self._found(value) for name, value in one.words.items()})
                    if one.makes:
                        self.made[one.makes] = made
        self._events = []
        if waiting:
            raise LookupError(", ".join(sorted({key for one in waiting for key in one.needs - self.made.keys()})))

    def _found(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._found(one) for one in value]
        if not isinstance(value, Made):
            return value
        made = self.made[value.key]
        return getattr(made, value.of_it) if value.of_it else made


@contextmanager
def in_one_breath() -> Iterator[None]:
    """No savepoint for each act: the whole story is one transaction, and where one act fails all of it goes.

    Half of what a load asks of PostgreSQL would be savepoints.
    """
    features = connection.features
    before, features.uses_savepoints = features.uses_savepoints, False
    try:
        yield
    finally:
        features.uses_savepoints = before


def clock_behind(story: Story, behind: str) -> str:
    """By which clock those live who are behind this: `wall:alder-valley`; in a network, that of the installation."""
    kind, _sep, slug = behind.partition(":")
    return str(story[f"system:{slug}"].zone) if kind == "wall" else settings.TIME_ZONE


def _each(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [value]
