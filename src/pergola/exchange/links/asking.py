"""Asking one address in the web whether anything is there. Never inside: an address that is not public is not asked.

Every name is resolved here, each of its addresses looked at, and the connection made to the one that was looked at; so is every
place a page sends us on to. Nothing is read but the first line and the headers, and a clock ends what takes its time.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum
from queue import Empty, SimpleQueue
from typing import Final, Self
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings

SECONDS = 6.0
"""For one address, with all it sends us on to, from the first byte to the last."""
MOST_STEPS: Final = 4
PORTS: Final = {"http": 80, "https": 443}
GONE: Final = (404, 410)
UNICAST: Final = ipaddress.ip_network("2000::/3")
"""Where an address of the web is, in IPv6: what is not in it is inside, to come, or no longer."""
INSIDE: Final = tuple(
    ipaddress.ip_network(one)
    for one in ("168.63.129.16/32", "192.88.99.0/24", "192.0.0.0/24", "2001::/23", "3fff::/20")
)
"""What the registry calls public, or nothing yet, and is a cloud’s own service, a relay, or written in books alone."""
DRESSED: Final = tuple(ipaddress.ip_network(one) for one in ("::/96", "::ffff:0:0:0/96", "64:ff9b::/96"))
"""The last 32 bits of these are an address of IPv4."""


type Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


class Found(StrEnum):
    THERE = "there"
    GONE = "gone"
    SILENT = "silent"
    NOT_ASKED = "not asked"


class Clock:
    """One for an address and all it sends us on to: a socket's own patience begins anew with each byte."""

    def __init__(self) -> None:
        self.ends, self.over = time.monotonic() + SECONDS, False
        self.held: socket.socket | None = None
        self.timer = threading.Timer(SECONDS, self.cut)
        self.timer.daemon = True

    def __enter__(self) -> Self:
        self.timer.start()
        return self

    def __exit__(self, *_why: object) -> None:
        self.timer.cancel()

    @property
    def left(self) -> float:
        left = self.ends - time.monotonic()
        if self.over or left <= 0:
            raise TimeoutError
        return left

    def hold[S: socket.socket](self, held: S) -> S:
        """The one that is waited for now."""
        self.held = held
        return held

    def cut(self) -> None:
        self.over = True
        if self.held is not None:
            with suppress(OSError):
                socket.socket.shutdown(self.held, socket.SHUT_RDWR)  # of the socket itself, whatever is said on it


class NotPublic(Exception):  # noqa: N818 - no fault: what it says
    """It is somewhere inside, or no address of the web at all."""


def ask(address: str) -> Found:
    """Is anything there? What it is nobody looks at."""
    here = address
    try:
        with Clock() as clock:
            for _step in range(MOST_STEPS):
                status, onward = _asked(here, clock)
                if status in (301, 302, 303, 307, 308) and onward:
                    here = urljoin(here, onward)
                    continue
                return _said(status)
    except NotPublic:
        return Found.NOT_ASKED
    except (OSError, http.client.HTTPException, ValueError):
        return Found.SILENT
    return Found.THERE  # it sends people round and round, and a browser with its cookies may come through


def _said(status: int) -> Found:
    """A page that wants a sign-in, or has enough of us, is there."""
    if status in GONE:
        return Found.GONE
    return Found.SILENT if status >= 500 else Found.THERE


def _asked(address: str, clock: Clock) -> tuple[int, str]:
    """HEAD; and where that is refused GET, whose body is not read."""
    status, onward = _once("HEAD", address, clock)
    return (status, onward) if status < 400 or status == 410 else _once("GET", address, clock)


def _once(method: str, address: str, clock: Clock) -> tuple[int, str]:
    parts = _parts(address)
    connection = _connected(parts, clock)
    try:
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (
            f"?{quote(parts.query, safe='/?%:@!$&()*+,;=~')}" if parts.query else ""
        )
        connection.request(
            method, path, headers={"User-Agent": _name(), "Accept": "*/*", "Connection": "close", "Host": parts.netloc}
        )
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", "")
    finally:
        connection.close()


def _parts(address: str) -> SplitResult:
    parts = urlsplit(address)
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
        raise NotPublic
    return parts._replace(netloc=parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc)


def _connected(parts: SplitResult, clock: Clock) -> http.client.HTTPConnection:
    """To an address that was looked at, whatever the name says a moment later."""
    host, port = str(parts.hostname), parts.port or PORTS[parts.scheme]
    ips = _looked_up(host, port, clock)
    if not may_be_asked(ips, port):
        raise NotPublic
    held = clock.hold(socket.create_connection((ips[0], port), timeout=clock.left))
    try:
        if parts.scheme == "https":
            held = _secured(held, host, clock)
        held.settimeout(clock.left)
    except BaseException:
        held.close()
        raise
    connection = http.client.HTTPConnection(host, port)
    connection.sock = held
    return connection


def _looked_up(host: str, port: int, clock: Clock) -> list[str]:
    """The addresses of a name. Asked beside us, since nothing can cut a look-up short: a server of names may take its time too."""
    told: SimpleQueue[list[str] | OSError] = SimpleQueue()

    def look() -> None:
        try:
            known = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as problem:
            told.put(OSError(str(problem)))
        else:
            told.put(list(dict.fromkeys(str(one[4][0]) for one in known)))

    threading.Thread(target=look, daemon=True).start()
    try:
        found = told.get(timeout=clock.left)
    except Empty:
        raise TimeoutError from None
    if isinstance(found, OSError):
        raise found
    return found


def _secured(plain: socket.socket, host: str, clock: Clock) -> ssl.SSLSocket:
    """Held before anything is said: the other side may take its time over that already."""
    context = ssl.create_default_context()
    held = clock.hold(context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False))
    try:
        held.settimeout(clock.left)
        held.do_handshake()
    except BaseException:
        held.close()
        raise
    return held


def may_be_asked(ips: Sequence[str], port: int) -> bool:
    """Every address of a name is public, and the port is one of the web's. Or all are in a network named for the tests."""
    found = [_plain(ip) for ip in ips]
    ours = [ipaddress.ip_network(one) for one in settings.LINK_NETWORKS]
    if found and all(any(ip in network for network in ours) for ip in found):
        return True
    return bool(found) and port in PORTS.values() and all(_is_of_the_web(ip) for ip in found)


def _is_of_the_web(ip: Ip) -> bool:
    if any(ip in network for network in INSIDE) or (ip.version == 6 and ip not in UNICAST):
        return False
    return ip.is_global and not ip.is_multicast


def _plain(text: str) -> Ip:
    """An IPv4 address that is dressed as one of IPv6 is what is inside it."""
    ip = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and any(ip in network for network in DRESSED):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        return inner or ip
    return ip


def _name() -> str:
    """Whom to ask about us. It says no more than where this place is."""
    return f"Pergola (looks once a week whether links still lead somewhere; {settings.SITE})"
