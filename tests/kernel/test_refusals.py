"""The pages for what cannot be shown: no database, and nothing to learn from them."""

import re
from collections.abc import Callable

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import resolve

from pergola.kernel.views import refusals

HERE = RequestFactory().get("/cycles/1/")
THERE = RequestFactory().get("/secret/2/")


def test_missing_and_forbidden_give_the_same_bytes() -> None:
    missing = refusals.not_found(HERE, Http404("No Cycle matches the given query."))
    forbidden = refusals.not_found(THERE, Http404("Somebody else’s."))
    assert (missing.status_code, missing.content, missing.headers) == (404, forbidden.content, forbidden.headers)
    assert "There is nothing here that you can see." in missing.content.decode()


@pytest.mark.parametrize(
    ("page", "status"),
    [
        (refusals.not_readable, 400),
        (refusals.not_allowed, 403),
        (refusals.stale_form, 403),
        (refusals.not_found, 404),
        (refusals.broken, 500),
        (refusals.away, 503),
    ],
)
def test_each_is_a_whole_page_in_the_look(page: Callable[[HttpRequest], HttpResponse], status: int) -> None:
    response = page(HERE)
    html = response.content.decode()
    assert response.status_code == status
    assert '<main id="main"' in html
    assert "pergola" in html
    assert html.count("<h1>") == 1


def test_whoever_is_signed_out_by_now_signs_in_and_comes_back() -> None:
    here = "http://testserver/near/where-i-work/?a=1"
    page = refusals.stale_form(RequestFactory().post("/x/", headers={"Referer": here})).content.decode()
    assert "You are signed out" in page
    assert 'href="/account/login/?next=/near/where-i-work/"' in page
    for elsewhere in ("https://elsewhere.example/near/", "javascript:alert(1)", ""):
        page = refusals.stale_form(RequestFactory().post("/x/", headers={"Referer": elsewhere})).content.decode()
        assert 'href="/account/login/"' in page


def test_whose_an_act_is_stands_on_the_page_and_is_escaped() -> None:
    page = refusals.not_allowed(HERE, whose="Ask <b>Lena</b>.").content.decode()
    assert "Ask &lt;b&gt;Lena&lt;/b&gt;. Nothing was changed." in page
    assert "somebody else" not in page


def test_they_lead_on_to_pages_that_are_there() -> None:
    """Written out in the template: the kernel names no address of a floor above."""
    ways = {
        who: re.findall(r'<a class="tap" href="([^"]+)"', page(HERE).content.decode())
        for who, page in (("visitor", refusals.not_found), ("anybody", refusals.not_allowed))
    }
    assert ways == {"visitor": ["/account/login/", "/search/", "/"], "anybody": ["/month/", "/search/", "/"]}
    named = {way: resolve(way).view_name for found in ways.values() for way in found}
    assert list(named.values()) == ["account_login", "talk:search", "desk:front", "desk:month"]
