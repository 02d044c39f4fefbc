"""Coming in from behind no wall: a sentence, and an answer by who leads there, told by notice and by mail."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.asking import browser_of, queries
from tests.cast import Cast, person
from tests.gather.stories import mail_server
from tests.posting import post_everything
from tests.talk.telling import NOON, reach_by_mail, told

from pergola.gather.actions import bring_behind
from pergola.gather.leaving import leave_wall
from pergola.gather.models import EntryRequest
from pergola.kernel.clock import at, now
from pergola.people.models import Identity, Person, WallMember
from pergola.walls.opening import walls

pytestmark = pytest.mark.django_db
WORDS = "I counsel the seniors of North High."


def page_of(cast: Cast) -> str:
    return f"/systems/{cast.alder.slug}/come-in/"


def ask(cast: Cast, who: Person, words: str = WORDS) -> int:
    return int(browser_of(who).post(page_of(cast), {"words": words, "once": str(uuid4())}).status_code)


def every(cast: Cast) -> list[EntryRequest]:
    with walls(cast.every_wall):
        return list(EntryRequest.objects.order_by("asked").select_related("person"))


def answer(cast: Cast, by: Person, what: str, reply: str = "") -> int:
    path = f"/entry-requests/{every(cast)[-1].pk}/answer/"
    return int(browser_of(by).post(path, {"answer": what, "reply": reply}).status_code)


def told_after(cast: Cast, what: str) -> str:
    """The page a lead reads after answering."""
    lead = browser_of(cast.lead_a)
    lead.post(f"/entry-requests/{every(cast)[-1].pk}/answer/", {"answer": what})
    return lead.get(f"/systems/{cast.alder.slug}/asking/").text


def is_behind(cast: Cast, who: Person) -> bool:
    return WallMember.objects.filter(wall=cast.alder_wall, person=who).exists()


def test_whoever_is_behind_no_wall_asks_and_is_let_in(cast: Cast) -> None:
    reach_by_mail(cast.lead_a)
    nora = person("Nora Newcomer")
    with mail_server() as box, at(NOON):
        communities = browser_of(nora).get("/communities/").text
        assert "on its page you ask those who lead it here" in communities
        assert page_of(cast) in browser_of(nora).get(f"/systems/{cast.alder.slug}/").text
        assert (ask(cast, nora), ask(cast, nora)) == (302, 302)
        post_everything()
        assert told(cast) == {"lead of system A": ["join"]}, "twice is once"
        assert box.mails[0]["Subject"].startswith("Nora Newcomer asks to come into ")
        asking = browser_of(cast.lead_a).get(f"/systems/{cast.alder.slug}/asking/").text
        assert (WORDS in asking, "nora.newcomer@cast.example" in asking) == (True, True)
        assert not is_behind(cast, nora)
        assert answer(cast, cast.lead_a, "in", "Welcome.") == 302
        assert is_behind(cast, nora)
        assert told(cast) == {}, "what is answered waits for nobody"
    assert "You belong to" in browser_of(nora).get(page_of(cast)).text
    assert "lets you into" in browser_of(nora).get("/notices/").text
    assert "Talk that does the thinking" in browser_of(nora).get("/communities/").text


def test_not_now_is_read_where_one_asked_and_thirty_days_later_one_may_ask_again(cast: Cast) -> None:
    ask(cast, cast.outsider)
    answer(cast, cast.lead_a, "not", "Ask your own district.")
    page = browser_of(cast.outsider).get(page_of(cast)).text
    assert ("Ask your own district." in page, "<textarea" in page) == (True, False)
    assert ask(cast, cast.outsider) == 422
    assert len(every(cast)) == 1
    with at(now() + timedelta(days=31)):
        assert ask(cast, cast.outsider) == 302
    assert len(every(cast)) == 2


def test_one_no_longer_asks_and_nobody_else_answers(cast: Cast) -> None:
    ask(cast, cast.outsider)
    for who in (cast.member, cast.facilitator, cast.lead_b, cast.operator, cast.outsider):
        assert answer(cast, who, "in") == 404
    browser_of(cast.outsider).post(f"{page_of(cast)}take-back/")
    assert told(cast) == {}
    assert "no longer asks." in told_after(cast, "in")
    assert not is_behind(cast, cast.outsider)


def test_whoever_asks_waits_on_the_month_of_those_who_lead_and_of_nobody_else(cast: Cast) -> None:
    ask(cast, cast.outsider)
    month = browser_of(cast.lead_a).get("/month/").text
    assert f"{cast.outsider} asks to come into {cast.alder}" in month
    assert f'href="/systems/{cast.alder.slug}/asking/"' in month
    for who in (cast.member, cast.lead_b, cast.outsider, cast.operator):
        assert "asks to come into" not in browser_of(who).get("/month/").text
    answer(cast, cast.lead_a, "not", "Ask your own district.")
    assert "asks to come into" not in browser_of(cast.lead_a).get("/month/").text


def test_not_now_says_why_and_a_second_lead_reads_what_was_said(cast: Cast) -> None:
    ask(cast, cast.outsider)
    assert "is not answered yet. Say in a sentence why not now" in told_after(cast, "not")
    assert every(cast)[0].answered is None
    answer(cast, cast.lead_a, "not", "Ask your own district.")
    assert "said “not now”." in told_after(cast, "in")
    assert not is_behind(cast, cast.outsider)


def test_who_took_it_back_may_ask_again_a_day_later_and_until_then_no_mail_goes(cast: Cast) -> None:
    reach_by_mail(cast.lead_a)
    browser = browser_of(cast.outsider)
    with mail_server() as box, at(NOON):
        for _again in range(3):
            ask(cast, cast.outsider)
            browser.post(f"{page_of(cast)}take-back/")
        post_everything()
        assert ask(cast, cast.outsider) == 422
        page = browser.get(page_of(cast)).text
        assert ("You took it back on" in page, "<textarea" in page) == (True, False)
        assert (len(every(cast)), len(box.mails)) == (1, 0)
    with mail_server() as box, at(NOON + timedelta(hours=25)):
        assert ask(cast, cast.outsider) == 302
        post_everything()
        assert len(box.mails) == 1


def test_those_who_lead_read_the_address_one_signed_in_with_and_no_other(cast: Cast) -> None:
    nora = person("Nora Newcomer")
    browser = browser_of(nora)
    Identity.objects.create_user("nora@private.example", None, person=nora)
    browser.post(page_of(cast), {"words": WORDS, "once": str(uuid4())})
    read = browser_of(cast.lead_a).get(f"/systems/{cast.alder.slug}/asking/").text
    assert ("nora.newcomer@cast.example" in read, "nora@private.example" in read) == (True, False)
    answer(cast, cast.lead_a, "in")
    assert every(cast)[0].address == ""


def test_who_asks_is_read_by_those_who_lead_there_alone(cast: Cast) -> None:
    ask(cast, cast.outsider)
    for who in (cast.member, cast.facilitator, cast.lead_b, cast.hub_director):
        for path in (f"/systems/{cast.alder.slug}/", page_of(cast), "/notices/"):
            assert WORDS not in browser_of(who).get(path).text
        assert browser_of(who).get(f"/systems/{cast.alder.slug}/asking/").status_code == 404
    assert ask(cast, cast.lead_b, " ") == 422


def test_where_nobody_leads_nobody_asks(cast: Cast) -> None:
    nowhere, browser = f"/systems/{cast.elsewhere.slug}/come-in/", browser_of(cast.member)
    assert nowhere in browser.get(f"/systems/{cast.elsewhere.slug}/").text
    page = browser.get(nowhere).text
    assert ("here yet, so nobody here can let you in" in page, "whoever keeps this place" in page) == (True, True)
    assert "<textarea" not in page
    assert browser.post(nowhere, {"words": WORDS, "once": str(uuid4())}).status_code == 403
    assert every(cast) == []


def test_where_nobody_leads_one_reads_to_whom_one_turns(cast: Cast, settings: Any) -> None:
    settings.KEEPER = "Marisol Vega, it@alder.example"
    page = browser_of(cast.member).get(f"/systems/{cast.elsewhere.slug}/come-in/").text
    assert "Write to Marisol Vega, it@alder.example" in page


def test_a_visitor_finds_that_one_can_ask(cast: Cast) -> None:
    assert page_of(cast) in Client().get(f"/systems/{cast.alder.slug}/").text
    assert "/account/login/" in Client().get(page_of(cast))["Location"]


def test_a_no_comes_by_mail_since_no_notice_reaches_who_stands_outside(cast: Cast) -> None:
    reach_by_mail(cast.outsider)
    ask(cast, cast.outsider)
    with mail_server() as box, at(NOON):
        answer(cast, cast.lead_a, "not", "Ask your own district.")
        post_everything()
        (mail,) = box.mails
    assert mail["Subject"] == f"Not now: your asking to come into {cast.alder}"
    text = mail.get_content()
    for said in (f"{cast.lead_a} answered: not now.", "“Ask your own district.”", page_of(cast)):
        assert said in text
    assert told(cast) == {}


def test_a_no_can_be_turned_for_thirty_days_and_the_mail_of_it_does_not_go(cast: Cast) -> None:
    reach_by_mail(cast.outsider)
    with mail_server() as box, at(NOON):
        ask(cast, cast.outsider)
        assert answer(cast, cast.lead_a, "after") == 302, "it is not answered yet: that is another button"
        assert not is_behind(cast, cast.outsider)
        answer(cast, cast.lead_a, "not", "Ask your own district.")
        assert "Let in after all" in browser_of(cast.lead_a).get(f"/systems/{cast.alder.slug}/asking/").text
        for who in (cast.member, cast.lead_b, cast.outsider):
            assert answer(cast, who, "after") == 404
        assert answer(cast, cast.lead_a, "after") == 302
        assert is_behind(cast, cast.outsider)
        assert "Let in after all" not in browser_of(cast.lead_a).get(f"/systems/{cast.alder.slug}/asking/").text
        post_everything()
        assert not [one for one in box.mails if one["Subject"].startswith("Not now")]
    assert "lets you into" in browser_of(cast.outsider).get("/notices/").text


def test_a_no_of_long_ago_is_not_turned(cast: Cast) -> None:
    ask(cast, cast.outsider)
    answer(cast, cast.lead_a, "not", "Ask your own district.")
    with at(now() + timedelta(days=31)):
        answer(cast, cast.lead_a, "after")
        assert not is_behind(cast, cast.outsider)


def test_what_a_lead_reads_of_a_no_that_can_no_longer_be_turned(cast: Cast) -> None:
    ask(cast, cast.outsider)
    assert "still waits for an answer" in told_after(cast, "after")
    answer(cast, cast.lead_a, "not", "Ask your own district.")
    with at(now() + timedelta(days=31)):
        assert "The thirty days are over" in told_after(cast, "after")
        assert not is_behind(cast, cast.outsider)
    assert answer(cast, cast.lead_a, "after") == 302
    assert (every(cast)[-1].answer, every(cast)[-1].reply) == ("let in", "Ask your own district.")


def test_whoever_came_another_way_meanwhile_and_left_is_not_put_back(cast: Cast) -> None:
    ask(cast, cast.outsider)
    answer(cast, cast.lead_a, "not", "Ask your own district.")
    with walls(cast.every_wall):
        bring_behind(by=cast.lead_a, wall=cast.alder_wall, person=cast.outsider)
        leave_wall(cast.alder_wall.pk, [cast.outsider.pk])
    assert "Let in after all" not in browser_of(cast.lead_a).get(f"/systems/{cast.alder.slug}/asking/").text
    assert "came in another way meanwhile" in told_after(cast, "after")
    assert not is_behind(cast, cast.outsider)


def test_a_form_sent_again_after_it_was_taken_back_says_so_and_keeps_the_words(cast: Cast) -> None:
    browser, form = browser_of(cast.outsider), {"words": WORDS, "once": str(uuid4())}
    assert [browser.post(page_of(cast), form).status_code for _press in range(2)] == [302, 302]
    browser.post(f"{page_of(cast)}take-back/")
    again = browser.post(page_of(cast), form)
    assert (again.status_code, "You took it back on" in again.text) == (422, True)
    with at(now() + timedelta(hours=25)):
        assert browser.post(page_of(cast), form).status_code == 302
    assert [one.answered is None for one in every(cast)] == [False, True]


@pytest.mark.parametrize("more", [1, 3])
def test_the_same_number_of_questions_for_one_and_for_three(cast: Cast, more: int) -> None:
    with walls(cast.every_wall):
        for number in range(more):
            EntryRequest.objects.create(wall=cast.alder_wall, person=person(f"New {number}"), words=WORDS)
    browser = browser_of(cast.lead_a)
    with queries() as asked_now:
        assert browser.get(f"/systems/{cast.alder.slug}/asking/").status_code == 200
    assert len(asked_now) == 5
