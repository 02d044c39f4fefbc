"""Who listens in the live process: nobody takes the places of others."""

import asyncio
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from typing import Any

import pytest
from django.conf import settings

from pergola.config import asgi
from pergola.config.listening import MOST_PAGES, Switchboard
from pergola.kernel.ids import new_id

type Message = MutableMapping[str, Any]


def test_one_person_fills_their_own_places_and_no_others() -> None:
    board, one, other = Switchboard(), new_id(), new_id()
    with ExitStack() as open_pages:
        for _ in range(MOST_PAGES):
            assert not board.is_full(one)
            open_pages.enter_context(board.listening(one))
        assert board.is_full(one)
        assert not board.is_full(other)
    assert not board.is_full(one), "and has them back when the pages are gone"
    assert board.listeners == {}


def test_whoever_has_too_many_pages_open_is_told_so_by_the_live_process(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other, board = new_id(), new_id(), Switchboard()
    here = {"one": one, "other": other}

    async def ask(_what: object, session: str, *_more: object) -> object:
        return here.get(session)

    async def answered(who: str) -> int:
        said: list[int] = []

        async def send(message: Message) -> None:
            said.append(message.get("status", 0))
            if len(said) > 1:
                raise GoneError

        cookie = f"{settings.SESSION_COOKIE_NAME}={who}".encode()
        scope = {"type": "http", "headers": [(b"cookie", cookie)], "method": "GET", "path": "/live/"}
        with suppress(GoneError):
            await asgi._live(scope, _nothing, send)
        return said[0]

    monkeypatch.setattr(asgi, "switchboard", board)
    monkeypatch.setattr(asgi, "_ask", ask)
    monkeypatch.setattr(board, "ready", _nothing)
    with ExitStack() as open_pages:
        for _ in range(MOST_PAGES):
            open_pages.enter_context(board.listening(one))
        with ThreadPoolExecutor(1) as apart:  # a browser’s loop may be running in this one
            assert apart.submit(asyncio.run, answered("one")).result() == 429
            assert apart.submit(asyncio.run, answered("other")).result() == 200


class GoneError(Exception):
    pass


async def _nothing() -> Message:
    return {}
