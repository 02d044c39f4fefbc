"""Cycles in sequence: each wider than the one before, or not; and the cycle itself from question to the next."""

import re
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from tests.asking import browser_of
from tests.cast import Cast
from tests.inquiry.story import Story, locked, studied

from pergola.inquiry.actions import decide, edit_cycle, finish_do, plan_cycle
from pergola.inquiry.models import Cycle
from pergola.inquiry.ramps import ramps_of, wider
from pergola.kernel.errors import Refusal
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


def decided(cast: Cast, decision: str) -> Story:
    story = studied(cast)
    edit_cycle(
        by=cast.member, cycle=story.cycle, revision=story.cycle.revision, width="class", school="North", dose="daily"
    )
    story.cycle.refresh_from_db()
    story.cycle = decide(by=cast.member, cycle=story.cycle, decision=decision, because="So.")
    return story


def test_the_next_cycle_begins_from_the_one_before_and_a_step_wider(cast: Cast) -> None:
    with walls(cast.every_wall):
        story = decided(cast, "scale")
    browser = browser_of(cast.member)
    led = re.search(r'href="([^"]*\?after=[^"]*)"', browser.get(story.cycle.get_absolute_url()).text)
    assert led is not None
    form = browser.get(led[1]).text
    assert re.search(r'<option value="classes"\s+selected', form)
    assert 'value="North"' in form
    made = browser.post(led[1], {"scope": "Four classes", "width": "classes"})["Location"]
    assert "Cycle 1: Say it, then write it" in browser.get(made).text
    assert "Cycle 2: Say it, then write it" in browser.get(story.cycle.get_absolute_url()).text
    idea = browser.get(story.idea.get_absolute_url()).text
    assert "2 cycles, from one class or group to several classes." in idea
    assert idea.count('<svg class="chart-svg') == 2  # for a desk and for a phone


def test_a_cycle_comes_after_one_of_its_own_that_is_decided(cast: Cast) -> None:
    with walls(cast.every_wall):
        story = studied(cast)
        with pytest.raises(Refusal, match="Decide what becomes"):
            plan_cycle(by=cast.member, idea=story.idea, follows=story.cycle)
        done = decide(by=cast.member, cycle=story.cycle, decision="adapt", because="So.")
        with pytest.raises(Refusal, match="one of your own"):
            plan_cycle(by=cast.team_lead_b, idea=story.idea, home=cast.brier_team, follows=done)
    others = browser_of(cast.member).get(f"{reverse('inquiry:plan_cycle', args=[story.idea.pk])}?after=nonsense")
    assert others.status_code == 200


@pytest.mark.parametrize(
    ("widths", "told"),
    [
        (["class", "school", "schools"], "3 cycles, from one class or group to several schools."),
        (["school", "class"], "2 cycles, from a whole school back to one class or group."),
        (["", ""], "2 cycles."),
        (["class"], "One cycle."),
        (["", "classes", ""], "3 cycles."),
    ],
)
def test_a_ramp_is_told_in_a_sentence(cast: Cast, widths: list[str], told: str) -> None:
    ramp = ramps_of(
        [Cycle(number=n, width=width, team=cast.alder_team, title="T") for n, width in enumerate(widths, 1)]
    )[0]
    assert ramp.told == told
    assert (ramp.drawing is not None) is (len(widths) > 1)


def test_the_widest_stays() -> None:
    assert [wider(one) for one in ("", "class", "system")] == ["", "classes", "system"]


def test_the_question_is_sealed_with_the_prediction(cast: Cast) -> None:
    with walls(cast.every_wall):
        story = locked(cast)
        with pytest.raises(DatabaseError, match="locked"), transaction.atomic():
            Cycle.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=story.cycle.pk).update(question="Another?")


def test_what_happened_in_do_stands_in_study(cast: Cast) -> None:
    with walls(cast.every_wall):
        story = locked(cast)
        finish_do(by=cast.member, cycle=story.cycle, happened="A fire drill.", surprises="They went on talking.")
    text = browser_of(cast.member).get(story.cycle.get_absolute_url()).text
    assert "A fire drill." in text
    assert "They went on talking." in text
    assert story.cycle.begins == date(2026, 9, 29)
