"""People write while parts of the house are killed with -9. Each keeps a ledger of what was acknowledged to them."""

import hashlib
import http.client
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from tests.crashes.house import KINDS, House
from tests.matrix.asking import as_sent

TOKEN = "a" * 32
DAYS = 60
"""In one import."""
FIRST = date(2001, 1, 1)
PER_MEASURE = 140
LINES = 20_000
"""In one upload: about 300 kB, which a server does not read in one piece."""
AGAIN = 5
"""Every fifth form is sent once more although it was acknowledged."""


@dataclass
class Writer:
    """Somebody who sends one form after the other, each until it is acknowledged."""

    house: House
    cookie: str
    form: Callable[[int], tuple[str, dict[str, Any]]]
    """By number: where it goes, and what is in it."""
    done: Event
    acknowledged: list[int] = field(default_factory=list)
    sent: int = 0
    again: int = 0
    """Sent once more: because no answer came, or only to see that nothing is doubled."""
    wrong: list[str] = field(default_factory=list)

    def run(self) -> None:
        while not self.done.is_set() and not self.wrong:
            number, key = self.sent, str(uuid4())
            self.sent += 1
            path, body = self.form(number)
            led = self._until_acknowledged(path, body | {"once": key})
            if led is not None:
                self.acknowledged.append(number)
                if number % AGAIN == 0:
                    self.again += 1
                    if self._until_acknowledged(path, body | {"once": key}) not in (led, None):
                        self.wrong.append(f"{path} sent twice leads elsewhere the second time")

    def _until_acknowledged(self, path: str, body: dict[str, Any]) -> str | None:
        headers = {"Cookie": f"{self.cookie}; csrftoken={TOKEN}", "Connection": "close"}
        sent, headers["Content-Type"] = as_sent(body | {"csrfmiddlewaretoken": TOKEN})
        patience, tries = time.monotonic() + 180, 0
        while time.monotonic() < patience:
            self.again += tries > 0
            tries += 1
            with suppress(OSError, http.client.HTTPException):
                status, led = self.house.ask("POST", path, sent, headers)
                if status == 302:
                    return led
                if status < 500:
                    self.wrong.append(f"{path} is answered {status} {led}")
                    return None
            time.sleep(0.1)
        self.wrong.append(f"{path} was not acknowledged within three minutes")
        return None


