"""What My month asks for beside everything else, in one query.

Is a consent waiting, what is asked of me, which lessons are told already, where I am on a pathway, which board waits for a mark.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from pergola.commons.dead_ends import things_with
from pergola.desk.asked import (
    Asked,
    asked_to_pair,
    asking_to_come_in,
    entry_asked,
    invitation_asked,
    invited_in,
    objected_to,
    objection_asked,
    pair_asked,
    proposal_asked,
    proposed_to,
)
from pergola.gather.models import PathwayPlace
from pergola.instruments.models import Asking, Ticket
from pergola.kernel.clock import now
from pergola.kernel.templatetags.pergola import day
from pergola.people.models import Person
from pergola.publishing.models import Edition
from pergola.publishing.reading import asked_of
from pergola.routines.waiting import boards_waiting
from pergola.walls.models import PUBLIC_WALL, Wall

MOST_ASKED, MOST_WALKED = 6, 3


@dataclass(frozen=True)
class Question:
    """A pulse or a poll that waits for this person: it is open, they were asked and have not answered."""

    asking: UUID
    kind: str
    place: str
    words: str
    """What a poll asks, in its own words; a pulse asks how it goes."""
    closes: datetime

    @property
    def is_pulse(self) -> bool:
        return self.kind == Asking.Kind.HEALTH

    @property
    def url(self) -> str:
        return reverse("instruments:answer", args=[self.asking])

    @property
    def title(self) -> str:
        return _("How does “%(place)s” go?") % {"place": self.place} if self.is_pulse else self.words

    @property
    def meta(self) -> str:
        until = {"place": self.place, "day": day(self.closes)}
        return (
            _("Two minutes, until %(day)s") if self.is_pulse else _("%(place)s · two minutes, until %(day)s")
        ) % until


@dataclass(frozen=True)
class Walked:
    """A pathway this person has set out on, and the level they say they are at, if any."""

    pathway: UUID
    name: str
    level: str

    @property
    def url(self) -> str:
        return reverse("gather:pathway", args=[self.pathway])

    @property
    def said(self) -> str:
        """“2.0 Stations that listen”, or that one is on it."""
        return self.level or _("at no level yet")


@dataclass(frozen=True)
class Marking:
    """A board of tensions on which this person has marked nothing this month."""

    community: UUID
    name: str

    @property
    def url(self) -> str:
        return reverse("routines:tensions", args=[self.community])


@dataclass(frozen=True)
class Aside:
    consent: bool = False
    questions: list[Question] = field(default_factory=list)
    told: set[UUID] = field(default_factory=set)
    """Of the lessons asked about, those that are published."""
    walked: list[Walked] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    """Who asks to come in where one leads, invitations, who would learn with one, and proposals of routines and objections to them."""
    boards: list[Marking] = field(default_factory=list)
    dead_ends: bool = False


def aside_of(person: Person, lessons: Collection[UUID]) -> Aside:
    """One query, whatever waits. Which tickets are one's own only one's own door tells."""
    mine = Ticket.objects.visible_to(person).filter(
        answered=False, asking__closed=None, asking__closes__gt=now()
    )  # fmt: skip
    questions = mine.order_by("asking__closes").values(
        one=JSONObject(
            asking="asking", kind="asking__kind", words="asking__instrument__question", closes="asking__closes",
            community="asking__community__name", wall="wall__name",
        )
    )  # fmt: skip
    published = Edition.objects.visible_to(person).filter(lesson_ref__in=list(lessons)).order_by()
    walked = (
        PathwayPlace.objects.editable_by(person)
        .order_by("-since")
        .values(one=JSONObject(pathway="pathway", name="pathway__name", number="level__number", level="level__name"))
    )
    boards = boards_waiting(person).order_by("name").values(one=JSONObject(pk="pk", name="name"))
    anchor = Wall.objects.filter(pk=PUBLIC_WALL).values_list(
        Exists(asked_of(person)), ArraySubquery(questions[:MOST_ASKED]), ArraySubquery(published.values("lesson_ref")),
        ArraySubquery(walked[:MOST_WALKED]), invited_in(person), asked_to_pair(person),
        ArraySubquery(boards[:MOST_WALKED]), asking_to_come_in(person), proposed_to(person), objected_to(person),
        Exists(things_with(person).order_by()),
    )  # fmt: skip
    consent, asked, told, on, invited, pairs, unmarked, entries, proposed, objected, nowhere = anchor[0]
    others = [
        *map(entry_asked, entries or ()), *map(invitation_asked, invited or ()), *map(pair_asked, pairs or ()),
        *map(objection_asked, objected or ()), *map(proposal_asked, proposed or ()),
    ]  # fmt: skip
    return Aside(
        consent,
        [_question(one) for one in asked or ()],
        set(told or ()),
        [_walked(one) for one in on or ()],
        others,
        [Marking(UUID(one["pk"]), one["name"]) for one in unmarked or ()],
        nowhere,
    )


def _walked(one: dict[str, Any]) -> Walked:
    level = f"{one['number'] or ''} {one['level'] or ''}".strip()
    return Walked(UUID(one["pathway"]), one["name"], level)


def _question(one: dict[str, Any]) -> Question:
    closes = parse_datetime(one["closes"])
    assert closes is not None
    return Question(UUID(one["asking"]), one["kind"], one["community"] or one["wall"], one["words"], closes)
