"""A month, and those before it, as somebody and their coach see them: what was meant, and what happened.

What happened in gatherings is read from participation, where “was there” wrote it; nothing is logged twice. A share is never formed:
there are numbers of things, and words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localtime

from pergola.commons.models import Participation
from pergola.commons.seen import HowMany
from pergola.gather.asking_again import not_asked_by
from pergola.gather.models import Commitment, Elsewhere, Pair, Rest
from pergola.gather.models.commitment import Kind
from pergola.kernel.clock import today
from pergola.meetings.models import Gathering
from pergola.people.models import Person, WallMember
from pergola.spaces.models import AudiencePerson, Membership
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason

MONTHS_SHOWN = 6


@dataclass(frozen=True)
class Done:
    """One thing that counts. `title` and `url` only where whoever reads may see the gathering itself; `words` are the member’s own."""

    day: date
    kind: Kind
    title: str = ""
    url: str = ""
    words: str = ""
    elsewhere: int | None = None
    """The key of what the member added by hand, who may take it out."""

    @property
    def word(self) -> str:
        return str(self.kind.label)


@dataclass
class Month:
    first: date
    times: int | None
    """How many were meant; None where nothing was said yet."""
    rests: bool = False
    done: list[Done] = field(default_factory=list)
    taken_out: list[Done] = field(default_factory=list)
    """For the member alone: what can still come back."""

    @property
    def to_go(self) -> int:
        return max(0, (self.times or 0) - len(self.done))

    @property
    def in_order(self) -> list[Done]:
        """The first day first."""
        return self.done[::-1]

    @property
    def is_said(self) -> bool:
        """Is anything meant in this month, or has anything happened in it?"""
        return bool(self.times or self.done or self.rests)


type Further = Callable[[Person, int, date], Sequence[Done]]
FURTHER: list[Further] = []
"""Where other ways of meeting a commitment plug in, as playlists will: of this person behind this wall since that day, read from
participation, in a fixed number of queries. Empty until there is one; `Kind.PLAYLIST` added by hand is what was done elsewhere."""


def home_wall(standing: list[WallMember]) -> int | None:
    """Where somebody’s commitment stands: behind their system’s wall, or else the first network’s."""
    walls = [one.wall for one in standing if one.wall.kind != Wall.Kind.PUBLIC]
    return next((one.pk for one in sorted(walls, key=lambda wall: (wall.kind != Wall.Kind.SYSTEM, wall.pk))), None)


def month_of(day: date) -> date:
    return day.replace(day=1)


def months(reader: Person, member: Person, wall: int) -> list[Month]:
    """This month first, then those before it. Four queries, five where two met alone. `reader` is the member, or the coach they chose: a rule has seen to it."""
    first = _back(month_of(today()), MONTHS_SHOWN - 1)
    meant = list(Commitment.objects.visible_to(reader).filter(person=member, wall=wall).order_by("starts"))
    rested = Rest.objects.visible_to(reader).filter(person=member, wall=wall, month__gte=first)
    resting = set(rested.values_list("month", flat=True))
    shown = [_back(month_of(today()), n) for n in range(MONTHS_SHOWN)]
    found = {one: Month(one, _meant(meant, one), one in resting) for one in shown}
    for one in _elsewhere(reader, member, wall, first):
        month = found[month_of(one.day)]
        (month.done if one.removed is None else month.taken_out).append(_by_hand(one))
    for done in (*_gatherings(reader, member, wall, first), *_more(member, wall, first)):
        if first <= done.day <= today():
            found[month_of(done.day)].done.append(done)
    for month in found.values():
        month.done.sort(key=lambda one: one.day, reverse=True)
    return list(found.values())


def _back(month: date, by: int) -> date:
    for _n in range(by):
        month = month_of(month - timedelta(days=1))
    return month


def _meant(meant: list[Commitment], month: date) -> int | None:
    """What was said last, up to this month."""
    return next((one.times for one in reversed(meant) if one.starts <= month), None)


def _more(member: Person, wall: int, first: date) -> list[Done]:
    return [done for further in FURTHER for done in further(member, wall, first)]


def met(wall: int, member: Any) -> QuerySet[Participation]:
    """The gatherings in which somebody was there, as they stand now: of MET and NOT_MET of one thing the newer counts."""
    every = Participation.objects.unrestricted(Reason.COACHING).filter(person=member, wall=wall)
    later = Participation.objects.unrestricted(Reason.COACHING).filter(
        person=OuterRef("person"), artifact=OuterRef("artifact"), pk__gt=OuterRef("pk"),
        verb__in=[Participation.Verb.MET, Participation.Verb.NOT_MET],
    )  # fmt: skip
    return every.filter(
        ~Exists(later), verb=Participation.Verb.MET, artifact__kind=Gathering.KIND, artifact__removed=None
    )


def _gatherings(reader: Person, member: Person, wall: int, first: date) -> list[Done]:
    """By the day it was, not the day it was confirmed. What the reader may not see is a day and a kind, and no title."""
    seen = Gathering.objects.visible_to(reader).filter(pk=OuterRef("artifact"))
    there = met(wall, member).filter(artifact__gathering__begins__date__gte=first).annotate(seen=Exists(seen))
    its = (
        "artifact",
        "artifact__title",
        "artifact__gathering__begins",
        "artifact__gathering__of_two",
        "artifact__audience",
    )
    rows = list(there.values_list(*its, "seen"))
    with_coach = _alone_with_coach(member, wall, [audience for *_its, of_two, audience, _may in rows if of_two])
    return [
        Done(
            localtime(begins).date(),
            Kind.CHECK_IN if of_two and audience in with_coach else Kind.MEETING,
            title if may else "",
            reverse("meetings:gathering", args=[pk]) if may else "",
        )
        for pk, title, begins, of_two, audience, may in rows
    ]


def _alone_with_coach(member: Person, wall: int, audiences: list[int]) -> set[int]:
    """Of audiences of two, those in which the other is a coach of the member’s, today or in the time before. One query, or none."""
    if not audiences:
        return set()
    coaches = Pair.objects.unrestricted(Reason.COACHING).filter(
        wall=wall, asked_by=member, kind=Pair.Kind.COACH, answer=Pair.Answer.ACCEPTED
    )  # fmt: skip
    named = AudiencePerson.objects.unrestricted(Reason.COACHING).filter(
        audience__in=audiences, person__in=coaches.values("asked_to")
    )
    return set(named.values_list("audience", flat=True))


def _elsewhere(reader: Person, member: Person, wall: int, first: date) -> list[Elsewhere]:
    """What was added by hand; for the member, what was taken out and can still come back as well."""
    added = Elsewhere.objects.visible_to(reader).filter(person=member, wall=wall, day__range=(first, today()))
    if reader.pk != member.pk:
        return list(added.filter(removed=None))
    return list(
        added.filter(Q(removed=None) | Q(pk__in=Elsewhere.objects.editable_by(member).taken_out().values("pk")))
    )


def _by_hand(one: Elsewhere) -> Done:
    return Done(one.day, Kind(one.kind), words=one.words, elsewhere=one.pk)


@dataclass(frozen=True)
class Line:
    """This month in one line, for a page that shows other things."""

    times: int
    done: int
    rests: bool

    @property
    def to_go(self) -> int:
        return max(0, self.times - self.done)


def this_month(person: Person, wall: int) -> Line | None:
    """One’s own, in one query; None where nothing is meant. What plugs in adds its own."""
    first = month_of(today())
    here: dict[str, Any] = {"person": person, "wall": wall}
    said = Commitment.objects.visible_to(person).filter(starts__lte=first, **here).order_by("-starts")
    elsewhere = Elsewhere.objects.visible_to(person).filter(day__gte=first, removed=None, **here)
    there = met(wall, person.pk).filter(artifact__gathering__begins__date__gte=first)
    rests = Rest.objects.visible_to(person).filter(month=first, **here)
    row = said.annotate(n=HowMany(elsewhere.values("pk")), m=HowMany(there.values("pk")), rests=Exists(rests)).first()
    if row is None or not row.times:
        return None
    found: Any = row
    return Line(row.times, found.n + found.m + len(_more(person, wall, first)), found.rests)


def coach_of(person: Person, wall: int) -> Pair | None:
    """The coach somebody has chosen, or has asked. One query."""
    mine = Pair.objects.editable_by(person).filter(asked_by=person, wall=wall, kind=Pair.Kind.COACH)
    return mine.select_related("asked_to").first()


def may_be_asked(person: Person, wall: int) -> Q:
    """Who can be chosen as a coach: those who coach behind this wall, and those who keep one’s communities going."""
    coaches = WallMember.objects.filter(wall=wall, role=WallMember.Role.COACH).values("person")
    mine = Membership.objects.visible_to(person).filter(person=person, wall=wall).values("community")
    keeping = Membership.objects.visible_to(person).filter(community__in=mine, role=Membership.Role.FACILITATOR)
    return (
        (Q(pk__in=coaches) | Q(pk__in=keeping.values("person")))
        & ~Q(pk=person.pk)
        & ~Q(pk__in=not_asked_by(person, wall))
    )
