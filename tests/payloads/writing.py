"""The payloads, written into every text field of every form; and the pages on which each of the thirteen then reads them."""

import hashlib
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.urls import reverse
from tests.matrix.asking import FORM, Asking
from tests.matrix.policy import Case, Row
from tests.matrix.stage import Stage
from tests.matrix.table import TABLE
from tests.payloads.boxes import boxes
from tests.payloads.corpus import payloads

SIZES = (19_000, 1_900, 950, 480, 280, 190, 75)
FEW_SIZES = (19_000, 950, 75)
"""How much a field may take; the largest it takes is found by trying."""
BETWEEN = ("\n\n", " ")
"""Payloads in a long text stand in paragraphs of their own; in a line, beside each other."""
NOT_WORDS = {"once", "revision"}
ALSO = ("/month/", "/search/?q=script", "/inquiry/", "/lessons/")
"""Where what was written may turn up besides."""
OURS = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
MAIN = re.compile(rb"<main.*</main>", re.DOTALL)


def _joined(some: list[str], size: int) -> str:
    """Cut where a field takes less than one payload."""
    return BETWEEN[size < SIZES[1]].join(some)[:size]


@dataclass(frozen=True)
class Shown:
    """One answer, as a browser gets it."""

    where: str
    body: bytes
    headers: Mapping[str, str]


