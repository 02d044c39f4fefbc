"""Where the schools are: so many in each state, and in a state so many in each county. Counted in SQL, drawn on our own map."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Avg, Case, CharField, Count, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.kernel.charts.albers import Point, around, on_the_country
from pergola.kernel.charts.map import Circle, MapPicture
from pergola.people.models import Asker
from pergola.systems.models import School, SchoolQuerySet
from pergola.systems.outlines import outlines

LATITUDE = Coalesce("latitude", "district__latitude")
LONGITUDE = Coalesce("longitude", "district__longitude")
"""A school's own, else its district's: most editions give only that."""
COUNTY = Case(
    When(county="", then=Coalesce("district__county", Value(""))), default=F("county"), output_field=CharField()
)


@dataclass(frozen=True, slots=True)
class Place:
    """A state, or a county of one: how many schools are listed in it, and where their middle is, if that is known."""

    name: str
    n: int
    address: str
    longitude: float | None
    latitude: float | None
    state: str

    @property
    def is_drawn(self) -> bool:
        """In a circle; where neither a school nor its district says where it lies, or we have no outline, in the list only."""
        return self.longitude is not None and self.state in outlines()

    @property
    def said(self) -> str:
        return ngettext("%(name)s: %(n)s school", "%(name)s: %(n)s schools", self.n) % {
            "name": self.name or _("county not published"), "n": f"{self.n:,}",
        }  # fmt: skip


def listed(person: Asker) -> SchoolQuerySet:
    """The schools that run. The invented ones of a sample lie nowhere."""
    return School.objects.visible_to(person).running().filter(sample=False)


def states(person: Asker) -> list[Place]:
    """Every state with a school, most schools first. One query."""
    found = listed(person).exclude(state="").values("state").annotate(
        n=Count("pk"), x=Avg(LONGITUDE), y=Avg(LATITUDE)
    )  # fmt: skip
    return [
        Place(
            one["state"],
            one["n"],
            f"{reverse('systems:map')}?{urlencode({'state': one['state']})}",
            one["x"],
            one["y"],
            one["state"],
        )
        for one in found.order_by("-n", "state")
    ]


def counties(person: Asker, state: str) -> list[Place]:
    """Every county of a state with a school, most schools first. One query."""
    found = listed(person).filter(state=state).annotate(place=COUNTY).values("place").annotate(
        n=Count("pk"), x=Avg(LONGITUDE), y=Avg(LATITUDE)
    )  # fmt: skip
    return [
        Place(one["place"], one["n"], _rows(state, one["place"]), one["x"], one["y"], state)
        for one in found.order_by("-n", "place")
    ]


def _rows(state: str, county: str) -> str:
    return f"{reverse('systems:find')}?{urlencode({'state': state, 'county': county} if county else {'state': state})}"


def in_county(schools: SchoolQuerySet, county: str) -> SchoolQuerySet:
    """The rows behind a circle: schools of this county, by their own row or else by their district's."""
    return schools.filter(Q(county__iexact=county) | Q(county="", district__county__iexact=county))


def map_of_the_country(places: Iterable[Place]) -> MapPicture:
    shapes = tuple(
        tuple(on_the_country(state, x, y) for x, y in ring) for state, rings in outlines().items() for ring in rings
    )
    known = [one for one in places if one.state in outlines()]
    return MapPicture(shapes, _circles(known, lambda one, x, y: on_the_country(one.state, x, y)), _said(known))


def map_of_a_state(state: str, places: Iterable[Place]) -> MapPicture | None:
    """None where we have no outline of it."""
    rings = outlines().get(state)
    if not rings:
        return None
    project = around([point for ring in rings for point in ring])
    shapes = tuple(tuple(project(x, y) for x, y in ring) for ring in rings)
    known = list(places)
    return MapPicture(shapes, _circles(known, lambda _one, x, y: project(x, y)), _said(known))


def _circles(places: Iterable[Place], put: Callable[[Place, float, float], Point]) -> tuple[Circle, ...]:
    return tuple(
        Circle(put(one, one.longitude, one.latitude), one.n, one.address, one.said, one.name)
        for one in places
        if one.longitude is not None and one.latitude is not None
    )


def _said(places: list[Place]) -> str:
    whole = sum(one.n for one in places)
    return ngettext("Map of %(n)s school", "Map of %(n)s schools", whole) % {"n": f"{whole:,}"}
