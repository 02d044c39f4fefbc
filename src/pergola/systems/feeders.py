"""The feeder patterns of a system, as its page tells and draws them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import cos, radians
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.kernel.charts.ways import Dot, WaysPicture
from pergola.people.models import Asker
from pergola.systems.feeding import Known
from pergola.systems.models import Feeder, Programme, School, SchoolSystem
from pergola.systems.patterns import Patterns


@dataclass(frozen=True)
class Way:
    """A school, where its students go on to, and the tags it carries."""

    school: School
    into: list[School]
    tags: list[str]


@dataclass(frozen=True)
class Pattern:
    """Everything that ends in one school."""

    end: School
    tags: list[str]
    ways: list[Way]

    @property
    def address(self) -> str:
        return quote(f"end-{self.end.pk}")


@dataclass
class Told:
    patterns: list[Pattern] = field(default_factory=list)
    picture: WaysPicture | None = None
    unplaced: int = 0
    """Schools that lie nowhere we know of: in the list, and not on the map."""
    schools: int = 0


def patterns_of(person: Asker, system: SchoolSystem) -> Told:
    """Three queries for any number of schools."""
    steps = list(Feeder.objects.visible_to(person).filter(system=system).values_list("school", "into"))
    if not steps:
        return Told()
    there = Patterns(steps)
    wanted = {one for step in steps for one in step}
    schools = School.objects.visible_to(person).filter(pk__in=wanted).in_bulk()
    tags = tags_of(person, wanted)
    placed = {pk for pk, one in schools.items() if one.longitude is not None and one.latitude is not None}
    return Told(
        [_pattern(there, end, schools, tags) for end in sorted(there.every_end(), key=lambda pk: schools[pk].name)],
        _picture(there, {pk: schools[pk] for pk in placed}, steps) if len(placed) > 1 else None,
        len(wanted) - len(placed),
        len(wanted),
    )


def tags_of(person: Asker, schools: Iterable[int]) -> dict[int, list[str]]:
    """The programmes of these schools, by name. One query."""
    found: dict[int, list[str]] = {}
    tagged = Programme.objects.visible_to(person).filter(schools__in=list(schools), kind=Programme.Kind.PROGRAMME)
    for school, name in tagged.order_by("name").values_list("schools", "name"):
        found.setdefault(school, []).append(name)
    return found


def known_schools(system: SchoolSystem) -> list[Known]:
    """What a table of feeder patterns may name. One query."""
    return [Known(pk, name, nces or "") for pk, name, nces in system.schools().values_list("pk", "name", "nces_id")]


def _pattern(there: Patterns, end: int, schools: dict[int, School], tags: dict[int, list[str]]) -> Pattern:
    inside = sorted(there.before(end), key=lambda pk: (-len(there.before(pk)), schools[pk].name))
    ways = [
        Way(schools[one], sorted((schools[into] for into in there.onward[one]), key=str), tags.get(one, []))
        for one in inside
    ]
    return Pattern(schools[end], tags.get(end, []), ways)


def _picture(there: Patterns, schools: dict[int, School], steps: list[tuple[int, int]]) -> WaysPicture | None:
    points = {
        pk: (float(one.longitude), float(one.latitude))
        for pk, one in schools.items()
        if one.longitude is not None and one.latitude is not None
    }
    ends, apart = there.every_end(), cos(radians(sum(y for _x, y in points.values()) / len(points)))
    dots = {
        pk: Dot((x * apart, -y), str(schools[pk]), _said(there, pk, schools), reverse("systems:school", args=[pk]), pk in ends)
        for pk, (x, y) in points.items()
    }  # fmt: skip
    lines = tuple((one, into) for one, into in steps if one in dots and into in dots)
    whole = ngettext("Map of %(n)s school, with where its students go on to", "Map of %(n)s schools, with where their students go on to", len(dots))  # fmt: skip
    return WaysPicture(dots, lines, whole % {"n": len(dots)})


def _said(there: Patterns, pk: int, schools: dict[int, School]) -> str:
    onward = ", ".join(sorted(str(schools[one]) for one in there.onward.get(pk, ()) if one in schools))
    if not onward:
        return str(schools[pk])
    return _("%(school)s, on to %(next)s") % {"school": schools[pk], "next": onward}
