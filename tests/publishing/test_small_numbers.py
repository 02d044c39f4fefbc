"""What is told of few people is not told: counts, means and shares alike. No database."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from pergola.inquiry.models import Cycle, Measure, Observation
from pergola.kernel.suppression import is_small
from pergola.publishing.evidence import Series
from pergola.publishing.series import public_series_of

HIDDEN = "not shown, fewer than 10"
UNSIZED = "not shown, does not say of how many it is"


def told(unit: str, *values: tuple[int, int | None] | int, begins: date = date(2026, 9, 3)) -> Series:
    """The public series of these values, each alone or with how many it is of."""
    pairs = [one if isinstance(one, tuple) else (one, None) for one in values]
    rows = [
        Observation(
            on=date(2026, 9, 1) + timedelta(days=n),
            value=Decimal(value),
            denominator=None if size is None else Decimal(size),
        )
        for n, (value, size) in enumerate(pairs)
    ]
    return public_series_of(Measure(title="Told", unit=unit), rows, Cycle(title="C", begins=begins, change="Begun"))


def test_none_and_nine_are_few_and_ten_is_not() -> None:
    assert [is_small(many) for many in (0, 9, Decimal("9.9"), 10, 11)] == [True, True, True, False, False]


def test_a_count_under_ten_is_hidden_and_so_is_whatever_would_give_it_away() -> None:
    series = told("count", 3, 2, 1, 4, 2)
    assert [row.value for row in series.rows] == [None] * 5
    assert {row.text for row in series.rows} == {HIDDEN}
    assert (series.chart.median, series.chart.median_after, set(series.chart.points)) == (None, None, {None})
    assert (series.short, series.headline) == (HIDDEN, "Nothing of it is shown: every figure is of fewer than 10.")
    mixed = told("count", 12, 3, 14, 9, 16)
    assert [row.value for row in mixed.rows] == [12, None, 14, None, 16]
    assert mixed.chart.points == (12, None, 14, None, 16)
    assert mixed.chart.median == 14, "of what is told, and of nothing else"
    assert mixed.sized


@pytest.mark.parametrize("unit", ["minutes", "score"])
def test_a_mean_is_told_of_ten_and_more_who_are_said(unit: str) -> None:
    alone = told(unit, 41, 38)
    assert ({row.text for row in alone.rows}, alone.sized) == ({UNSIZED}, False)
    assert (alone.short, alone.headline) == (UNSIZED, "Nothing of it is shown: no figure says of how many it is.")
    both = told(unit, 41, (38, 9))
    assert [row.text for row in both.rows] == [UNSIZED, HIDDEN]
    assert (
        both.headline == "Nothing of it is shown: every figure is of fewer than 10, or does not say of how many it is."
    )
    of_many = told(unit, (41, 12), (38, 9), (40, 10))
    assert [row.value for row in of_many.rows] == [41, None, 40]
    assert of_many.sized


def test_a_share_that_does_not_say_of_how_many_is_not_told() -> None:
    series = told("share", 41, (38, 118))
    assert [row.value is None for row in series.rows] == [True, False]
    assert not series.sized


def test_the_line_under_the_picture_says_the_medians_that_are_drawn() -> None:
    """Each value is drawn in the middle of its band, the median is that of what is drawn, and the words follow it."""
    series = told("share", *[(26, 118)] * 12, *[(50, 118)] * 12, begins=date(2026, 9, 13))
    assert (series.chart.median, series.chart.median_after) == (27, 51)
    assert series.short == "27 to 51\u00a0%"
    assert {row.value for row in series.rows} == {27, 51}
