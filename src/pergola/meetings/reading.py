"""Gatherings as pages show them: the next ones, with one's own answer, and who is coming."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from pergola.commons.places import page_of
from pergola.meetings.models import Coming, Gathering, GatheringQuerySet, Presence
from pergola.meetings.rules import Space, may_keep, people_of
from pergola.meetings.words import clock_of, day_of, here_of, span_of, when_of, where_of
from pergola.people.models import Asker, Person, Visitor
from pergola.spaces.models import Community
from pergola.talk.clocks import clock_for
from pergola.walls.reasons import Reason

MOST_LISTED = 50


@dataclass(frozen=True)
class Next:
    """A gathering to come, or one that was, as one line tells it."""

    gathering: Gathering
    day: str
    clock: str
    where: str
    own: str
    """What this person has answered: yes, no, perhaps, or nothing."""
    yes: int
    """How many are coming."""

    @property
    def url(self) -> str:
        return self.gathering.get_absolute_url()

    @property
    def said(self) -> str:
        """One's own answer, as its button says it."""
        return str(Coming.Answer(self.own).label) if self.own else ""

    @property
    def place(self) -> str:
        return str(self.gathering.community or self.gathering.team or "")

    @property
    def place_url(self) -> str:
        place = self.gathering.community or self.gathering.team
        return page_of(place) if place else ""


def next_gatherings(person: Asker, most: int) -> list[Next]:
    """Of all places this person meets in, the nearest first. One query."""
    return _told(person, Gathering.objects.visible_to(person).to_come(), most)


def next_in(person: Asker, space: Space) -> Next | None:
    """When everybody of this place meets next, as this person may know. One query."""
    return next(iter(_told(person, in_space(person, space).to_come().filter(of_two=False), 1)), None)


def in_space(person: Asker, space: Space) -> GatheringQuerySet:
    here = {"community" if isinstance(space, Community) else "team": space.pk}
    return Gathering.objects.visible_to(person).filter(**here)


def next_of_each(person: Asker, communities: Collection[UUID]) -> dict[UUID, Next]:
    """The next gathering of everybody in each of these communities. One query."""
    there = Gathering.objects.visible_to(person).to_come().filter(community__in=communities, of_two=False)
    told = _told(person, _first_by(there, "community"), None)
    return {one.gathering.community_id: one for one in told if one.gathering.community_id is not None}


def next_dates_of_teams(wall: int) -> dict[UUID, Gathering]:
    """When each team behind this network's wall meets next: a day for its hub, and none of its words. One query."""
    there = Gathering.objects.unrestricted(Reason.HUB).filter(wall=wall, team__isnull=False, removed=None, of_two=False)
    shown = _first_by(there.to_come(), "team").only("begins", "zone", "team")
    return {one.team_id: one for one in shown if one.team_id}


def _first_by(gatherings: GatheringQuerySet, column: str) -> GatheringQuerySet:
    place = Window(RowNumber(), partition_by=[F(column)], order_by=["begins", "pk"])
    return gatherings.annotate(nearest=place).filter(nearest=1)


def listed(person: Asker, gatherings: GatheringQuerySet) -> list[Next]:
    return _told(person, gatherings, MOST_LISTED)


def _told(person: Asker, gatherings: GatheringQuerySet, most: int | None) -> list[Next]:
    answers: QuerySet[Coming] = Coming.objects.visible_to(person).filter(gathering=OuterRef("pk")).order_by()
    own = answers.filter(person=person.pk).values("answer")[:1]
    coming = answers.filter(answer=Coming.Answer.YES).values("gathering").annotate(n=Count("pk")).values("n")
    shown = gatherings.select_related("community", "team").defer("search", "words")
    rows = shown.annotate(own=Subquery(own), yes=Subquery(coming))[:most]
    return [
        Next(
            one, day_of(one), clock_of(one), where_of(one), getattr(one, "own", None) or "", getattr(one, "yes", None) or 0
        )
        for one in rows
    ]  # fmt: skip


@dataclass
class Whole:
    """One gathering, as its page shows it."""

    gathering: Gathering
    keeps: bool
    zone: str
    """The clock of whoever reads it."""
    coming: dict[str, list[str]] = field(default_factory=dict)
    """By answer, the names; in the order yes, perhaps, no."""
    own: str = ""
    expected: int = 0
    """For how many it is."""
    there: list[tuple[Person, Presence | None]] = field(default_factory=list)
    """For those who keep it: everybody, and what is confirmed of them."""
    mine: Presence | None = None
    were_there: int = 0

    @property
    def said(self) -> str:
        return str(Coming.Answer(self.own).label) if self.own else ""

    @property
    def day(self) -> str:
        return day_of(self.gathering)

    @property
    def span(self) -> str:
        return span_of(self.gathering)

    @property
    def when(self) -> str:
        return when_of(self.gathering)

    @property
    def here(self) -> str:
        return here_of(self.gathering, self.zone)


def whole(person: Asker, gathering: Gathering) -> Whole:
    """Everything its page shows, in a fixed number of queries: six while it is to come, seven afterwards."""
    zone = gathering.zone if isinstance(person, Visitor) else clock_for(person, wall=gathering.wall_id)
    found = Whole(gathering, may_keep(person, gathering), zone)
    everybody = list(people_of(gathering).order_by("name"))
    found.expected = len(everybody)
    answers = Coming.objects.visible_to(person).filter(gathering=gathering).select_related("person").order_by("said")
    for one in answers:
        found.coming.setdefault(one.answer, []).append(str(one.person))
        if one.person_id == person.pk:
            found.own = one.answer
    if gathering.has_begun:
        _who_was_there(found, person, everybody)
    return found


def _who_was_there(found: Whole, person: Asker, everybody: list[Person]) -> None:
    confirmed = {one.person_id: one for one in Presence.objects.visible_to(person).filter(gathering=found.gathering)}
    found.mine = confirmed.get(person.pk) if person.pk else None
    every = Presence.objects.unrestricted(Reason.COUNTING).filter(gathering=found.gathering)
    found.were_there = every.aggregate(n=Count("pk", filter=~Q(person=None)))["n"]
    if found.keeps:
        found.there = [(one, confirmed.get(one.pk)) for one in everybody]
