"""The rules of the run chart, held against published series, a slow reading of the same rules, and counting by hand."""

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from math import comb
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.inquiry.exit_slips import DAYS, SHARES, TALK_BEGINS

from pergola.inquiry.runchart import (
    baseline_before,
    chance_of_trend,
    crossings_limit,
    longest_run_limit,
    place_of,
    read,
    read_many,
)

type Data = Callable[[str], Path]


def column(path: Path, name: str) -> list[float]:
    with path.open() as file:
        return [float(row[name]) for row in csv.DictReader(file)]


@pytest.mark.data
def test_infections_of_36_months_are_the_published_signal(data: Data) -> None:
    chart = read(column(data("spc/qicharts2_cdi.csv"), "n"))
    assert (chart.median, chart.useful) == (17, 32)
    assert chart.longest is not None
    assert (chart.longest.length, chart.longest_limit) == (14, 8)
    assert (chart.crossings, chart.crossings_limit) == (6, 11)
    assert chart.signal
    assert chart.few_crossings
    assert chart.shift == chart.longest
    assert chart.lasts


@pytest.mark.data
@pytest.mark.parametrize("half", [slice(None, 24), slice(24, None), slice(None, 18), slice(18, None)])
def test_each_half_of_them_alone_is_none(data: Data, half: slice) -> None:
    chart = read(column(data("spc/qicharts2_cdi.csv"), "n")[half])
    assert chart.enough
    assert not chart.signal


def test_the_mocked_cycle_reads_as_the_mock_says() -> None:
    change = place_of(DAYS, TALK_BEGINS)
    assert change == 10
    chart = read(SHARES, baseline=baseline_before(SHARES, change), change_at=change)
    assert (chart.baseline, chart.baseline_points, chart.useful, chart.longest_limit) == (10, 10, 24, 8)
    assert chart.median == pytest.approx(34.177, abs=0.001)
    assert chart.median_after == pytest.approx(51.9, abs=0.1)
    assert chart.shift is not None
    assert (DAYS[chart.shift.start], chart.shift.length, chart.shift.side) == (date(2026, 10, 1), 13, 1)
    assert chart.marked == frozenset(range(11, 24))
    assert chart.lasts


@pytest.mark.parametrize(
    ("useful", "limit"), [(0, 0), (1, 3), (10, 6), (11, 6), (12, 7), (22, 7), (24, 8), (32, 8), (100, 10)]
)
def test_a_longer_series_may_run_longer(useful: int, limit: int) -> None:
    assert longest_run_limit(useful) == limit


@pytest.mark.parametrize("useful", [0, 1, 2, 10, 24, 32, 100, 365])
def test_the_limit_of_crossings_is_the_quantile(useful: int) -> None:
    limit, chances = crossings_limit(useful), max(useful - 1, 0)
    below = sum(Fraction(comb(chances, k), 2**chances) for k in range(limit))
    assert below < Fraction(1, 20) <= below + Fraction(comb(chances, limit), 2**chances)


def test_known_limits_of_crossings() -> None:
    assert [crossings_limit(n) for n in (10, 12, 20, 24, 32)] == [2, 3, 6, 8, 11]


def test_points_on_the_median_neither_make_nor_break_a_run() -> None:
    chart = read([1, 1, 5, 1, 9, 9, 5, 9])
    assert chart.sides == (-1, -1, 0, -1, 1, 1, 0, 1)
    assert [(run.start, run.end, run.length) for run in chart.runs] == [(0, 3, 3), (4, 7, 3)]
    assert chart.crossings == 1


def test_a_gap_is_a_gap_and_never_a_zero() -> None:
    with_gaps = read([1, None, 1, 9, None, None, 9, None])
    assert with_gaps.points[1] is None
    assert with_gaps.sides[4] is None
    assert (with_gaps.observed, with_gaps.median, with_gaps.crossings) == (4, 5, 1)
    assert [run.length for run in with_gaps.runs] == [2, 2]


def test_a_float_on_the_median_is_on_it() -> None:
    assert read([29.1, 30.1, 31.1, 30.1]).sides == (-1, 0, 1, 0)
    assert read([0.1, 0.2, 0.3, 0.2]).sides == (-1, 0, 1, 0)
    assert read([Decimal("0.1"), Decimal("0.3"), Decimal("0.2")]).sides == (-1, 1, 0)


def test_all_equal_says_nothing() -> None:
    chart = read([34] * 12)
    assert (chart.useful, chart.longest, chart.crossings, chart.enough, chart.signal) == (0, None, 0, False, False)


