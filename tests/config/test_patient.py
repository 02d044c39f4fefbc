"""Whoever sends or fetches slowly holds a thread, and nothing that others need."""

import io
import time
from collections.abc import Iterator
from threading import Event, Thread
from typing import Any

import pytest

from pergola.config import patient as waiting
from pergola.config.patient import Environ, Patient

TOLD: list[str] = []


def patient(application: Any, **more: Any) -> Patient:
    usual: dict[str, Any] = {"at_once": 1, "reading": 20, "form": 100, "most": 1000, "give_back": lambda: None}
    return Patient(application, **usual | more)


def ask(one: Patient, body: Any = None, length: int = 0, **more: Any) -> list[bytes]:
    sent = {"CONTENT_LENGTH": str(length)} if length else {}
    return list(one({"wsgi.input": body or io.BytesIO(), **sent, **more}, lambda status, _headers: TOLD.append(status)))


def echo(environ: Environ, _start: Any) -> list[bytes]:
    return [environ["wsgi.input"].read()]


class Slow:
    """A body that comes when it is let."""

    def __init__(self) -> None:
        self.asked, self.let = Event(), Event()

    def read(self, _most: int) -> bytes:
        self.asked.set()
        assert self.let.wait(20)
        return b"at last"


def test_while_one_sends_slowly_another_is_served() -> None:
    one, slow, heard = patient(echo), Slow(), []
    sending = Thread(target=lambda: heard.append(ask(one, slow, 7)))
    sending.start()
    assert slow.asked.wait(20)
    assert ask(one, io.BytesIO(b"quick"), 5) == [b"quick"]
    slow.let.set()
    sending.join(20)
    assert heard == [[b"at last"]]


def test_while_one_fetches_slowly_another_is_served_and_its_connection_is_back() -> None:
    given_back = []

    def stream(_environ: Environ, _start: Any) -> Iterator[bytes]:
        return iter([b"first", b"second"])

    one = patient(stream, give_back=lambda: given_back.append(1))
    fetching = iter(one({"wsgi.input": io.BytesIO()}, None))
    assert next(fetching) == b"first"
    assert ask(one) == [b"first", b"second"]
    assert given_back == [1, 1]


def test_a_body_that_breaks_off_is_not_half_an_answer() -> None:
    reached: list[int] = []

    def work(_environ: Environ, _start: Any) -> list[bytes]:
        reached.append(1)
        return [b"done"]

    assert b"broke off" in ask(patient(work), io.BytesIO(b"half"), 90)[0]
    assert (TOLD[-1][:3], reached) == ("400", [])


def test_who_drips_keeps_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", -1.0)

    class Drip:
        def read(self, _most: int) -> bytes:
            return b"x"

    assert b"too slowly" in ask(patient(echo), Drip(), 90)[0]
    assert TOLD[-1].startswith("408")


def test_a_turn_that_does_not_come_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 0.01)
    one: Patient
    one = patient(lambda environ, start: one(environ, start))
    assert b"So many people are here" in ask(one)[0]
    assert "503 Service Unavailable" in TOLD


def test_a_connection_is_given_back_though_the_work_failed() -> None:
    given_back: list[int] = []

    def fails(_environ: Environ, _start: Any) -> list[bytes]:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        ask(patient(fails, give_back=lambda: given_back.append(1)))
    assert given_back == [1]


def test_a_large_body_is_read_for_whoever_shows_a_cookie_and_what_is_too_large_for_nobody() -> None:
    large = b"x" * 500
    assert ask(patient(echo), io.BytesIO(large), 500, HTTP_COOKIE="a=b") == [large]
    unread = io.BytesIO(large)
    looked = patient(lambda environ, _start: [str(environ["wsgi.input"].tell()).encode()])
    assert ask(looked, unread, 500) == [b"0"]
    assert ask(looked, unread, 5000, HTTP_COOKIE="a=b") == [b"0"]


