"""The sentence under every form: who sees it, with the number of people."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from pergola.spaces.models import Audience, Reach
from pergola.walls.models import Wall


@dataclass(frozen=True)
class SeenBy:
    """What `{% seen %}` is told: `people=seen.people of=seen.of everyone=seen.everyone`."""

    people: int
    of: str = ""
    everyone: bool = False


def seen_by(audience: Audience) -> SeenBy:
    """Count whom this audience reaches, by the one rule. One query."""
    if audience.kind == Audience.Kind.PUBLIC:
        return SeenBy(0, everyone=True)
    if audience.kind == Audience.Kind.WALL:
        name, people = Wall.objects.filter(pk=audience.wall_id).values_list("name").annotate(Count("members"))[0]
        return SeenBy(people, name if people > 1 else "")
    return seen_by_number(Reach.objects.filter(audience=audience).count(), Audience.Kind(audience.kind))


def seen_by_number(people: int, kind: Audience.Kind = Audience.Kind.COMMUNITY) -> SeenBy:
    """The same where the number is known already."""
    words = {
        Audience.Kind.COMMUNITY: _("this community"),
        Audience.Kind.TEAM: _("this team"),
        Audience.Kind.FACILITATORS: _("those who keep this community going"),
        Audience.Kind.LEADS: _("the leads"),
    }
    return SeenBy(people, words.get(kind, "") if people > 1 else "")
