"""Run charts: what a series of numbers over time says, and what it does not. Mathematics only; words are in `reading`.

Sources, named again where each is used:

- Anhøj & Olesen 2014, "Run charts revisited", PLoS ONE 9(11): e113825: the longest run and the number of crossings, each
  with a limit that grows with the number of useful points. Useful points are those that do not lie on the median.
- Perla, Provost & Murray 2011, "The run chart", BMJ Quality & Safety 20: 46–51: median, trend, ten points before a median
  means much.

Limits of chance around a series are in `shewhart`.

A missing observation is `None` and stays one: it takes a place on the chart and no part in any rule. It is never a zero, it
neither makes nor breaks a run.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import accumulate
from math import comb, log2
from statistics import median as median_of
from typing import Literal, NamedTuple

type Number = int | float | Decimal | Fraction
type Side = Literal[-1, 1]

LEAST_USEFUL = 10
"""Fewer useful points than this and no rule is read (Perla, Provost & Murray 2011)."""
LEAST_BASELINE = 10
"""Fewer observed points than this and a median set on them moves too much to be carried forward (the same)."""
TREND_POINTS = 5
"""Points, not steps, all going up or all going down (the same)."""


@dataclass(frozen=True, slots=True)
class Run:
    """Useful points in a row on one side of the median; `start` and `end` are places in the series, both included."""

    start: int
    end: int
    length: int
    side: Side


@dataclass(frozen=True, slots=True)
class Trend:
    """Points that all go one way; `points` counts each new value once, the first and the last included."""

    start: int
    end: int
    points: int
    side: Side


class Signals(NamedTuple):
    """What `read_many` finds in one series; `useful` points, a run of `longest`, and so on, all in points."""

    median: float
    observed: int
    useful: int
    longest: int
    longest_limit: int
    crossings: int
    crossings_limit: int
    trend: int

    @property
    def signal(self) -> bool:
        return self.useful >= LEAST_USEFUL and (
            self.longest > self.longest_limit or self.crossings < self.crossings_limit
        )


@dataclass(frozen=True, slots=True)
class RunChart:
    """One series, read. Every index is a place in `points`, gaps counted."""

    points: tuple[float | None, ...]
    baseline: int | None
    """The median is of the first `baseline` places; None: of all."""
    baseline_points: int
    """How many of those were observed."""
    change_at: int | None
    """The first place after the change, if one is pinned."""
    median: float | None
    median_after: float | None
    """Of the points from `change_at` on."""
    observed: int
    useful: int
    sides: tuple[Literal[-1, 0, 1] | None, ...]
    """Below, on or above the median; None is a gap."""
    runs: tuple[Run, ...]
    longest: Run | None
    """The first of the longest."""
    longest_limit: int
    crossings: int
    crossings_limit: int
    trend: Trend | None
    """The longest trend of at least five points, the latest of equals."""

    @property
    def enough(self) -> bool:
        return self.useful >= LEAST_USEFUL

    @property
    def shift(self) -> Run | None:
        """The latest run longer than the limit. Where no median is set beforehand a real change makes two, before and after."""
        if not self.enough:
            return None
        over = [run for run in self.runs if run.length > self.longest_limit]
        return over[-1] if over else None

    @property
    def few_crossings(self) -> bool:
        return self.enough and self.crossings < self.crossings_limit

    @property
    def signal(self) -> bool:
        """Anhøj's two rules. A trend alone is not one: see `chance_of_trend`."""
        return self.shift is not None or self.few_crossings

    @property
    def lasts(self) -> bool:
        """The shift reaches the latest useful point."""
        return self.shift is not None and self.shift.end == self.runs[-1].end

    @property
    def marked(self) -> frozenset[int]:
        """The places to fill on the chart: the useful points of the shift."""
        run = self.shift
        if run is None:
            return frozenset()
        return self.points_of(run)

    def points_of(self, run: Run) -> frozenset[int]:
        return frozenset(i for i in range(run.start, run.end + 1) if self.sides[i] == run.side)

    def shows(self, run: Run) -> bool:
        """Do all of its points lie on its side of the median as drawn? Of points drawn in bands some may not."""
        median = self.median
        drawn = [self.points[place] for place in self.points_of(run)]
        return median is not None and all(point is not None and (point - median) * run.side > 0 for point in drawn)


@cache
def longest_run_limit(useful: int) -> int:
    """log₂(useful) + 3, rounded: a run longer than this is a signal (Anhøj & Olesen 2014). 0 where nothing is useful."""
    return round(log2(useful) + 3) if useful > 0 else 0


@cache
def crossings_limit(useful: int) -> int:
    """The 5 % quantile of Binomial(useful − 1, ½): fewer crossings are a signal (Anhøj & Olesen 2014). Exact, in integers."""
    chances = max(useful - 1, 0)
    total = 0
    for crossings in range(chances + 1):
        total += comb(chances, crossings)
        if 20 * total >= 2**chances:
            return crossings
    raise AssertionError("a distribution adds up to one")


@cache
def chance_of_trend(observed: int) -> float:
    """The chance that `observed` points in random order hold a trend of five or more.

    Counts permutations by the rank of the last point and the length and direction of the way that ends in it. Shown beside
    a trend, because the rule is a weak one: Anhøj & Olesen 2014 advise against resting on it. Ties are left out of account.
    """
    steps = TREND_POINTS - 1
    # up[k][r]: chance that the last point has rank r and ends k + 1 steps upwards, no trend so far. Down is its mirror.
    up = [[0.0, 0.5], *([0.0, 0.0] for _ in range(steps - 2))]
    for size in range(2, min(observed, 400)):
        turning = [sum(row[-1 - rank] for row in up) for rank in range(size)]
        up = [[0.0, *(chance / (size + 1) for chance in accumulate(row))] for row in (turning, *up[:-1])]
    return 1 - 2 * sum(map(sum, up)) if observed >= TREND_POINTS else 0.0


