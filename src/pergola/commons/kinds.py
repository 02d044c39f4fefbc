"""The kinds of artifact there are. Each app names its own beside its model; nothing here knows them."""

from dataclasses import dataclass

from pergola.kernel.errors import Sentence


@dataclass(frozen=True)
class Kind:
    """A kind of thing people make: its name in rows, its word on pages, the address of its page."""

    name: str
    word: Sentence
    url: str


_kinds: dict[str, Kind] = {}


def declare(name: str, *, word: Sentence, url: str) -> str:
    """Declare a kind once, in the module of its model; returns the name to store."""
    assert name not in _kinds or _kinds[name].url == url, f"the kind {name} is declared twice"
    assert len(name) <= 12
    _kinds[name] = Kind(name, word, url)
    return name


def kind(name: str) -> Kind:
    return _kinds[name]


def every_kind() -> list[Kind]:
    return sorted(_kinds.values(), key=lambda one: one.name)
