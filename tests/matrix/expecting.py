"""What the table says must happen, and whether it did. Everything that did not is a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.urls import reverse
from tests.matrix.asking import Answer, Asking
from tests.matrix.policy import EVERYONE, Body, Case, Row, Stranger

ASKED_FOR = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
OTHER_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS")
SIGN_IN = "/account/login/?next={here}"
ACTORS = sorted(EVERYONE)
WITHDRAWN = b"<h1>It was withdrawn</h1>"


@dataclass(frozen=True)
class Absent:
    """The address of something like it that is not there."""

    row: Row
    asking: Asking

    @property
    def path(self) -> str:
        first = self.asking.stage.things[self.row.cases[0].thing]
        return reverse(self.row.route, kwargs={name: _astray(value) for name, value in first.items()})


def _astray(value: object) -> object:
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, int):
        return 987654321
    text = str(value)
    return ASKED_FOR.sub(str(uuid4()), text) if ASKED_FOR.search(text) else "no-such-thing"


class Beside:
    """The answers for what is not there, asked once each, to hold others beside."""

    def __init__(self, asking: Asking, row: Row) -> None:
        self.asking, self.row = asking, row
        self.known: dict[tuple[str, str], Answer] = {}
        self.has_none = not asking.stage.things[row.cases[0].thing]

    def __call__(self, actor: str, method: str, body: Body) -> Answer:
        if (actor, method) not in self.known:
            self.known[actor, method] = self.asking(actor, method, Absent(self.row, self.asking).path, body)
        return self.known[actor, method]


class Expecting:
    """One row, tried."""

    def __init__(self, asking: Asking, row: Row) -> None:
        self.asking, self.row = asking, row
        self.absent = Beside(asking, row)

    def body(self, case: Case) -> Body:
        return self.row.body(self.asking.stage, case.thing) if self.row.body else {}

    def reading(self, case: Case, actor: str, method: str = "GET") -> Iterator[str]:
        """GET, and HEAD with it. Nothing it does may change anything."""
        answer = self.asking(actor, method, self.asking.address(self.row.route, case.thing))
        if answer.changed:
            yield f"{method} changes something"
        if self._asked_to_sign_in(actor):
            yield from self._must_sign_in(answer, actor, method, {})
        elif not self.row.reads:
            yield from self._no_method(case, answer, actor, method, {})
        elif actor in case.withdrawn:
            yield from self._withdrawn(answer, method)
        elif actor in (case.act | case.idle if self.row.form_page else case.told):
            yield from self._shown(answer, method)
        elif actor in case.told:
            yield from self._must_be(answer, 302 if actor in case.over else self.row.refused)
        else:
            yield from self._nothing_told(answer, actor, method, {})

    def writing(self, case: Case, actor: str) -> Iterator[str]:
        """POST with a body that would do something."""
        body = self.body(case)
        answer = self.asking(actor, "POST", self.asking.address(self.row.route, case.thing), body)
        may = self.row.writes and actor in case.act | case.idle
        if answer.changed and not (may and actor in case.act):
            yield f"POST changes something, though {actor} may not"
        if self._asked_to_sign_in(actor):
            yield from self._must_sign_in(answer, actor, "POST", body)
        elif not self.row.writes:
            yield from self._no_method(case, answer, actor, "POST", body)
        elif may:
            if answer.status not in (200, 204, 302):
                yield f"POST is {answer.status} and not done"
            elif actor in case.act and self.row.fixed and not answer.changed:
                yield f"POST changes nothing ({answer.status}): the denials of this row prove nothing"
        elif actor in case.told:
            yield from self._must_be(answer, 422 if actor in case.over else self.row.refused)
        else:
            yield from self._nothing_told(answer, actor, "POST", body)

    def other(self, case: Case, actor: str, method: str) -> Iterator[str]:
        """A method no route declares."""
        body = self.body(case)
        answer = self.asking(actor, method, self.asking.address(self.row.route, case.thing), body)
        if answer.changed:
            yield f"{method} changes something"
        if not self._asked_to_sign_in(actor):
            yield from self._no_method(case, answer, actor, method, body)
        elif answer.status != 405:
            yield from self._must_sign_in(answer, actor, method, body)

    def _asked_to_sign_in(self, actor: str) -> bool:
        return actor == "visitor" and self.row.stranger is Stranger.ASKED_TO_SIGN_IN

    def _must_sign_in(self, answer: Answer, actor: str, method: str, body: Body) -> Iterator[str]:
        if answer.status == 405:
            yield from self._like_absent(answer, actor, method, body)
        elif (answer.status, answer.location) != (302, SIGN_IN):
            yield f"{method} is {answer.status} to {answer.location!r} and not the way to sign in"
        else:
            yield from self._like_absent(answer, actor, method, body)

    def _no_method(self, case: Case, answer: Answer, actor: str, method: str, body: Body) -> Iterator[str]:
        if actor in case.told and answer.status != 405:
            yield f"{method} is {answer.status} and not 405"
        if actor not in case.told:
            yield from self._like_absent(answer, actor, method, body)

    def _shown(self, answer: Answer, method: str) -> Iterator[str]:
        if self.row.leads and answer.status == 302 and answer.location.startswith(self.row.leads):
            return
        if answer.status != 200 or self.row.leads:
            yield f"{method} is {answer.status} to {answer.location!r} and not shown"

    def _withdrawn(self, answer: Answer, method: str) -> Iterator[str]:
        if answer.status != 404 or (method == "GET" and WITHDRAWN not in answer.body):
            yield f"{method} is {answer.status} and does not say that it was withdrawn"

    def _must_be(self, answer: Answer, status: int) -> Iterator[str]:
        if answer.status != status:
            yield f"is {answer.status} {answer.location!r} and not {status}"

    def _nothing_told(self, answer: Answer, actor: str, method: str, body: Body) -> Iterator[str]:
        if self.row.otherwise:
            if answer.status not in (302, 422) or not answer.location.startswith(self.row.otherwise):
                yield f"{method} is {answer.status} to {answer.location!r} and not led to {self.row.otherwise}"
        elif answer.status != 404:
            yield f"{method} is {answer.status} to {answer.location!r} and not 404"
        yield from self._like_absent(answer, actor, method, body)

    def _like_absent(self, answer: Answer, actor: str, method: str, body: Body) -> Iterator[str]:
        """Byte for byte, header for header."""
        if self.absent.has_none:
            return
        other = self.absent(actor, method, body)
        if answer.told != other.told:
            differing = [
                name for name in ("status", "body", "cookies") if getattr(answer, name) != getattr(other, name)
            ]
            differing += [f"{name}: {value}" for name, value in answer.headers if (name, value) not in other.headers]
            yield f"{method} tells it from what is not there by its {' and '.join(differing)}"
