"""What of a measure by group stands on the page: only what was told (`commons/releasing.py`), in words, a table and a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.commons.releasing import Table
from pergola.inquiry.by_group.apart import apart, ends
from pergola.inquiry.wording import share_words
from pergola.kernel.charts import Panel, Small, small_multiples
from pergola.kernel.suppression.cells import EVERYBODY, REST, Cell
from pergola.kernel.suppression.together import Told

MOST_DAYS = 6
"""On the picture; the table has them all."""

YES, NO = frozenset({"yes", "y", "sí", "si"}), frozenset({"no", "n"})
"""As tables that come in say it."""


@dataclass(frozen=True)
class Line:
    """A group: on each day its share, and of how many it is on the last one."""

    name: str
    shares: Sequence[str]
    people: str
    hidden: bool


@dataclass(frozen=True)
class Cut:
    name: str
    lines: Sequence[Line]
    pictures: Sequence[Small]
    """One for everybody and one for each group; none where nothing of it is told."""


@dataclass(frozen=True)
class ByGroup:
    """Everything told of a measure by group, the days from the first to the last."""

    days: Sequence[date]
    everybody: Line
    cuts: Sequence[Cut]
    finding: str
    hidden: int

    @property
    def hiding(self) -> str:
        """What is not shown and why, in one sentence; nothing where all is shown."""
        if not self.hidden:
            return ""
        return ngettext(
            "Of the last day one number is not shown: a group of fewer than ten is not told of, and neither is any number from which, "
            "with what was shown before, it could be worked out.",
            "Of the last day %(n)d numbers are not shown: a group of fewer than ten is not told of, and neither is any number from which, "
            "with what was shown before, it could be worked out.",
            self.hidden,
        ) % {"n": self.hidden}


def by_group(tables: Sequence[Table], *, more_is_better: bool = True) -> ByGroup | None:
    """None where nothing was told yet."""
    if not tables:
        return None
    days = [date.fromisoformat(one.moment) for one in tables]
    told = [one.told for one in tables]
    cells = list(dict.fromkeys(cell for one in reversed(told) for cell in one))
    names = list(dict.fromkeys(cell.dimensions[0] for cell in cells if cell.parts))
    cuts = [_cut(name, [cell for cell in cells if cell.dimensions == (name,)], told, days) for name in names]
    hidden = sum(one.hidden or (one.people != 0 and one.share.step is None) for one in told[-1].values())
    return ByGroup(days, _line(EVERYBODY, told), cuts, finding(told[-1], more_is_better=more_is_better), hidden)


def name_of(cell: Cell) -> str:
    """The group's own word; of those whom a cut does not name: everyone else."""
    if not cell.parts:
        return _("Everybody")
    ((_cut_name, leaves),) = cell.parts
    return _("everyone else") if leaves == (REST,) else " · ".join(leaves)


def _cut(name: str, cells: Sequence[Cell], told: Sequence[dict[Cell, Told]], days: Sequence[date]) -> Cut:
    shown = days[-MOST_DAYS:]
    panels = [_panel(cell, told[-MOST_DAYS:], shown) for cell in (EVERYBODY, *cells)]
    begin, end = (date_format(day, "j M Y") for day in (shown[0], shown[-1]))
    pictures = small_multiples(panels, begin=begin, end=end, suffix=_("\u00a0%"), most=100)
    return Cut(name, [_line(cell, told) for cell in cells], pictures)


def _panel(cell: Cell, told: Sequence[dict[Cell, Told]], days: Sequence[date]) -> Panel:
    """A group: of each day the band its share is told as. The last day is filled."""
    ones = [one.get(cell) for one in told]
    words = "; ".join(f"{date_format(day, 'j M Y')}: {_share(one)}" for day, one in zip(days, ones, strict=True))
    points = tuple((day.toordinal(), ends(one)) for day, one in zip(days, ones, strict=True))
    kept = frozenset(place for place, one in enumerate(ones) if one is not None and one.people != 0)
    hidden = frozenset(place for place in kept if points[place][1] is None)
    name = name_of(cell)
    return Panel(name, f"{name}. {words}", points, marked=frozenset({len(days) - 1}), hidden=hidden)


def _line(cell: Cell, told: Sequence[dict[Cell, Told]]) -> Line:
    newest = told[-1].get(cell)
    people = "" if newest is None else _people(newest)
    return Line(
        name_of(cell),
        [_share(one.get(cell)) for one in told],
        people,
        newest is not None and newest.hidden,
    )


def _people(one: Told) -> str:
    return _("not shown") if one.people is None else number_format(one.people, force_grouping=True)


def _share(one: Told | None) -> str:
    if one is None:
        return "–"
    if one.people == 0:
        return _("nobody there")
    return _("not shown") if one.share.step is None else share_words(one.share)


def finding(told: dict[Cell, Told], *, more_is_better: bool = True) -> str:
    """Groups that lie on the worse side of everybody by more than chance: no more can be said of bands, and no less.

    A sentence without its full stop, since it is a heading, too.
    """
    everybody = told.get(EVERYBODY)
    if everybody is None or ends(everybody) is None:
        return ""
    side = -1 if more_is_better else 1
    worse = [cell for cell, one in told.items() if cell.parts and apart(everybody, one, within=True) == side]
    if not worse:
        if more_is_better:
            return _("No group that is shown lies below everybody by more than chance")
        return _("No group that is shown lies above everybody by more than chance")
    said = [f"{called(cell)} ({share_words(told[cell].share)})" for cell in worse]
    words = {"groups": "; ".join(said), "all": share_words(told[EVERYBODY].share)}
    if more_is_better:
        return _("Below everybody (%(all)s): %(groups)s") % words
    return _("Above everybody (%(all)s): %(groups)s") % words


def called(cell: Cell) -> str:
    """With its cut; or the cut alone where that asks yes or no: “Race: Black”, “English learners”, “not English learners”."""
    if not cell.parts:
        return name_of(cell)
    cut, name = cell.dimensions[0], name_of(cell)
    if name.casefold() in YES:
        return cut
    return _("not %(cut)s") % {"cut": cut} if name.casefold() in NO else f"{cut}: {name}"
