"""Whoever is no longer signed in is led to sign in, and back to the page they were on: not to what only takes a form."""

import pytest
from django.test import Client
from tests.cast import Cast


@pytest.fixture
def place(cast: Cast) -> str:
    return f"/communities/{cast.talk.pk}/"


def test_from_a_page_one_comes_back_to_it(client: Client, place: str) -> None:
    assert client.get(f"{place}people/").headers["Location"] == f"/account/login/?next={place}people/"


@pytest.mark.parametrize("header", ["referer", "hx-current-url"])
def test_from_a_form_one_comes_back_to_where_it_stood(client: Client, place: str, header: str) -> None:
    stood = {header: f"http://testserver{place}people/?all=1"}
    assert (
        client.post(f"{place}people/roles/", headers=stood)
        .headers["Location"]
        .endswith(f"?next={place}people/%3Fall%3D1")
    )


def test_a_page_elsewhere_is_none_of_ours(client: Client, place: str) -> None:
    answer = client.post(f"{place}people/roles/", headers={"referer": "https://elsewhere.example/phish/"})
    assert answer.headers["Location"] == f"/account/login/?next={place}people/roles/"


def test_a_piece_of_a_page_does_not_hold_the_way_to_sign_in(client: Client, place: str) -> None:
    stood = {"hx-request": "true", "hx-current-url": f"http://testserver{place}"}
    answer = client.post("/notices/read/", headers=stood)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["HX-Redirect"] == f"/account/login/?next={place}"


def test_an_address_that_takes_a_form_alone_says_so(client: Client, place: str) -> None:
    answer = client.get(f"{place}people/roles/")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "This address takes what a form sends, and is no page." in answer.text
