"""Who listens in this process, and the one connection on which PostgreSQL tells what came."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from uuid import UUID

import psycopg
from django.db import connections
from psycopg.conninfo import make_conninfo

from pergola.talk.live import CHANNEL

log = logging.getLogger(__name__)

MOST_WAITING = 20
MOST_PAGES = 24
"""Open pages of one person that listen. Whoever opens more takes nobody else's place: those ask now and then."""
FIRST_WAIT, LONGEST_WAIT = 0.5, 15.0
PLAIN = ("dbname", "user", "password", "host", "port")
LOOK = ""
"""Instead of an id: something may have come that was not told. The page looks for itself."""


class Listener(asyncio.Queue[str]):
    """What one open page has not been told yet. It never grows: who reads too slowly is only told to look."""

    def __init__(self) -> None:
        super().__init__(MOST_WAITING)

    def tell(self, what: str) -> None:
        try:
            self.put_nowait(what)
        except asyncio.QueueFull:
            while not self.empty():
                self.get_nowait()
            self.put_nowait(LOOK)


class Switchboard:
    """One LISTEN for everybody. If its connection breaks it is made anew, and everybody is told to look."""

    def __init__(self) -> None:
        self.listeners: dict[UUID, set[Listener]] = defaultdict(set)
        self.task: asyncio.Task[None] | None = None
        self.hears = asyncio.Event()

    @contextmanager
    def listening(self, person: UUID) -> Iterator[Listener]:
        mine = Listener()
        self.listeners[person].add(mine)
        try:
            yield mine
        finally:
            self.listeners[person].discard(mine)
            if not self.listeners[person]:
                del self.listeners[person]

    def is_full(self, person: UUID) -> bool:
        return len(self.listeners.get(person, ())) >= MOST_PAGES

    async def ready(self) -> None:
        """Begin to hear, with the first who listens; wait a moment until it does, so that nothing falls between."""
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self._hear())
        with suppress(TimeoutError):
            await asyncio.wait_for(self.hears.wait(), 5)

    async def _hear(self) -> None:
        wait, broken = FIRST_WAIT, False
        while True:
            try:
                async with await self._connect() as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    self.hears.set()
                    if broken:
                        self._look()
                    wait, broken = FIRST_WAIT, True
                    async for told in connection.notifies():
                        self._pass_on(told.payload)
            except (psycopg.Error, OSError) as trouble:
                log.warning("Nothing is heard from the database: %s", type(trouble).__name__)
            self.hears.clear()
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    async def _connect(self) -> psycopg.AsyncConnection:
        given = connections["default"].get_connection_params()
        plain = {name: said for name, said in given.items() if name in PLAIN or name.startswith("ssl")}
        keep: dict[str, Any] = {"keepalives_idle": 20, "keepalives_interval": 5, "keepalives_count": 3}
        return await psycopg.AsyncConnection.connect(make_conninfo(**plain, **keep), autocommit=True)

    def _pass_on(self, words: str) -> None:
        person, _space, notice = words.partition(" ")
        with suppress(ValueError):
            for one in self.listeners.get(UUID(person), ()):
                one.tell(notice)

    def _look(self) -> None:
        for each in self.listeners.values():
            for one in each:
                one.tell(LOOK)
