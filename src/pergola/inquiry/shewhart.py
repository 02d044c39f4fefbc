"""Shewhart charts by kind of data: centre line, limits three standard errors away, and the signals. Mathematics only.

Sources, named again where each is used:

- Montgomery, "Introduction to Statistical Quality Control": 6.3 (X-bar and S), 6.4 (individuals), 7.2 (p), 7.3 (c and u);
  the formulas are numbered as there.
- Provost & Murray 2011, "The Health Care Data Guide", chapter 4: the five rules of `Rule`, and how few points are too few.
- Anhøj, qicharts2: where limits that cannot be reached are cut (a share lies between 0 and 1, a count is not below 0).

A missing observation is `None`: it has no limits and takes no part in any rule. Where new limits begin (a split), every
rule begins anew too: no run reaches across a change that somebody has named.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise
from math import exp, fsum, inf, lgamma, sqrt
from typing import Literal, NamedTuple

type Side = Literal[-1, 0, 1]

LEAST = 12
"""Fewer observed points than this and no limits are set: trial limits need twelve (Provost & Murray 2011)."""
FIRM = 20
"""From so many points limits are no longer called trial limits (Provost & Murray 2011; Montgomery 6.2 asks for 20 to 25)."""
SHIFT_POINTS, TREND_POINTS, HUGGING_POINTS = 8, 6, 15
D2_OF_TWO = 1.128
"""The mean range of two draws from a normal distribution, as tables print it (Montgomery, appendix VI)."""
ON_THE_LINE = 1e-9
"""Relative: what differs less is the same number written twice."""


class Kind(StrEnum):
    """What is plotted, and therefore how far chance alone carries it."""

    INDIVIDUALS = "i"
    MEANS = "xbar"
    SPREADS = "s"
    SHARES = "p"
    COUNTS = "c"
    RATES = "u"


class Rule(StrEnum):
    """The five rules of Provost & Murray 2011, in their order."""

    OUTSIDE = "outside"
    SHIFT = "shift"
    TREND = "trend"
    TWO_OF_THREE = "two of three"
    HUGGING = "hugging"


class Point(NamedTuple):
    """One observation. Shares and rates: `value` counted among `of`. Means: of `of` values with a standard deviation of `spread`."""

    value: float
    of: float = 1.0
    spread: float = 0.0


class Limits(NamedTuple):
    """At one place. `lower` or `upper` is None where it could never be passed."""

    lower: float | None
    centre: float
    upper: float | None


@dataclass(frozen=True, slots=True)
class Section:
    """The stretch from one split to the next: places `start` to `end`, the last not included."""

    start: int
    end: int
    observed: int
    centre: float | None
    """None where there are too few points to set limits on."""

    @property
    def trial(self) -> bool:
        return self.centre is not None and self.observed < FIRM


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: its points, and on which side of the centre line (0: both)."""

    rule: Rule
    places: tuple[int, ...]
    side: Side


@dataclass(frozen=True, slots=True)
class Shewhart:
    """One series, read. Every index is a place in `values`, gaps counted."""

    kind: Kind
    values: tuple[float | None, ...]
    limits: tuple[Limits | None, ...]
    sections: tuple[Section, ...]
    signals: tuple[Found, ...]

    @property
    def marked(self) -> frozenset[int]:
        return frozenset(place for signal in self.signals for place in signal.places)

    @property
    def latest(self) -> Section:
        return self.sections[-1]


def read(
    kind: Kind,
    points: Sequence[Point | None],
    *,
    splits: Sequence[int] = (),
    baseline: int | None = None,
    least: int = LEAST,
) -> Shewhart:
    """Read one series in order of time.

    `splits`: the places from which limits are set anew. `baseline`: the limits of the first section are set on its first
    so many places and carried forward. Raises ValueError for places outside the series and for what cannot be plotted.
    """
    _check(kind, points, splits, baseline)
    edges = [0, *sorted(set(splits) - {0}), len(points)]
    values = tuple(None if point is None else _plotted(kind, point) for point in points)
    limits: list[Limits | None] = []
    sections: list[Section] = []
    signals: list[Found] = []
    for start, end in pairwise(edges):
        part = points[start:end]
        until = min(baseline, end) if baseline is not None and start == 0 else end
        base = [point for point in points[start:until] if point is not None]
        spot = _centre(kind, base, list(points[start:until])) if len(base) >= max(least, 1) else None
        if spot is None:
            limits += [None] * len(part)
            sections.append(Section(start, end, len(base), None))
            continue
        errors = [None if point is None else _error(kind, spot, point) for point in part]
        drawn = [None if error is None else _cut(kind, spot.centre, error) for error in errors]
        limits += drawn
        sections.append(Section(start, end, len(base), spot.centre))
        signals += _signals(start, values[start:end], errors, drawn)
    return Shewhart(kind, values, tuple(limits), tuple(sections), tuple(signals))


