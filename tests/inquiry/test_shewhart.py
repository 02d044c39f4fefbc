"""Limits and signals, held against published series, against a slow reading from the definitions, and by hand."""

import csv
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise
from math import gamma, sqrt
from pathlib import Path
from statistics import mean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pergola.inquiry.shewhart import FIRM, LEAST, Kind, Point, Rule, Shewhart, c4, read

type Data = Callable[[str], Path]
EXACT = 1e-9
"""Of figures that are at most some thousands: far inside the 1e-6 that is promised."""


def rows(path: Path) -> list[dict[str, str]]:
    with path.open() as file:
        return list(csv.DictReader(file))


def groups(path: Path) -> list[Point | None]:
    taken: dict[float, list[float]] = defaultdict(list)
    for row in rows(path):
        taken[float(row["sample"])].append(float(row["obs"]))
    return [Point(mean(values), len(values), stdev(values)) for values in taken.values()]


def rates(taken: list[dict[str, str]]) -> list[Point | None]:
    return [Point(float(row["n"]), float(row["days"])) for row in taken]


def at(chart: Shewhart, place: int) -> tuple[float | None, float, float | None]:
    limits = chart.limits[place]
    assert limits is not None
    return limits.lower, limits.centre, limits.upper


def found(chart: Shewhart, rule: Rule) -> list[tuple[int, ...]]:
    return [signal.places for signal in chart.signals if signal.rule is rule]


# published series, with what the books and qicharts2 make of them


@pytest.mark.data
def test_piston_rings_have_the_limits_of_the_book(data: Data) -> None:
    """Montgomery, example 6.3: 25 groups of five; 74.001 [73.988, 74.015], and 0.0094 [0, 0.0196]."""
    points = groups(data("spc/montgomery_tbl_06.03.csv"))
    means, spreads = read(Kind.MEANS, points), read(Kind.SPREADS, points)
    assert at(means, 0) == pytest.approx((73.987760123296, 74.001176, 74.014591876704), abs=EXACT)
    lower, centre, upper = at(spreads, 24)
    assert lower is None
    assert (centre, upper) == pytest.approx((0.009399483886, 0.019635501804), abs=EXACT)
    assert not means.signals
    assert not spreads.signals


@pytest.mark.data
def test_groups_of_several_sizes_have_the_limits_of_the_book(data: Data) -> None:
    """Montgomery, example 6.4: 74.001 and 0.0103; limits by the size of each group: 73.986 to 74.015, 73.981 to 74.021."""
    points = groups(data("spc/montgomery_tbl_06.04.csv"))
    means, spreads = read(Kind.MEANS, points), read(Kind.SPREADS, points)
    sizes = [point.of for point in points if point]
    assert (sizes[0], sizes[1]) == (5, 3)
    assert at(means, 0) == pytest.approx((73.986063622090, 74.000752212389, 74.015440802689), abs=EXACT)
    assert at(means, 1) == pytest.approx((73.980639031777, 74.000752212389, 74.020865393002), abs=EXACT)
    assert at(spreads, 0)[1:] == pytest.approx((0.010291177451, 0.021498247761), abs=EXACT)
    assert at(spreads, 1)[1:] == pytest.approx((0.010291177451, 0.026429489106), abs=EXACT)
    assert not found(means, Rule.OUTSIDE)


@pytest.mark.data
def test_costs_have_the_limits_of_the_book_and_leave_them(data: Data) -> None:
    """Montgomery, example 6.5: 300.5 [279.78, 321.22] set on twenty weeks; weeks 39 and 40 lie beyond."""
    points: list[Point | None] = [Point(float(row["cost"])) for row in rows(data("spc/montgomery_tbl_06.07.csv"))]
    chart = read(Kind.INDIVIDUALS, points, baseline=20)
    assert at(chart, 39) == pytest.approx((279.783314669653, 300.5, 321.216685330347), abs=EXACT)
    assert found(chart, Rule.OUTSIDE) == [(38,), (39,)]
    assert not found(read(Kind.INDIVIDUALS, points[:20]), Rule.OUTSIDE)


