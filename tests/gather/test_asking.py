"""Coming in on request: a sentence, an answer by who keeps it, told by notice and by mail."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from tests.asking import browser_of, queries
from tests.cast import Cast, person
from tests.gather.stories import mail_server
from tests.posting import post_everything
from tests.talk.telling import NOON, reach_by_mail, told

from pergola.gather.actions import bring_behind
from pergola.gather.models import JoinRequest
from pergola.kernel.clock import at, now
from pergola.people.models import Person
from pergola.spaces.models import Community, Membership
from pergola.walls.opening import walls

WORDS = "I teach the same grade down the hall."


@pytest.fixture
def at_noon() -> Iterator[None]:
    with at(NOON):
        yield


@pytest.fixture(autouse=True)
def on_request(cast: Cast) -> None:
    with walls(cast.every_wall):
        cast.talk.joining = Community.Joining.REQUEST
        cast.talk.save(update_fields=["joining"])


def ask(cast: Cast, who: Person, words: str = WORDS) -> int:
    page = f"/communities/{cast.talk.pk}/ask/"
    return int(browser_of(who).post(page, {"words": words, "once": str(uuid4())}).status_code)


def asked(cast: Cast) -> JoinRequest:
    with walls(cast.every_wall):
        return JoinRequest.objects.order_by("-asked")[0]


def answer(cast: Cast, which: str, reply: str = "") -> None:
    body = {"answer": which, "reply": reply}
    browser_of(cast.facilitator).post(f"/join-requests/{asked(cast).pk}/answer/", body)


@pytest.mark.usefixtures("at_noon")
def test_somebody_asks_and_is_let_in_and_both_are_told_by_mail(cast: Cast) -> None:
    home, keeper = f"/communities/{cast.talk.pk}/", browser_of(cast.facilitator)
    reach_by_mail(cast.facilitator, cast.former)
    assert "Ask to come in" in browser_of(cast.former).get(home).text
    assert browser_of(cast.former).post(f"{home}join/").status_code == 403, "the button is not enough"
    with mail_server() as box:
        ask(cast, cast.former)
        ask(cast, cast.former, "Once more.")
        post_everything()
        assert told(cast) == {"facilitator": ["join"]}, "twice is once"
        assert box.mails[0]["Subject"] == "Fay Former asks to come into Talk that does the thinking"
        assert WORDS in keeper.get(f"{home}people/").text
        assert "One person asks to come in" in keeper.get(home).text
        answer(cast, "in")
        post_everything()
        assert (
            box.mails[1]["Subject"]
            == "Colleen Facilitator answers your asking to come into Talk that does the thinking"
        )
    assert "What people are working on" in browser_of(cast.former).get(home).text
    assert told(cast) == {"former member": ["let in"]}, "what is answered waits for nobody"


def test_not_now_is_said_with_a_word_and_one_may_ask_again(cast: Cast) -> None:
    home = f"/communities/{cast.talk.pk}/"
    ask(cast, cast.former)
    answer(cast, "not", "From January on.")
    page = browser_of(cast.former).get(home).text
    assert ("From January on." in page, "What people are working on" in page) == (True, False)
    assert ask(cast, cast.former) == 302
    with walls(cast.every_wall):
        assert JoinRequest.objects.count() == 2


def test_one_no_longer_asks_and_nobody_else_answers(cast: Cast) -> None:
    ask(cast, cast.former)
    path = f"/join-requests/{asked(cast).pk}/"
    for who in (cast.member, cast.coach, cast.neighbour, cast.former):
        assert browser_of(who).post(f"{path}answer/", {"answer": "in"}).status_code == 404
    assert browser_of(cast.facilitator).post(f"{path}take-back/").status_code == 404
    browser_of(cast.former).post(f"{path}take-back/")
    assert told(cast) == {}
    assert browser_of(cast.facilitator).post(f"{path}answer/", {"answer": "in"}).status_code == 404
    with walls(cast.every_wall):
        assert not Membership.objects.filter(community=cast.talk, person=cast.former).exists()


def test_who_asks_is_seen_by_those_who_keep_it_alone(cast: Cast) -> None:
    ask(cast, cast.former)
    for who in (cast.member, cast.neighbour, cast.team_lead):
        for path in (f"/communities/{cast.talk.pk}/", f"/communities/{cast.talk.pk}/people/", "/notices/"):
            assert WORDS not in browser_of(who).get(path).text
    assert ask(cast, cast.member) == 403, "who is in it does not ask"
    assert ask(cast, cast.outsider) == 404
    assert ask(cast, cast.former, " ") == 422


@pytest.mark.parametrize("more", [1, 3])
def test_the_same_number_of_questions_for_one_and_for_three(cast: Cast, more: int) -> None:
    with walls(cast.every_wall):
        for number in range(more):
            new = person(f"New {number}")
            bring_behind(by=cast.operator, wall=cast.alder_wall, person=new)
            JoinRequest.objects.create(community=cast.talk, person=new, words=WORDS, asked=now())
    browser = browser_of(cast.facilitator)
    with queries() as asked_now:
        browser.get(f"/communities/{cast.talk.pk}/people/")
    assert len(asked_now) == 5
