"""Where a team stands: suggested from what happened, said by a person. And nudges, which can be put away."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.inquiry.story import locked, on, planned, studied, tried

from pergola.inquiry.actions import decide, hear_nudge, plan_cycle, quiet_nudge, say_stage, take_up_idea
from pergola.inquiry.models import Cycle, QuietNudge, TeamStage
from pergola.inquiry.nudges import nudges_of
from pergola.inquiry.staging import facts_of
from pergola.inquiry.team_stages import STEPS, StageFacts, suggest
from pergola.kernel.clock import at
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import walls_of
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

FULL = StageFacts(1, 1, 1, 1, 1, date(2026, 11, 12), 1, 1, 1)


def test_each_step_rests_on_those_before_it() -> None:
    assert suggest(StageFacts()).step.key == "gathering"
    assert suggest(FULL).step.key == "spreading"
    for name, key in (
        ("problems", "gathering"), ("aims", "named"), ("measures", "named"), ("locked", "aiming"), ("studied", "testing"),
        ("charts_moved", "learning"), ("kept", "moving"), ("taken_up", "holding"),
    ):  # fmt: skip
        without: dict[str, Any] = {name: 0}
        assert suggest(replace(FULL, **without)).step.key == key


def test_reasons_say_what_is_and_what_is_not_yet_and_hold_no_words_of_the_team(cast: Cast) -> None:
    with walls(cast.every_wall):
        story = studied(cast)
        suggested = suggest(facts_of(cast.alder_team))
    assert suggested.step.key == "moving"
    text = " ".join(suggested.reasons)
    assert "One chart says that something changed, as hoped." in text
    assert "The last study was finished on 13 November" in text
    assert "Not yet:" in text
    assert not any(words in text for words in (story.problem.title, story.measure.title, story.cycle.learned))


def test_facts_are_the_teams_own_and_what_is_removed_counts_no_more(cast: Cast) -> None:
    with walls(cast.every_wall):
        story = studied(cast)
        assert facts_of(cast.brier_team) == StageFacts()
        decide(by=cast.member, cycle=story.cycle, decision="adopt", because="It holds.")
        take_up_idea(by=cast.team_lead_b, idea=story.idea, team=cast.brier_team)
        assert suggest(facts_of(cast.alder_team)).step.key == "spreading"
    browser_of(cast.member).post(reverse("commons:remove", args=[story.measure.pk]))
    with walls(cast.every_wall):
        assert suggest(facts_of(cast.alder_team)).step.key == "named"


def test_a_team_says_where_it_stands_and_what_was_said_stays(cast: Cast) -> None:
    with walls(cast.every_wall):
        studied(cast)
    member, where = browser_of(cast.member), reverse("inquiry:team_stage", args=[cast.alder_team.pk])
    assert "Suggested: The numbers move" in member.get(where).text
    refused = member.post(where, {"stage": "testing", "because": ""})
    assert refused.status_code == 422
    assert "why it is not the step" in refused.text
    assert member.post(where, {"stage": "testing", "because": "One class only."}).status_code == 302
    assert browser_of(cast.hub_director).post(where, {"stage": "moving"}).status_code == 302
    text = member.get(where).text
    assert "One class only." in text
    assert "suggested was: The numbers move" in text
    with walls(cast.every_wall):
        newest, first = TeamStage.objects.visible_to(cast.hub_evaluator)
        assert (newest.stage, first.suggested) == ("moving", "moving")
        assert "One chart says" in first.reasons
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            TeamStage.objects.unrestricted(Reason.CHAIN_OF_ACT).update(stage="spreading")


def test_other_teams_neither_see_nor_say_it(cast: Cast) -> None:
    with walls(cast.every_wall):
        say_stage(by=cast.member, team=cast.alder_team, stage="gathering")
        for who in (cast.team_lead_b, cast.hub_evaluator, cast.lead_a):
            assert TeamStage.objects.visible_to(who).exists() is (who == cast.hub_evaluator)
            with pytest.raises(NotAllowed):
                say_stage(by=who, team=cast.alder_team, stage="gathering")
        with pytest.raises(Refusal):
            say_stage(by=cast.member, team=cast.alder_team, stage="nowhere")
    where = reverse("inquiry:team_stage", args=[cast.alder_team.pk])
    assert browser_of(cast.team_lead_b).get(where).status_code == 404
    assert browser_of(cast.hub_evaluator).get(where).status_code == 200
    assert browser_of(cast.hub_evaluator).post(where, {"stage": "gathering"}).status_code == 403


def test_the_scale_says_what_helps_at_each_step() -> None:
    assert len({one.key for one in STEPS}) == len(STEPS) == 8
    assert all(len(one.key) <= 12 and one.means and one.helps for one in STEPS)


@pytest.mark.parametrize("times", [1, 3])
def test_the_page_asks_as_much_of_three_rows_as_of_one(cast: Cast, times: int) -> None:
    with walls(cast.every_wall):
        story = studied(cast)
        for n in range(times):
            say_stage(by=cast.member, team=cast.alder_team, stage="moving")
            plan_cycle(by=cast.member, idea=story.idea, measures=[story.measure], scope=str(n))
    browser, where = browser_of(cast.member), reverse("inquiry:team_stage", args=[cast.alder_team.pk])
    browser.get(where)
    with queries() as ones:
        browser.get(where)
    assert len(ones) == 12


# nudges


def kinds(cast: Cast, *cycles: Cycle) -> list[str]:
    with walls(cast.every_wall):
        return [one.kind.value for one in nudges_of(cast.member, cycles)]


@pytest.mark.parametrize(
    ("story_of", "fresh", "stale", "kind"),
    [
        (planned, "2026-09-28", "2026-09-29", "lock"),
        (locked, "2026-10-08", "2026-10-09", "data"),
        (tried, "2026-12-02", "2026-12-04", "study"),
        (studied, "2026-12-03", "2026-12-05", "decide"),
    ],
)
def test_a_cycle_that_stands_still_is_spoken_of_and_one_that_goes_on_is_not(
    cast: Cast, story_of: object, fresh: str, stale: str, kind: str
) -> None:
    with walls(cast.every_wall):
        story = story_of(cast)  # type: ignore[operator]
    with at(on(fresh)):
        assert kinds(cast, story.cycle) == []
    with at(on(stale, 23)):
        assert kinds(cast, story.cycle) == [kind]


def test_a_number_that_came_since_ends_the_nudge(cast: Cast) -> None:
    with walls(cast.every_wall):
        story = tried(cast)
        Cycle.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=story.cycle.pk).update(step="do")
        story.cycle.refresh_from_db()
    with at(on("2026-12-20")):
        assert kinds(cast, story.cycle) == []


def test_a_nudge_is_put_away_for_one_cycle_or_for_all_and_comes_back(cast: Cast) -> None:
    with walls(cast.every_wall):
        story = locked(cast)
        other = plan_cycle(by=cast.member, idea=story.idea, begins=date(2026, 9, 1))
    with at(on("2026-11-01")):
        assert kinds(cast, story.cycle, other) == ["data", "lock"]
        browser = browser_of(cast.member)
        home = reverse("inquiry:home")
        assert "no number has come since" in browser.get(home).text
        assert browser.post(reverse("inquiry:quiet", args=[story.cycle.pk]), {"nudge": "data"}).status_code == 302
        assert "no number has come since" not in browser.get(home).text
        assert (
            "no number has come since" in browser_of(cast.team_lead).get(home).text
        )  # quiet for one, and for nobody else
        with walls(walls_of(cast.member)):
            quiet_nudge(by=cast.member, cycle=other, nudge="lock", altogether=True)
            quiet_nudge(by=cast.member, cycle=other, nudge="lock", altogether=True)
            assert QuietNudge.objects.visible_to(cast.member).count() == 2
            assert not QuietNudge.objects.visible_to(cast.team_lead).exists()
        assert kinds(cast, story.cycle, other) == []
        assert "any cycle in" in browser.get(reverse("inquiry:quieted")).text
        with walls(walls_of(cast.member)):
            for one in QuietNudge.objects.visible_to(cast.member):
                hear_nudge(by=cast.member, quiet=one)
        assert kinds(cast, story.cycle, other) == ["data", "lock"]


def test_a_nudge_names_nobody(cast: Cast) -> None:
    with walls(cast.every_wall):
        story = studied(cast)
    with at(on("2026-11-13") + timedelta(days=60)), walls(cast.every_wall):
        (nudge,) = nudges_of(cast.member, [story.cycle])
        assert not any(who.name in f"{nudge.words} {nudge.helps}" for who in (cast.member, cast.team_lead))
