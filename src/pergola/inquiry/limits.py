"""A measure's observations on a Shewhart chart: which kind follows from its numbers, and where limits are set anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from pergola.inquiry.models import CountedBy, Cycle, Measure, Observation, Split
from pergola.inquiry.models.measure import GROUPED
from pergola.inquiry.points import how_told, point_of, points_of, times
from pergola.inquiry.runchart import place_of
from pergola.inquiry.shewhart import Kind, Point, Shewhart, read
from pergola.inquiry.told_lines import coarsely, in_unit, within_reach
from pergola.inquiry.wording import Wording
from pergola.kernel.suppression import Share

Units = Measure.Unit


@dataclass(frozen=True, slots=True)
class Change:
    """Something pinned on the chart: from this day on, in words and in fewer. `splits`: limits are set anew there."""

    on: date
    what: str
    short: str
    splits: bool


@dataclass(frozen=True, slots=True)
class Limited:
    """One measure with its limits, in the unit that is shown."""

    measure: Measure
    chart: Shewhart
    days: tuple[date, ...]
    wording: Wording
    changes: tuple[Change, ...]
    sized: bool
    """Are all of its shares told out of how many? Without that they are taken as single values."""
    bands: tuple[Share | None, ...]
    """Of a share that is told as a band; its lines are then as coarse (`told_lines`)."""
    how_told: str
    groups: tuple[Point | None, ...] = ()
    """Of means, for those whose measure it is: of how many each is, and how far they lie apart."""

    @property
    def coarse(self) -> bool:
        return any(self.bands)

    @property
    def spreads(self) -> Shewhart | None:
        """How far the values of each group lie apart, with limits of its own: means are read with care where it leaves them."""
        splits = [section.start for section in self.chart.sections if section.start]
        return read(Kind.SPREADS, self.groups, splits=splits) if self.groups else None

    @property
    def observed(self) -> int:
        return sum(value is not None for value in self.chart.values)


def limited(
    measure: Measure, observations: Sequence[Observation], changes: Sequence[Change] = (), *, own: bool
) -> Limited:
    """Read the numbers with the chart their kind asks for. No queries. `own`: for those whose measure it is."""
    ordered = sorted(observations, key=lambda one: one.on)
    days = tuple(one.on for one in ordered)
    kind, sized = kind_of(measure, ordered)
    told = points_of(measure, ordered, own=own)
    points = [None if place in told.hidden else _point(measure, one, kind) for place, one in enumerate(ordered)]
    places = {place_of(days, change.on) for change in changes if change.splits}
    splits = sorted(place for place in places if place)
    chart = in_unit(read(kind, points, splits=splits), times(measure) if kind in (Kind.SHARES, Kind.RATES) else 1)
    chart = coarsely(within_reach(measure.unit, chart), points, told, splits)
    wording = told.wording.fitted(chart.values)
    groups = tuple(points) if own and kind is Kind.MEANS else ()
    return Limited(measure, chart, days, wording, tuple(changes), sized, told.bands, how_told(told), groups)


def kind_of(measure: Measure, observations: Sequence[Observation]) -> tuple[Kind, bool]:
    """Counted among how many: p or u. Counted: c. Means of groups: X-bar. Else each value for itself."""
    seen = [one for one in observations if one.value is not None]
    sized = all(one.numerator is not None and one.denominator for one in seen)
    if measure.unit in (Units.SHARE, Units.RATE):
        counted = Kind.SHARES if measure.unit == Units.SHARE else Kind.RATES
        return (counted, True) if sized else (Kind.INDIVIDUALS, False)
    grouped = [one.spread is not None for one in seen]
    if measure.unit in GROUPED and any(grouped):
        return (Kind.MEANS, True) if all(grouped) else (Kind.INDIVIDUALS, False)
    whole = all(one.value is not None and one.value >= 0 and one.value % 1 == 0 for one in seen)
    return (Kind.COUNTS if measure.unit == Units.COUNT and whole else Kind.INDIVIDUALS), True


def changes_of(cycles: Sequence[Cycle], splits: Sequence[Split], counted_by: Sequence[CountedBy]) -> list[Change]:
    """All that is pinned, in order of days. Cycles are told and set no limits anew: that somebody says, with a reason."""
    found = [
        Change(
            cycle.begins,
            cycle.change or _("Cycle %(n)d begins") % {"n": cycle.number},
            _("Cycle %(n)d") % {"n": cycle.number},
            splits=False,
        )
        for cycle in cycles
        if cycle.begins
    ]
    found += [Change(split.on, split.what, _("new limits"), splits=True) for split in splits]
    for one in counted_by:
        if one.since:
            name = _("version %(n)d") % {"n": one.version.number}
            found.append(Change(one.since, _("counted by %(version)s") % {"version": name}, name, splits=True))
    return sorted(found, key=lambda change: (change.on, not change.splits))


def _point(measure: Measure, one: Observation, kind: Kind) -> Point | None:
    if kind in (Kind.SHARES, Kind.RATES):
        if one.value is None or one.numerator is None or not one.denominator:
            return None
        return Point(float(one.numerator), float(one.denominator))
    exact = point_of(measure, one)
    if kind is Kind.MEANS and exact is not None and one.denominator and one.spread is not None:
        return Point(float(exact), float(one.denominator), float(one.spread))
    return None if exact is None else Point(float(exact))
