"""Numbers go in whole or not at all, after their prediction, and nothing that stood there is lost."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from tests.cast import Cast
from tests.inquiry.story import AFTER, BEFORE, locked, planned

from pergola.inquiry.actions import (
    bring_back_value,
    correct_observation,
    put_in_observations,
    put_in_text,
    remove_observation,
)
from pergola.inquiry.models import EarlierValue, Observation
from pergola.inquiry.series import Observation as Row
from pergola.kernel.errors import Incomplete, Locked, NotAllowed, Refusal, Unreadable
from pergola.walls.opening import walls


@pytest.fixture
def inside(cast: Cast) -> Iterator[Cast]:
    with walls(cast.every_wall):
        yield cast


def test_data_wait_for_the_prediction(inside: Cast) -> None:
    story = planned(inside)
    with pytest.raises(Locked) as refusal:
        put_in_text(by=inside.member, measure=story.measure, source="2026-09-25\t40\t117\n" + AFTER)
    assert str(refusal.value) == (
        "Lock your prediction first: 14 of these days lie on or after 29 September, when the change of cycle 1 "
        "(Say it, then write it) begins. Once it is locked, put them in again."
    )
    assert story.measure.observations.count() == 10


def test_once_it_is_locked_they_go_in(inside: Cast) -> None:
    story = locked(inside)
    taken = put_in_text(by=inside.member, measure=story.measure, source=AFTER)
    assert (taken.added, taken.replaced, taken.alike, story.measure.observations.count()) == (14, 0, 0, 24)


def test_a_day_that_is_in_is_not_overwritten_unasked(inside: Cast) -> None:
    story = locked(inside)
    paste = "2026-09-24\t44\t117\n2026-09-25\t50\t118\n2026-09-22\t43\t120"
    with pytest.raises(Incomplete) as refusal:
        put_in_text(by=inside.member, measure=story.measure, source=paste)
    assert refusal.value.missing == [
        "24 September is in already with 34\u00a0% (40 of 117); you paste 38\u00a0% (44 of 117)."
    ]
    assert story.measure.observations.count() == 10

    taken = put_in_text(by=inside.member, measure=story.measure, source=paste, replace=True)
    earlier = EarlierValue.objects.visible_to(inside.member).get()
    assert (taken.added, taken.replaced, taken.alike) == (1, 1, 1)
    assert (earlier.on, earlier.numerator, earlier.taken_out_by) == (date(2026, 9, 24), Decimal(40), inside.member)


def test_the_same_paste_twice_is_once(inside: Cast) -> None:
    story = planned(inside)
    taken = put_in_text(by=inside.member, measure=story.measure, source=BEFORE)
    assert (taken.added, taken.alike) == (0, 10)


@pytest.mark.parametrize(
    "paste",
    [
        "2026-09-25\tmany\t117",
        "2026-09-25\t40\t117\n2026-09-25\t41\t117",
        "40\n41",
        "PK\x03\x04",
        "",
        "2026-09-25\t140\t117",
        "\n".join(f"2026-09-25\t{n}" for n in range(1_000_000)),
    ],
    ids=["text", "two values for a day", "no day", "a spreadsheet file", "nothing", "more than all", "a million rows"],
)
def test_what_cannot_be_read_is_not_half_taken(inside: Cast, paste: str) -> None:
    story = locked(inside)
    with pytest.raises(Unreadable):
        put_in_text(by=inside.member, measure=story.measure, source="2026-09-26\t40\t117\n" + paste if paste else "")
    assert story.measure.observations.count() == 10


def test_a_gap_is_a_gap_and_never_a_zero(inside: Cast) -> None:
    story = locked(inside)
    put_in_text(by=inside.member, measure=story.measure, source="2026-09-25\t\t\n2026-09-26\t40\t117")
    assert story.measure.observations.get(on=date(2026, 9, 25)).value is None


def test_only_the_team_puts_numbers_in(inside: Cast) -> None:
    story = locked(inside)
    for person in (inside.team_lead_b, inside.hub_director, inside.outsider, inside.operator):
        with pytest.raises(NotAllowed):
            put_in_text(by=person, measure=story.measure, source=AFTER)
        with pytest.raises(NotAllowed):
            remove_observation(by=person, observation=story.measure.observations.all()[0])
    assert story.measure.observations.count() == 10


def test_what_is_corrected_or_taken_out_can_come_back(inside: Cast) -> None:
    story = planned(inside)
    first = story.measure.observations.all()[0]
    corrected = correct_observation(
        by=inside.team_lead, observation=first, row=Row(first.on, Decimal(39), Decimal(118))
    )
    earlier = EarlierValue.objects.visible_to(inside.member).get()
    assert (earlier.value, corrected.value) == (Decimal("32.2034"), Decimal("33.0508"))

    remove_observation(by=inside.member, observation=corrected)
    assert story.measure.observations.count() == 9
    back = bring_back_value(by=inside.member, earlier=earlier)
    assert (back.value, story.measure.observations.count()) == (Decimal("32.2034"), 10)
    assert EarlierValue.objects.visible_to(inside.member).count() == 1


def test_a_correction_does_not_slip_past_the_prediction_or_onto_another_day(inside: Cast) -> None:
    story = planned(inside)
    first, second = story.measure.observations.all()[:2]
    with pytest.raises(Locked):
        correct_observation(by=inside.member, observation=first, row=Row(date(2026, 10, 1), Decimal(90), Decimal(118)))
    with pytest.raises(Refusal):
        correct_observation(by=inside.member, observation=first, row=Row(second.on, Decimal(90), Decimal(118)))
    remove_observation(by=inside.member, observation=first)
    with pytest.raises(Refusal):
        correct_observation(by=inside.member, observation=first, row=Row(first.on, Decimal(90), Decimal(118)))


def test_more_than_a_series_holds_is_refused(inside: Cast) -> None:
    story = planned(inside)
    with pytest.raises(Refusal):
        put_in_observations(
            by=inside.member, measure=story.measure, observations=[Row(date(2026, 1, 1), Decimal(1))] * 5001
        )
    assert Observation.objects.visible_to(inside.member).count() == 10
