"""The hub's page: every team's state, for the hub; states and days, and no team's words."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.inquiry import story

from pergola.desk.console import console
from pergola.desk.need import Need
from pergola.gather.actions import form_team
from pergola.inquiry.actions import make_claim, share_with_network, tie
from pergola.inquiry.models import Cycle
from pergola.kernel.clock import at, now
from pergola.people.models import walls_of
from pergola.spaces.models import Team
from pergola.walls.opening import walls

SEES = {"hub_director", "hub_evaluator"}
OTHERS = ["lead_a", "lead_b", "team_lead", "member", "facilitator", "coach", "outsider", "former", "operator"]


def page(cast: Cast) -> str:
    return reverse("desk:hub", args=[cast.network.pk])


@pytest.mark.parametrize("who", sorted(SEES))
def test_the_hub_sees_every_team(cast: Cast, who: str) -> None:
    answer = browser_of(getattr(cast, who)).get(page(cast))
    assert (answer.status_code, b"Alder Valley" in answer.content, b"Brierfield" in answer.content) == (200, True, True)


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_does(cast: Cast, who: str) -> None:
    browser = browser_of(getattr(cast, who))
    absent = browser.get(reverse("desk:hub", args=["00000000-0000-7000-8000-000000000000"]))
    answer = browser.get(page(cast))
    assert (answer.status_code, answer.content) == (404, absent.content)


def test_a_visitor_is_asked_to_sign_in(cast: Cast) -> None:
    assert browser_of(cast.visitor).get(page(cast)).status_code == 302


def test_it_says_nothing_a_team_has_not_shared(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        story.tried(cast)
    answer = browser_of(cast.hub_director).get(page(cast)).content
    assert (b"Cycle 1: Study" in answer, b"Say it, then write it" in answer, b"fire drill" in answer) == (
        True,
        False,
        False,
    )


def test_a_cycle_that_goes_on_is_told_though_a_newer_one_is_decided(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        story.studied(cast)
        newer = story.studied(cast).cycle
        Cycle.objects.filter(pk=newer.pk).update(step=Cycle.Step.DONE, decided=now(), decision="adopt")
        found = console(cast.network, cast.hub_director, leading=True)
    ours = next(row for _need, rows in found.groups for row in rows if row.team == cast.alder_team)
    assert ours.step_words == "Cycle 1: Act"


def test_a_cycle_begun_beside_it_does_not_hide_that_a_decision_is_due(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        story.studied(cast)
        newer = story.studied(cast).cycle
        Cycle.objects.filter(pk=newer.pk).update(step=Cycle.Step.PLAN, studied=None, did=None)
        found = console(cast.network, cast.hub_director, leading=True)
    ours = next(row for _need, rows in found.groups for row in rows if row.team == cast.alder_team)
    assert ours.step_words == "Cycle 1: Act"


def test_a_contradiction_nobody_answers_is_the_first_thing(cast: Cast) -> None:
    with walls(cast.every_wall):
        ours = story.studied(cast)
        claim = make_claim(by=cast.member, home=cast.alder_team, title="The share rises")
        share_with_network(by=cast.member, thing=claim)
        theirs = story.studied(cast, by=cast.team_lead_b, home=cast.brier_team)
        tie(by=cast.member, source=ours.cycle, target=claim, kind="supports")
        with at(now() - timedelta(days=9)):
            tie(by=cast.team_lead_b, source=theirs.cycle, target=claim, kind="contradicts")
        Team.objects.filter(pk=cast.alder_team.pk).update(asked_for_help=None)
        found = console(cast.network, cast.hub_director, leading=True)
    assert found.first is not None
    assert (found.wanting, found.first.team, found.first.known.claim) == (1, cast.brier_team, claim.pk)
    assert found.first.standing.reason == "Their finding contradicts another team’s; nobody has answered for 9 days."


def test_a_team_that_asks_is_said_in_its_own_words(cast: Cast) -> None:
    with walls(walls_of(cast.hub_director)):
        Team.objects.filter(pk=cast.brier_team.pk).update(asked_for_help=now(), help_wanted="a data partner")
        found = console(cast.network, cast.hub_director, leading=True)
    assert [(row.team, row.standing.need) for row in found.groups[0][1]] == [(cast.brier_team, Need.HELP)]
    assert b"a data partner" in browser_of(cast.hub_director).get(page(cast)).content


@pytest.mark.parametrize("more", [0, 2])
def test_the_page_asks_the_same_however_many_teams(cast: Cast, more: int) -> None:
    with walls(cast.every_wall):
        story.studied(cast)
        for number in range(more):
            form_team(by=cast.hub_director, network=cast.network, system=cast.alder, name=f"Team {number}")
    browser = browser_of(cast.hub_director)
    browser.get(page(cast))
    with queries() as asked:
        browser.get(page(cast))
    assert len(asked) == 8
