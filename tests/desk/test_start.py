"""Start here: what is said in public, what the self-check suggests and why, and where one comes in from there."""

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.people.stories import CODE, PASSWORD
from tests.posting import at_once

from pergola.desk.starting import SENTENCES, Way, suggested
from pergola.people.models import Person
from pergola.walls.opening import walls

PAGE = "/start/"
NAMES = [one.name for one in SENTENCES]
pytestmark = pytest.mark.django_db


def saying(*not_yet: str) -> dict[str, str]:
    assert set(not_yet) <= set(NAMES)
    return {name: "not" if name in not_yet else "yes" for name in NAMES}


def told(client: Client, *not_yet: str) -> str:
    answer = client.post(PAGE, saying(*not_yet))
    assert answer.status_code == 200
    return answer.content.decode()


def next_act(page: str) -> str:
    assert page.count("btn-primary") == 1
    return page.partition('<section class="act"')[2].partition("</section>")[0]


@pytest.mark.parametrize(
    ("not_yet", "way", "reasons"),
    [
        ((), Way.OPEN, ()),
        (("known",), Way.JOIN, ("known",)),
        (("people", "known"), Way.JOIN, ("known", "people")),
        (("small", "people"), Way.COLLEAGUE, ("small",)),
        (("unfinished", "small"), Way.COLLEAGUE, ("unfinished", "small")),
        (("hour", "small", "known"), Way.NOT_NOW, ("hour",)),
        (("question",), Way.NOT_NOW, ("question",)),
        (tuple(NAMES), Way.NOT_NOW, ("question", "hour")),
    ],
)
def test_what_was_said_suggests_one_way_and_its_reasons(
    not_yet: tuple[str, ...], way: Way, reasons: tuple[str, ...]
) -> None:
    said = {name: name not in not_yet for name in NAMES}
    fits = suggested(said)
    words = {one.name: one.if_not_yet for one in SENTENCES}
    assert (fits.way, fits.reasons) == (way, tuple(words[one] for one in reasons))


def test_a_visitor_reads_what_it_is_and_what_it_asks(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    for said in (
        "people who meet because of a question they share",
        "What it is not",
        "An hour a month.",
        "What it gives",
        "Nothing of it is kept, and nobody sees it.",
    ):
        assert said in page
    assert all(str(one.words) in page for one in SENTENCES)
    assert "<script>" not in page
    assert page.count("btn-primary") == 1


def test_the_mast_leads_there_and_says_where_one_is(client: Client) -> None:
    assert f'href="{PAGE}"' in client.get("/").content.decode()
    assert f'href="{PAGE}" aria-current="page"' in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("not_yet", "headline", "leads"),
    [
        (("hour",), "Not now", "/lessons/"),
        (("unfinished",), "Begin with one colleague", "/lessons/"),
        (("people",), "Join a community that is open", "/account/signup/?next=/communities/"),
        ((), "You have what it takes to open a community", "/account/signup/?next=/communities/"),
    ],
)
def test_a_visitor_is_told_one_next_thing(
    client: Client, settings: Settings, not_yet: tuple[str, ...], headline: str, leads: str
) -> None:
    settings.OPEN_SIGN_UP = True
    page = told(client, *not_yet)
    assert f"<h1>{headline}" in page
    assert f'class="btn btn-primary" href="{leads}"' in next_act(page)


def test_whoever_makes_an_account_comes_back_to_the_communities(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.OPEN_SIGN_UP = True
    monkeypatch.setattr("pergola.commons.outbox.ask_worker", at_once)
    page = client.get("/account/signup/?next=/communities/").content.decode()
    assert '<input type="hidden" name="next" value="/communities/"' in page
    new = {"name": "Oda Fermata", "email": "oda@example.org", "password1": PASSWORD, "next": "/communities/"}
    client.post("/account/signup/", new)
    found = CODE.search(str(mail.outbox[-1].body))
    assert found is not None
    answer = client.post("/account/confirm-email/", {"code": found[0]})
    assert answer["Location"] == "/communities/"
    assert "You are in no school system or network here yet" in client.get("/communities/").content.decode()


def test_where_sign_up_is_closed_it_says_in_words_how_one_comes_in(client: Client, settings: Settings) -> None:
    settings.OPEN_SIGN_UP, settings.KEEPER = False, "the Crossfields Network"
    page = client.get(PAGE).content.decode()
    assert "You come in by invitation." in page
    assert "ask the Crossfields Network, who keep this place" in page
    page = told(client, "people")
    assert "/account/signup/" not in page
    assert 'href="/account/login/?next=/communities/"' in next_act(page)


def test_whoever_is_in_goes_straight_there(cast: Cast) -> None:
    page = told(browser_of(cast.member), "people")
    assert 'href="/communities/"' in next_act(page)
    assert "/account/login/" not in page.partition("<main")[2]
    assert 'href="/near/"' in next_act(told(browser_of(cast.member), "small"))


def test_only_who_leads_is_sent_to_open_one(cast: Cast) -> None:
    asked, leading = next_act(told(browser_of(cast.member))), next_act(told(browser_of(cast.lead_a)))
    assert "ask whoever leads professional learning" in asked
    assert "Open a community in" not in asked
    assert "Open a community in Alder" in leading
    assert f'href="{reverse("gather:open", args=[cast.alder_wall.pk])}"' in leading


def test_with_an_account_and_nowhere_it_says_that_one_asks(client: Client) -> None:
    somebody = Person.objects.create(name="Oda Fermata")
    page = told(browser_of(somebody), "people")
    assert "ask on its page to come in" in next_act(page)
    assert f'href="{reverse("systems:list")}"' in next_act(page)
    assert "/near/" not in told(browser_of(somebody), "small")


def test_an_unanswered_sentence_is_named_and_the_others_stay(client: Client) -> None:
    answer = client.post(PAGE, {**saying("known"), "hour": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Yes, or not yet?" in page
    assert page.count(" checked") == len(NAMES) - 1
    assert client.post(PAGE, {**saying(), "hour": "perhaps"}).status_code == 422


def test_where_nothing_is_answered_that_is_said_once(client: Client) -> None:
    page = client.post(PAGE, {}).content.decode()
    assert page.count("Nothing is answered yet.") == 1
    assert "Yes, or not yet?" not in page


def test_no_community_is_named_in_public(cast: Cast, settings: Settings) -> None:
    """Not one of the cast’s, open ones included; and what is said stays nowhere: no row, no session."""
    with walls(cast.every_wall):
        assert cast.talk.joining == "open"
    stranger = Client()
    for page in (stranger.get(PAGE).content.decode(), told(stranger), told(stranger, "people")):
        assert cast.talk.name not in page
    assert set(stranger.cookies) == {settings.CSRF_COOKIE_NAME}


def test_a_visitor_costs_no_query_and_a_member_none_of_its_own(cast: Cast) -> None:
    stranger = Client()
    told(stranger)
    with CaptureQueriesContext(connection) as every:
        stranger.get(PAGE)
        told(stranger, "people")
    assert not [one["sql"] for one in every if " FROM " in one["sql"] and "set_config" not in one["sql"]]
    member = browser_of(cast.member)
    member.get(PAGE)
    with queries() as asked:
        member.get(PAGE)
        told(member)
    assert len(asked) == 0
