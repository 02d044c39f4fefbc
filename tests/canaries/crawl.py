"""The crawl: every route of the resolver about every id there is, as each of the thirteen; what is linked; what is sent."""

import re
import zlib
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit
from uuid import UUID

from allauth.core.context import request_context
from django.apps import apps
from django.core import mail
from django.test import TestCase
from django.urls import NoReverseMatch, reverse
from tests.canaries.marks import MARK, Mark, Marks, is_ours
from tests.canaries.readers import Readers
from tests.matrix.asking import FORM, Asking
from tests.matrix.policy import Group, Row
from tests.matrix.routes import every_route
from tests.matrix.stage import Stage
from tests.matrix.table import TABLE
from tests.posting import post_everything

from pergola.demo.people import SAMPLE_ADDRESS
from pergola.exchange.invitations import held_by as line_held_by
from pergola.gather.models import Invitation
from pergola.inquiry.asked import held_by as asked_by_link
from pergola.instruments.models import Item
from pergola.instruments.tickets import held_by
from pergola.people.models import Identity
from pergola.talk.models import Conversation
from pergola.walls.models import Wall
from pergola.walls.opening import walls

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/month/"}
LINK = re.compile(r'(?:href|src|hx-get)="([^"#]+)')
WORDS = re.compile(r"<(\w+):(\w+)>")
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
INVITING = {
    *("gather:invite", "gather:team_invite", "gather:hub_invite", "gather:invitation_again"),
    *("gather:open", "gather:open_group"),
    *("exchange:invite", "exchange:invite_line"),
}
"""Their letters tell somebody who is outside yet what they are invited to."""
SENDING = INVITING | {"account_request_login_code", "account_reset_password", "talk:say"}
"""Always sent, whatever the share: letters come of them."""
STRAYS = 20
COMING_IN = "gather:come_in"
"""Its letter tells the leads of a system the name of whoever asks them now, who was nobody to them before."""
HOLDING, ASKING, CLAIMING = "gather:invitation", "instruments:by_link", "exchange:claim"
NUMBER = "inquiry:give_number"
"""Whoever holds the link sees what the invitation is to, what is asked, whose line of a roster it is, and what is counted."""
RARE = {
    *("gather:charter", "gather:charter_version", "gather:hand_over", "gather:thanks", "gather:team"),
    *("routines:routine", "routines:agreement", "routines:tensions", "routines:tension", "routines:family"),
    *("publishing:draft", "publishing:edition", "gather:entries", "gather:come_in"),
    *("gather:pair", "gather:coached", "gather:commitment", "inquiry:definition", "inquiry:limits"),
    *(
        "exchange:roster",
        "exchange:orgs",
        "exchange:people",
        "exchange:invite",
        "exchange:bundle",
        "instruments:sheets",
        "instruments:sheet",
    ),
}
"""Texts stand on these that stand nowhere else: of the things of their rows they are asked for whole, whatever the share."""