@dataclass
class Shaking:
    house: House
    things: dict[str, Any]
    kills: Counter[str] = field(default_factory=Counter)
    torn: int = 0
    done: Event = field(default_factory=Event)
    writers: dict[str, Writer] = field(default_factory=dict)
    before: dict[str, int] = field(default_factory=dict)
    """What the house said that people had done before anybody wrote here."""

    def __post_init__(self) -> None:
        self.before = self.acts()
        forms = {
            "posts": self.post,
            "conversations": self.conversation,
            "imports": self.rows,
            "uploads": self.upload,
        }
        who = {"posts": "member", "conversations": "coach", "imports": "team lead", "uploads": "member"}
        self.writers = {
            name: Writer(self.house, self.things[who[name]], form, self.done) for name, form in forms.items()
        }

    def post(self, number: int) -> tuple[str, dict[str, str]]:
        return f"/things/{self.things['conversation']}/say/", {"body": f"post number {number}"}

    def conversation(self, number: int) -> tuple[str, dict[str, str]]:
        return f"/communities/{self.things['community']}/conversations/", {"body": f"conversation number {number}"}

    def rows(self, number: int) -> tuple[str, dict[str, str]]:
        """Sixty days that no other import has."""
        measures = self.things["measures"]
        turn, place = divmod(number, len(measures))
        assert turn < PER_MEASURE
        first = FIRST + timedelta(days=turn * DAYS)
        days = "\n".join(f"{first + timedelta(days=day):%Y-%m-%d}\t{number}" for day in range(DAYS))
        return f"/inquiry/measures/{measures[place]}/data/", {"pasted": days, "save": "yes"}

    def upload(self, number: int) -> tuple[str, dict[str, Any]]:
        file = ContentFile(f"file number {number}\n".encode() * LINES, name=f"file number {number}.txt")
        return f"/things/{self.things['conversation']}/file/", {"file": file, "whole": "1"}

    def shake(self, kills: int, told: Callable[[dict[str, object]], None] | None = None) -> dict[str, object]:
        """Kill that many times; `told` hears every tenth time how it stands."""
        began = time.monotonic()
        threads = [Thread(target=one.run, daemon=True) for one in self.writers.values()]
        for thread in threads:
            thread.start()
        for number in range(kills):
            kind = "database" if number == kills - 1 else KINDS[number % len(KINDS)]
            self._until_everybody_writes()
            time.sleep(self.house.chance.uniform(0, 0.15))  # somewhere in the middle of a request
            self.house.kill(kind)
            self.kills[kind] += 1
            self.torn += len(self._torn())
            if told is not None and self.kills.total() % 10 == 0:
                told(self.figures(time.monotonic() - began))
        self.done.set()
        for thread in threads:
            thread.join(240)
        return self.figures(time.monotonic() - began)

    def _until_everybody_writes(self) -> None:
        """Each has had something acknowledged since the last kill."""
        before = {name: len(one.acknowledged) for name, one in self.writers.items()}
        patience = time.monotonic() + 120
        while any(len(one.acknowledged) == before[name] for name, one in self.writers.items()):
            wrong = [said for one in self.writers.values() for said in one.wrong]
            assert not wrong, f"{wrong}\n{self.house.words()}"
            assert time.monotonic() < patience, f"nobody can write any more\n{self.house.words()}"
            self.house.revive()
            time.sleep(0.05)

    # What is there afterwards

    def _ask(self, sql: str) -> dict[int, int]:
        with self.house.asked_by_the_owner() as connection:
            return {int(number): count for number, count in connection.execute(sql).fetchall()}

    def _torn(self) -> list[int]:
        return [number for number, days in self.there("imports").items() if days != DAYS]

    def there(self, name: str) -> dict[int, int]:
        """By number, how often what was sent under it is there; of imports, how many of their days."""
        return self._ask(
            {
                "posts": "SELECT substring(body from 'post number (\\d+)'), count(*) FROM talk_post"
                " WHERE body LIKE 'post number %' GROUP BY 1",
                "conversations": "SELECT substring(title || body from 'conversation number (\\d+)'), count(*)"
                " FROM commons_artifact WHERE title || body LIKE '%conversation number %' GROUP BY 1",
                "imports": "SELECT value::int, count(*) FROM inquiry_observation GROUP BY 1",
                "uploads": "SELECT substring(name from 'file number (\\d+)'), count(*) FROM commons_file"
                " WHERE name LIKE 'file number %' GROUP BY 1",
            }[name]
        )

    def _without_bytes(self) -> list[str]:
        """The files that have a row, and not the bytes it tells of."""
        with self.house.asked_by_the_owner() as connection:
            told = connection.execute("SELECT name, key, digest FROM commons_file WHERE key <> ''").fetchall()
        return [name for name, key, digest in told if _digest(self.house.files / key) != digest]

    def acts(self) -> dict[str, int]:
        """How often the house itself says that somebody did it."""
        with self.house.asked_by_the_owner() as connection:
            told = connection.execute("SELECT verb, count(*) FROM commons_participation GROUP BY verb").fetchall()
        counted = dict(told)
        verbs = {"posts": "said", "conversations": "made", "imports": "observed", "uploads": "changed"}
        return {name: counted.get(verb, 0) - self.before.get(name, 0) for name, verb in verbs.items()}

    def figures(self, seconds: float) -> dict[str, object]:
        lost, doubled, acts = 0, 0, self.acts()
        acknowledged = {name: list(one.acknowledged) for name, one in self.writers.items()}
        for name in self.writers:
            there, once = self.there(name), DAYS if name == "imports" else 1
            lost += sum(there.get(number, 0) < once for number in acknowledged[name])
            doubled += sum(count > once for count in there.values()) + max(0, acts[name] - len(there))
        return {
            "kills": self.kills.total(),
            "killed": dict(self.kills),
            "ended_and_started_again": self.house.ended,
            "acknowledged": sum(len(one.acknowledged) for one in self.writers.values()),
            **{f"acknowledged_{name}": len(one.acknowledged) for name, one in self.writers.items()},
            "sent_again": sum(one.again for one in self.writers.values()),
            "lost": lost,
            "doubled": doubled,
            "torn_imports": self.torn + len(self._torn()),
            "files_without_their_bytes": len(self._without_bytes()),
            "refused": [said for one in self.writers.values() for said in one.wrong],
            "seconds": round(seconds),
        }


def _digest(place: Path) -> str:
    return hashlib.sha256(place.read_bytes()).hexdigest() if place.is_file() else ""