@pytest.mark.data
def test_infections_signal_as_one_series_and_not_when_limits_are_split(data: Data) -> None:
    taken = rows(data("spc/qicharts2_cdi.csv"))
    change = next(place for place, row in enumerate(taken) if row["period"] == "post")
    counts: list[Point | None] = [Point(float(row["n"])) for row in taken]
    one = read(Kind.COUNTS, counts)
    assert at(one, 0) == pytest.approx((3.279113325042, 14.833333333333, 26.387553341625), abs=EXACT)
    assert found(one, Rule.OUTSIDE) == [(2,), (30,)]
    assert found(one, Rule.SHIFT) == [tuple(range(2, 19)), tuple(range(22, 36))]
    split = read(Kind.RATES, rates(taken), splits=[change])
    assert [(part.start, part.end, part.trial) for part in split.sections] == [(0, 24, False), (24, 36, True)]
    assert [10_000 * (part.centre or 0) for part in split.sections] == pytest.approx(
        (13.024226317929, 5.008920297766), abs=EXACT
    )
    assert not split.signals


@pytest.mark.data
def test_every_hospital_s_rates_agree_with_the_definitions(data: Data) -> None:
    series: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows(data("spc/qicharts2_hospital_infections.csv")):
        series[row["hospital"], row["infection"]].append(row)
    assert len(series) == 18
    for taken in series.values():
        agree(Kind.RATES, rates(taken))
    brought = [row for key, taken in sorted(series.items()) if key == ("BFH", "CDI") for row in taken]
    centre = sum(float(row["n"]) for row in brought) / sum(float(row["days"]) for row in brought)
    assert read(Kind.RATES, rates(brought)).sections[0].centre == pytest.approx(centre, abs=EXACT)


@pytest.mark.data
def test_every_emergency_department_s_shares_agree_with_the_definitions(data: Data) -> None:
    series: dict[tuple[str, str], list[tuple[str, Point]]] = defaultdict(list)
    for row in rows(data("spc/nhs_ae_attendances.csv")):
        if float(row["attendances"]):
            point = Point(float(row["breaches"]), float(row["attendances"]))
            series[row["org_code"], row["type"]].append((row["period"], point))
    long = [[point for _period, point in sorted(taken)] for taken in series.values() if len(taken) >= LEAST]
    assert len(long) > 300
    for points in long:
        agree(Kind.SHARES, list(points))


# a slow reading, from the definitions


def slow_c4(size: float) -> float:
    return sqrt(2 / (size - 1)) * gamma(size / 2) / gamma((size - 1) / 2)


def slowly(kind: Kind, points: list[Point | None]) -> list[tuple[float, float, float] | None]:
    """Centre and limits, not cut, of each point: no shared code."""
    seen = [point for point in points if point is not None]
    deviations: dict[Point, float] = {}
    if kind is Kind.INDIVIDUALS:
        centre = mean(point.value for point in seen)
        ranges = [abs(a.value - b.value) for a, b in pairwise(points) if a is not None and b is not None]
        deviations = {point: mean(ranges) / 1.128 for point in seen}
    elif kind is Kind.COUNTS:
        centre = mean(point.value for point in seen)
        deviations = {point: sqrt(centre) for point in seen}
    elif kind in (Kind.SHARES, Kind.RATES):
        centre = sum(point.value for point in seen) / sum(point.of for point in seen)
        of_one = centre * (1 - centre) if kind is Kind.SHARES else centre
        deviations = {point: sqrt(of_one / point.of) for point in seen}
    else:
        if len({point.of for point in seen}) == 1:
            spread = mean(point.spread for point in seen)
        else:
            squares = sum(point.spread**2 * (point.of - 1) for point in seen)
            spread = sqrt(squares / sum(point.of - 1 for point in seen))
        centre = spread
        deviations = {point: spread * sqrt(1 - slow_c4(point.of) ** 2) / slow_c4(point.of) for point in seen}
        if kind is Kind.MEANS:
            centre = sum(point.value * point.of for point in seen) / sum(point.of for point in seen)
            deviations = {point: spread / slow_c4(point.of) / sqrt(point.of) for point in seen}
    return [
        None if point is None else (centre - 3 * deviations[point], centre, centre + 3 * deviations[point])
        for point in points
    ]


