"""Critical friends: partner teams see the words they were sent, while they are asked, and nothing else."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.inquiry.story import Story, locked, on, planned

from pergola.commons.models import Artifact, Letter
from pergola.inquiry.actions import (
    answer_remark,
    ask_critical_friends,
    close_critique,
    edit_problem,
    say_remark,
    take_remark_back,
)
from pergola.inquiry.models import Critique, CritiqueTeam, Remark, SentVersion
from pergola.kernel.clock import at
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person, walls_of
from pergola.talk.models import How, Notice
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

DUE = date(2026, 11, 20)
CRITERIA = ["Can it be seen?", "Is it ours to change?"]


@pytest.fixture(autouse=True)
def _on_a_day() -> Iterator[None]:
    with at(on("2026-11-01")):
        yield


def asked(cast: Cast, story: Story | None = None, thing: Artifact | None = None) -> tuple[Story, Critique]:
    story = story or planned(cast)
    made = ask_critical_friends(
        by=cast.member, thing=thing or story.problem, teams=[cast.brier_team], criteria=CRITERIA, due=DUE,
        question="What do we not see?",
    )  # fmt: skip
    return story, made


def said(cast: Cast, critique: Critique, words: str = "We would know it at once.", tone: str = "warm") -> Remark:
    with walls(walls_of(cast.team_lead_b)):
        return say_remark(
            by=cast.team_lead_b, critique=critique, team=cast.brier_team, criterion=CRITERIA[0], tone=tone, words=words
        )


def page(critique: Critique) -> str:
    return reverse("inquiry:critique", args=[critique.pk])


def test_a_problem_goes_to_friends_and_comes_back_as_another_version(cast: Cast) -> None:
    with walls(cast.every_wall):
        story, critique = asked(cast)
    friend, member = browser_of(cast.team_lead_b), browser_of(cast.member)
    assert "One slip in three explains." in friend.get(page(critique)).text
    sent = {"team": cast.brier_team.pk, "criterion": CRITERIA[0], "tone": "cool", "words": "For whom does it hold?"}
    assert friend.post(f"{page(critique)}say/", sent)["Location"] == f"{page(critique)}#said"
    with walls(cast.every_wall):
        remark = Remark.objects.visible_to(cast.member).get()
    where = reverse("inquiry:answer_remark", args=[critique.pk, remark.pk])
    assert "For whom does it hold?" in member.get(where).text
    refused = member.post(where, {"outcome": "not", "because": ""})
    assert refused.status_code == 422
    assert "they gave you their time" in refused.text
    assert member.post(where, {"outcome": "taken", "because": "It says now for whom."}).status_code == 302
    with walls(cast.every_wall):
        edit_problem(by=cast.member, problem=story.problem, revision=story.problem.revision, affected="Grade 8")
    closed = member.post(f"{page(critique)}close/", {"summary": "We named the grade."})
    assert closed["Location"] == page(critique)
    assert "These words answer the comments of critical friends" in member.get(story.problem.get_absolute_url()).text
    told = friend.get(page(critique)).text
    assert "We named the grade." in told
    assert "It says now for whom." in told
    assert "One slip in three explains." not in told
    assert story.problem.title not in told


def test_a_partner_sees_the_words_sent_and_nothing_it_hangs_on(cast: Cast) -> None:
    with walls(cast.every_wall):
        story, critique = asked(cast, locked(cast), None)
        cycle = asked(cast, story, story.cycle)[1]
    friend = browser_of(cast.team_lead_b)
    assert story.cycle.prediction in friend.get(page(cycle)).text
    assert "Period 1 alike" in friend.get(page(cycle)).text
    for thing in (story.problem, story.aim, story.idea, story.measure, story.cycle):
        assert friend.get(thing.get_absolute_url()).status_code == 404
        assert friend.get(reverse("inquiry:ask_friends", args=[thing.pk])).status_code == 404
    with walls(walls_of(cast.team_lead_b)):
        assert not Artifact.objects.visible_to(cast.team_lead_b).exists()
    assert {one.status_code for one in (browser_of(who).get(page(critique)) for who in strangers(cast))} == {404}


def strangers(cast: Cast) -> list[Person]:
    return [cast.hub_director, cast.hub_evaluator, cast.lead_b, cast.outsider, cast.neighbour, cast.coach]


def test_of_two_partners_neither_reads_the_other_nor_sees_that_it_was_asked(cast: Cast) -> None:
    with walls(cast.every_wall):
        _story, critique = asked(cast)
        mine = said(cast, critique)
        # somebody of a third team: the hub director is put on one
        from_third = third_team(cast, critique)
    with walls(walls_of(cast.hub_director)):
        assert set(Remark.objects.visible_to(cast.hub_director)) == {from_third}
        assert CritiqueTeam.objects.visible_to(cast.hub_director).count() == 1
    with walls(walls_of(cast.team_lead_b)):
        assert set(Remark.objects.visible_to(cast.team_lead_b)) == {mine}
    assert "Ours is otherwise." not in browser_of(cast.team_lead_b).get(page(critique)).text
    text = browser_of(cast.member).get(page(critique)).text
    assert "Ours is otherwise." in text
    assert "We would know it at once." in text


def third_team(cast: Cast, critique: Critique) -> Remark:
    from_here = cast.alder_team
    third = type(from_here).objects.create(network=cast.network, system=cast.elsewhere, name="Third")
    third.members.create(person=cast.hub_director, since=date(2026, 1, 1))
    CritiqueTeam.objects.create(critique=critique, team=third)
    return say_remark(
        by=cast.hub_director, critique=critique, team=third, criterion=CRITERIA[1], tone="wonder",
        words="Ours is otherwise.",
    )  # fmt: skip


def test_whoever_leaves_the_partner_team_sees_it_no_longer(cast: Cast) -> None:
    with walls(cast.every_wall):
        _story, critique = asked(cast)
    friend = browser_of(cast.team_lead_b)
    assert friend.get(page(critique)).status_code == 200
    with walls(cast.every_wall):
        cast.brier_team.members.filter(person=cast.team_lead_b).delete()
    assert friend.get(page(critique)).status_code == 404
    with walls(walls_of(cast.team_lead_b)):
        assert not SentVersion.objects.visible_to(cast.team_lead_b).exists()


def test_what_is_removed_is_with_nobody_any_more(cast: Cast) -> None:
    with walls(cast.every_wall):
        story, critique = asked(cast)
    assert browser_of(cast.member).post(reverse("commons:remove", args=[story.problem.pk])).status_code == 302
    assert browser_of(cast.team_lead_b).get(page(critique)).status_code == 404
    assert browser_of(cast.member).get(page(critique)).status_code == 404


def test_what_was_sent_stays_as_it_was_sent(cast: Cast) -> None:
    with walls(cast.every_wall):
        story, critique = asked(cast)
        edit_problem(by=cast.member, problem=story.problem, revision=story.problem.revision, evidence="Half explain.")
    assert "One slip in three explains." in browser_of(cast.team_lead_b).get(page(critique)).text
    assert "Half explain." not in browser_of(cast.team_lead_b).get(page(critique)).text
    with walls(cast.every_wall), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        SentVersion.objects.unrestricted(Reason.CHAIN_OF_ACT).update(title="Otherwise")


def test_a_remark_is_taken_back_until_it_is_answered_and_by_nobody_else(cast: Cast) -> None:
    with walls(cast.every_wall):
        _story, critique = asked(cast)
        first, second = said(cast, critique), said(cast, critique, "And a second.", "cool")
        with pytest.raises(NotAllowed):
            take_remark_back(by=cast.member, remark=first)
        take_remark_back(by=cast.team_lead_b, remark=first)
        assert set(Remark.objects.visible_to(cast.member)) == {second}
        answer_remark(by=cast.member, remark=second, outcome="taken")
        with pytest.raises(Refusal, match="answered meanwhile"):
            take_remark_back(by=cast.team_lead_b, remark=second)


def test_once_closed_nothing_is_said_and_nothing_answered(cast: Cast) -> None:
    with walls(cast.every_wall):
        _story, critique = asked(cast)
        remark = said(cast, critique)
        close_critique(by=cast.team_lead, critique=critique)
        with pytest.raises(Refusal, match="closed meanwhile"):
            said(cast, critique, "Too late.")
        with pytest.raises(Refusal, match="closed meanwhile"):
            answer_remark(by=cast.member, remark=remark, outcome="taken")
        with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
            Remark.objects.unrestricted(Reason.CHAIN_OF_ACT).update(because="Otherwise")


def test_only_those_asked_say_something_and_only_by_what_was_asked(cast: Cast) -> None:
    with walls(cast.every_wall):
        _story, critique = asked(cast)
        facts: dict[str, Any] = {"critique": critique, "tone": "warm", "words": "Yes."}
        with pytest.raises(NotAllowed):
            say_remark(by=cast.member, team=cast.alder_team, criterion=CRITERIA[0], **facts)
        with pytest.raises(NotAllowed):
            say_remark(by=cast.member, team=cast.brier_team, criterion=CRITERIA[0], **facts)
        with pytest.raises(Refusal):
            say_remark(by=cast.team_lead_b, team=cast.brier_team, criterion="Is it cheap?", **facts)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"teams": []}, "at least one team"),
        ({"criteria": ["", " "]}, "at least one thing"),
        ({"criteria": [f"By {n}?" for n in range(7)]}, "More than six"),
        ({"criteria": ["x" * 201]}, "longer than 200"),
        ({"due": date(2026, 10, 30)}, "over already"),
    ],
)
def test_what_cannot_be_asked_is_said(cast: Cast, change: dict[str, object], sentence: str) -> None:
    with walls(cast.every_wall):
        story = planned(cast)
        facts: dict[str, Any] = {"teams": [cast.brier_team], "criteria": CRITERIA, "due": DUE} | change
        with pytest.raises(Refusal, match=sentence):
            ask_critical_friends(by=cast.member, thing=story.problem, **facts)
        with pytest.raises(Refusal, match="partner teams"):
            ask_critical_friends(
                by=cast.member, thing=story.problem, **{**facts, "teams": [cast.alder_team], "due": DUE}
            )


def test_the_teams_are_told_and_choose_how(cast: Cast) -> None:
    with walls(cast.every_wall):
        _story, critique = asked(cast)
        told = Notice.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(kind=Notice.Kind.CRITIQUE)
        assert {(one.person_id, one.how, one.led_to) for one in told} == {
            (cast.team_lead_b.pk, How.MAIL, page(critique))
        }
        assert Letter.objects.unrestricted(Reason.OUTBOX).filter(about__in=told.values("pk")).count() == 1
        said(cast, critique)
        heard = told.filter(team=cast.alder_team).values_list("person", flat=True)
        assert set(heard) == {cast.member.pk, cast.team_lead.pk}
        said(cast, critique, "And another.", "cool")
        assert told.filter(team=cast.alder_team).count() == 2  # once for each team that says something
    assert "Critical friends of Brierfield: Marisol Member asks" in browser_of(cast.team_lead_b).get("/notices/").text


@pytest.mark.parametrize("times", [1, 3])
def test_a_page_asks_as_much_of_three_rows_as_of_one(cast: Cast, times: int) -> None:
    with walls(cast.every_wall):
        story, critique = asked(cast)
        for n in range(times):
            said(cast, critique, f"Remark {n}")
            if n:
                asked(cast, story)
    asks = {}
    for who, name in ((cast.member, "ours"), (cast.team_lead_b, "asked")):
        browser = browser_of(who)
        for where in (page(critique), reverse("inquiry:critiques")):
            browser.get(where)
            with queries() as ones:
                assert browser.get(where).status_code == 200
            asks[name, where == page(critique)] = len(ones)
    assert asks == {("ours", True): 6, ("ours", False): 2, ("asked", True): 6, ("asked", False): 2}
