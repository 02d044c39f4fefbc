"""A chart says one thing: headline, line under a picture, rules, marks and the word on a balancing measure agree."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from pergola.inquiry.models import Cycle, Measure, Observation
from pergola.inquiry.picture import picture
from pergola.inquiry.reading import in_short, read_aloud
from pergola.inquiry.runchart import read
from pergola.inquiry.showing import Shown, show
from pergola.inquiry.verdict import told
from pergola.inquiry.wording import Every, Unit, Wording
from pergola.kernel.clock import now

LESSONS = Wording(Unit.SHARE, Every.LESSON, more_is_better=True)
FIRST = date(2026, 1, 5)
RESTLESS = [30, 40] * 5
"""Ten points to set a median on."""


def watched(values: list[int]) -> Shown:
    rows = [
        Observation(pk=n, on=FIRST + timedelta(days=n), value=Decimal(value), put_in=now())
        for n, value in enumerate(values)
    ]
    cycle = Cycle(title="Talk", begins=FIRST + timedelta(days=10))
    return show(
        Measure(title="Minutes left", unit="share", every="lesson", more_is_better=True), rows, [cycle], own=True
    )


@pytest.mark.parametrize(
    ("values", "changed"),
    [
        ([*RESTLESS, *[40] * 14], True),
        (
            [*RESTLESS, *[40] * 8, 30, 40, 30, 40, 30],
            False,
        ),  # past Anhøj's limit, and chance alone does it in one of fifteen
        ([*RESTLESS, *[30, 40] * 7], False),
    ],
)
def test_a_change_is_told_on_every_surface_or_on_none(values: list[int], changed: bool) -> None:
    days = [FIRST + timedelta(days=n) for n in range(len(values))]
    chart = read(values, baseline=10, change_at=10)
    reading = read_aloud(chart, days, LESSONS)
    surfaces = {
        "headline": reading.headline.startswith("Something changed"),
        "rule": reading.rules[0].speaks,
        "short": "no shift" not in in_short(chart, LESSONS),
        "marks": picture("X", chart, days, LESSONS).shift is not None,
        "watched": " rose from " in watched(values).watched,
    }
    assert surfaces == dict.fromkeys(surfaces, changed)
    assert reading.told == told(chart) == changed


def test_a_point_on_each_side_is_not_said_to_have_risen() -> None:
    assert watched([30, 40]).watched == "Minutes left: two lessons, too early to say."


def test_what_moved_before_the_change_is_not_put_down_to_it() -> None:
    values = [*[30] * 12, *[40] * 12, *[30, 40] * 3]
    chart = read(values, baseline=24, change_at=24)
    assert told(chart)
    assert in_short(chart, LESSONS).endswith(", moving before")
