"""Things with a date, such as a gathering: what a notice says of them. Each is read by the app it stands in, on a floor above."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from pergola.commons.models import Artifact


@dataclass(frozen=True)
class Dated:
    """When somebody meets, in words; where; and whether it is called off."""

    begins: datetime
    when: str
    """“Saturday 28 November, 12:00 pm EST”."""
    where: str
    called_off: bool = False
    of_two: bool = False
    """Two people alone, and not everybody of the place."""


_readers: dict[str, str] = {}


def declare_dated(kind: str, reader: str) -> None:
    """Called once, as an app gets ready: the dotted name of `artifact → Dated`. The child's table is called after its kind."""
    _readers[kind] = reader


def joined() -> Sequence[str]:
    """What is to be read with notices so that no date costs a query of its own."""
    return [f"artifact__{kind}" for kind in _readers]


def date_of(artifact: "Artifact | None") -> Dated | None:
    """Its date; None for what has none."""
    if artifact is None or artifact.kind not in _readers:
        return None
    reader: Callable[[Artifact], Dated] = import_string(_readers[artifact.kind])
    return reader(artifact)
