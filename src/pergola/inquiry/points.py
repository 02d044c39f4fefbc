"""A measure’s observations as points of a run chart: exact where they were counted."""

from collections.abc import Sequence
from fractions import Fraction

from pergola.inquiry.models import Measure, Observation
from pergola.inquiry.runchart import baseline_before


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
