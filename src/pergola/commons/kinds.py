"""The kinds of artifact there are. Each app names its own beside its model; nothing here knows them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from pergola.kernel.errors import Sentence


@dataclass(frozen=True)
class Kind:
    """A kind of thing people make: its name in rows, its word on pages, the address of its page."""

    name: str
    word: Sentence
    url: str
    stays: Callable[[UUID], Sentence | None] | None = None
    """Why one of them cannot be removed now, in a sentence; None where it can. For what stands on a floor above."""


_kinds: dict[str, Kind] = {}


def declare(name: str, *, word: Sentence, url: str = "", stays: Callable[[UUID], Sentence | None] | None = None) -> str:
    """Declare a kind once, in the module of its model; returns the name to store.

    Without `url` its page stands on a higher floor, and the app there says so (`show_at`).
    """
    known = _kinds.get(name)
    assert known is None or not url or known.url == url, f"the kind {name} is declared twice"
    assert len(name) <= 12
    _kinds[name] = Kind(name, word, url or (known.url if known else ""), stays)
    return name


def show_at(name: str, url: str) -> None:
    """The page of a kind that mixes apps: named by the app it stands in, as that app gets ready."""
    _kinds[name] = replace(_kinds[name], url=url)


def kind(name: str) -> Kind:
    return _kinds[name]


def every_kind() -> list[Kind]:
    return sorted(_kinds.values(), key=lambda one: one.name)
