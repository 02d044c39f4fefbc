"""Numbers about people leave here and are remembered: a table is judged beside all that was told of its thing before.

The act has asked whether `by` may tell them, and the view has found the thing by its door; so these go past the doors.
"""

import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from pergola.commons.models import FigureRelease
from pergola.commons.models.figures import FigureReleaseQuerySet
from pergola.commons.secrecy import seal, unseal
from pergola.kernel.suppression.cells import Cell, Counts, Rule
from pergola.kernel.suppression.kept import keep_counts, keep_told, read_counts, read_told
from pergola.kernel.suppression.together import Earlier, Suppressed, Told, suppress
from pergola.people.models import Person
from pergola.walls.reasons import Reason

LOCK = 7_321  # of the advisory locks of PostgreSQL, the one by which tables of one thing are judged one after another


@dataclass(frozen=True)
class Table:
    """As it was told, for a page."""

    moment: str
    told: dict[Cell, Told]
    by: Person | None
    made: datetime


def look_at(
    *, wall: int, about: UUID, moment: str, counts: Counts, rule: Rule, known: Collection[Cell] = ()
) -> Suppressed:
    """What would be told of this table, beside all that was told before. Nothing is told by it. One query."""
    return suppress(counts, rule, moment=moment, earlier=_told_before(wall, about), known=known)


@transaction.atomic
def release_figures(
    *,
    by: Person | None,
    wall: int,
    what: str,
    about: UUID,
    moment: str,
    told_to: str,
    counts: Counts,
    rule: Rule,
    known: Collection[Cell] = (),
) -> FigureRelease:
    """Tell a table, and remember it. Two of one thing at one moment come one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, str(about)])
    told = look_at(wall=wall, about=about, moment=moment, counts=counts, rule=rule, known=known)
    return FigureRelease.objects.create(
        wall_id=wall,
        what=what,
        about=about,
        moment=moment,
        told_to=told_to,
        cells=keep_told(dict(told.told)),
        sealed=seal({"counts": json.dumps(keep_counts(counts))}),
        by=by,
    )


@transaction.atomic
def remember_figures(
    *, by: Person | None, wall: int, what: str, about: UUID, moment: str, told_to: str, counts: Counts
) -> list[Counts]:
    """Of figures that are told in steps, in no number (`kernel/suppression/chosen.py`): what is true, under seal alone.

    Gives those of the same thing that were remembered before, in order. Raises Unsealable where they cannot be read.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, str(about)])
    before = [one.counts for one in _told_before(wall, about)]
    sealed = seal({"counts": json.dumps(keep_counts(counts))})
    FigureRelease.objects.create(
        wall_id=wall, what=what, about=about, moment=moment, told_to=told_to, cells=[], sealed=sealed, by=by
    )
    return before


def tables_of(wall: int, about: UUID) -> list[Table]:
    """What was told of a thing that has been found by its door: the newest table of each moment. One query."""
    return tables_of_several(wall, [about]).get(about, [])


def tables_of_several(wall: int, about: Collection[UUID]) -> dict[UUID, list[Table]]:
    """The same of several things of one wall, each found by its door. One query; none for none."""
    newest: dict[tuple[UUID, str], FigureRelease] = {}
    for one in _releases(wall, about).select_related("by") if about else ():
        newest[one.about, one.moment] = one
    tables: dict[UUID, list[Table]] = defaultdict(list)
    for (thing, moment), one in sorted(newest.items()):
        tables[thing].append(Table(moment, read_told(one.cells), one.by, one.made))
    return tables


def _releases(wall: int, about: Collection[UUID]) -> FigureReleaseQuerySet:
    rows = FigureRelease.objects.unrestricted(Reason.COUNTING)
    return rows.filter(wall=wall, about__in=about).order_by("made", "pk")


def _told_before(wall: int, about: UUID) -> list[Earlier]:
    return [_earlier(one) for one in _releases(wall, [about])]


def _earlier(one: FigureRelease) -> Earlier:
    """Its counts are unsealed for this alone. Raises Unsealable where the installation's key was lost: then nothing more is told."""
    counts = read_counts(json.loads(unseal(one.sealed)["counts"]))
    return Earlier(one.moment, counts, read_told(one.cells))