def agree(kind: Kind, points: list[Point | None]) -> None:
    chart = read(kind, points)
    for one, other in zip(chart.limits, slowly(kind, points), strict=True):
        assert (one is None) == (other is None)
        if one is None or other is None:
            continue
        assert one.centre == pytest.approx(other[1], rel=1e-9, abs=1e-12)
        assert one.lower is None or one.lower == pytest.approx(other[0], rel=1e-9, abs=1e-9)
        assert one.upper is None or one.upper == pytest.approx(other[2], rel=1e-9, abs=1e-9)
        if one.lower is None:
            assert other[0] <= 1e-9
        if one.upper is None:
            assert other[2] >= 1 - 1e-9
    for place, value in enumerate(chart.values):
        limits = chart.limits[place]
        if value is not None and limits is not None:
            over = limits.upper is not None and value > limits.upper * (1 + 1e-6) + 1e-9
            under = limits.lower is not None and value < limits.lower * (1 - 1e-6) - 1e-9
            if over or under:
                assert (place,) in found(chart, Rule.OUTSIDE)


def sizes(most: int) -> st.SearchStrategy[int]:
    return st.integers(1, most)


def gapped(one: st.SearchStrategy[Point]) -> st.SearchStrategy[list[Point | None]]:
    """At least as many points as limits need, with gaps among them."""
    return st.tuples(st.lists(one, min_size=LEAST, max_size=26), st.lists(st.one_of(st.none(), one), max_size=8)).map(
        lambda both: [*both[0], *both[1]]
    )


EIGHTHS = st.integers(-4000, 4000).map(lambda n: n / 8)
SHARES = gapped(sizes(500).flatmap(lambda of: st.integers(0, of).map(lambda part: Point(part, of))))
RATES = gapped(st.tuples(st.integers(0, 60), sizes(900)).map(lambda both: Point(*map(float, both))))
COUNTS = gapped(st.integers(0, 60).map(lambda count: Point(float(count))))
VALUES = gapped(EIGHTHS.map(Point))
GROUPS = gapped(
    st.tuples(EIGHTHS, st.integers(2, 40), st.integers(0, 80)).map(lambda all_: Point(all_[0], all_[1], all_[2] / 8))
)


@given(SHARES)
def test_shares(points: list[Point | None]) -> None:
    agree(Kind.SHARES, points)
    for limits in read(Kind.SHARES, points).limits:
        assert limits is None or 0 <= (limits.lower or 0) <= limits.centre <= (limits.upper or 1) <= 1


@given(RATES)
def test_rates(points: list[Point | None]) -> None:
    agree(Kind.RATES, points)


@given(COUNTS)
def test_counts(points: list[Point | None]) -> None:
    agree(Kind.COUNTS, points)


@given(VALUES)
def test_values(points: list[Point | None]) -> None:
    agree(Kind.INDIVIDUALS, points)


@given(GROUPS)
def test_means_and_spreads(points: list[Point | None]) -> None:
    agree(Kind.MEANS, points)
    agree(Kind.SPREADS, points)


@given(VALUES, st.integers(-50, 50), st.sampled_from([0.5, 2.0, 4.0]))
def test_another_zero_or_another_unit_finds_the_same(points: list[Point | None], added: int, times: float) -> None:
    moved = [point and Point(point.value * times + added) for point in points]
    assert read(Kind.INDIVIDUALS, moved).signals == read(Kind.INDIVIDUALS, points).signals


