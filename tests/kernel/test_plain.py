"""What no key types is taken out before any form sees it; and a form says in which letters it is written."""

import pytest
from django.test import Client
from tests.asking import browser_of
from tests.cast import Cast

from pergola.kernel.plain import without_controls
from pergola.talk.models import Conversation, Post
from pergola.walls.opening import walls


def test_what_is_taken_out_and_what_stays() -> None:
    assert without_controls("A\x02b\x0bc\x1f\x7f\x85\ud800\uffff") == "Abc"
    assert (
        without_controls("Tabs\tand\r\nlines, ñ, 🌱, \u200d and \x00") == "Tabs\tand\r\nlines, ñ, 🌱, \u200d and \x00"
    )


def test_a_post_keeps_its_words_and_none_of_the_rest(cast: Cast) -> None:
    browser = browser_of(cast.member)
    browser.post(f"/communities/{cast.talk.pk}/conversations/", {"body": "Open \x02 here \x0b zebrafinch"})
    with walls(cast.every_wall):
        one = Conversation.objects.get()
        assert one.title == "Open  here  zebrafinch"
    browser.post(f"/things/{one.pk}/say/", {"body": "And \x03zebrafinch\x02 again"})
    with walls(cast.every_wall):
        assert Post.objects.get().body == "And zebrafinch again"
    told = browser.get("/search/?q=zebrafinch").content.decode()
    assert told.count("<mark>") == told.count("</mark>") > 0


@pytest.mark.parametrize("charset", ["rot13", "utf-7", "base64", "unicode_escape", "utf-16"])
@pytest.mark.django_db
def test_a_form_in_letters_that_are_none_is_not_read(charset: str) -> None:
    body = b'--B\r\nContent-Disposition: form-data; name="login"\r\n\r\n\\ud800\r\n--B--\r\n'
    kind = f"multipart/form-data; boundary=B; charset={charset}"
    told = Client(enforce_csrf_checks=True).generic("POST", "/account/login/", body, kind)
    assert told.status_code == 400
    assert "could not be read" in told.content.decode()


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"'])
@pytest.mark.django_db
def test_a_form_that_says_it_is_written_as_ours_are_is_read(charset: str) -> None:
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    assert Client().post("/account/login/", "login=a&password=b", content_type=kind).status_code == 422
