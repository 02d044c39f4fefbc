"""Two people by mutual consent: asked, answered without a reason, ended by either; seen by the two."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.asking import browser_of
from tests.cast import Cast, person
from tests.talk.telling import told

from pergola.gather.actions import (
    allow_asking,
    answer_pair,
    ask_for_pair,
    bring_behind,
    end_asking,
    end_pair,
    say_where_i_work,
    take_pair_back,
)
from pergola.gather.actions.working import Work
from pergola.gather.leaving import leave_wall
from pergola.gather.models import NotAgain, Pair, Workplace
from pergola.kernel.clock import at, now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person, WallMember
from pergola.spaces.models import AudiencePerson, Membership
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


def asked(cast: Cast, whom: Person | None = None, kind: Pair.Kind = Pair.Kind.PEER, words: str = "Shall we?") -> Pair:
    with walls(cast.every_wall):
        return ask_for_pair(by=cast.member, wall=cast.alder_wall.pk, person=whom or cast.coach, kind=kind, words=words)


def stands(cast: Cast, pair: Pair) -> bool:
    with walls(cast.every_wall):
        return Pair.objects.unrestricted(Reason.COUNTING).get(pk=pair.pk).stands


def test_nobody_says_yes_to_somebody_who_has_left(cast: Cast) -> None:
    pair = asked(cast)
    with walls(cast.every_wall):
        Membership.objects.filter(person=cast.member, wall=cast.alder_wall).delete()
        AudiencePerson.objects.filter(person=cast.member, wall=cast.alder_wall).delete()
        WallMember.objects.filter(person=cast.member, wall=cast.alder_wall).delete()
        with pytest.raises(Refusal, match="no longer here"):
            answer_pair(by=cast.coach, pair=pair, accepted=True)
        assert answer_pair(by=cast.coach, pair=pair, accepted=False).answer == Pair.Answer.DECLINED
    assert not stands(cast, pair)


def test_nothing_is_so_before_the_yes_and_only_the_two_see_it(cast: Cast) -> None:
    pair = asked(cast)
    page = f"/pairs/{pair.pk}/"
    assert "Marisol Member would like to learn with you" in browser_of(cast.coach).get(page).text
    assert "Shall we?" in browser_of(cast.member).get(page).text
    for who in (cast.lead_a, cast.facilitator, cast.hub_director, cast.operator, cast.lead_b):
        answer = browser_of(who).get(page)
        assert (answer.status_code, "Shall we?" in answer.text) == (404, False)
    assert told(cast)["coach"] == ["pair"]
    assert browser_of(cast.member).post(page, {"answer": "yes"}).status_code == 403, "one does not answer for another"
    assert not stands(cast, pair)
    browser_of(cast.coach).post(page, {"answer": "yes"})
    assert stands(cast, pair)
    assert told(cast)["member"] == ["pair yes"]
    assert "Marisol Member, with whom you learn" in browser_of(cast.coach).get("/pairs/").text
    assert "Cora Coach, with whom you learn" in browser_of(cast.member).get("/pairs/").text


def test_a_no_has_no_reason_and_one_may_ask_again_a_month_later(cast: Cast) -> None:
    noon = datetime(2026, 3, 10, 16, tzinfo=UTC)
    with at(noon):
        pair = asked(cast)
        browser_of(cast.coach).post(f"/pairs/{pair.pk}/", {"answer": "no", "words": "Because of room nine"})
        page = browser_of(cast.member).get(f"/pairs/{pair.pk}/").text
        assert ("It is declined" in page, "room nine" in page) == (True, False)
        assert "a month later at the earliest" in page
        assert "Cora" not in browser_of(cast.member).get("/pairs/").text.partition("<main")[2]
    said = "From 9 April 2026 you can ask again."
    with at(noon + timedelta(days=29)):
        for kind in (Pair.Kind.PEER, Pair.Kind.COACH):
            with pytest.raises(Refusal, match=said):
                asked(cast, kind=kind)
        refused = browser_of(cast.member).post(
            "/commitment/coach/", {"person": str(cast.coach.pk), "words": "Would you?"}
        )
        assert (refused.status_code, said in refused.text, "Would you?" in refused.text) == (422, True, True)
        with walls(cast.every_wall):
            for who in (cast.coach, cast.member):
                say_where_i_work(by=who, wall=cast.alder_wall.pk, work=Work(Workplace.Role.TEACHER, found=True))
        told_first = browser_of(cast.member).get(reverse("gather:near_ask", args=[cast.coach.pk]))
        assert (said in told_first.text, '<form class="sheet"' in told_first.text) == (True, False)
        with walls(cast.every_wall):
            other_way = ask_for_pair(by=cast.coach, wall=cast.alder_wall.pk, person=cast.member, kind=Pair.Kind.PEER)
        assert other_way.is_open, "whoever said no may ask"
        with walls(cast.every_wall):
            take_pair_back(by=cast.coach, pair=other_way)
    with at(noon + timedelta(days=30, minutes=1)):
        assert asked(cast).pk != pair.pk


def test_not_again_from_one_person_said_quietly_and_taken_back(cast: Cast) -> None:
    """They are told the no and nothing else, and no longer find one; everybody else does."""
    with walls(cast.every_wall):
        for who in (cast.coach, cast.member, cast.facilitator):
            say_where_i_work(by=who, wall=cast.alder_wall.pk, work=Work(Workplace.Role.TEACHER, found=True))
    pair = asked(cast)
    page, coach, member = f"/pairs/{pair.pk}/", browser_of(cast.coach), browser_of(cast.member)
    assert "Cora Coach" in member.get("/near/").text
    assert "No, and not again from Marisol Member" in coach.get(page).text
    assert "nobody is told" in coach.post(page, {"not_again": "1"}, follow=True).text
    assert told(cast)["member"] == ["pair no"]
    own = member.get(page).text
    assert ("It is declined" in own, "You are not asked by" in own, "ask again" in own.lower()) == (True, False, False)
    assert "Cora Coach" not in member.get("/near/").text
    assert "Cora Coach" in browser_of(cast.facilitator).get("/near/").text
    assert member.get(reverse("gather:near_ask", args=[cast.coach.pk])).status_code == 404
    assert "Cora Coach" not in member.get("/commitment/coach/").text
    with at(now() + timedelta(days=90)), pytest.raises(NotAllowed):
        asked(cast)
    assert "Marisol Member" in coach.get("/pairs/").text
    assert "Marisol Member" not in browser_of(cast.facilitator).get("/pairs/").text
    for who in (cast.member, cast.lead_a, cast.facilitator, cast.operator):
        with walls(cast.every_wall):
            assert not NotAgain.objects.visible_to(who).exists()
    assert "may ask you again" in coach.post(page, {"again": "1"}, follow=True).text
    with at(now() + timedelta(days=90)):
        assert asked(cast).is_open


def test_not_again_is_said_of_a_pair_that_has_ended_by_either(cast: Cast) -> None:
    pair = asked(cast)
    with walls(cast.every_wall):
        answer_pair(by=cast.coach, pair=pair, accepted=True)
        end_pair(by=cast.coach, pair=pair)
    browser_of(cast.member).post(f"/pairs/{pair.pk}/", {"not_again": "1"})
    with walls(cast.every_wall):
        assert NotAgain.objects.get().person == cast.member
        with pytest.raises(NotAllowed):
            ask_for_pair(by=cast.coach, wall=cast.alder_wall.pk, person=cast.member, kind=Pair.Kind.PEER)
        with pytest.raises(NotAllowed):
            end_asking(by=cast.lead_a, pair=pair)
        with pytest.raises(NotAllowed):
            allow_asking(by=cast.lead_a, pair=pair)


def test_asking_a_yes_a_no_and_an_end_are_told_in_sentences_of_their_own(cast: Cast) -> None:
    first, second = asked(cast), asked(cast, cast.facilitator)
    assert "Marisol Member asks whether you learn together" in browser_of(cast.coach).get("/notices/").text
    with walls(cast.every_wall):
        answer_pair(by=cast.coach, pair=first, accepted=True)
        answer_pair(by=cast.facilitator, pair=second, accepted=False)
    page = browser_of(cast.member).get("/notices/").text
    assert "Cora Coach says yes to what you asked" in page
    assert "Colleen Facilitator says no to what you asked, this time" in page
    with walls(cast.every_wall):
        end_pair(by=cast.member, pair=first)
    assert "What you had with Marisol Member has ended" in browser_of(cast.coach).get("/notices/").text


def test_asking_twice_is_asking_once_and_taken_back_is_told_to_nobody(cast: Cast) -> None:
    pair = asked(cast)
    assert asked(cast).pk == pair.pk
    with pytest.raises(Refusal, match="a pair already"):
        asked(cast, kind=Pair.Kind.MENTOR)
    browser_of(cast.member).post(f"/pairs/{pair.pk}/", {"back": "1"})
    assert told(cast) == {}
    with walls(cast.every_wall), pytest.raises(Refusal):
        answer_pair(by=cast.coach, pair=pair, accepted=True)


@pytest.mark.parametrize("who", ["member", "coach"])
def test_either_of_the_two_ends_it(cast: Cast, who: str) -> None:
    pair = asked(cast)
    with walls(cast.every_wall):
        answer_pair(by=cast.coach, pair=pair, accepted=True)
        with pytest.raises(NotAllowed):
            end_pair(by=cast.lead_a, pair=pair)
    for _twice in range(2):
        browser_of(getattr(cast, who)).post(f"/pairs/{pair.pk}/", {"end": "1"})
    assert not stands(cast, pair)
    assert "It ended on" in browser_of(cast.member).get(f"/pairs/{pair.pk}/").text


def test_one_coach_at_a_time_and_only_people_of_the_wall(cast: Cast) -> None:
    asked(cast, kind=Pair.Kind.COACH)
    with pytest.raises(Refusal, match="a coach already"):
        asked(cast, cast.facilitator, Pair.Kind.COACH)
    with pytest.raises(NotAllowed):
        asked(cast, cast.outsider)
    with pytest.raises(Refusal):
        asked(cast, cast.member)
    with walls(cast.every_wall), pytest.raises(NotAllowed):
        take_pair_back(by=cast.coach, pair=Pair.objects.unrestricted(Reason.COUNTING).get())


def test_a_coach_is_chosen_among_those_who_coach_and_those_who_keep_ones_communities(cast: Cast) -> None:
    page = browser_of(cast.member).get("/commitment/coach/").text
    assert [name in page for name in ("Cora Coach", "Colleen Facilitator", "Nora Neighbour", "Marisol Member</option")] == [
        True, True, False, False,
    ]  # fmt: skip
    answer = browser_of(cast.member).post("/commitment/coach/", {"person": str(cast.neighbour.pk)})
    assert answer.status_code == 422
    answer = browser_of(cast.member).post("/commitment/coach/", {"person": str(cast.coach.pk), "words": "Would you?"})
    assert answer.status_code == 302
    assert "Cora Coach is asked, and sees nothing yet" in browser_of(cast.member).get("/commitment/").text


def test_who_leaves_the_wall_leaves_pairs_and_is_found_no_more(cast: Cast) -> None:
    newt = person("Newt Newcomer")
    with walls(cast.every_wall):
        bring_behind(by=cast.operator, wall=cast.alder_wall, person=newt)
        say_where_i_work(by=newt, wall=cast.alder_wall.pk, work=Work(Workplace.Role.TEACHER))
    open_one = asked(cast, newt)
    with walls(cast.every_wall):
        standing = ask_for_pair(by=newt, wall=cast.alder_wall.pk, person=cast.coach, kind=Pair.Kind.COACH)
        answer_pair(by=cast.coach, pair=standing, accepted=True)
        leave_wall(cast.alder_wall.pk, [newt.pk])
        every = Pair.objects.unrestricted(Reason.COUNTING)
        assert [every.get(pk=one.pk).answer for one in (open_one, standing)] == ["back", "yes"]
        assert not every.stand().exists()
        assert not Workplace.objects.unrestricted(Reason.COUNTING).filter(person=newt).exists()


def test_a_visitor_is_asked_to_sign_in(client: Client, cast: Cast) -> None:
    pair = asked(cast)
    for page in ("/pairs/", f"/pairs/{pair.pk}/", "/commitment/", "/near/"):
        assert client.get(page).status_code == 302
