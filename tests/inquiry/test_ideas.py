"""Ideas of a network: proposed by anyone, weighed by the hub, taken up by teams."""

from uuid import uuid4

import pytest
from django.urls import reverse
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.inquiry.story import planned, studied

from pergola.commons.models import Link
from pergola.inquiry.actions import plan_cycle, propose_to_network, share_with_network, take_up_idea, weigh_idea
from pergola.inquiry.models import ChangeIdea, TakenUp, Weighing
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person, walls_of
from pergola.talk.models import Notice
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


def proposed(cast: Cast, by: Person | None = None, title: str = "Exit slips in pairs") -> ChangeIdea:
    by = by or cast.team_lead_b
    with walls(walls_of(by)):
        return propose_to_network(
            by=by, network=cast.network, title=title, tried_elsewhere="Two schools.",
            elsewhere_at="https://example.org/study", record="More reasons.", like_ours="Yes.",
        )  # fmt: skip


def every(cast: Cast) -> str:
    return reverse("inquiry:ideas", args=[cast.network.pk])


def test_an_idea_is_proposed_weighed_and_taken_up(cast: Cast) -> None:
    theirs, hub, ours = (browser_of(one) for one in (cast.team_lead_b, cast.hub_director, cast.member))
    made = theirs.post(
        reverse("inquiry:propose_to_network", args=[cast.network.pk]),
        {
            "title": "Exit slips in pairs",
            "tried_elsewhere": "Two schools.",
            "elsewhere_at": "https://example.org/study",
        },
    )["Location"]
    assert "Exit slips in pairs" in ours.get(every(cast)).text
    assert 'href="https://example.org/study" rel="external noopener noreferrer"' in ours.get(made).text
    assert hub.post(f"{made}weigh/", {"word": "promising", "because": "Small, and soon seen."})["Location"] == made
    assert "Small, and soon seen." in theirs.get(made).text
    own = ours.post(f"{made}take-up/", {"team": cast.alder_team.pk, "aim": ""})["Location"]
    assert "Taken up from" in ours.get(own).text
    assert "Alder Valley" in hub.get(made).text
    assert theirs.get(own).status_code == 404  # what the team makes of it is the team's, until it shares it


def test_taking_up_sent_twice_leads_where_the_first_led(cast: Cast) -> None:
    """Its team has it by then, so the form itself would be refused."""
    idea, browser = proposed(cast), browser_of(cast.member)
    page = reverse("inquiry:take_up", args=[idea.pk])
    sent = {"team": cast.alder_team.pk, "aim": "", "once": str(uuid4())}
    first, second = browser.post(page, sent), browser.post(page, sent)
    assert (first.status_code, second.status_code, second["Location"]) == (302, 302, first["Location"])
    with walls(cast.every_wall):
        assert TakenUp.objects.unrestricted(Reason.CHAIN_OF_ACT).count() == 1
    assert browser.post(page, {**sent, "once": str(uuid4())}).status_code == 403, "another form is another wish"


def test_whoever_proposed_it_is_told(cast: Cast) -> None:
    idea = proposed(cast)
    with walls(cast.every_wall):
        weigh_idea(by=cast.hub_director, idea=idea, word="not now", because="We count first.")
        take_up_idea(by=cast.member, idea=idea, team=cast.alder_team)
        told = Notice.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(kind=Notice.Kind.WEIGHED)
        assert [one.person_id for one in told] == [cast.team_lead_b.pk] * 2


def test_only_the_hub_weighs_and_nobody_changes_what_was_said(cast: Cast) -> None:
    idea = proposed(cast)
    with walls(cast.every_wall):
        for who in (cast.member, cast.hub_evaluator, cast.lead_b):
            with pytest.raises(NotAllowed):
                weigh_idea(by=who, idea=idea, word="promising", because="Yes.")
        weigh_idea(by=cast.hub_director, idea=idea, word="not now", because="First count.")
        weigh_idea(by=cast.hub_director, idea=idea, word="take up", because="Counted.")
        assert Weighing.objects.visible_to(cast.member).count() == 2
    text = browser_of(cast.member).get(every(cast)).text
    assert "Take it up" in text
    assert "Not now" not in text.replace(">Not now<", "")


def test_an_idea_is_taken_up_once_and_not_by_those_whose_it_is(cast: Cast) -> None:
    idea = proposed(cast)
    with walls(cast.every_wall):
        own = take_up_idea(by=cast.member, idea=idea, team=cast.alder_team)
        assert own.record == idea.record
        assert own.forked_from_id == idea.pk
        assert Link.objects.visible_to(cast.member).filter(source=own, target=idea, kind="adapts").exists()
        for by, team in ((cast.team_lead, cast.alder_team), (cast.team_lead_b, cast.brier_team)):
            with pytest.raises(Refusal):
                take_up_idea(by=by, idea=idea, team=team)
        with pytest.raises(NotAllowed):
            take_up_idea(by=cast.member, idea=idea, team=cast.brier_team)


def test_who_took_it_up_is_seen_by_hub_proposer_and_team_alone(cast: Cast) -> None:
    idea = proposed(cast)
    with walls(cast.every_wall):
        take_up_idea(by=cast.member, idea=idea, team=cast.alder_team)
        sees = {name: TakenUp.objects.visible_to(who).exists() for name, who in cast.actors.items()}
    assert {name for name, so in sees.items() if so} == {"hub director", "hub evaluator", "team lead", "member"}
    with walls(cast.every_wall):
        assert TakenUp.objects.visible_to(cast.team_lead_b).exists()


