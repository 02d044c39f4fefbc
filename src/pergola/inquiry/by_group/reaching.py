"""Whom a change reaches: of a measure by group, the first day that was told beside the last one, in words.

It reads only what was told (`commons/releasing.py`). No number is made here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pergola.commons.releasing import Table, tables_of_several
from pergola.inquiry.by_group.telling import called, ends, finding
from pergola.inquiry.models import Aim, Ground, Measure
from pergola.inquiry.wording import share_words
from pergola.kernel.suppression.cells import EVERYBODY, Cell
from pergola.kernel.suppression.together import Told
from pergola.people.models import Asker

type Day = Mapping[Cell, Told]


@dataclass(frozen=True)
class Reach:
    """What a clause shows of a measure that is tied to it. `rows`: what happened, and to which groups."""

    title: str
    url: str
    said: str = ""
    days: str = ""
    rows: Sequence[tuple[str, Sequence[str]]] = ()
    misses: bool = False
    """Of a group that is shown no change can be told, or it went the other way."""


def reach_of(person: Asker, aim: Aim, grounds: Sequence[Ground]) -> dict[UUID, Reach]:
    """Of each measure in per cent among these that this person sees. Two queries at most."""
    tied = [one.source_id for one in grounds if one.source.kind == Measure.KIND]
    if not tied:
        return {}
    measures = Measure.objects.visible_to(person).filter(pk__in=tied, wall=aim.wall_id, unit=Measure.Unit.SHARE)
    found = {one.pk: one for one in measures}
    tables = tables_of_several(aim.wall_id, list(found))
    return {pk: reach(one, tables.get(pk, [])) for pk, one in found.items()}


def reach(measure: Measure, tables: Sequence[Table]) -> Reach:
    """Empty but for its name where nothing was put in by group."""
    url = reverse("inquiry:groups", args=[measure.pk])
    if not tables:
        return Reach(measure.title, url)
    first, last = tables[0].told, tables[-1].told
    now = finding(last, more_is_better=measure.more_is_better)
    begin, end = (date_format(date.fromisoformat(one.moment), "j M Y") for one in (tables[0], tables[-1]))
    if len(tables) == 1:
        said = _("It is told of one day: of another one it can be seen whom this reaches.")
        return Reach(measure.title, url, f"{said} {now}".strip(), end)
    ways = _ways(first, last, more_is_better=measure.more_is_better)
    names = (_("Moved as you mean it"), _("No change that can be told"), _("Moved the other way"))
    rows = [(name, [_from_to(cell, first, last) for cell in way]) for name, way in zip(names, ways, strict=True)]
    unseen = [called(cell) for cell in last if cell.parts and not any(cell in way for way in ways)]
    both = ends(first.get(EVERYBODY)) and ends(last.get(EVERYBODY))
    rows = [("", [_from_to(EVERYBODY, first, last)] if both else []), *rows, (_("Not shown on both days"), unseen)]
    days = _("%(begin)s to %(end)s") % {"begin": begin, "end": end}
    said = f"{_said(*ways)} {now}".strip()
    return Reach(measure.title, url, said, days, [one for one in rows if one[1]], misses=bool(ways[1] or ways[2]))


def _ways(first: Day, last: Day, *, more_is_better: bool) -> tuple[list[Cell], list[Cell], list[Cell]]:
    """Groups that moved as is meant, of which no change can be told, and that moved the other way.

    Two bands that touch may be one student apart: that is told as no change.
    """
    better: list[Cell] = []
    same: list[Cell] = []
    worse: list[Cell] = []
    for cell in last:
        was, became = ends(first.get(cell)), ends(last[cell])
        if not cell.parts or was is None or became is None:
            continue
        rose, fell = became[0] > was[1], became[1] < was[0]
        way = same if not (rose or fell) else better if rose == more_is_better else worse
        way.append(cell)
    return better, same, worse


def _said(better: Sequence[Cell], same: Sequence[Cell], worse: Sequence[Cell]) -> str:
    if worse:
        return _("It moved the other way for %(groups)s.") % {"groups": _names(worse)}
    if better and same:
        return _("It moved, but not, as far as can be told, for %(groups)s.") % {"groups": _names(same)}
    if better:
        return _("It moved for every group that is shown.")
    if same:
        return _("Of no group that is shown a change can be told.")
    return _("No group is shown on both days, so it cannot be told whom this reaches.")


def _names(cells: Sequence[Cell]) -> str:
    return "; ".join(called(cell) for cell in cells)


def _from_to(cell: Cell, first: Day, last: Day) -> str:
    words = {"name": called(cell), "was": share_words(first[cell].share), "now": share_words(last[cell].share)}
    return _("%(name)s (%(was)s → %(now)s)") % words
