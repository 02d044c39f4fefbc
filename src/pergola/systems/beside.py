"""What stands on a system’s page from higher floors: an app names its function here as it gets ready."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.module_loading import import_string

from pergola.people.models import Asker
from pergola.systems.models import SchoolSystem


@dataclass(frozen=True)
class Lead:
    """One thing of a system’s that the reader may go to."""

    title: str
    url: str
    meta: str = ""


@dataclass(frozen=True)
class Group:
    heading: str
    leads: Sequence[Lead]


type Told = Callable[[Asker, SchoolSystem], Sequence[Group]]


def groups_beside(person: Asker, system: SchoolSystem, named: Sequence[str]) -> list[Group]:
    """Everything other floors say of this system to this person, without empty groups; what two say under one heading stands under it once."""
    functions: list[Told] = [import_string(one) for one in named]
    found: dict[str, list[Lead]] = {}
    for told in functions:
        for group in told(person, system):
            found.setdefault(group.heading, []).extend(group.leads)
    return [Group(heading, leads) for heading, leads in found.items() if leads]
