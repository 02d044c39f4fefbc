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
from enum import StrEnum
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings

SECONDS = 6.0
"""For each connection, from its first byte to its last; and after so many no further step is begun."""
MOST_STEPS: Final = 4
PORTS: Final = {"http": 80, "https": 443}
GONE: Final = (404, 410)


class Found(StrEnum):
    THERE = "there"
    GONE = "gone"
    SILENT = "silent"
    NOT_ASKED = "not asked"


class NotPublic(Exception):  # noqa: N818 - no fault: what it says
    """It is somewhere inside, or no address of the web at all."""


def ask(address: str) -> Found:
    """Is anything there? What it is nobody looks at."""
    here, began = address, time.monotonic()
    try:
        for _step in range(MOST_STEPS):
            if time.monotonic() - began > SECONDS:
                return Found.SILENT
            status, onward = _asked(here)
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


def _asked(address: str) -> tuple[int, str]:
    """HEAD; and where that is refused GET, whose body is not read."""
    status, onward = _once("HEAD", address)
    return (status, onward) if status < 400 or status == 410 else _once("GET", address)


def _once(method: str, address: str) -> tuple[int, str]:
    parts = _parts(address)
    connection = _connected(parts)
    clock = threading.Timer(SECONDS, _cut, [connection])  # a socket's own patience begins anew with each byte
    clock.start()
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
        clock.cancel()
        connection.close()


def _cut(connection: http.client.HTTPConnection) -> None:
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return


def _parts(address: str) -> SplitResult:
    parts = urlsplit(address)
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
        raise NotPublic
    return parts._replace(netloc=parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc)


def _connected(parts: SplitResult) -> http.client.HTTPConnection:
    """To an address that was looked at, whatever the name says a moment later."""
    host, port = str(parts.hostname), parts.port or PORTS[parts.scheme]
    known = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    ips = list(dict.fromkeys(str(one[4][0]) for one in known))
    if not may_be_asked(ips, port):
        raise NotPublic
    held = socket.create_connection((ips[0], port), timeout=SECONDS)
    if parts.scheme == "https":
        try:
            held = ssl.create_default_context().wrap_socket(held, server_hostname=host)
        except BaseException:
            held.close()
            raise
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    connection.sock = held
    return connection


def may_be_asked(ips: Sequence[str], port: int) -> bool:
    """Every address of a name is public, and the port is one of the web's. Or all are in a network named for the tests."""
    found = [_plain(ip) for ip in ips]
    ours = [ipaddress.ip_network(one) for one in settings.LINK_NETWORKS]
    if found and all(any(ip in network for network in ours) for ip in found):
        return True
    return bool(found) and port in PORTS.values() and all(ip.is_global and not ip.is_multicast for ip in found)


def _plain(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """An IPv4 address that is dressed as one of IPv6 is what is inside it."""
    ip = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        return inner or ip
    return ip


def _name() -> str:
    """Whom to ask about us. It says no more than where this place is."""
    return f"Pergola (looks once a week whether links still lead somewhere; {settings.SITE})"
