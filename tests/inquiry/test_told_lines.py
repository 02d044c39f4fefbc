"""What others read of a measure agrees with what is drawn for them: no line is told that a finding contradicts."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pergola.inquiry.limit_words import read_limits
from pergola.inquiry.limits import Limited, limited
from pergola.inquiry.models import Cycle, Measure, Observation
from pergola.inquiry.reading import describe, in_short, read_aloud
from pergola.inquiry.runchart import RunChart
from pergola.inquiry.shewhart import Rule
from pergola.inquiry.showing import show
from pergola.inquiry.showing_limits import show_limits
from pergola.inquiry.told_lines import shows
from pergola.publishing.series import public_series_of

FIRST = date(2026, 9, 1)
NOT_ALL = "not all of it shows in the picture"

type Counted = tuple[int, int]


def rows_of(*pairs: Counted, parts: bool = True) -> list[Observation]:
    return [
        Observation(
            on=FIRST + timedelta(days=n),
            value=Decimal(100 * part) / whole,
            numerator=Decimal(part) if parts else None,
            denominator=Decimal(whole),
        )
        for n, (part, whole) in enumerate(pairs)
    ]


def share() -> Measure:
    return Measure(title="Reasons", unit="share", every="day")


def chart_of(*pairs: Counted) -> tuple[RunChart, str]:
    shown = show(share(), rows_of(*pairs), own=False)
    reading = read_aloud(shown.chart, shown.days, shown.wording)
    return shown.chart, " ".join((reading.text, reading.how, *(rule.words for rule in reading.rules)))


def told_of_limits(*pairs: Counted) -> Limited:
    return limited(share(), rows_of(*pairs), own=False)


def test_one_day_with_a_small_group_does_not_spoil_the_median() -> None:
    many, few = [(200, 400)] * 10, [(6, 12)]
    chart, _said = chart_of(*many, *few)
    assert chart.median == 50.5, "where the points are drawn"
    assert chart_of(*[(196, 400)] * 10, *few)[0].median == 49.5
    shown = show(share(), rows_of(*many, *few), own=False)
    assert shown.wording.halves
    assert "The median is 50.5\u00a0%." in describe(shown.title, shown.chart, shown.days, shown.wording)


def test_a_run_above_the_median_lies_above_the_median_that_is_told() -> None:
    chart, said = chart_of(*[(196, 400)] * 12, *[(236, 400)] * 12, (6, 12))
    assert chart.shift is not None
    above = re.search(r"in a row lie above the median of ([\d.]+)", said)
    assert above is not None
    assert all((chart.points[place] or 0) > float(above[1]) for place in chart.marked)
    assert "60\u00a0%" not in said


def test_where_a_run_does_not_show_in_the_bands_it_is_told_without_a_figure() -> None:
    """All of it in one band: on either side of the exact median, and drawn on one line."""
    pairs = [(2001, 4000)] * 12 + [(2035, 4000)] * 12
    chart, said = chart_of(*pairs)
    assert set(chart.points) == {50.5}
    assert "lie above the median." in said
    assert "above the median of" not in said
    assert NOT_ALL in said
    public = public_series_of(share(), rows_of(*pairs), Cycle(title="C", change="Begun"))
    assert NOT_ALL in " ".join(public.sentences)


def test_limits_beside_a_small_group_are_as_near_as_before() -> None:
    shares = [(180 + n % 3 * 11, 400) for n in range(20)]
    told = told_of_limits(*shares, (6, 12))
    exact = limited(share(), rows_of(*shares, (6, 12)), own=True)
    first, true = told.chart.limits[0], exact.chart.limits[0]
    assert first is not None
    assert true is not None
    assert abs(first.centre - true.centre) <= 0.5
    for line, honest in ((first.lower, true.lower), (first.upper, true.upper)):
        assert line is not None
        assert honest is not None
        assert abs(line - honest) <= 1
    last = told.chart.limits[-1]
    assert last is not None
    assert (last.lower, last.upper) == (None, None), "of twelve, both lie where none could pass them"


def test_at_a_hidden_point_no_limit_is_told() -> None:
    told = told_of_limits(*[(200, 400)] * 7, (3, 7), *[(200, 400)] * 7)
    assert told.chart.limits[7] is None
    row = show_limits(told).rows[7]
    assert (row.lower, row.centre, row.upper) == ("", "", "")


def test_a_centre_line_does_not_say_that_every_group_holds_the_most_of_its_band() -> None:
    """One of ten in each of twelve: “10 to 12 %” of all would say of every one that it is not none."""
    told = told_of_limits(*[(1, 10)] * 12)
    assert told.chart.sections[0].centre == 20, "as it is drawn"


counted = st.integers(10, 900).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@st.composite
def near(draw: st.DrawFn) -> list[Counted]:
    """Days around one share, that moves on from some day, of groups of very different size."""
    at, moved = draw(st.integers(5, 90)), draw(st.integers(-12, 12))
    many = draw(st.integers(13, 30))
    sizes = draw(st.lists(st.sampled_from((11, 12, 25, 40, 77, 120, 299, 400, 2500)), min_size=many, max_size=many))
    off = draw(st.lists(st.integers(-5, 5), min_size=many, max_size=many))
    change = draw(st.integers(0, many))
    return [
        (round(min(max(at + wobble + (moved if place >= change else 0), 0), 100) * size / 100), size)
        for place, (size, wobble) in enumerate(zip(sizes, off, strict=True))
    ]


series = st.one_of(near(), st.lists(counted, min_size=13, max_size=25))


@settings(max_examples=300, deadline=None)
@given(series)
def test_what_is_told_above_or_below_a_median_is_drawn_there(pairs: list[Counted]) -> None:
    chart, said = chart_of(*pairs)
    seen = sorted(point for point in chart.points if point is not None)
    half = len(seen) // 2
    assert chart.median is not None
    assert abs(chart.median - (seen[half] + seen[~half]) / 2) <= 0.25
    for side, figure in re.findall(r"in a row lie (above|below) the (?:old )?median of ([\d.]+)", said):
        assert chart.shift is not None
        for place in chart.marked:
            point = chart.points[place]
            assert point is not None
            assert point > float(figure) if side == "above" else point < float(figure)
    for figure in re.findall(r"on one side of the median of ([\d.]+)", said):
        assert chart.longest is not None
        drawn = [chart.points[place] or 0 for place in chart.points_of(chart.longest)]
        assert all(point > float(figure) for point in drawn) or all(point < float(figure) for point in drawn)
    if chart.shift is not None and "in a row lie" in said and NOT_ALL not in said:
        assert chart.shows(chart.shift)
    assert in_short(chart, show(share(), rows_of(*pairs), own=False).wording)


def lies(told: Limited, rule: Rule, side: int, place: int) -> bool:
    value, limits = told.chart.values[place], told.chart.limits[place]
    assert value is not None
    assert limits is not None
    limit = limits.upper if side > 0 else limits.lower
    if rule is Rule.SHIFT:
        return (value - limits.centre) * side > 0
    if rule is Rule.HUGGING:
        reach = max((abs(one - limits.centre) for one in (limits.lower, limits.upper) if one is not None), default=100)
        return abs(value - limits.centre) <= reach / 3
    return (value - limits.centre) * side > 0 if limit is None else (value - limit) * side > -reach_of(limits)


def reach_of(limits: Sequence[float | None]) -> float:
    lower, centre, upper = limits
    assert centre is not None
    return max((abs(one - centre) for one in (lower, upper) if one is not None), default=0) / 3


@settings(max_examples=300, deadline=None)
@given(series, st.booleans())
def test_what_is_told_beyond_near_above_or_close_to_a_line_is_drawn_so(pairs: list[Counted], parts: bool) -> None:
    told = limited(share(), rows_of(*pairs, parts=parts), own=False)
    beyond = {(one.places[0], one.side) for one in told.chart.signals if one.rule is Rule.OUTSIDE}
    for place, (value, limits) in enumerate(zip(told.chart.values, told.chart.limits, strict=True)):
        if value is None or limits is None:
            continue
        for side, line in ((1, limits.upper), (-1, limits.lower)):
            if line is not None:
                assert ((value - line) * side > 0) == ((place, side) in beyond)
                assert 0 < line < 100
    said = read_limits(told).text
    assert (NOT_ALL in said) == (not all(shows(told.chart, one) for one in told.chart.signals))
    if NOT_ALL in said:
        return
    for signal in told.chart.signals:
        if signal.rule is Rule.TREND:
            drawn = [told.chart.values[place] or 0 for place in signal.places]
            assert all((after - before) * signal.side > 0 for before, after in pairwise(drawn))
        elif signal.rule is not Rule.OUTSIDE:
            assert all(lies(told, signal.rule, signal.side, place) for place in signal.places)


@settings(max_examples=300, deadline=None)
@given(series)
def test_a_centre_line_leaves_two_counts_open_of_every_group(pairs: list[Counted]) -> None:
    """The attacker knows each size, each band and the band of all; asks the least and the most of each."""
    told = told_of_limits(*pairs)
    centre = told.chart.sections[0].centre
    if centre is None:
        return
    of = sum(whole for _part, whole in pairs)
    step = 1 if of >= 300 else 2
    held = [
        (ceil(band.low * whole / 100), whole if band.high == 100 else ceil(band.high * whole / 100) - 1)
        for band, (_part, whole) in zip(told.bands, pairs, strict=True)
        if band is not None and band.low is not None and band.high is not None
    ]
    if centre == pytest.approx(
        sum((one.value or 0) * whole for one, (_p, whole) in zip(told.bands, pairs, strict=True) if one) / of, abs=0.26
    ):
        return  # it may have been taken from what is drawn, and then says nothing new
    low, high = (
        (0, step)
        if centre == step
        else (100 - step, 100)
        if centre == 100 - step
        else (centre - step / 2, centre + step / 2)
    )
    least, most = ceil(low * of / 100), of if high == 100 else ceil(high * of / 100) - 1
    below, above = sum(one for one, _ in held), sum(one for _, one in held)
    for low_one, high_one in held:
        fewest = max(low_one, least - (above - high_one))
        greatest = min(high_one, most - (below - low_one))
        assert greatest > fewest