class _Spot(NamedTuple):
    """Where a section's line lies, and the standard deviation of one value (not of a mean of several)."""

    centre: float
    deviation: float


def c4(size: float) -> float:
    """What a standard deviation of `size` normal values is short of the true one (Montgomery, 6.26 and appendix VI)."""
    return sqrt(2 / (size - 1)) * exp(lgamma(size / 2) - lgamma((size - 1) / 2))


def _plotted(kind: Kind, point: Point) -> float:
    if kind is Kind.SPREADS:
        return point.spread
    return point.value / point.of if kind in (Kind.SHARES, Kind.RATES) else point.value


def _centre(kind: Kind, base: Sequence[Point], in_order: Sequence[Point | None]) -> _Spot | None:
    if kind is Kind.INDIVIDUALS:
        return _of_individuals(base, in_order)
    if kind in (Kind.MEANS, Kind.SPREADS):
        return _of_groups(kind, base)
    if kind is Kind.COUNTS:  # Montgomery 7.17
        return _Spot(fsum(point.value for point in base) / len(base), 0.0)
    # Montgomery 7.7 and 7.19: all counted, among all they were counted among; not the mean of the shares
    return _Spot(fsum(point.value for point in base) / fsum(point.of for point in base), 0.0)


def _of_individuals(base: Sequence[Point], in_order: Sequence[Point | None]) -> _Spot | None:
    """Mean, and the mean moving range ÷ 1.128 (Montgomery 6.33). No range is screened out; a gap has none on either side."""
    ranges = [abs(b.value - a.value) for a, b in pairwise(in_order) if a is not None and b is not None]
    if not ranges:
        return None
    return _Spot(fsum(point.value for point in base) / len(base), fsum(ranges) / len(ranges) / D2_OF_TWO)


def _of_groups(kind: Kind, base: Sequence[Point]) -> _Spot:
    """Groups of one size: the mean of their standard deviations (Montgomery 6.27 to 6.29); of several: pooled (6.30, 6.31).

    The deviation is divided by c4 of each group where its limits are drawn, as A3, B3 and B4 do.
    """
    if len({point.of for point in base}) == 1:
        spread = fsum(point.spread for point in base) / len(base)
    else:
        freedom = fsum(point.of - 1 for point in base)
        spread = sqrt(fsum((point.of - 1) * point.spread**2 for point in base) / freedom)
    if kind is Kind.SPREADS:
        return _Spot(spread, spread)
    return _Spot(fsum(point.of * point.value for point in base) / fsum(point.of for point in base), spread)


def _error(kind: Kind, spot: _Spot, point: Point) -> float:
    """The standard error of what is plotted there. Limits lie three of them away."""
    centre = spot.centre
    if kind is Kind.INDIVIDUALS:
        return spot.deviation
    if kind is Kind.MEANS:  # A3 = 3 ÷ (c4 √n), Montgomery 6.28
        return spot.deviation / (c4(point.of) * sqrt(point.of))
    if kind is Kind.SPREADS:  # B3, B4 = 1 ∓ 3 √(1 − c4²) ÷ c4, Montgomery 6.27
        return spot.deviation * sqrt(1 - c4(point.of) ** 2) / c4(point.of)
    if kind is Kind.COUNTS:  # Montgomery 7.17
        return sqrt(centre)
    if kind is Kind.SHARES:  # Montgomery 7.8, with the size of each point: 7.2.2
        return sqrt(max(centre * (1 - centre), 0.0) / point.of)
    return sqrt(centre / point.of)  # Montgomery 7.19, with the area of each point: 7.3.2


def _cut(kind: Kind, centre: float, error: float) -> Limits:
    """Three standard errors each way; None where nothing could ever lie beyond."""
    lower: float | None = centre - 3 * error
    upper: float | None = centre + 3 * error
    if kind not in (Kind.INDIVIDUALS, Kind.MEANS) and lower is not None and lower <= 0:
        lower = None
    if kind is Kind.SHARES and upper is not None and upper >= 1:
        upper = None
    return Limits(lower, centre, upper)


# rules


class _Placed(NamedTuple):
    """An observed point of a section: how many standard errors from the line, and whether a limit lies on that side."""

    place: int
    value: float
    away: float
    bounded: bool

    @property
    def side(self) -> Side:
        return 0 if self.away == 0 else 1 if self.away > 0 else -1


