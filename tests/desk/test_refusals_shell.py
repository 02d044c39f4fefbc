"""What cannot be shown still shows the way on: the navigation of whoever is signed in, and no question of the database for it."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.asking import browser_of
from tests.cast import Cast

from pergola.desk import shell

NAVIGATION = '<nav aria-label="Main">'


def test_whoever_is_signed_in_goes_on_from_a_page_that_is_not_there(cast: Cast) -> None:
    page = browser_of(cast.member).get("/nowhere/")
    assert page.status_code == 404
    for way in (
        NAVIGATION,
        ">My month</a>",
        ">Communities</a>",
        ">Search</a>",
        ">Notices",
        ">Marisol</a>",
        "To my month",
    ):
        assert way in page.text, way
    assert 'aria-current="page"' not in page.text
    hub = browser_of(cast.hub_director).get("/nowhere/").text
    assert ">Teams</a>" in hub


def test_missing_and_forbidden_are_the_same_bytes_to_one_person(cast: Cast) -> None:
    """A community of Alder, and one that is not: the same page for the lead of Brier."""
    member = browser_of(cast.lead_b)
    forbidden = member.get(f"/communities/{cast.talk.pk}/")
    missing = member.get("/communities/0198aaaa-0000-7000-8000-00000000dead/")
    assert (forbidden.status_code, forbidden.content) == (404, missing.content)


def test_what_is_not_ones_own_to_do_and_what_broke_have_it_too(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    member = browser_of(cast.member)
    refused = member.get(f"/calls/{cast.alder_wall.pk}/open/")
    assert (refused.status_code, NAVIGATION in refused.text) == (403, True)
    monkeypatch.setattr("pergola.gather.views.calls.standing", lambda *_: 1 / 0)
    member.raise_request_exception = False
    broken = member.get(f"/calls/{cast.alder_wall.pk}/")
    assert (broken.status_code, NAVIGATION in broken.text) == (500, True)
    monkeypatch.setattr(shell, "_ways", lambda *_: 1 / 0)
    broken = member.get(f"/calls/{cast.alder_wall.pk}/")
    assert (broken.status_code, NAVIGATION in broken.text, "Something broke" in broken.text) == (500, False, True)


def test_it_costs_no_question_more_and_for_whoever_is_signed_out_none_at_all(
    cast: Cast, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    member = browser_of(cast.member)
    with django_assert_num_queries(6):  # the session, who asks, and the walls: what every request asks
        page = member.get("/nowhere/")
    assert "no-store" in page.headers["Cache-Control"]
    with django_assert_num_queries(
        4
    ):  # the walls of the public, opened and closed in a transaction: as before there was any navigation
        signed_out = client.get("/nowhere/")
    assert NAVIGATION not in signed_out.text
    assert "Sign in" in signed_out.text
