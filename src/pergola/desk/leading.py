"""What those who lead a school system find nowhere else in one place: the ways to everything they alone can do there."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from pergola.people.models import WallMember
from pergola.systems.beside import Lead
from pergola.systems.models import SchoolSystem
from pergola.walls.models import Wall


def ways_of_a_lead(system: SchoolSystem) -> list[Lead]:
    """No query. The roster stands beside them, and says so itself."""
    wall = system.wall_id
    if wall is None:
        return []
    return [
        Lead(_("Open a community"), reverse("gather:open", args=[wall]), _("its first people, a date, a question")),
        Lead(_("Who asks to come in"), reverse("gather:entries", args=[system.slug]), _("and what you answer them")),
        Lead(_("Calls for themes"), reverse("gather:calls", args=[wall]), _("what people propose, and would come to")),
        Lead(_("What should we support next?"), reverse("desk:what_next", args=[wall]), _("focus areas, with reasons")),
        Lead(_("Polls"), reverse("instruments:polls", args=[wall]), _("which of these would people join")),
        Lead(_("Pathways"), reverse("gather:pathways", args=[wall]), _("level by level, or in any order")),
        Lead(_("Tags of the schools"), reverse("systems:programmes", args=[system.slug]), _("what each is known for")),
        Lead(_("Feeder patterns"), reverse("systems:feeders", args=[system.slug]), _("which school leads to which")),
    ]


def system_led(standing: Sequence[WallMember]) -> SchoolSystem | None:
    """The school system this person leads; of several the first. One query for whoever leads one, and for all others none."""
    led = [one.wall_id for one in standing if one.wall.kind == Wall.Kind.SYSTEM and one.role == WallMember.Role.LEAD]
    return SchoolSystem.objects.filter(wall__in=led).order_by("name").first() if led else None
