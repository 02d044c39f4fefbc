"""Days and acts of the story: on school days, in order, the same twice, at any time of the year."""

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from pergola.demo import invented, series
from pergola.demo.days import Days, is_school_day
from pergola.demo.sample import content
from pergola.demo.story import Made, Story
from pergola.inquiry.runchart import read
from pergola.kernel.clock import at, now

YEAR = [date(2026, 11, 20) + timedelta(days=11 * n) for n in range(34)]
MEASURES = [(one, chain["home"]) for chain in content()["chain"] for one in chain.get("measure", []) if "series" in one]


@pytest.mark.parametrize("today", YEAR, ids=str)
def test_every_lesson_of_every_series_is_on_a_school_day_and_over(today: date) -> None:
    days = Days(today)
    for measure, _home in MEASURES:
        on = [row.day for row in series.rows_of(measure["series"], days, measure["key"])]
        assert all(map(is_school_day, on))
        assert on == sorted(set(on))
        assert on[-1] <= today


@pytest.mark.parametrize("today", YEAR, ids=str)
def test_what_is_due_is_still_to_come(today: date) -> None:
    days = Days(today)
    assert days.moment("next 1").date() > today
    assert days.moment("ago 9").date() <= today - timedelta(days=9)
    for community in content()["community"]:
        if "meets" in community:
            assert days.moment(community["meets"]).date() > today, community["name"]


def test_whole_weeks_keep_the_day_of_the_week() -> None:
    assert Days(date(2027, 2, 10)).day(date(2026, 9, 24)).strftime("%A") == "Thursday"
    assert Days(date(2027, 2, 10)).words("by {2026-09-24 weekday}") == "by Thursday 10 December"


@pytest.mark.parametrize(
    ("day", "school"),
    [
        (date(2026, 11, 26), False), (date(2026, 11, 27), False), (date(2026, 12, 24), False), (date(2027, 1, 4), True),
        (date(2027, 1, 18), False), (date(2027, 5, 31), False), (date(2026, 9, 7), False), (date(2026, 11, 22), False),
    ],
)  # fmt: skip
def test_school_days(day: date, school: bool) -> None:
    assert is_school_day(day) is school


def test_twice_the_same() -> None:
    days = Days(date(2026, 11, 23))
    for measure, _home in MEASURES:
        assert series.rows_of(measure["series"], days, "x") == series.rows_of(measure["series"], days, "x")


@pytest.mark.parametrize(
    ("key", "shift"),
    [
        ("slips", True), ("brier-slips", True), ("qr-slips", False), ("lin-worth", True), ("ced-agree", True),
        ("oak-notes", True), ("bay-help", False), ("kes-growth", False), ("isl-met", False),
    ],
)  # fmt: skip
def test_what_a_lesson_says_its_series_shows(key: str, shift: bool) -> None:
    spec = next(measure["series"] for measure, _ in MEASURES if measure["key"] == key)
    rows = series.rows_of(spec, Days(date(2026, 11, 23)), f"measure:{key}")
    share = all(row.denominator for row in rows)
    chart = read([row.point(share=share) for row in rows], baseline=spec["before"], change_at=spec["before"])
    assert chart.enough
    assert chart.signal is shift


def test_an_act_waits_for_what_it_needs_and_time_goes_one_way() -> None:
    story, told = Story(), []
    noon = datetime(2026, 11, 20, 17, tzinfo=UTC)

    def act(*, name: str, after: str = "") -> str:
        told.append((name, after, now()))
        return name

    story.tell(noon, act, name="second", after=Made("first"))
    story.tell(noon + timedelta(hours=1), act, name="first", makes="first")
    story.happen()
    assert told == [("first", "", noon + timedelta(hours=1)), ("second", "first", noon + timedelta(hours=1))]


def test_what_never_comes_is_named() -> None:
    story = Story()
    story.tell(datetime(2026, 11, 20, tzinfo=UTC), print, end=Made("nowhere"))
    with pytest.raises(LookupError, match="nowhere"):
        story.happen()


@pytest.mark.django_db
@pytest.mark.parametrize("today", [date(2027, 1, 6)], ids=str)
def test_the_sample_loads_after_a_break_too(today: date) -> None:
    with at(timezone.make_aware(datetime.combine(today, time(10)))):
        invented.load()
        assert invented.is_loaded()


@pytest.mark.data
def test_no_invented_system_bears_the_name_of_a_real_district_of_its_state(data: Callable[[str], Path]) -> None:
    with data("nces-directory/edge_publiclea_2015_16.csv").open(encoding="cp1252", newline="") as file:
        real = [(row["NAME"].casefold(), row["LSTATE"]) for row in csv.DictReader(file)]
    for system in content()["system"]:
        name = system["name"].casefold().replace("ñ", "n").removesuffix(" county").removesuffix(" parish")
        same = [one for one, state in real if state == system["state"] and f" {name} " in f" {one.replace('-', ' ')} "]
        assert same == [], f"{system['name']}, {system['state']}"