def test_what_nobody_shared_is_neither_listed_nor_weighed_nor_taken_up(cast: Cast) -> None:
    with walls(cast.every_wall):
        story = planned(cast)
        with pytest.raises(NotAllowed):
            weigh_idea(by=cast.hub_director, idea=story.idea, word="promising", because="Yes.")
        with pytest.raises(NotAllowed):
            take_up_idea(by=cast.team_lead_b, idea=story.idea, team=cast.brier_team)
    assert story.idea.title not in browser_of(cast.team_lead_b).get(every(cast)).text
    assert browser_of(cast.outsider).get(every(cast)).status_code == 404


def test_somebody_of_no_team_proposes_and_a_team_tests(cast: Cast) -> None:
    idea = proposed(cast, by=cast.hub_director)
    assert idea.team is None
    hub = browser_of(cast.hub_director)
    assert hub.get(reverse("inquiry:plan_cycle", args=[idea.pk])).status_code == 403
    with walls(cast.every_wall), pytest.raises(Refusal, match="Take it up"):
        plan_cycle(by=cast.hub_director, idea=idea)
    assert "Ruth Director" in browser_of(cast.member).get(idea.get_absolute_url()).text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=pairs", {"Exit slips in pairs"}),
        ("hub=promising", {"Exit slips in pairs"}),
        ("hub=none", {"A walk before writing"}),
        ("whose=mine", {"A walk before writing"}),
        ("whose=taken", {"Exit slips in pairs"}),
        ("hub=nonsense", {"Exit slips in pairs", "A walk before writing"}),
    ],
)
def test_ideas_are_found(cast: Cast, asked: str, found: set[str]) -> None:
    first, _second = proposed(cast), proposed(cast, by=cast.member, title="A walk before writing")
    with walls(cast.every_wall):
        weigh_idea(by=cast.hub_director, idea=first, word="promising", because="Small.")
        own = take_up_idea(by=cast.team_lead, idea=first, team=cast.alder_team)
        ChangeIdea.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=own.pk).update(
            removed="2026-01-01T00:00Z", removed_by=cast.member
        )
    text = browser_of(cast.member).get(f"{every(cast)}?{asked}").text
    assert {title for title in ("Exit slips in pairs", "A walk before writing") if title in text} == found


@pytest.mark.parametrize("times", [1, 3])
def test_the_list_asks_as_much_of_three_rows_as_of_one(cast: Cast, times: int) -> None:
    for n in range(times):
        proposed(cast, title=f"Idea {n}")
    browser = browser_of(cast.member)
    browser.get(every(cast))
    with queries() as ones:
        browser.get(every(cast))
    assert len(ones) == 3


@pytest.mark.parametrize("times", [1, 3])
def test_an_idea_asks_as_much_with_three_cycles_weighings_and_teams_as_with_one(cast: Cast, times: int) -> None:
    idea = proposed(cast, by=cast.hub_director)
    with walls(cast.every_wall):
        own = take_up_idea(by=cast.team_lead, idea=idea, team=cast.alder_team)
        for n in range(times):
            weigh_idea(by=cast.hub_director, idea=idea, word="promising", because=f"Small, {n}.")
            plan_cycle(by=cast.member, idea=own, scope=f"class {n}")
        if times > 1:
            take_up_idea(by=cast.team_lead_b, idea=idea, team=cast.brier_team)
    browser = browser_of(cast.member)
    for thing in (idea, own):
        browser.get(thing.get_absolute_url())
        with queries() as ones:
            assert browser.get(thing.get_absolute_url()).status_code == 200
        assert len(ones) == (12 if thing == idea else 11), "the hub’s asks which network it is of"


@pytest.mark.parametrize("times", [1, 3])
def test_tests_of_one_idea_stand_side_by_side_in_as_many_questions(cast: Cast, times: int) -> None:
    with walls(cast.every_wall):
        story = studied(cast)
        for _n in range(times - 1):
            plan_cycle(by=cast.member, idea=story.idea, measures=[story.measure], school="North", dose="daily")
    browser, where = browser_of(cast.member), reverse("inquiry:compared", args=[story.idea.pk])
    browser.get(where)
    with queries() as ones:
        text = browser.get(where).text
    assert len(ones) == 7
    assert "as predicted in one" in text
    assert text.count('viewBox="0 0 160 84"') == times


def test_side_by_side_shows_what_one_may_see_and_no_more(cast: Cast) -> None:
    with walls(cast.every_wall):
        story = studied(cast)  # shared by its study
        own = take_up_idea(by=cast.team_lead_b, idea=story.idea, team=cast.brier_team)
        theirs = plan_cycle(by=cast.team_lead_b, idea=own, scope="Their secret class")
    where = reverse("inquiry:compared", args=[story.idea.pk])
    assert "Their secret class" not in browser_of(cast.member).get(where).text
    assert theirs.get_absolute_url() not in browser_of(cast.member).get(where).text
    assert theirs.get_absolute_url() in browser_of(cast.team_lead_b).get(where).text
    with walls(cast.every_wall):
        share_with_network(by=cast.team_lead_b, thing=theirs)
    assert theirs.get_absolute_url() in browser_of(cast.member).get(where).text
    for by in ("school", "context", "dose", "reach", "nonsense"):
        assert browser_of(cast.member).get(f"{where}?by={by}").status_code == 200
