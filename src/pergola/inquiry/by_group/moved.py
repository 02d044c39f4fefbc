"""For whom a measure moved: of a measure by group, the first day that was told beside the last one, in words.

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
from pergola.inquiry.by_group.apart import apart, ends
from pergola.inquiry.by_group.telling import called, finding
from pergola.inquiry.models import Aim, Ground, Measure
from pergola.inquiry.wording import share_words
from pergola.kernel.suppression.cells import EVERYBODY, Cell
from pergola.kernel.suppression.together import Told

type Day = Mapping[Cell, Told]


@dataclass(frozen=True)
class Moved:
    """What a clause shows of a measure that is tied to it. `rows`: what happened, and to which groups."""

    title: str
    url: str
    said: str = ""
    days: str = ""
    rows: Sequence[tuple[str, Sequence[str]]] = ()
    backwards: bool = False
    """For a group that is shown it moved the other way."""


def moved_of(aim: Aim, grounds: Sequence[Ground]) -> dict[UUID, Moved]:
    """Of each measure in per cent among these, which were found by their door (`source__measure` joined). One query at most."""
    sources = [getattr(one.source, "measure", None) for one in grounds]
    found: dict[UUID, Measure] = {
        one.pk: one for one in sources if one and one.unit == Measure.Unit.SHARE and one.wall_id == aim.wall_id
    }
    tables = tables_of_several(aim.wall_id, list(found))
    return {pk: moved_for(one, tables.get(pk, [])) for pk, one in found.items()}


def moved_for(measure: Measure, tables: Sequence[Table]) -> Moved:
    """Empty but for its name where nothing was put in by group."""
    url = reverse("inquiry:groups", args=[measure.pk])
    if not tables:
        return Moved(measure.title, url)
    first, last = tables[0].told, tables[-1].told
    stands = finding(last, more_is_better=measure.more_is_better)
    now = _("%(sentence)s.") % {"sentence": stands} if stands else ""
    begin, end = (date_format(date.fromisoformat(one.moment), "j M Y") for one in (tables[0], tables[-1]))
    if len(tables) == 1:
        said = _("It is told of one day: with another one it can be seen for whom it moves.")
        return Moved(measure.title, url, f"{said} {now}".strip(), end)
    ways = _ways(first, last, more_is_better=measure.more_is_better)
    names = (_("Moved as you mean it"), _("No change that can be told"), _("Moved the other way"))
    rows = [(name, [_from_to(cell, first, last) for cell in way]) for name, way in zip(names, ways, strict=True)]
    unseen = [called(cell) for cell in last if cell.parts and not any(cell in way for way in ways)]
    both = ends(first.get(EVERYBODY)) and ends(last.get(EVERYBODY))
    rows = [("", [_from_to(EVERYBODY, first, last)] if both else []), *rows, (_("Not shown on both days"), unseen)]
    days = _("%(begin)s to %(end)s") % {"begin": begin, "end": end}
    said = f"{_said(*ways)} {now}".strip()
    return Moved(measure.title, url, said, days, [one for one in rows if one[1]], backwards=bool(ways[2]))


def _ways(first: Day, last: Day, *, more_is_better: bool) -> tuple[list[Cell], list[Cell], list[Cell]]:
    """Groups that moved as is meant, of which no change can be told, and that moved the other way: all by more than chance."""
    better: list[Cell] = []
    same: list[Cell] = []
    worse: list[Cell] = []
    for cell in last:
        if not cell.parts or ends(first.get(cell)) is None or ends(last[cell]) is None:
            continue
        way = apart(first[cell], last[cell])
        (same if way == 0 else better if (way > 0) == more_is_better else worse).append(cell)
    return better, same, worse


def _said(better: Sequence[Cell], same: Sequence[Cell], worse: Sequence[Cell]) -> str:
    if worse:
        return _("It moved the other way for %(groups)s.") % {"groups": _names(worse)}
    if better and same:
        return _("It moved for %(groups)s. Of the others that are shown no change can be told.") % {
            "groups": _names(better)
        }
    if better:
        return _("It moved for every group that is shown.")
    if same:
        return _("Of no group that is shown a change can be told.")
    return _("No group is shown on both days, so it cannot be told for whom it moved.")


def _names(cells: Sequence[Cell]) -> str:
    return "; ".join(called(cell) for cell in cells)


def _from_to(cell: Cell, first: Day, last: Day) -> str:
    words = {"name": called(cell), "was": share_words(first[cell].share), "now": share_words(last[cell].share)}
    return _("%(name)s (%(was)s → %(now)s)") % words