@dataclass
class Crawl:
    """`share`: so many parts of a thousand of everything, always the same ones; a twentieth of that of ids of another kind."""

    stage: Stage
    asking: Asking
    marks: Marks
    share: float = 1000
    answers: Counter[str] = field(default_factory=Counter)
    """By what kind of asking."""
    leaks: list[str] = field(default_factory=list)
    seen: dict[str, set[str]] = field(default_factory=dict)
    """By mark, who met it."""
    may: dict[str, Group] = field(default_factory=dict)

    def __post_init__(self) -> None:
        readers = Readers(self.stage)
        with walls(Wall.objects.values_list("pk", flat=True)):
            self.may = {word: readers.of(mark.row) for word, mark in self.marks.known.items()}

    def everything(self) -> "Crawl":
        self.pages()
        self.forms()
        self.searches()
        return self

    # Pages

    def pages(self) -> None:
        begun = [path for route, pattern in sorted(every_route().items()) for path in self.addresses(route, pattern)]
        for actor in self.stage.actors:
            known, waiting = set(begun), deque(begun)
            while waiting:
                path = waiting.popleft()
                body = self.get(actor, path)
                for found in self._links(path, body):
                    if found not in known and self.chosen(found):
                        known.add(found)
                        waiting.append(found)

    def get(self, actor: str, path: str, kind: str = "pages", **headers: str) -> str:
        answer: Any = self.asking.clients[actor].get(path, headers=headers or None)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        self.answers[kind] += 1
        text = body.decode(errors="replace")
        told = f"{text}\n{answer.headers.get('Location', '')}\n{answer.cookies.output()}"
        self.look(actor, f"GET {path}", told.replace(path, ""), self._excused(actor, path))
        return text if str(answer.headers.get("Content-Type", "")).startswith("text/html") else ""

    def _links(self, path: str, body: str) -> Iterator[str]:
        for link in LINK.findall(body):
            parts = urlsplit(urljoin(path, link.replace("&amp;", "&")))
            if not parts.netloc and not parts.path.startswith("/static/"):
                yield f"{parts.path}?{parts.query}" if parts.query else parts.path

    def addresses(self, route: str, pattern: str) -> Iterator[str]:
        """Of every id that fits the address: those the table tries, and those that are of something else."""
        kinds = {name: kind for kind, name in WORDS.findall(pattern)}
        if not kinds:
            yield reverse(route)
            return
        tried = {one.thing for row in TABLE if row.route == route for one in row.cases}
        asked: set[str] = set()
        for thing, named in [*self.stage.things.items(), *self.ids(kinds)]:
            if set(named) == set(kinds) and self._fits(kinds, named):
                path = _reversed(route, named)
                share = self.share if thing in tried else self.share / STRAYS
                if (
                    path
                    and path not in asked
                    and self.chosen(path, 1000 if thing in tried and route in RARE else share)
                ):
                    asked.add(path)
                    yield path

    def ids(self, kinds: Mapping[str, str]) -> list[tuple[str, dict[str, Any]]]:
        return [("", {"pk": one}) for one in self.keys.get(kinds.get("pk", ""), ())] if set(kinds) == {"pk"} else []

    @cached_property
    def keys(self) -> dict[str, list[Any]]:
        """Every id behind every wall, whatever it is of."""
        with walls(Wall.objects.values_list("pk", flat=True)):
            found = [
                one for m in filter(is_ours, apps.get_models()) for one in m._base_manager.values_list("pk", flat=True)
            ]
        uuids = sorted({one for one in found if isinstance(one, UUID)})
        return {"uuid": uuids, "int": sorted({one for one in found if isinstance(one, int)})}

    @staticmethod
    def _fits(kinds: Mapping[str, str], named: Mapping[str, Any]) -> bool:
        return all(kind == "str" or (kind == "int") == isinstance(named[name], int) for name, kind in kinds.items())

    def chosen(self, what: str, share: float = 0) -> bool:
        """The same ones each time: an id counts by its place among all, since it is another with every stage."""
        named = ID.sub(lambda found: str(self.place.get(found[0], "")), what)
        return zlib.crc32(named.encode()) % 1_000_000 < (share or self.share) * 1000

    @cached_property
    def place(self) -> dict[str, int]:
        return {str(one): number for number, one in enumerate(self.keys["uuid"])}

    # What is sent

    def forms(self) -> None:
        """Every form about every thing of its row, well filled and not at all, with htmx and without; and its letters."""
        post_everything()  # what setting the stage has sent is nobody's answer
        for row in TABLE:
            for case in row.cases:
                path = reverse(row.route, kwargs=self.stage.things[case.thing])
                bodies = [dict(row.body(self.stage, case.thing))] if row.body else []
                for actor in self.stage.actors:
                    for number, body in enumerate([*bodies, {}]):
                        always = row.route in SENDING and body and actor in case.act
                        if always or self.chosen(f"{actor}{number}{path}"):
                            self.send(actor, row, path, body, HTMX if number else {})

    def send(self, actor: str, row: Row, path: str, body: Mapping[str, Any], headers: Mapping[str, str]) -> None:
        mail.outbox.clear()
        with self.asking.undone(actor) as client:
            with TestCase.captureOnCommitCallbacks() as committed:
                answer: Any = client.generic(
                    "POST", path, urlencode(body, doseq=True), FORM, headers=dict(headers) or None
                )
            with request_context(answer.wsgi_request):  # a commit is the last thing of a request, and still within it
                for act in committed:
                    act()
            post_everything()
            excused = self._excused(actor, path)
            if row.route == COMING_IN and actor in self.stage.identities:
                excused = excused | self._marks_of({self.stage.identities[actor].person_id})
        self.answers["forms"] += 1
        told = f"{answer.content.decode(errors='replace')}\n{answer.headers.get('Location', '')}"
        self.look(actor, f"POST {path}", told.replace(path, ""), excused)
        for letter in mail.outbox:
            self.answers["letters"] += 1
            text = f"{letter.subject}\n{letter.body}"
            for to in letter.recipients():
                reader = self._who(to) if row.route not in INVITING else actor
                self.look(reader, f"a letter to {to} after POST {path}", text.replace(to, ""), excused)

    def _who(self, address: str) -> str:
        return next((name for name, one in self.stage.identities.items() if one.email == address), "visitor")

    def _excused(self, actor: str, path: str) -> set[str]:
        """Whom the demo introduces to everybody; what the holder of an invitation's link may see of it."""
        held = self.invitations | self.askings | self.lines | self.numbers
        if path.startswith("/demo/"):
            return self.introduced
        return held.get(path, set()) | self.questions.get((actor, path), set())

    @cached_property
    def introduced(self) -> set[str]:
        """The invented people of the sample, at the addresses that exist in the demo only."""
        sample = Identity.objects.filter(email__contains=SAMPLE_ADDRESS)
        return self._marks_of({key for one in sample for key in (one.pk, one.person_id)})

    @cached_property
    def invitations(self) -> dict[str, set[str]]:
        """By the address of its link: the invitation's words, the place it is to, and who invites."""
        found = {}
        with walls(Wall.objects.values_list("pk", flat=True)):
            for name, link in self.stage.things.items():
                of = name.replace("link to lead", "lead asked for").replace("link to", "invitation to")
                to = self.stage.things.get(of, {})
                if name.startswith("link to") and "pk" in to:
                    one = Invitation._base_manager.get(pk=to["pk"])
                    place = one.community_id or one.team_id or one.network_id
                    found[reverse(HOLDING, kwargs=link)] = self._marks_of({one.pk, place, one.invited_by_id})
        return found

    @cached_property
    def questions(self) -> dict[tuple[str, str], set[str]]:
        """By whom it was sent to, and the address of its link: the question a community begins with. Nobody else reads that."""
        found = {}
        with walls(Wall.objects.values_list("pk", flat=True)):
            for name, link in self.stage.things.items():
                to = self.stage.things.get(name.replace("link to", "invitation to"), {})
                if name.startswith("link to") and "pk" in to:
                    one = Invitation._base_manager.get(pk=to["pk"])
                    asked = Conversation._base_manager.filter(community=one.community_id, removed=None)
                    first = asked.order_by("made").first() if one.community_id else None
                    if first is not None and (actor := self._who(one.email)) != "visitor":
                        found[actor, reverse(HOLDING, kwargs=link)] = self._marks_of({first.pk})
        return found

    @cached_property
    def lines(self) -> dict[str, set[str]]:
        """By the address of its link: the line of a roster, the person it made, and who wrote to them."""
        found = {}
        with walls(Wall.objects.values_list("pk", flat=True)):
            for name, link in self.stage.things.items():
                if name.startswith("mail of ") and (held := line_held_by(link["token"])):
                    one, line = held
                    found[reverse(CLAIMING, kwargs=link)] = self._marks_of(
                        {one.pk, line.pk, line.person_id, one.invited_by_id}
                    )
        return found

    @cached_property
    def askings(self) -> dict[str, set[str]]:
        """By the address of its link: the questions, and the name of the community that asks them."""
        found = {}
        with walls(Wall.objects.values_list("pk", flat=True)):
            for name, link in self.stage.things.items():
                if name.startswith("answering in ") and (ticket := held_by(link["token"])):
                    asking = ticket.asking
                    items = set(Item._base_manager.filter(instrument=asking.instrument_id).values_list("pk", flat=True))
                    found[reverse(ASKING, kwargs=link)] = {
                        word
                        for word, mark in self.marks.known.items()
                        if (mark.model is Item and mark.row.pk in items) or mark.row.pk == asking.community_id
                    }
        return found

    @cached_property
    def numbers(self) -> dict[str, set[str]]:
        """By the address of its link: what is counted, for whom, and who asks whom. No number of the measure."""
        found = {}
        with walls(Wall.objects.values_list("pk", flat=True)):
            for name, link in self.stage.things.items():
                if (
                    name.startswith("link to ")
                    and name.endswith(" for a number")
                    and (asked := asked_by_link(link["token"]))
                ):
                    home = {asked.measure.team_id, asked.measure.community_id} - {None}
                    found[reverse(NUMBER, kwargs=link)] = self._marks_of(
                        {asked.pk, asked.measure_id, asked.asked_by_id} | home
                    )
        return found

    def _marks_of(self, rows: set[Any]) -> set[str]:
        return {word for word, mark in self.marks.known.items() if mark.row.pk in rows}

    # What is looked for

    def searches(self) -> None:
        """Each mark is searched for. Who may not see it gets, byte for byte, what a word that nobody wrote gets."""
        for actor in self.stage.actors:
            self.search_for(actor, [word for word in sorted(self.marks.known) if self.chosen(f"{actor}{word}")])

    def search_for(self, actor: str, words: Iterable[str]) -> None:
        nothing = self._search(actor, self.marks.draw())
        for word in words:
            found = self._search(actor, word)
            if actor not in self.may[word] and word not in self.marks.published and found != nothing:
                self.leaks.append(f"{actor} finds {self.marks.known[word]} by searching")

    def _search(self, actor: str, word: str) -> bytes:
        answer = self.asking.clients[actor].get("/search/", {"q": word})
        self.answers["searches"] += 1
        body: bytes = answer.content
        self.look(actor, f"GET /search/?q={word}", body.decode().replace(word, ""), set())
        return TOKEN.sub(b"", body.replace(word.encode(), b"{word}"))

    # Whether a mark is where it must not be

    def look(self, actor: str, where: str, text: str, excused: set[str]) -> None:
        for word in set(MARK.findall(text)):
            mark = self.marks.known.get(word)
            if mark is None:
                continue
            if actor in self.may[word] or word in self.marks.published or word in excused:
                self.seen.setdefault(word, set()).add(actor)
            else:
                self.leaks.append(f"{actor} is told {mark} by {where}")

    def figures(self) -> dict[str, object]:
        met = {self._text(self.marks.known[word]) for word in self.seen}
        return {
            "actors": len(self.stage.actors),
            "texts_marked": len(self.marks.known),
            "columns": len({self._text(one) for one in self.marks.known.values()}),
            "columns_met_by_those_who_may": len(met),
            "columns_met_by_nobody": sorted({self._text(one) for one in self.marks.known.values()} - met),
            "answers": dict(self.answers),
            "answers_in_all": self.answers.total(),
            "foreign_marks_found": len(self.leaks),
        }

    @staticmethod
    def _text(mark: Mark) -> str:
        return f"{mark.model._meta.label}.{mark.column}"


def _reversed(route: str, named: Mapping[str, Any]) -> str:
    """The address, or nothing where an id is written in letters that this address does not take."""
    try:
        return reverse(route, kwargs=dict(named))
    except NoReverseMatch:
        return ""