def place_of(days: Sequence[date], day: date) -> int | None:
    """The first place on or after `day` in dates that are in order; None if the series ends before."""
    return next((place for place, each in enumerate(days) if each >= day), None)


def baseline_before(points: Sequence[Number | None], change_at: int | None) -> int | None:
    """How many places to set the median on: all before the change if ten of them were observed, else None (then on all)."""
    if change_at is None or sum(point is not None for point in points[:change_at]) < LEAST_BASELINE:
        return None
    return change_at


def read(points: Sequence[Number | None], *, baseline: int | None = None, change_at: int | None = None) -> RunChart:
    """Read one series, in order of time, None for a gap, all in one unit.

    `baseline`: set the median on the first so many places and carry it forward. `change_at`: the place of the first point
    after a change. Comparisons are exact (30.1 is 30.1, also as a float), so that "on the median" is not a matter of
    rounding. Raises ValueError for a place outside the series, a baseline without a point, and for what is not a number.
    """
    exact = [None if point is None else _exact(point) for point in points]
    _check_place("baseline", baseline, 1, len(exact))
    _check_place("change_at", change_at, 0, len(exact))
    base = [value for value in exact[:baseline] if value is not None]
    if baseline is not None and not base:
        raise ValueError("the baseline holds no point")
    centre = median_of(base) if base else None
    sides = tuple(None if value is None or centre is None else _side(value, centre) for value in exact)
    runs = tuple(_runs(sides))
    useful = sum(run.length for run in runs)
    after = [value for value in exact[change_at:] if value is not None] if change_at is not None else []
    return RunChart(
        points=tuple(None if value is None else float(value) for value in exact),
        baseline=baseline,
        baseline_points=len(base),
        change_at=change_at,
        median=None if centre is None else float(centre),
        median_after=float(median_of(after)) if after else None,
        observed=sum(value is not None for value in exact),
        useful=useful,
        sides=sides,
        runs=runs,
        longest=max(runs, key=lambda run: run.length, default=None),
        longest_limit=longest_run_limit(useful),
        crossings=max(len(runs) - 1, 0),
        crossings_limit=crossings_limit(useful),
        trend=_trend(exact),
    )


def read_many(series: Iterable[Sequence[float | None]], *, baseline: int | None = None) -> Iterator[Signals]:
    """The same figures for many series, without places, as quickly as plain Python can. Floats are compared as they come.

    Raises ValueError for a series without a point in its baseline.
    """
    for points in series:
        values = [point for point in points if point is not None]
        base = values if baseline is None else [point for point in points[:baseline] if point is not None]
        if not base:
            raise ValueError("a series holds no point in its baseline")
        yield _scan(values, _quick_median(base))


def _exact(point: Number) -> Fraction:
    try:
        return Fraction(repr(point)) if isinstance(point, float) else Fraction(point)
    except (ValueError, OverflowError, TypeError) as error:
        raise ValueError(f"{point!r} is not a number that can be drawn") from error


def _check_place(name: str, place: int | None, least: int, most: int) -> None:
    if place is not None and not least <= place <= most:
        raise ValueError(f"{name} is {place}; the series has {most} places")


def _side(value: Fraction, centre: Fraction) -> Literal[-1, 0, 1]:
    if value == centre:
        return 0
    return 1 if value > centre else -1


def _runs(sides: Sequence[Literal[-1, 0, 1] | None]) -> Iterator[Run]:
    run: Run | None = None
    for place, side in enumerate(sides):
        if not side:
            continue
        if run is not None and run.side == side:
            run = Run(run.start, place, run.length + 1, side)
            continue
        if run is not None:
            yield run
        run = Run(place, place, 1, side)
    if run is not None:
        yield run


def _trend(values: Sequence[Fraction | None]) -> Trend | None:
    """Like values do not make or break a trend, and are counted once (Perla, Provost & Murray 2011). Nor does a gap."""
    best: Trend | None = None
    way: Trend | None = None
    last: tuple[int, Fraction] | None = None
    for place, value in enumerate(values):
        if value is None:
            continue
        if last is not None and value != last[1]:
            side: Side = 1 if value > last[1] else -1
            start, points = (way.start, way.points) if way is not None and way.side == side else (last[0], 1)
            way = Trend(start, place, points + 1, side)
            if way.points >= TREND_POINTS and (best is None or way.points >= best.points):
                best = way
        last = place, value
    return best


def _quick_median(values: list[float]) -> float:
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _scan(values: list[float], centre: float) -> Signals:
    """One pass without calls: that is what makes it quick."""
    runs = length = longest = useful = side = 0
    way, points, most, last = 0, 1, 1, values[0] if values else centre
    for value in values:
        if value != centre:
            now = 1 if value > centre else -1
            useful += 1
            if now == side:
                length += 1
            else:
                longest = max(longest, length)
                side, length = now, 1
                runs += 1
        if value != last:
            going = 1 if value > last else -1
            if going == way:
                points += 1
            else:
                most = max(most, points)
                way, points = going, 2
            last = value
    most, longest = max(most, points), max(longest, length)
    return Signals(
        centre,
        len(values),
        useful,
        longest,
        longest_run_limit(useful),
        max(runs - 1, 0),
        crossings_limit(useful),
        most if most >= TREND_POINTS else 0,
    )
