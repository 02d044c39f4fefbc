"""Which teams took a published lesson up, as far as the public may know. An app of a higher floor counts it and is named here."""

from collections.abc import Callable, Collection, Sequence
from uuid import UUID

from django.utils.module_loading import import_string

from pergola.people.models import Asker
from pergola.publishing.counters import COUNTED_BY
from pergola.publishing.models import Edition

type Teams = Callable[[Asker, UUID, Collection[str]], Sequence[str]]


def teams_that_took_up(person: Asker, versions: Sequence[Edition]) -> list[str]:
    """The names of the teams of other systems that planned a cycle on this lesson, of whichever version. One query."""
    if not versions:
        return []
    network, refs = versions[0].network_ref, [str(one.pk) for one in versions]
    return sorted({team for named in COUNTED_BY for team in ask(named)(person, network, refs)})


def ask(named: str) -> Teams:
    return import_string(named)  # type: ignore[no-any-return]  # a dotted name says nothing of its type