def test_nothing_at_all() -> None:
    chart = read([])
    assert (chart.median, chart.observed, chart.signal, chart.lasts) == (None, 0, False, False)
    assert read([None, None]).median is None


def test_fewer_than_ten_useful_points_are_no_signal_however_they_lie() -> None:
    assert not read([1] * 4 + [9] * 5).signal
    assert read([1] * 8 + [9] * 8).signal


def test_a_trend_is_five_points_and_ties_are_counted_once() -> None:
    assert read([1, 2, 3, 4]).trend is None
    rise = read([3, 1, 2, 2, None, 3, 4, 4, 5, 0]).trend
    assert rise is not None
    assert (rise.start, rise.end, rise.points, rise.side) == (1, 8, 5, 1)
    fall = read([9, 8, 7, 6, 5, 4]).trend
    assert fall is not None
    assert (fall.points, fall.side) == (6, -1)


def test_a_shift_that_ended_does_not_last() -> None:
    chart = read([1, 9] * 5 + [9] * 12 + [1, 1], baseline=10)
    assert chart.median == 5
    assert chart.shift is not None
    assert not chart.lasts


def test_of_two_shifts_the_latest_is_told() -> None:
    chart = read([9] * 12 + [1] * 12)
    assert chart.longest is not None
    assert chart.shift is not None
    assert chart.longest.side == 1
    assert chart.shift.side == -1


@pytest.mark.parametrize(
    ("points", "baseline", "change_at"),
    [([1, 2], 3, None), ([1, 2], 0, None), ([None, 2], 1, None), ([1], None, 2), ([1], None, -1)],
)
def test_places_outside_the_series_are_refused(
    points: list[float | None], baseline: int | None, change_at: int | None
) -> None:
    with pytest.raises(ValueError, match=r"baseline|change_at"):
        read(points, baseline=baseline, change_at=change_at)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("Infinity")])
def test_what_is_not_a_number_is_refused(value: float | Decimal) -> None:
    with pytest.raises(ValueError, match="not a number"):
        read([1, value, 2])


def test_too_little_for_a_baseline() -> None:
    with pytest.raises(ValueError, match="no point"):
        list(read_many([[1.0, 2.0], [None, 2.0]], baseline=1))
    assert baseline_before([1] * 9 + [2] * 9, 9) is None
    assert baseline_before([None] + [1] * 10, 11) == 11
    assert baseline_before([1] * 20, None) is None
    assert place_of(DAYS, date(2027, 1, 1)) is None


@pytest.mark.parametrize("observed", [4, 5, 6, 7])
def test_the_chance_of_a_trend_is_counted_right(observed: int) -> None:
    orders = list(permutations(range(observed)))
    assert chance_of_trend(observed) == pytest.approx(
        sum(read(order).trend is not None for order in orders) / len(orders)
    )


def test_the_chance_of_a_trend_grows() -> None:
    chances = [chance_of_trend(n) for n in range(3, 120)]
    assert chances == sorted(chances)
    assert chance_of_trend(24) == pytest.approx(0.2532, abs=0.0001)
    assert chance_of_trend(5000) <= 1


SERIES = st.lists(st.one_of(st.none(), st.integers(-6, 6)), min_size=1, max_size=40).filter(lambda s: s[0] is not None)


@given(SERIES, st.integers(1, 12))
def test_one_and_many_agree(points: list[int | None], first: int) -> None:
    baseline = min(first, len(points))
    chart, [found] = read(points, baseline=baseline), read_many([points], baseline=baseline)
    assert found.median == pytest.approx(chart.median)
    assert (found.observed, found.useful) == (chart.observed, chart.useful)
    assert found.longest == (chart.longest.length if chart.longest else 0)
    assert (found.crossings, found.longest_limit, found.crossings_limit) == (
        chart.crossings,
        chart.longest_limit,
        chart.crossings_limit,
    )
    assert found.trend == (chart.trend.points if chart.trend else 0)
    assert found.signal == chart.signal


@given(SERIES)
def test_upside_down_is_the_same_chart(points: list[int | None]) -> None:
    chart, turned = read(points), read([None if p is None else -p for p in points])
    assert [run.length for run in chart.runs] == [run.length for run in turned.runs]
    assert [run.side for run in chart.runs] == [-run.side for run in turned.runs]
    assert chart.signal == turned.signal


@given(SERIES)
def test_gaps_change_no_rule(points: list[int | None]) -> None:
    chart, without = read(points), read([point for point in points if point is not None])
    assert (chart.median, chart.useful, chart.crossings, chart.signal) == (
        without.median,
        without.useful,
        without.crossings,
        without.signal,
    )
