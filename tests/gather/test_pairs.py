"""Two people by mutual consent: asked, answered without a reason, ended by either; seen by the two."""

import pytest
from django.test import Client
from tests.asking import browser_of
from tests.cast import Cast, person
from tests.talk.telling import told

from pergola.gather.actions import (
    answer_pair,
    ask_for_pair,
    bring_behind,
    end_pair,
    say_where_i_work,
    take_pair_back,
)
from pergola.gather.actions.working import Work
from pergola.gather.leaving import leave_wall
from pergola.gather.models import Pair, Workplace
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
    assert told(cast)["member"] == ["pair"]
    assert "Marisol Member, with whom you learn" in browser_of(cast.coach).get("/pairs/").text
    assert "Cora Coach, with whom you learn" in browser_of(cast.member).get("/pairs/").text


def test_a_no_has_no_reason_and_one_may_ask_again(cast: Cast) -> None:
    pair = asked(cast)
    browser_of(cast.coach).post(f"/pairs/{pair.pk}/", {"answer": "no", "words": "Because of room nine"})
    page = browser_of(cast.member).get(f"/pairs/{pair.pk}/").text
    assert ("It is declined" in page, "room nine" in page) == (True, False)
    assert "Cora" not in browser_of(cast.member).get("/pairs/").text.partition("<main")[2]
    assert asked(cast).pk != pair.pk


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
