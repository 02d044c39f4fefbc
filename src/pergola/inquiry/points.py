"""A measure’s observations as points of a chart: exactly for those whose measure it is, and for all others as they may be told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from statistics import median

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from pergola.inquiry.models import Measure, Observation
from pergola.inquiry.runchart import RunChart, baseline_before, read
from pergola.inquiry.wording import Every, Unit, Wording, not_shown, nothing_shown
from pergola.kernel.suppression import Share, is_small, suppress_share


@dataclass(frozen=True, slots=True)
class Points:
    """One for each observation. A gap, and what is hidden, takes no part in any median, run or signal.

    `bands`: of a share, how it is told. `steps`: how wide the bands are, in per cent; none where all is exact.
    `unsized`: of the hidden, those that do not say of how many they are; all others are of fewer than ten.
    """

    measure: Measure
    values: tuple[Fraction | None, ...]
    bands: tuple[Share | None, ...]
    steps: tuple[int, ...] = ()
    hidden: frozenset[int] = frozenset()
    unsized: frozenset[int] = frozenset()

    @property
    def shown(self) -> tuple[float | None, ...]:
        """Where each is drawn: a share that is told as a band, in the middle of it."""
        return tuple(
            band.value if band is not None else None if value is None else float(value)
            for value, band in zip(self.values, self.bands, strict=True)
        )

    @property
    def ends(self) -> tuple[float | tuple[float, float] | None, ...]:
        """The same for a small picture: of a band, both its ends."""
        return tuple(
            (band.low, band.high) if band is not None and band.low is not None and band.high is not None else value
            for value, band in zip(self.shown, self.bands, strict=True)
        )

    def chart(self, change_at: int | None = None) -> RunChart:
        """Read. What it finds is found in the exact figures; every figure it tells is read from the points as drawn."""
        baseline = baseline_of(self.measure, self.values, change_at)
        chart = read(self.values, baseline=baseline, change_at=change_at)
        if not self.steps:
            return chart
        after = None if change_at is None else middle(self.shown[change_at:])
        return replace(chart, points=self.shown, median=middle(self.shown[:baseline]), median_after=after)

    def median_of(self, first: int | None) -> float:
        """Of the first so many places, as the chart has it; there is a point among them."""
        exact = read(self.values[:first]).median
        told = middle(self.shown[:first]) if self.steps else exact
        return told or 0

    @property
    def wording(self) -> Wording:
        """How they are spoken of."""
        one = self.measure
        return Wording(Unit(one.unit), Every.of(one.every), one.more_is_better, halves=bool(self.steps))

    def why_not(self, place: int) -> str:
        """Why what was seen there is not shown; "" where nothing was."""
        return not_shown(sized=place not in self.unsized) if place in self.hidden else ""

    @property
    def why_nothing(self) -> str:
        """Where no figure is left to be shown: why; "" where some are, or none were ever hidden."""
        if not self.hidden or any(value is not None for value in self.values):
            return ""
        return nothing_shown(few=self.hidden != self.unsized, unsized=bool(self.unsized))


def points_of(measure: Measure, observations: Sequence[Observation], *, own: bool) -> Points:
    """`own`: it is read by those whose measure it is (`rules.with_own`)."""
    return exactly(measure, observations) if own else told_of(measure, observations)


def exactly(measure: Measure, observations: Sequence[Observation]) -> Points:
    """To the last one."""
    return Points(measure, tuple(point_of(measure, one) for one in observations), (None,) * len(observations))


def told_of(measure: Measure, observations: Sequence[Observation]) -> Points:
    """As everybody else may have them, within the same wall and outside of it.

    Counts and groups under ten are hidden and take no part at all: no median, no run and no signal is found with them, so
    nothing that is told gives them away. A mean of minutes or scores is told of groups of ten and more; one that does not
    say its group's size may be one person's. A share is told as the band it lies in, by the size of its group.
    """
    small = frozenset(place for place, one in enumerate(observations) if _too_small(measure, one))
    unsized = frozenset(place for place, one in enumerate(observations) if _unsized(measure, one)) - small
    hidden = small | unsized
    values = tuple(None if place in hidden else point_of(measure, one) for place, one in enumerate(observations))
    share = measure.unit == Measure.Unit.SHARE
    bands = tuple(
        suppress_share(value, int(one.denominator or 0)) if share and value is not None else None
        for one, value in zip(observations, values, strict=True)
    )
    steps = tuple(sorted({one.step for one in bands if one is not None and one.step}))
    return Points(measure, values, bands, steps, hidden, unsized)


def point_of(measure: Measure, one: Observation) -> Fraction | None:
    """Exact where it was counted, so that “on the median” is not a matter of rounding. None is a gap."""
    if one.numerator is not None and one.denominator:
        return Fraction(one.numerator) / Fraction(one.denominator) * times(measure)
    return None if one.value is None else Fraction(one.value)


def times(measure: Measure) -> int:
    """What a part of one is multiplied by before it is shown: a share is told in per cent, a rate for every so many."""
    return 100 if measure.unit == Measure.Unit.SHARE else measure.per or 1


def baseline_of(measure: Measure, points: Sequence[Fraction | None], change_at: int | None) -> int | None:
    """How many places hold the points the team named; else all before the change, if they are enough."""
    wanted = measure.baseline_points
    if wanted is None:
        return baseline_before(points, change_at)
    seen = [place for place, point in enumerate(points, 1) if point is not None]
    return seen[wanted - 1] if len(seen) >= wanted else None


def middle(drawn: Sequence[float | None]) -> float | None:
    """The median of points as they are drawn, to a half: it gives away no more than they do, and agrees with the picture."""
    seen = [one for one in drawn if one is not None]
    return int(2 * median(seen) + 0.5) / 2 if seen else None


def how_told(points: Points) -> str:
    """What somebody else’s eyes do not get, in a sentence; nothing where all is told."""
    parts = []
    if points.steps:
        named = ", ".join(f"{number_format(step)}\u00a0%" for step in points.steps)
        parts.append(_("Shares are told in bands of %(steps)s, by the size of the group.") % {"steps": named})
        parts.append(_("What a chart finds is found in the exact figures."))
    if points.unsized and points.hidden != points.unsized:
        parts.append(_("What is of fewer than 10, or does not say of how many it is, is not shown."))
    elif points.unsized:
        parts.append(_("What does not say of how many it is, is not shown."))
    elif points.hidden:
        parts.append(_("What is of fewer than 10 is not shown."))
    if parts:
        parts.append(_("Those whose measure it is see every figure."))
    return " ".join(parts)


def _too_small(measure: Measure, one: Observation) -> bool:
    """A count under ten, or of a group under ten: it is not shown."""
    if one.value is None:
        return False
    if measure.unit == Measure.Unit.COUNT and is_small(point_of(measure, one) or 0):
        return True
    if measure.unit == Measure.Unit.RATE and one.numerator is not None and is_small(one.numerator):
        return True  # three among four thousand are three
    return one.denominator is not None and is_small(one.denominator)


def _unsized(measure: Measure, one: Observation) -> bool:
    """Told of a group that does not say its size: it may be one person's, and is not shown either. A count is its own size."""
    if one.value is None or measure.unit == Measure.Unit.COUNT:
        return False
    return one.denominator is None or (measure.unit == Measure.Unit.RATE and one.numerator is None)