def _signals(
    start: int,
    values: Sequence[float | None],
    errors: Sequence[float | None],
    drawn: Sequence[Limits | None],
) -> Iterator[Found]:
    placed = []
    for offset, (value, error, limit) in enumerate(zip(values, errors, drawn, strict=True)):
        if value is None or error is None or limit is None:
            continue
        away = _away(value, limit.centre, error)
        bounded = (limit.upper if away > 0 else limit.lower) is not None
        placed.append(_Placed(start + offset, value, away, bounded))
    yield from _outside(placed)
    yield from _shifts(placed)
    yield from _trends(placed)
    yield from _two_of_three(placed)
    yield from _hugging(placed)


def _away(value: float, centre: float, error: float) -> float:
    if abs(value - centre) <= ON_THE_LINE * max(1.0, abs(centre)):
        return 0.0
    if error == 0:
        return inf if value > centre else -inf
    return (value - centre) / error


def _outside(placed: Sequence[_Placed]) -> Iterator[Found]:
    """Rule 1: a point beyond a limit. One that lies on it is not."""
    for one in placed:
        if one.bounded and abs(one.away) > 3 + ON_THE_LINE:
            yield Found(Rule.OUTSIDE, (one.place,), one.side)


def _shifts(placed: Sequence[_Placed]) -> Iterator[Found]:
    """Rule 2: eight or more in a row on one side. A point on the line neither makes nor breaks a run."""
    for side, run in groupby((one for one in placed if one.side), key=lambda one: one.side):
        places = tuple(one.place for one in run)
        if len(places) >= SHIFT_POINTS:
            yield Found(Rule.SHIFT, places, side)


def _trends(placed: Sequence[_Placed]) -> Iterator[Found]:
    """Rule 3: six or more in a row that all rise or all fall. Like values are counted once, and neither make nor break it."""
    way: list[_Placed] = []
    going: Side = 0
    for one in placed:
        if not way:
            way = [one]
            continue
        if one.value == way[-1].value:
            continue
        now: Side = 1 if one.value > way[-1].value else -1
        if now == going or going == 0:
            way.append(one)
        else:
            if len(way) >= TREND_POINTS:
                yield Found(Rule.TREND, tuple(each.place for each in way), going)
            way = [way[-1], one]
        going = now
    if len(way) >= TREND_POINTS:
        yield Found(Rule.TREND, tuple(each.place for each in way), going)


def _two_of_three(placed: Sequence[_Placed]) -> Iterator[Found]:
    """Rule 4: of three in a row, two or more in the outer third of one side, or beyond. Not where no limit lies there."""
    side: Side
    for side in (1, -1):
        far = [one.bounded and one.side == side and abs(one.away) > 2 + ON_THE_LINE for one in placed]
        found: list[int] = []
        for first in range(len(placed) - 2):
            three = [place for place in range(first, first + 3) if far[place]]
            if len(three) < 2:
                continue
            if found and three[0] > found[-1]:
                yield Found(Rule.TWO_OF_THREE, tuple(placed[place].place for place in found), side)
                found = []
            found += [place for place in three if place not in found]
        if found:
            yield Found(Rule.TWO_OF_THREE, tuple(placed[place].place for place in found), side)


def _hugging(placed: Sequence[_Placed]) -> Iterator[Found]:
    """Rule 5: fifteen or more in a row in the inner third, on either side: limits may be too wide for what is plotted."""
    for near, run in groupby(placed, key=lambda one: abs(one.away) < 1 - ON_THE_LINE):
        places = tuple(one.place for one in run)
        if near and len(places) >= HUGGING_POINTS:
            yield Found(Rule.HUGGING, places, 0)


def _check(kind: Kind, points: Sequence[Point | None], splits: Sequence[int], baseline: int | None) -> None:
    if any(not 0 <= place < max(len(points), 1) for place in splits):
        raise ValueError("limits are split outside the series")
    if baseline is not None and not 1 <= baseline <= len(points):
        raise ValueError("the baseline lies outside the series")
    for point in points:
        if point is not None and not _may_stand(kind, point):
            raise ValueError(f"{point} cannot stand on a chart of kind {kind}")


def _may_stand(kind: Kind, point: Point) -> bool:
    if not all(abs(each) < inf for each in point):  # also false for what is not a number
        return False
    if kind is Kind.SHARES:
        return point.of > 0 and 0 <= point.value <= point.of
    if kind is Kind.RATES:
        return point.of > 0 and point.value >= 0
    if kind is Kind.COUNTS:
        return point.value >= 0
    return kind is Kind.INDIVIDUALS or (point.of >= 2 and point.spread >= 0)
