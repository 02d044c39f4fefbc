"""The chart in words: what is said, in which tone, and what it does not claim."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.inquiry.exit_slips import DAYS, SHARES, TALK_BEGINS

from pergola.inquiry.picture import Happened, cover_bay, picture
from pergola.inquiry.reading import Prediction, State, before_and_after, describe, hold_beside, in_short, read_aloud
from pergola.inquiry.runchart import RunChart, read
from pergola.inquiry.wording import (
    Every,
    Unit,
    Wording,
    amount,
    count_of,
    how_many,
    period,
    plain_day,
    short_day,
    span,
    word,
)

LESSONS = Wording(Unit.SHARE, Every.LESSON, more_is_better=True)
FEWER = Wording(Unit.COUNT, Every.WEEK, more_is_better=False)


def days(count: int, step: int = 7) -> list[date]:
    return [date(2026, 1, 5) + timedelta(days=step * place) for place in range(count)]


def mocked() -> RunChart:
    return read(SHARES, baseline=10, change_at=10)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_mocked_cycle_is_read_as_in_the_mock() -> None:
    reading = read_aloud(mocked(), DAYS, LESSONS)
    assert (reading.state, reading.tone) == (State.SHIFT_UP, "leaf")
    assert plain(reading.text) == (
        "Something changed, and it held. Since 1 October, thirteen lessons in a row lie above the old median of 34 %. "
        "If nothing had changed, about one in 94 charts like this would hold a run as long. The new median is 52 %. "
        "The chart cannot say why."
    )
    assert reading.how == (
        "Median of the first ten lessons, carried forward. A shift is a run longer than log₂(24) + 3, rounded: 8. "
        "With a median carried forward, chance alone passes this limit in about one in fifteen charts like this."
    )
    assert [(rule.name, rule.speaks) for rule in reading.rules] == [
        ("Longest run", True),
        ("Crossings", False),
        ("Trend", False),
    ]


def test_the_picture_in_words_says_what_when_and_the_prediction() -> None:
    text = plain(describe("Share of exit slips", mocked(), DAYS, LESSONS, Prediction(50, by=date(2026, 11, 9))))
    assert text.startswith(
        "Run chart: Share of exit slips, 24 lessons from 25 August to 12 November 2026. The median is 34 %."
    )
    assert text.endswith("The chart cannot say why. Predicted: at least 50 % by 9 November.")
    assert "at most 20 %" in plain(describe("X", mocked(), DAYS, LESSONS, Prediction(20, at_least=False)))


def test_the_same_shift_is_bad_news_where_less_is_better() -> None:
    reading = read_aloud(mocked(), DAYS, Wording(Unit.SHARE, Every.LESSON, more_is_better=False))
    assert (reading.headline, reading.tone) == ("Something changed, and not as hoped.", "straw")


def test_nobody_said_what_is_hoped() -> None:
    reading = read_aloud(mocked(), DAYS, Wording(Unit.SHARE, Every.LESSON))
    assert (reading.headline, reading.tone) == ("Something changed, and it held.", "slate")


def test_too_early_says_how_many_it_takes() -> None:
    reading = read_aloud(read(SHARES[:5]), DAYS[:5], LESSONS)
    assert reading.state is State.TOO_EARLY
    assert reading.text == (
        "It is too early to say. There are five lessons so far. "
        "From ten that do not lie on the median, the chart can be read."
    )
    assert read_aloud(read(SHARES[:1]), DAYS[:1], LESSONS).sentences[0] == "There is one lesson so far."
    assert reading.rules == ()


def test_all_alike_and_nothing_at_all() -> None:
    assert "All of them are alike." in read_aloud(read([34] * 12), DAYS[:12], LESSONS).text
    some = read_aloud(read([34] * 6 + [30, 40, 30, 40, 31, 41]), DAYS[:12], LESSONS)
    assert "Of these, six lie on the median and tell nothing." in some.text
    empty = read_aloud(read([]), [], LESSONS)
    assert (empty.state, empty.headline, empty.how) == (State.EMPTY, "Nothing to read yet.", "")
    assert describe("Slips", read([]), [], LESSONS).startswith("Run chart: Slips. Nothing to read yet.")


def test_quiet_claims_nothing_and_says_the_figures() -> None:
    reading = read_aloud(read(SHARES[:10]), DAYS[:10], LESSONS)
    assert reading.state is State.QUIET
    assert reading.tone == "slate"
    assert reading.headline == "Nothing here that chance alone could not do."
    assert "is two lessons; one longer than six would be rare by chance." in plain(reading.text)
    assert "crosses the median seven times; fewer than two" in reading.text
    assert reading.sentences[-1] == "A change may still be too small or too new to show."


def test_a_trend_alone_is_not_a_change_and_says_how_weak_it_is() -> None:
    chart = read([1, 9] * 7 + [1, 2, 3, 4, 5, 6])
    reading = read_aloud(chart, days(20), LESSONS)
    assert (reading.state, reading.headline) == (State.TREND, "A climb, not yet a change.")
    assert "six lessons in a row rise" in reading.text
    assert "into about one in five." in reading.text
    down = read_aloud(read([-point for point in chart.points if point is not None]), days(20), FEWER)
    assert down.headline == "A fall, not yet a change."
    assert "in a row fall" in down.text


def test_few_crossings_alone() -> None:
    points = [1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 1, 1, 9, 9]
    reading = read_aloud(read(points), days(24), FEWER)
    assert reading.state is State.FEW_CROSSINGS
    assert reading.headline == "This would be unusual if nothing had changed."
    assert "crosses the median five times; fewer than eight" in reading.text
    assert reading.text.endswith("The chart cannot say which.")


def test_a_shift_that_went_back() -> None:
    reading = read_aloud(read([1, 9] * 5 + [9] * 12 + [1, 1], baseline=10), days(24), FEWER)
    assert (reading.headline, reading.tone) == ("For a while, something changed, and not as hoped.", "straw")
    assert "From 9 March to 1 June, thirteen weeks in a row lie above the median of 5." in reading.text


def test_what_moved_before_the_change_is_not_the_change() -> None:
    reading = read_aloud(read([1] * 10 + [9] * 10 + [1, 9] * 6, baseline=20, change_at=20), days(32), FEWER)
    assert reading.state is State.MOVING_BEFORE
    assert reading.headline == "It was already moving before the change."


def test_a_run_that_began_before_the_change_says_so() -> None:
    reading = read_aloud(read([5, 1] * 6 + [9] * 14, baseline=12, change_at=16), days(26), FEWER)
    assert "The run begins before the change that is marked." in reading.sentences


def test_the_prediction_beside_the_data() -> None:
    half = hold_beside(Prediction(50, by=date(2026, 11, 9)), mocked(), DAYS, LESSONS)
    assert (half.word, half.tone, plain(half.words)) == (
        "as predicted",
        "leaf",
        "53 % or more in the last five lessons",
    )
    more = hold_beside(Prediction(54), mocked(), DAYS, LESSONS)
    assert (more.word, more.tone) == ("not as predicted", "straw")
    assert plain(more.words) == "53 to 56 % in the last five lessons, their median 54 %"
    later = hold_beside(Prediction(60, by=date(2026, 12, 9)), mocked(), DAYS, LESSONS)
    assert (later.word, later.tone) == ("not due until 9 December", "slate")
    assert plain(later.words) == "56 % or less in the last five lessons"
    most = hold_beside(Prediction(60, at_least=False), mocked(), DAYS, LESSONS)
    assert most.word == "as predicted"
    early = hold_beside(Prediction(50), read(SHARES[:12], change_at=10), DAYS[:12], LESSONS)
    assert (early.word, early.words) == ("too early to say", "two lessons so far; it takes five")


def test_the_line_under_a_small_picture() -> None:
    assert plain(in_short(mocked(), LESSONS)) == "34 to 52 %"
    still = read(
        [39, 37, 42, 38, 40, 39, 36, 41, 39, 40, 42, 39, 41, 43, 38, 41, 42, 40, 39, 41], baseline=10, change_at=10
    )
    assert plain(in_short(still, LESSONS)) == "39 to 41 %, no shift"
    assert before_and_after(still) == (39, 41)
    assert in_short(read(SHARES[:5]), LESSONS) == "five lessons, too early to say"
    assert in_short(read([]), LESSONS) == "nothing yet"
    assert plain(in_short(read(SHARES[:10]), LESSONS)) == "median 34 %, no shift"


@pytest.mark.parametrize(
    ("value", "wording", "text"),
    [
        (34.177, Wording(Unit.SHARE), "34 %"),
        (Fraction(1, 3), Wording(Unit.SHARE, digits=1), "0.3 %"),
        (34.5, Wording(Unit.SHARE), "35 %"),
        (22, Wording(Unit.MINUTES), "22 minutes"),
        (1, Wording(Unit.MINUTES), "1 minute"),
        (17.5, Wording(Unit.COUNT), "17.5"),
        (27892, Wording(Unit.COUNT), "27,892"),
        (-3, Wording(Unit.SCORE), "−3"),
        (-0.001, Wording(Unit.SCORE, digits=1), "0.0"),
    ],
)
def test_amounts(value: float, wording: Wording, text: str) -> None:
    assert plain(amount(value, wording)) == text


def test_ranges_days_and_counts() -> None:
    assert plain(span(34.2, 51.9, LESSONS)) == "34 to 52 %"
    assert plain(span(51.9, 52.1, LESSONS)) == "52 %"
    assert plain(span(22, 19, Wording(Unit.MINUTES))) == "22 to 19 minutes"
    day = date(2026, 12, 3)
    assert (plain_day(day), short_day(day)) == ("3 December", "3 Dec")
    assert (plain_day(day, Every.MONTH), short_day(day, Every.MONTH)) == ("December 2026", "Dec 2026")
    assert period(date(2025, 9, 1), date(2026, 2, 3), Every.DAY) == "from 1 September 2025 to 3 February 2026"
    assert period(day, day, Every.DAY) == "on 3 December 2026"
    assert period(day, day, Every.MONTH) == "in December 2026"
    assert (how_many(1, Every.LESSON), how_many(13, Every.LESSON), how_many(24, Every.MONTH)) == (
        "one lesson",
        "thirteen lessons",
        "24 months",
    )
    assert count_of(13, Every.LESSON) == "13 lessons"
    assert (word(20), word(21), word(1000)) == ("twenty", "21", "1,000")
    assert (Every.of(" Lessons "), Every.of("fortnight")) == (Every.LESSON, Every.POINT)


def test_days_must_be_as_many_as_places() -> None:
    with pytest.raises(ValueError, match="one day for each place"):
        read_aloud(mocked(), DAYS[:3], LESSONS)


def test_the_picture_carries_the_words_of_the_mock() -> None:
    drawn = picture(
        "Share of exit slips",
        mocked(),
        DAYS,
        LESSONS,
        happened=[Happened(TALK_BEGINS, "Partner talk begins", "Talk begins")],
        prediction=Prediction(50),
    )
    assert [plain(level.label) for level in drawn.levels if level.label] == ["predicted: 50 %", "median before, 34 %"]
    assert drawn.shift is not None
    assert (drawn.shift.label, drawn.shift.short) == ("13 lessons in a row above the median", "13 in a row")
    assert (drawn.events[0].before, drawn.events[0].label) == (10, "Partner talk begins, 29 Sep")
    assert (drawn.ticks[0], drawn.ticks[-1], drawn.band_from) == ("25 Aug", "12 Nov", 10)


def test_a_holiday_without_rows_is_a_gap_in_the_picture() -> None:
    later = [*DAYS[:16], *(day + timedelta(days=21) for day in DAYS[16:])]
    drawn = picture("Slips", mocked(), later, LESSONS)
    assert drawn.points[16] is None
    assert drawn.ticks[16] == ""
    assert drawn.shift is not None
    assert drawn.shift.places == frozenset({*range(11, 16), *range(17, 25)})


def test_years_stand_at_both_ends_where_they_differ() -> None:
    weeks = [date(2026, 11, 2) + timedelta(days=7 * place) for place in range(12)]
    drawn = picture("Slips", read(list(range(12))), weeks, FEWER)
    assert (drawn.ticks[0], drawn.ticks[1], drawn.ticks[-1]) == ("2 Nov 2026", "9 Nov", "18 Jan 2027")


def test_a_bay_of_a_cover() -> None:
    bay = cover_bay(mocked(), supports=False)
    assert (bay.change_at, bay.tone) == (10, "straw")
    assert bay.after == pytest.approx(51.9, abs=0.1)
    assert cover_bay(read([1, 2, 3]), supports=None).after is None


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 100)), max_size=40),
    st.sampled_from(Unit),
    st.sampled_from(Every),
    st.sampled_from([True, False, None]),
    st.integers(0, 40),
)
def test_there_is_something_to_say_about_every_series(
    points: list[int | None], unit: Unit, every: Every, more: bool | None, change: int
) -> None:
    change_at = min(change, len(points))
    chart, wording = read(points, change_at=change_at), Wording(unit, every, more)
    reading = read_aloud(chart, days(len(points)), wording)
    assert reading.headline.endswith(".")
    assert "%(" not in describe("X", chart, days(len(points)), wording) + in_short(chart, wording) + reading.how
    assert all("%(" not in rule.words for rule in reading.rules)
    assert (reading.tone == "slate") or chart.shift is not None
    assert picture("X", chart, days(len(points)), wording).title == "X"
