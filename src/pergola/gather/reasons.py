"""Why somebody is near, in words. Pure but for the language it speaks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.gather.models import Workplace
from pergola.systems.grades import grade_span
from pergola.systems.patterns import Tie, Tied

EARTH: Final = 3958.8
"""Its mean radius, in miles."""
type Degrees = float


def miles_between(one: tuple[Degrees, Degrees], other: tuple[Degrees, Degrees]) -> float:
    """The way over the sphere between two points, each as latitude and longitude. Haversine formula."""
    (north, east), (south, west) = [tuple(map(radians, point)) for point in (one, other)]
    half = sin((north - south) / 2) ** 2 + cos(north) * cos(south) * sin((east - west) / 2) ** 2
    return 2 * EARTH * asin(sqrt(min(1.0, half)))


def in_miles(miles: float) -> str:
    """“less than half a mile away”, “2.1 miles away”, “31 miles away”."""
    if miles < 0.5:
        return _("less than half a mile away")
    if miles >= 10:
        return _("%(n)d miles away") % {"n": round(miles)}
    return ngettext("%(n)s mile away", "%(n)s miles away", 1 if round(miles, 1) == 1 else 2) % {"n": f"{miles:.1f}"}


@dataclass(frozen=True)
class Spot:
    """A school as seen from one’s own: how far it is, how it is tied to it by feeder patterns, which tags both carry."""

    miles: float | None = None
    tied: Tied | None = None
    end: str = ""
    """The name of the school in which students of both end."""
    tags: Sequence[str] = ()
    is_own: bool = False


@dataclass(frozen=True)
class Why:
    """The reasons, the strongest first. Who works with the same grades comes before who merely does the same (`of_grade`); in both
    `weight` puts one’s own school first, then one’s feeder pattern, then what more there is, then how far it is. It is never shown."""

    reasons: tuple[str, ...]
    of_grade: bool
    weight: tuple[int, int, float]
    beside: tuple[str, ...] = ()
    """The reasons but for the work both do: what is still to be said where a heading has said that."""

    @property
    def said(self) -> str:
        return ", ".join(self.reasons)

    @property
    def said_beside(self) -> str:
        return ", ".join(self.beside)


def why(mine: Workplace, theirs: Workplace, spot: Spot, pathways: Sequence[str] = ()) -> Why:
    """Why this person is shown to that one. `pathways`: those on which both may be found."""
    same_work, place = _by_work(mine, theirs), _by_place(spot)
    beside = [*(_("on the pathway “%(name)s” as you are") % {"name": one} for one in pathways), *place]
    where = 0 if spot.is_own else 1 if spot.tied is not None else 2
    weight = where, -len(spot.tags) - len(pathways), spot.miles if spot.miles is not None else 1e6
    return Why((*same_work, *beside), bool(_shared_grades(mine, theirs)), weight, tuple(beside))


def _by_work(mine: Workplace, theirs: Workplace) -> list[str]:
    shared = _shared_grades(mine, theirs)
    if mine.role == theirs.role == Workplace.Role.TEACHER and shared:
        return [_("teaches %(grade)s as you do") % {"grade": shared}]
    if shared:
        return [_("works with %(grade)s as you do") % {"grade": shared}]
    if mine.role == theirs.role:
        words: dict[str, Callable[[], str]] = {
            Workplace.Role.TEACHER: lambda: _("teaches, too"),
            Workplace.Role.COACH: lambda: _("coaches teachers as you do"),
            Workplace.Role.SPECIALIST: lambda: _("a specialist as you are"),
            Workplace.Role.LEADER: lambda: _("leads a school as you do"),
            Workplace.Role.OFFICE: lambda: _("in the central office as you are"),
        }
        return [words[theirs.role]()]
    return []


def _shared_grades(mine: Workplace, theirs: Workplace) -> str:
    """“grade 3”, “grades 3 to 5”, or nothing."""
    if mine.low_grade is None or theirs.low_grade is None or mine.high_grade is None or theirs.high_grade is None:
        return ""
    low, high = max(mine.low_grade, theirs.low_grade), min(mine.high_grade, theirs.high_grade)
    return grade_span(low, high) if low <= high else ""


def _by_place(spot: Spot) -> list[str]:
    if spot.is_own:
        return [_("at your school")]
    told: list[str] = []
    if spot.miles is not None:
        told.append(in_miles(spot.miles))
    if spot.tied is not None:
        words = {
            Tie.INTO: _("where your students go on to"),
            Tie.FROM: _("whose students come to you"),
            Tie.SAME_END: _("feeds %(school)s as your school does") % {"school": spot.end},
        }
        told.append(words[spot.tied.tie])
    told += [_("“%(tag)s” like yours") % {"tag": tag} for tag in spot.tags]
    return told
