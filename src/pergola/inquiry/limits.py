"""A measure's observations on a Shewhart chart: which kind follows from its numbers, and where limits are set anew."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from pergola.inquiry.intake import GROUPED
from pergola.inquiry.models import CountedBy, Cycle, Measure, Observation, Split
from pergola.inquiry.points import Points, how_told, point_of, points_of, times, to_step
from pergola.inquiry.runchart import place_of
from pergola.inquiry.shewhart import Kind, Limits, Point, Shewhart, read
from pergola.inquiry.wording import Every, Unit, Wording
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
    """Of a share that is told as a band; lines then lie on the nearest edge of one."""
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
    chart = _shown(read(kind, points, splits=splits), times(measure) if kind in (Kind.SHARES, Kind.RATES) else 1)
    wording = Wording(Unit(measure.unit), Every.of(measure.every), measure.more_is_better).fitted(chart.values)
    chart = _coarsely(_within_reach(measure, chart), told)
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


def _shown(chart: Shewhart, times: int) -> Shewhart:
    """In the unit that people read: per cent, or for every so many."""
    if times == 1:
        return chart

    def many(number: float | None) -> float | None:
        return None if number is None else number * times

    return replace(
        chart,
        values=tuple(map(many, chart.values)),
        limits=tuple(one and Limits(many(one.lower), one.centre * times, many(one.upper)) for one in chart.limits),
        sections=tuple(replace(one, centre=many(one.centre)) for one in chart.sections),
    )


def _coarsely(chart: Shewhart, told: Points) -> Shewhart:
    """Its signals are those of the exact figures; each share is drawn in the middle of its band, each line on an edge."""
    if not told.steps:
        return chart

    def edge(number: float | None) -> float | None:
        return None if number is None else to_step(number, told.steps)

    return replace(
        chart,
        values=told.shown,
        limits=tuple(
            one and Limits(edge(one.lower), to_step(one.centre, told.steps), edge(one.upper)) for one in chart.limits
        ),
        sections=tuple(replace(one, centre=edge(one.centre)) for one in chart.sections),
    )


def _within_reach(measure: Measure, chart: Shewhart) -> Shewhart:
    """Limits of single values and of means that could never be passed are not drawn: below nothing, or above all of all."""
    if chart.kind not in (Kind.INDIVIDUALS, Kind.MEANS) or measure.unit == Units.SCORE:
        return chart
    most = 100 if measure.unit == Units.SHARE else None
    positive = all(value is None or value >= 0 for value in chart.values)

    def cut(one: Limits | None) -> Limits | None:
        if one is None:
            return None
        lower = None if positive and one.lower is not None and one.lower <= 0 else one.lower
        upper = None if most is not None and one.upper is not None and one.upper >= most else one.upper
        return Limits(lower, one.centre, upper)

    return replace(chart, limits=tuple(map(cut, chart.limits)))
