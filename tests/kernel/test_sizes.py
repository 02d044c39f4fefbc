"""What is too large is refused before it is read: nothing of it comes to the disk, and the page says what to do."""

from typing import Any

import pytest
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client
from tests.asking import browser_of
from tests.cast import Cast

from pergola.inquiry.views.data import MOST_SENT

LARGE = 3_000_000
NOWHERE = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def spooled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files whose reading began."""
    begun: list[str] = []
    before = TemporaryFileUploadHandler.new_file

    def new_file(self: Any, field: str, *args: Any, **kwargs: Any) -> None:
        begun.append(field)
        before(self, field, *args, **kwargs)

    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", new_file)
    return begun


def a_file(size: int) -> bytes:
    head = b'--X\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    return head + b"a" * size + b"\r\n--X--\r\n"


def send(browser: Client, path: str, size: int, **more: Any) -> Any:
    return browser.post(path, a_file(size), content_type="multipart/form-data; boundary=X", **more)


@pytest.mark.parametrize("path", ["/account/login/", "/search/", f"/inquiry/measures/{NOWHERE}/data/"])
def test_a_visitor_sends_no_large_file_anywhere(db: None, spooled: list[str], path: str) -> None:
    answer = send(Client(enforce_csrf_checks=True), path, LARGE)
    assert answer.status_code == 413
    assert "This is too long to send at one go" in answer.content.decode()
    assert spooled == []


def test_a_form_of_the_usual_size_is_read(db: None) -> None:
    assert send(Client(), "/account/login/", 100_000).status_code == 422


def test_who_is_signed_in_sends_files_where_files_are_taken_and_nowhere_else(cast: Cast, spooled: list[str]) -> None:
    browser = browser_of(cast.member)
    assert send(browser, f"/inquiry/measures/{NOWHERE}/data/", LARGE).status_code == 404, "taken in, and then not found"
    assert send(browser, f"/inquiry/measures/{NOWHERE}/data/", MOST_SENT + 1).status_code == 413
    assert send(browser, "/you/", LARGE).status_code == 413


def test_a_body_that_does_not_say_how_long_it_is_is_not_read(db: None, spooled: list[str]) -> None:
    answer = send(Client(), "/account/login/", 10, HTTP_TRANSFER_ENCODING="chunked")
    assert (answer.status_code, spooled) == (413, [])