@given(VALUES)
def test_upside_down_finds_the_same_on_the_other_side(points: list[Point | None]) -> None:
    turned = read(Kind.INDIVIDUALS, [point and Point(-point.value) for point in points]).signals
    as_it_was = read(Kind.INDIVIDUALS, points).signals
    assert {(one.rule, one.places, -one.side) for one in turned} == {
        (one.rule, one.places, one.side) for one in as_it_was
    }


@given(SHARES, SHARES)
def test_a_split_is_two_charts_side_by_side(before: list[Point | None], after: list[Point | None]) -> None:
    both = read(Kind.SHARES, [*before, *after], splits=[len(before)])
    one, other = read(Kind.SHARES, before), read(Kind.SHARES, after)
    assert both.limits == (*one.limits, *other.limits)
    assert both.marked == one.marked | {place + len(before) for place in other.marked}


@given(RATES)
def test_the_more_it_was_counted_among_the_nearer_the_limits(points: list[Point | None]) -> None:
    chart = read(Kind.RATES, points)
    reach = {
        point.of: limits.upper - limits.centre
        for point, limits in zip(points, chart.limits, strict=True)
        if point and limits and limits.upper is not None and limits.centre
    }
    in_order = [reach[of] for of in sorted(reach)]
    assert in_order == sorted(in_order, reverse=True)


@given(COUNTS)
def test_a_gap_is_passed_over_by_every_rule(points: list[Point | None]) -> None:
    """Where no limit hangs on what is next to what, series with and without their gaps say the same."""
    seen = [(place, point) for place, point in enumerate(points) if point is not None]
    without = read(Kind.COUNTS, [point for _place, point in seen])
    where = [place for place, _point in seen]
    assert [(s.rule, s.places, s.side) for s in read(Kind.COUNTS, points).signals] == [
        (s.rule, tuple(where[place] for place in s.places), s.side) for s in without.signals
    ]


# the five rules, by hand: a line at 10 with limits at 1 and 19 (nine counted on average would be c; here twelve tens set it)


def individuals(values: list[float]) -> Shewhart:
    """Limits set on a wave of 9 and 11 before these values: 10 ± 5.319."""
    wave = [9.0, 11.0] * 10
    return read(Kind.INDIVIDUALS, [Point(value) for value in [*wave, *values]], baseline=20)


def test_beyond_a_limit_and_on_it() -> None:
    chart = individuals([15.4, 10, 4.6])
    lower, centre, upper = at(chart, 0)
    assert (lower, centre, upper) == pytest.approx((4.680851, 10, 15.319149), abs=1e-6)
    assert found(chart, Rule.OUTSIDE) == [(20,), (22,)]
    assert upper is not None
    assert not found(individuals([upper]), Rule.OUTSIDE)


def test_eight_in_a_row_and_a_point_on_the_line() -> None:
    assert not found(individuals([12.0] * 6 + [8]), Rule.SHIFT)
    # the last of the wave is an 11, and belongs to the run
    assert found(individuals([12.0] * 7), Rule.SHIFT) == [tuple(range(19, 27))]
    assert found(individuals([12, 12, 10, 12, 12, 12, 12, 12]), Rule.SHIFT) == [(19, 20, 21, 23, 24, 25, 26, 27)]


def test_six_in_a_row_that_rise() -> None:
    assert not found(individuals([9, 10, 11, 12, 13]), Rule.TREND)
    assert found(individuals([8, 9, 10, 11, 12, 13]), Rule.TREND) == [tuple(range(20, 26))]
    assert found(individuals([8, 9, 9, 10, 11, 12, 13, 1]), Rule.TREND) == [(20, 21, 23, 24, 25, 26)]
    fall = [one for one in individuals([13, 12, 11, 10, 9, 8]).signals if one.rule is Rule.TREND]
    assert [one.side for one in fall] == [-1]