@pytest.mark.parametrize("when", ["write", "seek"])
def test_a_full_disk_is_said_and_nothing_is_done(monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    """Whether it is full at once or when the last bytes are written out; and closing tries, and fails, once more."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    class Full:
        write = seek = staticmethod(lambda *_: None)
        close = staticmethod(full)

    monkeypatch.setattr(Full, when, staticmethod(full))
    monkeypatch.setattr(waiting, "SpooledTemporaryFile", lambda _size: Full())
    assert b"no room left" in ask(patient(echo), io.BytesIO(b"message"), 7)[0]
    assert TOLD[-1].startswith("507")


def test_whoever_has_sent_nothing_yet_holds_no_room() -> None:
    """Sockets that begin something large and stay silent; and room that comes back when what lay there is done."""
    one, silent = patient(echo), [Slow() for _ in range(12)]
    waiting_for = [
        Thread(
            target=ask,
            args=(one, each, 1000),
            kwargs={"HTTP_COOKIE": "a=b", "REMOTE_ADDR": f"192.0.2.{n}"},
            daemon=True,
        )
        for n, each in enumerate(silent)
    ]
    for thread in waiting_for:
        thread.start()
    assert all(each.asked.wait(20) for each in silent)
    for _ in range(2 * waiting.LARGE_AT_ONCE):
        assert ask(one, io.BytesIO(b"x" * 1000), 1000, HTTP_COOKIE="a=b") == [b"x" * 1000]
    for each in silent:
        each.let.set()


def test_pages_are_read_though_every_place_to_send_is_taken() -> None:
    one, silent = patient(echo, reading=3), [Slow() for _ in range(3)]
    for n, each in enumerate(silent):
        Thread(target=ask, args=(one, each, 7), kwargs={"REMOTE_ADDR": f"192.0.2.{n}"}, daemon=True).start()
    assert all(each.asked.wait(20) for each in silent)
    assert b"no room for this" in ask(one, io.BytesIO(b"another"), 7)[0], "told at once"
    assert ask(one) == [b""], "who sends nothing waits for nobody"
    for each in silent:
        each.let.set()


def test_one_address_takes_a_third_of_the_places_to_send_and_no_more() -> None:
    one, silent = patient(echo, reading=9), [Slow() for _ in range(3)]
    for each in silent:
        Thread(target=ask, args=(one, each, 7), kwargs={"REMOTE_ADDR": "192.0.2.1"}, daemon=True).start()
    assert all(each.asked.wait(20) for each in silent)
    assert b"no room for this" in ask(one, io.BytesIO(b"another"), 7, REMOTE_ADDR="192.0.2.1")[0]
    assert ask(one, io.BytesIO(b"another"), 7, REMOTE_ADDR="192.0.2.2") == [b"another"]
    for each in silent:
        each.let.set()
    wait_for = time.monotonic() + 20
    while one.from_one.of and time.monotonic() < wait_for:
        time.sleep(0.01)
    assert not one.from_one.of, "who is done is not remembered"


def test_more_than_there_is_room_for_is_told_so() -> None:
    one: Patient
    one = patient(lambda environ, start: ask(one, io.BytesIO(b"x" * 1000), 1000, HTTP_COOKIE="a=b"), at_once=99)
    assert b"no room for this" in ask(one, io.BytesIO(b"x" * 1000), 1000, HTTP_COOKIE="a=b")[0]
    assert one.room.left == waiting.LARGE_AT_ONCE * 1000, "all of it is back"


def test_whoever_watches_over_the_process_waits_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 0.01)
    one: Patient

    def work(environ: Environ, _start: Any) -> list[bytes]:
        return [b"lives"] if environ["PATH_INFO"] == "/healthz/live" else ask(one, PATH_INFO="/healthz/live")

    one = patient(work)
    assert ask(one, PATH_INFO="/month/") == [b"lives"]
