"""The live process: open pages hear that something came. One LISTEN, many listeners, and no word of anybody's news.

A second process, because a page that listens would hold one of the web's few threads. It speaks ASGI itself: an answer
that never ends has no use for the middleware of pages. What it says is an id; the page fetches the rest through its doors.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import django

from pergola.config.mortal import die_with_master

die_with_master()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pergola.config.settings")
django.setup()

from django.conf import settings  # noqa: E402 - after the set-up
from django.db import connections  # noqa: E402

from pergola.config.listening import Listener, Switchboard  # noqa: E402
from pergola.talk.live import listener, told_since  # noqa: E402

type Scope = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
type Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

KEEP_ALIVE, CHECK_AGAIN = 15.0, 60.0
"""Seconds between two comments that keep proxies from hanging up, and between two looks at whether the session is good."""
threads = ThreadPoolExecutor(4, thread_name_prefix="asking")
switchboard = Switchboard()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """`/live/`, and `/healthz/live` for whoever watches over the process."""
    if scope["type"] != "http":
        return
    if scope["path"] == "/healthz/live":
        await _answer(send, 200, b"ok")
    elif scope["path"] != "/live/":
        await _answer(send, 404)
    elif scope["method"] != "GET":
        await _answer(send, 405)
    else:
        await _live(scope, receive, send)


async def _live(scope: Scope, receive: Receive, send: Send) -> None:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    origin = headers.get("origin", "")
    if origin and not is_ours(origin, headers.get("host", "")):
        await _answer(send, 403)
        return
    session = session_in(headers.get("cookie", ""))
    person = await _ask(listener, session)
    if person is None:  # EventSource does not come back after this; the page asks now and then, and tries again
        await _answer(send, 403, origin=origin)
        return
    if switchboard.is_full(person):
        await _answer(send, 429, origin=origin)
        return
    last = uuid_in(headers.get("last-event-id", ""))
    with switchboard.listening(person) as mine:
        await switchboard.ready()
        await send({"type": "http.response.start", "status": 200, "headers": _headers(origin, stream=True)})
        await _send(send, b": pergola\nretry: 4000\n\n")
        for missed in await _ask(told_since, person, last) if last else []:
            await _send(send, event(str(missed)))
        await _until_gone(receive, _tell(mine, session, person, send))


async def _tell(mine: Listener, session: str, person: UUID, send: Send) -> None:
    """Until whoever listens goes, or may no longer: what came, or every fifteen seconds that we are here."""
    loop = asyncio.get_running_loop()
    check = loop.time() + CHECK_AGAIN
    while True:
        try:
            await _send(send, event(await asyncio.wait_for(mine.get(), KEEP_ALIVE)))
        except TimeoutError:
            await _send(send, b": here\n\n")
        if loop.time() >= check:
            if await _ask(listener, session) != person:
                return
            check = loop.time() + CHECK_AGAIN


async def _until_gone(receive: Receive, telling: Any) -> None:
    """Tell, and stop at once when the browser hangs up."""

    async def gone() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    tasks = [asyncio.ensure_future(telling), asyncio.ensure_future(gone())]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError, OSError):
                await task


def event(told: str) -> bytes:
    """One event: that something came, and its id to go on from. Without an id, only that one should look."""
    return f"id: {told}\nevent: notice\ndata: {told}\n\n".encode() if told else b"event: notice\ndata: look\n\n"


def is_ours(origin: str, host: str) -> bool:
    """Exactly the site's own origin; where no site is named (the demo), the same machine by the same name."""
    if origin == settings.SITE:
        return True
    named = urlsplit(origin).hostname
    return settings.DEMO and named in {"localhost", "127.0.0.1"} and named == urlsplit(f"//{host}").hostname


def session_in(cookie: str) -> str:
    kept: SimpleCookie = SimpleCookie()
    with suppress(Exception):
        kept.load(cookie)
    found = kept.get(settings.SESSION_COOKIE_NAME)
    return found.value if found else ""


def uuid_in(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


async def _ask[**P, R](question: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """A question to the database, in one of few threads, whose connection goes back to the pool at once."""

    def asked() -> R:
        try:
            return question(*args, **kwargs)
        finally:
            connections.close_all()

    return await asyncio.get_running_loop().run_in_executor(threads, asked)


def _headers(origin: str, *, stream: bool = False) -> list[tuple[bytes, bytes]]:
    named = [("content-type", "text/event-stream" if stream else "text/plain"), ("cache-control", "no-store")]
    named += [("x-accel-buffering", "no"), ("x-content-type-options", "nosniff"), ("vary", "Cookie, Origin")]
    if origin:
        named += [("access-control-allow-origin", origin), ("access-control-allow-credentials", "true")]
    return [(name.encode(), value.encode("latin-1")) for name, value in named]


async def _send(send: Send, words: bytes) -> None:
    await send({"type": "http.response.body", "body": words, "more_body": True})


async def _answer(send: Send, status: int, words: bytes = b"", origin: str = "") -> None:
    await send({"type": "http.response.start", "status": status, "headers": _headers(origin)})
    await send({"type": "http.response.body", "body": words})