def test_two_of_three_in_the_outer_third() -> None:
    assert found(individuals([14, 10, 14]), Rule.TWO_OF_THREE) == [(20, 22)]
    assert not found(individuals([14, 10, 10, 14]), Rule.TWO_OF_THREE)
    assert not found(individuals([14, 10, 6]), Rule.TWO_OF_THREE)
    assert found(individuals([14, 14, 10, 10, 10, 14, 14]), Rule.TWO_OF_THREE) == [(20, 21), (25, 26)]


def test_no_outer_third_where_no_limit_lies() -> None:
    counts = [Point(3.0), Point(5.0)] * 8
    zeros = read(Kind.COUNTS, [*counts, Point(0.0), Point(0.0)], baseline=16)
    assert at(zeros, 0)[0] is None
    assert not found(zeros, Rule.TWO_OF_THREE)


def test_fifteen_in_a_row_in_the_inner_third() -> None:
    assert found(individuals([]), Rule.HUGGING) == [tuple(range(20))]
    loud = individuals([14, 6] * 2 + [9.0, 11.0] * 7)
    assert (24, 37) not in [(places[0], places[-1]) for places in found(loud, Rule.HUGGING)]


# too little, and what cannot be plotted


def test_too_few_points_have_no_limits() -> None:
    few = read(Kind.COUNTS, [Point(3.0)] * (LEAST - 1))
    assert few.limits == (None,) * (LEAST - 1)
    assert few.sections[0].centre is None
    assert not few.signals
    assert read(Kind.COUNTS, [Point(3.0)] * LEAST).sections[0].trial
    assert not read(Kind.COUNTS, [Point(3.0)] * FIRM).sections[0].trial


def test_a_split_with_too_little_after_it_leaves_the_rest_without_limits() -> None:
    chart = read(Kind.COUNTS, [Point(3.0)] * LEAST + [Point(9.0)] * 3, splits=[LEAST])
    assert [limits is None for limits in chart.limits] == [False] * LEAST + [True] * 3
    assert not found(chart, Rule.OUTSIDE)


def test_nothing_and_only_gaps() -> None:
    assert read(Kind.SHARES, []).sections == read(Kind.SHARES, []).sections
    assert read(Kind.SHARES, [None, None]).limits == (None, None)
    apart: list[Point | None] = [Point(1.0), None] * LEAST
    assert set(read(Kind.INDIVIDUALS, apart).limits) == {None}


@pytest.mark.parametrize(
    ("kind", "point"),
    [
        (Kind.SHARES, Point(3, 2)),
        (Kind.SHARES, Point(0, 0)),
        (Kind.RATES, Point(1, 0)),
        (Kind.RATES, Point(-1, 5)),
        (Kind.COUNTS, Point(-1)),
        (Kind.MEANS, Point(3, 1, 0)),
        (Kind.MEANS, Point(3, 5, -1)),
        (Kind.INDIVIDUALS, Point(float("nan"))),
        (Kind.INDIVIDUALS, Point(float("inf"))),
    ],
)
def test_what_cannot_be_plotted_is_refused(kind: Kind, point: Point) -> None:
    with pytest.raises(ValueError, match="cannot stand"):
        read(kind, [point])


def test_places_outside_the_series_are_refused() -> None:
    with pytest.raises(ValueError, match="split"):
        read(Kind.COUNTS, [Point(1.0)], splits=[1])
    with pytest.raises(ValueError, match="baseline"):
        read(Kind.COUNTS, [Point(1.0)], baseline=2)


def test_the_constants_are_those_of_the_tables() -> None:
    """Montgomery, appendix VI."""
    assert [round(c4(size), 4) for size in (2, 3, 5, 10, 25)] == [0.7979, 0.8862, 0.94, 0.9727, 0.9896]
