"""Asking an address: a real server on this machine, let in by the setting for tests; everything else inside is never asked."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.conf import LazySettings

from pergola.exchange.links import asking
from pergola.exchange.links.asking import Found, ask, may_be_asked


class Site(BaseHTTPRequestHandler):
    """Answers as its path says; `asked` remembers."""

    asked: list[str]
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        first = self.path.strip("/").split("/")[0].partition("?")[0]
        if first == "no-head":
            status = 405 if self.command == "HEAD" else 200
        elif first == "to":
            self.send_response(302)
            self.send_header("Location", self.path.partition("?")[2] or "/200")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        elif first == "slow":
            threading.Event().wait(3)
            status = 200
        else:
            status = int(first or 200)
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Silent."""


@pytest.fixture
def site(settings: LazySettings) -> Iterator[tuple[str, list[str]]]:
    settings.LINK_NETWORKS = ["127.0.0.1/32"]
    asked: list[str] = []
    handler = type("Here", (Site,), {"asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/200", Found.THERE),
        ("/404", Found.GONE),
        ("/410", Found.GONE),
        ("/503", Found.SILENT),
        ("/401", Found.THERE),
        ("/403", Found.THERE),
        ("/429", Found.THERE),
        ("/no-head", Found.THERE),
        ("/to?/404", Found.GONE),
        ("/to?/200/à%20la", Found.THERE),
        ("/to?/to", Found.THERE),
    ],
)
def test_what_a_server_answers_is_what_is_found(site: tuple[str, list[str]], path: str, found: Found) -> None:
    assert ask(site[0] + path) == found
    assert site[1]


def test_where_nobody_listens_or_no_such_site_is_known_is_silent(site: tuple[str, list[str]]) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    assert ask(f"http://127.0.0.1:{port}/") == Found.SILENT
    assert ask("https://nowhere.invalid/") == Found.SILENT


def test_who_takes_his_time_is_given_up(site: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "SECONDS", 0.3)
    assert ask(f"{site[0]}/slow") == Found.SILENT


def test_one_clock_ends_whatever_comes_byte_by_byte(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that never ends, a handshake that never ends, and one step after another."""
    settings.LINK_NETWORKS = ["127.0.0.1/32"]
    monkeypatch.setattr(asking, "SECONDS", 2.0)
    over = threading.Event()

    def dripping(first: bytes, drop: bytes) -> int:
        server = socket.create_server(("127.0.0.1", 0))

        def drip(one: socket.socket) -> None:
            with suppress(OSError), one:
                one.sendall(first)
                while not over.wait(0.1):
                    one.sendall(drop)

        def listen() -> None:
            with suppress(OSError), server:
                while not over.is_set():
                    threading.Thread(target=drip, args=[server.accept()[0]], daemon=True).start()

        threading.Thread(target=listen, daemon=True).start()
        return int(server.getsockname()[1])

    goes_on = b"HTTP/1.1 100 Continue\r\n\r\n"
    for first, drop, scheme, found in (
        (b"HTTP/1.1 200 OK\r\nX-Long: ", b"a", "http", Found.THERE),  # what was said first is enough
        (goes_on, goes_on, "http", Found.SILENT),
        (b"\x16\x03\x03\x40\x00", b"\x02", "https", Found.SILENT),
    ):
        began = time.monotonic()
        assert ask(f"{scheme}://127.0.0.1:{dripping(first, drop)}/") == found
        assert time.monotonic() - began < 30, "a clock that ends at all: the machine may be slow"
    over.set()


def test_nothing_inside_is_asked_and_no_page_leads_us_there(
    site: tuple[str, list[str]], settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, asked = site
    inside = address.replace("127.0.0.1", "127.0.0.2")
    assert ask(f"{address}/to?{inside}/200") == Found.NOT_ASKED
    assert asked == ["HEAD /to?" + inside + "/200"]
    settings.LINK_NETWORKS = []
    asked.clear()
    port = address.rpartition(":")[2]
    for one in (
        address,
        f"http://localhost:{port}/",
        f"http://[::ffff:127.0.0.1]:{port}/",
        f"http://2130706433:{port}/",
    ):
        assert ask(one) == Found.NOT_ASKED
    for one in ("ftp://example.org/", "file:///etc/passwd", "http://who:what@example.org/", "javascript:alert(1)"):
        assert ask(one) == Found.NOT_ASKED
    assert asked == []


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "fe80::1",
        "fd00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "::127.0.0.1",
        "::10.0.0.1",
        "::ffff:0:10.0.0.1",
        "fec0::1",
        "5f00::1",
        "3fff::1",
        "168.63.129.16",
        "192.88.99.1",
    ],
)
def test_addresses_that_are_not_public_are_refused(ip: str) -> None:
    assert not may_be_asked([ip], 443)
    assert not may_be_asked(["93.184.215.14", ip], 443)


def test_public_ones_are_asked_on_the_ports_of_the_web() -> None:
    assert may_be_asked(["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"], 443)
    assert not may_be_asked(["93.184.215.14"], 22)
    assert not may_be_asked([], 443)


def test_a_name_that_changes_its_mind_is_asked_where_it_was_looked_up(
    site: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address is resolved once: what was looked at is what is connected to."""
    looked: list[str] = []
    real = socket.getaddrinfo

    def once(host: str, *words: object, **more: object) -> object:
        looked.append(host)
        return real("127.0.0.1" if host == "moves.example" else host, *words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", once)
    port = site[0].rpartition(":")[2]
    assert ask(f"http://moves.example:{port}/200") == Found.THERE
    assert looked.count("moves.example") == 1
