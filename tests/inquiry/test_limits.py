"""A measure's chart with limits: which kind follows from its numbers, where limits are set anew, and every signal in words."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.inquiry.story import AFTER, BEFORE, Story, on, studied, tried

from pergola.inquiry.actions import join_limits, put_in_text, split_limits
from pergola.inquiry.limit_words import describe_limits, read_limits
from pergola.inquiry.limits import Change, Limited, kind_of, limited
from pergola.inquiry.models import Measure, Observation, Split
from pergola.inquiry.shewhart import Kind
from pergola.inquiry.showing_limits import show_limits
from pergola.kernel.clock import at
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import walls_of
from pergola.walls.opening import walls

FIRST = date(2025, 9, 1)


def page(name: str, *args: object) -> str:
    return reverse(f"inquiry:{name}", args=args)


def told(cast: Cast, story: Any = studied) -> Story:
    with walls(walls_of(cast.member)):
        made: Story = story(cast)
        return made


def series(values: list[Any], **measure: Any) -> tuple[Measure, list[Observation]]:
    """In memory only: the value of a week, or how many of how many."""
    rows = []
    for week, value in enumerate(values):
        part, whole = value if isinstance(value, tuple) else (None, None)
        rows.append(
            Observation(
                on=FIRST + timedelta(weeks=week),
                value=None if value is None else Decimal(str(value if part is None else 100 * part / whole)),
                numerator=None if part is None else Decimal(part),
                denominator=None if whole is None else Decimal(whole),
            )
        )
    return Measure(title="Reasons", every="week", **measure), rows


def read(values: list[Any], changes: list[Change] | None = None, **measure: Any) -> Limited:
    return limited(*series(values, **measure), changes or [], own=True)


# which chart


@pytest.mark.parametrize(
    ("measure", "values", "kind", "sized"),
    [
        ({"unit": "share"}, [(3, 9)] * 3, Kind.SHARES, True),
        ({"unit": "share"}, [(3, 9), 40], Kind.INDIVIDUALS, False),
        ({"unit": "rate", "per": 100}, [(3, 900)], Kind.RATES, True),
        ({"unit": "count"}, [3, 4, 0], Kind.COUNTS, True),
        ({"unit": "count"}, [3, "4.5"], Kind.INDIVIDUALS, True),
        ({"unit": "minutes"}, [22], Kind.INDIVIDUALS, True),
        ({"unit": "score"}, [-2, 3], Kind.INDIVIDUALS, True),
    ],
)
def test_the_chart_follows_from_the_numbers(
    measure: dict[str, Any], values: list[Any], kind: Kind, sized: bool
) -> None:
    assert kind_of(*series(values, **measure)) == (kind, sized)


def test_shares_are_told_in_per_cent_with_limits_by_the_size_of_each_point() -> None:
    chart = read([(30, 100), (10, 25)] * 10, unit="share").chart
    large, small = chart.limits[:2]
    assert large is not None
    assert small is not None
    assert large.centre == pytest.approx(32)
    assert large.upper == pytest.approx(45.9942845)
    assert small.upper == pytest.approx(59.988569)


def test_a_rate_is_told_for_every_so_many() -> None:
    found = read([(6, 400), (2, 200)] * 10, unit="rate", per=100)
    assert found.chart.sections[0].centre == pytest.approx(100 * 80 / 6000)
    assert show_limits(found).title == "Reasons, for every 100, per week"


def test_a_limit_that_cannot_be_passed_is_not_drawn() -> None:
    minutes = read([2, 20] * 10, unit="minutes").chart.limits[0]
    assert minutes is not None
    assert minutes.lower is None
    scores = read([2, 20] * 10, unit="score").chart.limits[0]
    assert scores is not None
    assert scores.lower is not None


# in words


def test_nothing_too_early_and_quiet() -> None:
    assert read_limits(read([], unit="count")).headline == "Nothing to read yet."
    early = read_limits(read([5] * 11, unit="count"))
    assert early.headline == "It is too early for limits."
    assert "There are eleven weeks so far." in early.sentences[0]
    quiet = read_limits(read([5, 9, 7, 4, 8, 6, 3] * 3, unit="count"))
    assert quiet.headline == "Nothing here that chance alone could not do."
    assert quiet.tone == "slate"


def test_a_point_beyond_a_limit_is_said_with_its_day_and_its_limit() -> None:
    found = read([5, 9, 7, 4, 8, 6, 3] * 3 + [30], unit="count", more_is_better=False)
    reading = read_limits(found)
    assert reading.tone == "straw"
    assert reading.headline == "Something is here that chance alone seldom makes."
    assert any(one.startswith("On 26 January 2026, 30 lies above the upper limit of") for one in reading.sentences)
    assert reading.sentences[-1] == "The chart cannot say why."
    row = show_limits(found).rows[-1]
    assert (row.value, row.signals) == ("30", "above\u00a0the\u00a0limit")


def test_every_signal_has_a_sentence_and_the_picture_says_them_all() -> None:
    found = read([5, 9, 7, 4, 8, 6, 3] * 3 + [12, 13, 12, 14, 12, 13, 15, 16], unit="count", more_is_better=True)
    reading = read_limits(found)
    assert len(reading.sentences) == len(found.chart.signals) + 1
    assert any("in a row lie above the centre line" in one for one in reading.sentences)
    assert reading.tone == "leaf"
    spoken = describe_limits("Reasons", found, reading)
    assert all(one in spoken for one in reading.sentences)


def test_new_limits_begin_where_a_change_says_so_and_a_cycle_does_not() -> None:
    week = FIRST + timedelta(weeks=14)
    values = [5, 9, 7, 4, 8, 6, 3] * 2 + [25, 29, 27, 24, 28, 26, 23] * 2
    cycle = read(values, [Change(week, "Talk begins", "talk", splits=False)], unit="count")
    assert len(cycle.chart.sections) == 1
    assert cycle.chart.signals
    split = read(values, [Change(week, "Another form", "form", splits=True)], unit="count")
    assert [section.centre for section in split.chart.sections] == [pytest.approx(6), pytest.approx(26)]
    assert not split.chart.signals
    for found, name in ((cycle, "Talk begins"), (split, "Another form")):
        drawing = show_limits(found).drawing
        assert drawing is not None
        assert name in drawing.wide


def test_too_few_points_after_new_limits_are_said_to_wait() -> None:
    week = FIRST + timedelta(weeks=14)
    found = read(
        [5, 9, 7, 4, 8, 6, 3] * 2 + [25, 29], [Change(week, "Another form", "form", splits=True)], unit="count"
    )
    sentences = read_limits(found).sentences
    assert sentences[-1] == "Since 8 December there are two weeks: from twelve on, new limits are set."


# splitting


def test_limits_are_split_by_the_team_and_taken_back(cast: Cast) -> None:
    story = told(cast)
    with walls(walls_of(cast.hub_director)), pytest.raises(NotAllowed):
        split_limits(by=cast.hub_director, measure=story.measure, on=date(2026, 9, 29), what="Talk")
    with walls(walls_of(cast.member)), at(on("2026-11-20")):
        made = split_limits(by=cast.member, measure=story.measure, on=date(2026, 9, 29), what="Talk")
        with pytest.raises(Refusal, match="already"):
            split_limits(by=cast.member, measure=story.measure, on=date(2026, 9, 29), what="Talk")
        join_limits(by=cast.member, split=made)
        join_limits(by=cast.member, split=made)
        assert not Split.objects.visible_to(cast.member).exists()


@pytest.mark.parametrize("day", ["2026-08-25", "2026-08-01", "2026-11-13", "2099-01-01"])
def test_a_split_lies_inside_the_series(cast: Cast, day: str) -> None:
    story = told(cast)
    with walls(walls_of(cast.member)), at(on("2026-11-20")), pytest.raises(Refusal) as refused:
        split_limits(by=cast.member, measure=story.measure, on=date.fromisoformat(day), what="Talk")
    assert refused.value.field == "on"


# pages


def test_the_page_draws_says_and_lists(cast: Cast) -> None:
    story = told(cast)
    browser = browser_of(cast.member)
    assert page("limits", story.measure.pk) in browser.get(page("measure", story.measure.pk)).content.decode()
    shown = browser.get(page("limits", story.measure.pk)).content.decode()
    assert "Something is here that chance alone seldom makes." in shown
    assert ("Partner talk begins" in shown, "upper limit" in shown, "a p chart" in shown) == (True, True, True)
    assert shown.count("<tr>") == 25


def test_new_limits_by_the_form(cast: Cast) -> None:
    story = told(cast)
    browser = browser_of(cast.member)
    refused = browser.post(page("split", story.measure.pk), {"on": "2026-01-01", "what": "Talk begins"})
    assert (refused.status_code, "Talk begins" in refused.content.decode()) == (422, True)
    sent = browser.post(page("split", story.measure.pk), {"on": "2026-09-29", "what": "A new form"})
    assert sent["Location"] == page("limits", story.measure.pk)
    shown = browser.get(page("limits", story.measure.pk)).content.decode()
    assert "Take “A new form” back" in shown
    with walls(walls_of(cast.member)):
        split = Split.objects.visible_to(cast.member).get()
    assert browser.post(page("join", story.measure.pk, split.pk)).status_code == 302
    assert "Take “A new form” back" not in browser.get(page("limits", story.measure.pk)).content.decode()


def test_whoever_reads_does_not_split(cast: Cast) -> None:
    story = told(cast)
    browser = browser_of(cast.hub_director)
    assert "Set new limits" not in browser.get(page("limits", story.measure.pk)).content.decode()
    assert browser.get(page("split", story.measure.pk)).status_code == 403


def test_the_page_takes_as_many_queries_however_much_there_is(cast: Cast) -> None:
    story = told(cast, tried)
    browser = browser_of(cast.member)
    counted = []
    for more in range(2):
        if more:
            with walls(walls_of(cast.member)), at(on("2026-11-20")):
                put_in_text(by=cast.member, measure=story.measure, source="2026-11-17\t60\t118\n2026-11-19\t61\t118")
                for day in (1, 8, 15):
                    split_limits(by=cast.member, measure=story.measure, on=date(2026, 10, day), what=f"Change {day}")
        with queries() as asked:
            assert browser.get(page("limits", story.measure.pk)).status_code == 200
        counted.append(len(asked))
    assert counted == [6, 6]
    assert BEFORE.count("\n") + AFTER.count("\n") + 2 == 24