@dataclass
class Writing:
    stage: Stage
    asking: Asking
    rounds: int
    """How many times each form is filled with other payloads; enough rounds put every payload into every field."""
    everybody: bool = True
    """Does each of the thirteen read what was written, or only one more than whoever wrote it?"""
    sizes: tuple[int, ...] = SIZES
    """What is tried for how much a field takes, the largest first."""
    told: Callable[[str], object] = id
    """Hears how far it has come, a line a form."""
    pages: list[Shown] = field(default_factory=list)
    """Each once, though several may see the same."""
    read: int = 0
    """By whomever."""
    written: dict[str, set[str]] = field(default_factory=dict)
    """By field, the payloads that were taken."""
    refused: set[str] = field(default_factory=set)
    """Fields that take no free words: what stands in them comes back beside the mistake."""
    not_taken: list[str] = field(default_factory=list)
    """Forms that take each word alone, and not these together."""
    not_filled: list[str] = field(default_factory=list)
    """Forms that nobody on this stage may send; each row says where they are shown instead."""
    not_listed: list[str] = field(default_factory=list)
    """Boxes a page shows that its row's body lacks: filled all the same."""
    known: set[str] = field(default_factory=set)

    def everything(self, only: str = "", every: int = 1) -> "Writing":
        """Every form, or every so many; or those whose route has `only` in it."""
        rows = [one for one in TABLE if one.writes and one.body][::every]
        for number, row in enumerate(rows, 1):
            if only in row.route:
                case = next((one for one in row.cases if one.act), None)
                if case is None:
                    self.not_filled.append(row.route)
                else:
                    self.fill(row, case)
                self.told(f"form {number} of {len(rows)}: {row.route}; {len(self.pages)} different pages so far")
        return self

    def fill(self, row: Row, case: Case) -> None:
        assert row.body is not None
        actor, path = min(case.act), reverse(row.route, kwargs=self.stage.things[case.thing])
        good = dict(row.body(self.stage, case.thing))
        beside = [name for name in self._boxes(actor, path) if name not in good] if row.reads else []
        self.not_listed += [f"{row.route} {name}" for name in beside]
        good |= dict.fromkeys(beside, "")
        sizes = {name: self._size(actor, path, good, name) for name in good if self._is_text(name, good[name])}
        takes = {name: size for name, size in sizes.items() if size}
        self.refused |= {f"{row.route} {name}" for name, size in sizes.items() if not size}
        for name in takes:
            self.written.setdefault(f"{row.route} {name}", set())
        for number in range(self.rounds):
            if number and all(len(self.written[f"{row.route} {name}"]) == len(payloads()) for name in takes):
                break  # nothing is new to any field of it; or none takes words at all
            some = {name: self._some(f"{row.route} {name}", size) for name, size in takes.items()}
            body = good | {name: _joined(words, takes[name]) for name, words in some.items()}
            if self._send(row, case, actor, path, body, self._readers(case, actor) if number == 0 else [actor]):
                for name, words in some.items():
                    self.written[f"{row.route} {name}"] |= set(words)
            else:
                self.not_taken.append(f"{row.route}, round {number}")
        wrong = {name: _joined(self._some(name, 900), 900) for name in sizes}
        self._send(row, case, actor, path, good | wrong, [])  # refused: every word comes back in its box

    def _readers(self, case: Case, actor: str) -> list[str]:
        return sorted(case.told) if self.everybody else [max(case.told - {actor}, default=actor)]

    def _boxes(self, actor: str, path: str) -> list[str]:
        """Where the page itself says that one can write."""
        answer = self.asking.clients[actor].get(path)
        shown = answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html")
        return boxes(answer.content.decode(), path) if shown else []

    @staticmethod
    def _is_text(name: str, value: object) -> bool:
        return isinstance(value, str) and name not in NOT_WORDS and not name.endswith("-once")

    def _size(self, actor: str, path: str, good: dict[str, Any], name: str) -> int:
        """How much of nothing but letters this field takes; 0 where it takes no free words at all."""
        least = self.sizes[-1]
        for size in (least, *self.sizes[:-1]):
            with self.asking.undone(actor) as client:
                body = urlencode(good | {name: "word " * (size // 5)}, doseq=True)
                taken = client.generic("POST", path, body, FORM).status_code in (204, 302)
            if size == least and not taken:
                return 0
            if taken and size != least:
                return size
        return least

    def _some(self, name: str, size: int) -> list[str]:
        """As many payloads as fit, going round; each field begins elsewhere, so that few rounds reach many."""
        every, left = payloads(), size
        some: list[str] = []
        begin = (zlib.crc32(name.encode()) + len(self.written.get(name, ()))) % len(every)
        for one in [*every[begin:], *every[:begin]]:
            left -= len(one) + len(BETWEEN[0])
            if left < 0 and some:
                break
            some.append(one)
        return some

    def _send(self, row: Row, case: Case, actor: str, path: str, body: dict[str, Any], readers: list[str]) -> bool:
        with self.asking.undone(actor) as client:
            answer = client.generic("POST", path, urlencode(body, doseq=True), FORM)
            self._keep(f"{actor} POST {path}", answer)
            led = urlsplit(answer.headers.get("Location", ""))
            there = [f"{led.path}?{led.query}" if led.query else led.path] if led.path else []
            for reader in readers:
                for page in [*there, *self._about(row, case, path)]:
                    got = self.asking.clients[reader].get(page)
                    self.read += 1
                    self._keep(f"{reader} GET {page}", got)
            if readers and readers != [actor]:
                for reader in sorted({actor, max(case.told)}) if self.everybody else readers:
                    for page in ALSO:
                        self._keep(f"{reader} GET {page}", self.asking.clients[reader].get(page))
                        self.read += 1
        return answer.status_code in (204, 302)

    def _about(self, row: Row, case: Case, path: str) -> Iterator[str]:
        """The form again; the thing's own page; the chain it stands in."""
        yield path
        named = self.stage.things[case.thing]
        for other in TABLE:
            if (
                other.reads
                and not other.writes
                and any(one.thing == case.thing for one in other.cases)
                and other.route != row.route
            ):
                yield reverse(other.route, kwargs=named)

    def _keep(self, where: str, answer: Any) -> None:
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        kind = answer.headers.get("Content-Type", "")
        if answer.status_code in (301, 302, 204, 404) or not kind.startswith(("text/html", "application/atom")):
            return
        main = MAIN.search(body)
        seen = hashlib.sha256(OURS.sub(b"", main[0] if main else body)).hexdigest()
        if seen not in self.known:
            self.known.add(seen)
            self.pages.append(Shown(where, body, dict(answer.headers)))

    def figures(self) -> dict[str, object]:
        tried = list(self.written.values())
        return {
            "payloads": len(payloads()),
            "payloads_written_somewhere": len(set().union(*tried)) if tried else 0,
            "text_fields": len(tried),
            "fields_given_every_payload": sum(len(one) == len(payloads()) for one in tried),
            "field_payload_pairs": sum(map(len, tried)),
            "forms_refused": self.not_taken,
            "forms_not_filled": self.not_filled,
            "fields_beside_the_rows": self.not_listed,
            "answers_read": self.read,
            "different_pages": len(self.pages),
        }
