"""The lines of a chart with limits, in the unit people read; for all but those whose measure it is, as they may be told.

The signals stay those of the exact figures. The centre line of shares pools all that a section shows, and is told as the
band of so many. The limits stand around it as it is told, so that they give away no more of what was counted, each to the
width of the band of its own point. At a point that is hidden no limit is drawn.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import fsum

from pergola.inquiry.models import Measure
from pergola.inquiry.points import Points
from pergola.inquiry.shewhart import Found, Kind, Limits, Point, Rule, Section, Shewhart, Side, read
from pergola.kernel.suppression import Share, counts_in, suppress_share

Units = Measure.Unit
type Placed = tuple[int, Side]


def coarsely(exact: Shewhart, points: Sequence[Point | None], told: Points, splits: Sequence[int]) -> Shewhart:
    """As everybody else may have it. Each share is drawn in the middle of its band."""
    if not told.steps:
        return exact
    if exact.kind is Kind.SHARES:
        lines = in_unit(read(exact.kind, _as_the_centre(exact, points, told), splits=splits), 100)
    else:  # a limit rests on single values: they are taken as they are drawn
        drawn = [None if one is None else Point(one) for one in told.shown]
        lines = within_reach(Units.SHARE, read(exact.kind, drawn, splits=splits))
    beyond: set[Placed] = {(one.places[0], one.side) for one in exact.signals if one.rule is Rule.OUTSIDE}
    return replace(
        exact,
        values=told.shown,
        limits=tuple(_told(one, place, told, beyond) for place, one in enumerate(lines.limits)),
        sections=tuple(replace(one, centre=_to(one.centre, 0.5)) for one in lines.sections),
    )


def shows(chart: Shewhart, signal: Found) -> bool:
    """Does a signal show in what is drawn? Always in exact figures. A limit that is not drawn says nothing against it."""
    drawn = [(chart.values[place], chart.limits[place]) for place in signal.places]
    if signal.rule is Rule.TREND:
        values = [value for value, _limits in drawn if value is not None]
        return all((after - before) * signal.side > 0 for before, after in pairwise(values))
    return all(
        value is None or limits is None or _lies(signal.rule, signal.side, value, limits) for value, limits in drawn
    )


def _lies(rule: Rule, side: Side, value: float, limits: Limits) -> bool:
    away = value - limits.centre
    if rule is Rule.HUGGING:
        near = [abs(limit - limits.centre) for limit in (limits.lower, limits.upper) if limit is not None]
        return not near or abs(away) < max(near) / 3
    limit = limits.upper if side > 0 else limits.lower
    if rule is Rule.SHIFT or limit is None:
        return away * side > 0
    return away * side > (1 if rule is Rule.OUTSIDE else 2 / 3) * abs(limit - limits.centre)


def in_unit(chart: Shewhart, times: int) -> Shewhart:
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


def within_reach(unit: str, chart: Shewhart) -> Shewhart:
    """Limits of single values and of means that could never be passed are not drawn: below nothing, or above all of all."""
    if chart.kind not in (Kind.INDIVIDUALS, Kind.MEANS) or unit == Units.SCORE:
        return chart
    most = 100 if unit == Units.SHARE else None
    positive = all(value is None or value >= 0 for value in chart.values)

    def cut(one: Limits | None) -> Limits | None:
        if one is None:
            return None
        lower = None if positive and one.lower is not None and one.lower <= 0 else one.lower
        upper = None if most is not None and one.upper is not None and one.upper >= most else one.upper
        return Limits(lower, one.centre, upper)

    return replace(chart, limits=tuple(map(cut, chart.limits)))


def _as_the_centre(exact: Shewhart, points: Sequence[Point | None], told: Points) -> list[Point | None]:
    """Points of the same sizes that all lie on the centre line as it is told: their limits are the ones to tell."""
    stand: list[Point | None] = []
    for section in exact.sections:
        part = list(points[section.start : section.end])
        bands = told.bands[section.start : section.end]
        seen = [(one, band) for one, band in zip(part, bands, strict=True) if one is not None and band is not None]
        centre = _pooled(section, seen)
        stand += [None if one is None else Point(centre * one.of / 100, one.of) for one in part]
    return stand


def _pooled(section: Section, seen: Sequence[tuple[Point, Share]]) -> float:
    """The share of all of a section, as the band it lies in is drawn.

    Beside the bands of its points it may not say that each of them holds the least that its band allows, or the most. As
    long as it says neither, two counts at least stay open of each. Where it would, the mean of what is drawn is told.
    """
    of = int(fsum(one.of for one, _band in seen))
    counted = fsum(one.value for one, _band in seen)
    if section.centre is None or not of:
        return 0.0
    pooled = suppress_share(100 * Fraction(counted) / of, of)
    counts = [counts_in(band, int(one.of)) for one, band in seen]
    least, most = counts_in(pooled, of)
    if most > sum(low for low, _high in counts) and least < sum(high for _low, high in counts):
        return float(pooled.value or 0)
    return fsum((band.value or 0) * one.of for one, band in seen) / of


def _told(limits: Limits | None, place: int, told: Points, beyond: set[Placed]) -> Limits | None:
    """To the edge of its point’s own band. A limit that would have the point on another side than it is told is not told."""
    band, value = told.bands[place], told.shown[place]
    if limits is None or band is None or value is None or not band.step:
        return None

    def edge(number: float | None, side: Side) -> float | None:
        line = _to(number, band.step or 1)
        if line is None or not 0 < line < 100 or ((value - line) * side > 0) != ((place, side) in beyond):
            return None
        return line

    return Limits(edge(limits.lower, -1), _to(limits.centre, 0.5) or 0.0, edge(limits.upper, 1))


def _to(number: float | None, step: float) -> float | None:
    return None if number is None else int(number / step + 0.5) * step
