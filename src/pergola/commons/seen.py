"""The sentence under every form: who sees it, with the number of people."""

from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery
from django.utils.translation import gettext as _

from pergola.people.models import WallMember
from pergola.spaces.models import Audience, Reach
from pergola.walls.models import Wall


class HowMany(Subquery):
    """The number of rows of a query, as a value of another: several are counted for the way of one."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()
    empty_result_set_value = 0


@dataclass(frozen=True)
class SeenBy:
    """What `{% seen %}` is told: `people=seen.people of=seen.of everyone=seen.everyone`."""

    people: int
    of: str = ""
    everyone: bool = False


def seen_by(audience: Audience) -> SeenBy:
    """Count whom this audience reaches, by the one rule. One query."""
    return seen_with(audience)[0]


def seen_with(audience: Audience, **counted: QuerySet[Any]) -> tuple[SeenBy, dict[str, Any]]:
    """The same, and what else is to be counted. One query."""
    more = {name: Subquery(one) for name, one in counted.items()}
    asked = Wall.objects.filter(pk=audience.wall_id).values("name", people=HowMany(_reached(audience)), **more)
    said: dict[str, Any] = {**asked[0]}
    name, people = said.pop("name"), said.pop("people")
    if audience.kind == Audience.Kind.PUBLIC:
        return SeenBy(0, everyone=True), said
    if audience.kind == Audience.Kind.WALL:
        return SeenBy(people, name if people > 1 else ""), said
    return seen_by_number(people, Audience.Kind(audience.kind)), said


def _reached(audience: Audience) -> QuerySet[Any]:
    if audience.kind == Audience.Kind.PUBLIC:  # everyone, and nobody counts them
        return Reach.objects.none()
    if audience.kind == Audience.Kind.WALL:
        return WallMember.objects.filter(wall=audience.wall_id).values("pk")
    return Reach.objects.filter(audience=audience).values("person")


def seen_by_number(people: int, kind: Audience.Kind = Audience.Kind.COMMUNITY) -> SeenBy:
    """The same where the number is known already."""
    words = {
        Audience.Kind.COMMUNITY: _("this community"),
        Audience.Kind.TEAM: _("this team"),
        Audience.Kind.FACILITATORS: _("those who keep this community going"),
        Audience.Kind.LEADS: _("the leads"),
    }
    return SeenBy(people, words.get(kind, "") if people > 1 else "")
