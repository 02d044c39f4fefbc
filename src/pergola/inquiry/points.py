"""A measure’s observations as points of a chart: exactly for those whose measure it is, and for all others as they may be told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from pergola.inquiry.models import Measure, Observation
from pergola.inquiry.runchart import RunChart, baseline_before, read
from pergola.kernel.suppression import Share, class_of, is_small, suppress_share


@dataclass(frozen=True, slots=True)
class Points:
    """One for each observation. A gap, and what is hidden, takes no part in any median, run or signal.

    `bands`: of a share, how it is told. `steps`: how wide the bands are, in per cent; none where all is exact.
    """

    measure: Measure
    values: tuple[Fraction | None, ...]
    bands: tuple[Share | None, ...]
    steps: tuple[int, ...] = ()
    hidden: frozenset[int] = frozenset()

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
        """Read. What it finds is found in the exact figures; every figure it tells is as coarse as the points are."""
        baseline = baseline_of(self.measure, self.values, change_at)
        chart = read(self.values, baseline=baseline, change_at=change_at)
        if not self.steps:
            return chart
        median, after = (
            None if one is None else to_step(one, self.steps) for one in (chart.median, chart.median_after)
        )
        return replace(chart, points=self.shown, median=median, median_after=after)


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
    hidden = frozenset(place for place, one in enumerate(observations) if _too_small(measure, one))
    values = tuple(None if place in hidden else point_of(measure, one) for place, one in enumerate(observations))
    share = measure.unit == Measure.Unit.SHARE
    bands = tuple(
        suppress_share(value, int(one.denominator or 0)) if share and value is not None else None
        for one, value in zip(observations, values, strict=True)
    )
    steps = tuple(sorted({one.step for one in bands if one is not None and one.step}))
    return Points(measure, values, bands, steps, hidden)


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


def to_step(number: float, steps: Sequence[int]) -> float:
    """A median or a limit is of many groups and gives none away; it is told to the nearest edge of the widest band."""
    return float(int(number / steps[-1] + 0.5) * steps[-1]) if steps else number


def class_words(one: Observation) -> str:
    """The class its group’s size is in: “100 to 299”."""
    found = class_of(int(one.denominator)) if one.denominator is not None else None
    if found is None:
        return ""
    least, most = found
    if most is None:
        return _("%(least)d or more") % {"least": least}
    return _("%(least)d to %(most)d") % {"least": least, "most": most}


def how_told(points: Points) -> str:
    """What somebody else’s eyes do not get, in a sentence; nothing where all is told."""
    parts = []
    if points.steps:
        named = ", ".join(f"{number_format(step)}\u00a0%" for step in points.steps)
        parts.append(_("Shares are told in bands of %(steps)s, by the size of the group.") % {"steps": named})
    if points.hidden:
        parts.append(_("What is of fewer than 10, or does not say of how many it is, is not shown."))
    if parts:
        parts.append(_("Those whose measure it is see every figure."))
    return " ".join(parts)


def _too_small(measure: Measure, one: Observation) -> bool:
    """A count under ten, of a group under ten, or told of a group that does not say its size: none of it is shown."""
    if one.value is None:
        return False
    if measure.unit == Measure.Unit.COUNT and is_small(point_of(measure, one) or 0):
        return True
    if measure.unit == Measure.Unit.RATE and is_small(one.numerator or 0):  # three among four thousand are three
        return True
    if one.denominator is None:
        return measure.unit != Measure.Unit.COUNT
    return is_small(one.denominator)
