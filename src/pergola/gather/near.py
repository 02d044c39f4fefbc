"""People and communities near somebody, each with its reason: by feeder pattern, distance, role and grade, tags of schools.

Only people of one’s own wall, who have said where they work and may be found. The number of queries does not depend on how many there
are: schools first, the nearest and those of one’s own pattern, and then who works there.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Cos, Power, Radians
from django.utils.translation import ngettext

from pergola.commons.places import page_of
from pergola.gather.asking_again import not_asked_by
from pergola.gather.models import Pair, PathwayPlace, Workplace
from pergola.gather.models.workplace import WorkplaceQuerySet
from pergola.gather.paired import pairs_by_other
from pergola.gather.reasons import Spot, Why, miles_between, why
from pergola.people.models import Person
from pergola.spaces.models import Community, Membership, MemberSystem
from pergola.systems.models import Feeder, Programme, School, SchoolOf, SchoolSystem
from pergola.systems.patterns import Patterns

NEAREST, LOOKED_AT, SHOWN, AT_ONCE, COMMUNITIES_SHOWN = 40, 120, 20, 6, 6
"""So many schools by distance; so many people of them are looked at, so many are shown, and so many of these before one opens the rest."""
READ = (
    "wall",
    "role",
    "low_grade",
    "high_grade",
    "found",
    "person__name",
    "person__erased",
    "school__name",
    "school__nces_id",
)
MAY_COME = (Community.Joining.OPEN,)
"""Who joins an open one is told that everybody here can see it; into the others one asks or is invited, and who is in them is not shown."""

type Spots = dict[int | None, Spot]


@dataclass(frozen=True)
class Neighbour:
    workplace: Workplace
    why: Why
    pair: Pair | None = None
    """What stands or waits between the two already."""

    @property
    def asks(self) -> bool:
        """Has this person asked, and waits for an answer?"""
        return self.pair is not None and self.pair.is_open and self.pair.asked_by_id == self.person.pk

    @property
    def person(self) -> Person:
        return self.workplace.person


@dataclass(frozen=True)
class CommunityNear:
    community: Community
    people: int
    of_pattern: int

    @property
    def url(self) -> str:
        return page_of(self.community)

    @property
    def said(self) -> str:
        """Why it is near: how many of those near are in it."""
        told = ngettext("%(n)d person near you is in it", "%(n)d people near you are in it", self.people) % {
            "n": self.people
        }
        if not self.of_pattern:
            return told
        tied = ngettext("%(n)d of your feeder pattern", "%(n)d of your feeder pattern", self.of_pattern) % {
            "n": self.of_pattern
        }
        return f"{told}, {tied}"


@dataclass(frozen=True)
class Kin:
    """People near for the same reason of work: who work with the same grades, or who do the same."""

    of_grade: bool
    people: list[Neighbour]


@dataclass
class Near:
    mine: Workplace
    people: list[Neighbour] = field(default_factory=list)
    communities: list[CommunityNear] = field(default_factory=list)
    system: str = ""
    """The address of the one whose feeder patterns one’s school is in, where it is in any."""
    there: int = 0
    """How many people are near; more than are shown, where they are many."""
    is_cut: bool = False
    """Were there so many that not all were looked at?"""

    @property
    def first(self) -> list[Kin]:
        return _of_kin(self.people[:AT_ONCE])

    @property
    def more(self) -> list[Kin]:
        """Those shown once one opens the rest."""
        return _of_kin(self.people[AT_ONCE:])

    @property
    def n_more(self) -> int:
        return max(0, len(self.people) - AT_ONCE)


def _of_kin(people: list[Neighbour]) -> list[Kin]:
    kin = [Kin(same, [one for one in people if one.why.of_grade == same]) for same in (True, False)]
    return [one for one in kin if one.people]


def workplace_of(person: Person, wall: int) -> Workplace | None:
    """One’s own; with `system_slug`, the address of the school’s system. One query."""
    of = SchoolOf.objects.visible_to(person).filter(school=OuterRef("school")).order_by("system").values("system__slug")
    mine = Workplace.objects.visible_to(person).filter(person=person, wall=wall)
    return mine.select_related("school__district").annotate(system_slug=Subquery(of[:1])).first()


def schools_behind(person: Person, wall: int) -> QuerySet[School]:
    """The schools one can say one works at: of the system behind this wall, or of the systems of its network."""
    return School.objects.visible_to(person).filter(
        pk__in=SchoolOf.objects.filter(system__in=_systems(person, wall)).values("school")
    )


def _systems(person: Person, wall: int) -> QuerySet[Any]:
    members = MemberSystem.objects.visible_to(person).filter(wall=wall).values("system")
    return SchoolSystem.objects.visible_to(person).filter(Q(wall=wall) | Q(pk__in=members)).values("pk")


def near(person: Person, mine: Workplace) -> Near:
    """Five queries at most."""
    spots = _spots(person, mine)
    there = _people(person, mine, spots)
    pairs = pairs_by_other(person, mine.wall_id)
    told = [
        Neighbour(
            one,
            why(mine, one, spots.get(one.school_id, Spot()), getattr(one, "pathways", ())),
            pairs.get(one.person_id),
        )
        for one in there
    ]
    near_by = sorted((one for one in told if one.why.reasons), key=_order)
    tied = any(one.tied for one in spots.values())
    slug = getattr(mine, "system_slug", None) or ""
    communities = _communities(person, mine, there, spots)
    cut = len(there) >= LOOKED_AT
    return Near(mine, near_by[:SHOWN], communities, slug if tied else "", len(near_by), is_cut=cut)


def _order(one: Neighbour) -> tuple[object, ...]:
    return not one.why.of_grade, one.why.weight, one.person.name, one.person.pk


def _spots(person: Person, mine: Workplace) -> Spots:
    """Schools near one’s own, with how they are near. Where one works at no school there are none."""
    if mine.school is None:
        return {}
    steps = (
        Feeder.objects.visible_to(person)
        .filter(system__in=_systems(person, mine.wall_id))
        .values_list("school", "into")
    )
    tied = Patterns(steps).tied_to(mine.school.pk)
    schools = {one.pk: one for one in _nearest(person, mine.wall_id, mine.school, tied)}
    here = _place(mine.school)
    found: Spots = {mine.school.pk: Spot(0.0, is_own=True)}
    for pk, one in schools.items():
        there, tie = _place(one), tied.get(pk)
        if pk != mine.school.pk:
            miles = miles_between(here, there) if here and there else None
            end = schools.get(tie.end) if tie else None
            found[pk] = Spot(miles, tie, str(end or mine.school), getattr(one, "shared", ()))
    return found


def _place(school: School) -> tuple[float, float] | None:
    """Its own, or else its district’s: then everybody of the district is near, and nobody is told how far."""
    if school.latitude is None or school.longitude is None:
        return None
    return school.latitude, school.longitude


def _nearest(person: Person, wall: int, own: School, tied: Collection[int]) -> QuerySet[School]:
    """Those of one’s pattern, and then the nearest; in one query. Where one’s own place is not published, those of the pattern alone."""
    every = schools_behind(person, wall).only("pk", "name", "latitude", "longitude")
    every = every.annotate(shared=_shared_tags(person, own))
    of_pattern = Case(When(pk__in=tied, then=Value(0)), default=Value(1), output_field=IntegerField())
    here = _place(own)
    if here is None:
        return every.filter(Q(pk__in=tied) | Q(pk=own.pk))
    east = (F("longitude") - Value(here[1])) * Cos(Radians(Value(here[0])))
    apart = Power(F("latitude") - Value(here[0]), 2) + Power(east, 2)
    return every.annotate(apart=Coalesce(apart, Value(1e9))).order_by(of_pattern, "apart", "pk")[: NEAREST + len(tied)]


def _shared_tags(person: Person, own: School) -> ArraySubquery:
    """The programmes that a school and one’s own both carry."""
    ours = Programme.objects.visible_to(person).filter(schools=own, kind=Programme.Kind.PROGRAMME).values("pk")
    both = Programme.objects.visible_to(person).filter(pk__in=ours, schools=OuterRef("pk"))
    return ArraySubquery(both.order_by("name").values("name"))


def _alike(person: Person, mine: Workplace, spots: Spots) -> WorkplaceQuerySet:
    """Who does what one does, or works with the same grades, at one of these schools; where nothing tells which are near, anywhere here."""
    every = Workplace.objects.visible_to(person).filter(wall=mine.wall_id, found=True, person__erased=None)
    others = every.exclude(Q(person=person) | Q(person__in=not_asked_by(person, mine.wall_id)))
    alike = Q(role=mine.role)
    if mine.low_grade is not None:
        alike |= _same_grade(mine)
    near_by = [pk for pk in spots if pk is not None]
    return others.filter(alike, school__in=near_by) if len(near_by) > 1 else others.filter(alike)


def _same_grade(mine: Workplace) -> Q:
    return Q(low_grade__lte=mine.high_grade, high_grade__gte=mine.low_grade)


def _people(person: Person, mine: Workplace, spots: Spots) -> list[Workplace]:
    """Of those the ones to be looked at: who teaches the same grade first, of these those of one’s school, then of one’s pattern. One query."""
    tied, own = [pk for pk, spot in spots.items() if spot.tied], [pk for pk, spot in spots.items() if spot.is_own]
    grade = _same_grade(mine) if mine.low_grade is not None else Q(role=mine.role)
    first = Case(When(grade & Q(role=mine.role), then=Value(0)), default=Value(1), output_field=IntegerField())
    nearer = Case(
        When(school__in=own, then=Value(0)), When(school__in=tied, then=Value(1)), default=Value(2), output_field=IntegerField()
    )  # fmt: skip
    alike = _alike(person, mine, spots).select_related("person", "school").only(*READ)
    alike = alike.annotate(pathways=_shared_pathways(person, mine))
    return list(alike.order_by(first, nearer, "pk")[:LOOKED_AT])


def _shared_pathways(person: Person, mine: Workplace) -> ArraySubquery:
    """Pathways both are on, and have both said that others may find them by. At which level is told to nobody."""
    theirs = PathwayPlace.objects.visible_to(person).filter(wall=mine.wall_id, found=True, person=OuterRef("person"))
    both = theirs.exclude(person=person)
    return ArraySubquery(both.order_by("pathway__name").values("pathway__name"))


def _communities(person: Person, mine: Workplace, there: list[Workplace], spots: Spots) -> list[CommunityNear]:
    """Communities one is not in and may come into, by how many of those people are in them. One query, from the people: they are few."""
    tied = [one.person_id for one in there if (spot := spots.get(one.school_id)) is not None and spot.tied]
    own = Membership.objects.visible_to(person).filter(person=person).values("community")
    theirs = Membership.objects.visible_to(person).filter(
        person__in=[one.person_id for one in there], wall=mine.wall_id
    )
    here = theirs.filter(community__closed=None, community__joining__in=MAY_COME).exclude(community__in=own).order_by()
    counted = here.values("community", "community__name", "community__charter").annotate(
        n=Count("pk"), of_pattern=Count("pk", filter=Q(person__in=tied))
    )  # fmt: skip
    return [
        CommunityNear(
            Community(pk=one["community"], name=one["community__name"], charter=one["community__charter"]), one["n"], one["of_pattern"]
        )
        for one in counted.order_by("-n", "community__name")[:COMMUNITIES_SHOWN]
    ]  # fmt: skip
