"""Asking for real: each request in a savepoint that is rolled back, and what it would have changed."""

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import quote, urlencode

from django.core.files import File
from django.db import transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from tests.asking import just_confirmed
from tests.matrix.ledger import Ledger
from tests.matrix.stage import Stage

FORM = "application/x-www-form-urlencoded"
BACKEND = "pergola.people.backends.PersonBackend"


class Browser(Client):
    """Django’s test client without its copies of every template’s context: thousands of pages are asked for here."""

    def request(self, **request: Any) -> Any:
        return self.handler(self._base_environ(**request))  # type: ignore[attr-defined]  # unknown to the stubs


@dataclass(frozen=True)
class Answer:
    """What somebody got, with its own address taken out, so that two answers can be held beside each other."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    cookies: tuple[str, ...]
    changed: bool

    def header(self, name: str) -> str:
        return dict(self.headers).get(name, "")

    @property
    def location(self) -> str:
        return self.header("Location")

    @property
    def told(self) -> tuple[object, ...]:
        """All a stranger could learn from: status, every header, every byte, every cookie’s name."""
        return self.status, self.headers, self.body, self.cookies


MUST = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = ("default-src 'self'", "script-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")


FOR_FRAMES = re.compile(r"/numbers/of/[^/]+/frame/")
"""The one page that is made to stand in a frame of another site: it holds public figures and no form."""


def lacks(actor: str, answer: Answer, path: str) -> Iterator[str]:
    """What every answer must say to the browser, and must not say of the server; whoever was asked, whatever it is."""
    policy = answer.header("Content-Security-Policy")
    if answer.status == 200 and FOR_FRAMES.fullmatch(path):
        yield from (one for one in ("frame-ancestors *", "form-action 'none'") if one not in policy)
        policy = policy.replace("frame-ancestors *", "frame-ancestors 'none'")
        answer = replace(answer, headers=(*answer.headers, ("X-Frame-Options", MUST["X-Frame-Options"])))
    yield from (f"{name} is not {value}" for name, value in MUST.items() if answer.header(name) != value)
    yield from (f"the policy lacks {one}" for one in POLICY if one not in policy)
    yield from (f"the policy has {one}" for one in ("unsafe", "http", "*", "data:") if one in policy)
    yield from (f"{name} is told" for name in ("Server", "X-Powered-By") if answer.header(name))
    if answer.status == 405:
        return
    kept = answer.header("Cache-Control")
    if actor != "visitor" and not ("private" in kept and "no-store" in kept):
        yield f"a cache may keep it: {kept!r}"
    if actor == "visitor" and "Cookie" not in answer.header("Vary") and "no-store" not in kept:
        yield "a cache may give it to somebody signed in"


def as_sent(body: Mapping[str, Any]) -> tuple[str | bytes, str]:
    """As a browser sends a form, and what it says of it: one with a file in it goes in parts."""
    for one in (files := [one for one in body.values() if isinstance(one, File)]):
        one.seek(0)
    if files:
        return encode_multipart(BOUNDARY, dict(body)), MULTIPART_CONTENT
    return urlencode(body, doseq=True), FORM


@dataclass
class Asking:
    stage: Stage
    ledger: Ledger
    clients: dict[str, Browser] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    """Each actor’s cookies as they were after signing in."""
    confirmed: float = field(default_factory=time.time)

    @classmethod
    def of(cls, stage: Stage, **kind: Any) -> "Asking":
        asking = cls(stage, Ledger())
        for name in stage.actors:
            asking.clients[name] = client = Browser(**kind)
            if name in stage.identities:
                client.force_login(stage.identities[name], backend=BACKEND)
                just_confirmed(client, stage.identities[name])
            asking.kept[name] = client.cookies.output(header="", sep=";")
        asking.ledger.remember()
        return asking

    def __call__(
        self, actor: str, method: str, path: str, body: Mapping[str, Any] | None = None, **headers: str
    ) -> Answer:
        """One request, whose traces are gone afterwards."""
        with self.undone(actor) as client:
            given = client.generic(method, path, *as_sent(body or {}), headers=headers or None)
            changed = self.ledger.changed()
        text = b"".join(given) if given.streaming else given.content
        for mine in {path, quote(path), quote(path, safe="")}:
            text = text.replace(mine.encode(), b"{here}")
        named = {name: value.replace(f"next={quote(path)}", "next={here}") for name, value in given.headers.items()}
        named |= {name: "{moment}" for name in ("Expires", "Last-Modified", "Date") if name in named}
        named |= {"Content-Length": str(len(text))} if "Content-Length" in named else {}
        answer = Answer(given.status_code, tuple(sorted(named.items())), text, tuple(sorted(given.cookies)), changed)
        assert not (lacking := list(lacks(actor, answer, path.partition("?")[0]))), (
            f"{method} {path} for {actor}: {lacking}"
        )
        return answer

    @contextmanager
    def undone(self, actor: str) -> Iterator[Browser]:
        """The actor’s own client, signed in as at first; what it does to the database, and what it is told to keep, is undone."""
        client = self.clients[actor]
        client.cookies = SimpleCookie(self.kept[actor])
        if time.time() - self.confirmed > 5 * 60:
            self.confirm()
        with transaction.atomic():
            yield client
            transaction.set_rollback(True)
        client.cookies = SimpleCookie(self.kept[actor])

    def confirm(self) -> None:
        """A table takes longer than ten minutes on a slow machine."""
        self.confirmed = time.time()
        for name, identity in self.stage.identities.items():
            self.clients[name].cookies = SimpleCookie(self.kept[name])
            just_confirmed(self.clients[name], identity)

    def address(self, route: str, thing: str) -> str:
        return reverse(route, kwargs=self.stage.things[thing])
