"""Who leads a system: what stands of it on the system’s page, and on the page where one is asked to."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from pergola.gather.models import Invitation
from pergola.people.models import Asker, Person, WallMember
from pergola.systems.beside import Group, Lead
from pergola.systems.models import SchoolSystem
from pergola.walls.opening import open_walls, walls

MOST_ASKED = 50


def told_of(person: Asker, system: SchoolSystem) -> Sequence[Group]:
    """One query for somebody signed in; for a visitor none. Whether one has asked stands behind the wall: the page itself says it."""
    come_in = reverse("gather:come_in", args=[system.slug])
    if person.is_visitor or person.pk is None:
        asks = Lead(_("Ask to come in"), come_in, _("sign in first; those who lead it here answer"))
        return [Group(_("Do you work here?"), [asks])] if system.wall_id is not None else []
    every = WallMember.objects.filter(Q(role=WallMember.Role.LEAD) | Q(person=person.pk), wall=system.wall_id)
    roles = dict(every.values_list("person", "role"))
    lead = WallMember.Role.LEAD
    way = reverse("gather:leads", args=[system.slug])
    if roles.get(person.pk) == lead:
        return [Group(_("Who leads it here"), [Lead(_("Its leads"), way, _("and to ask one more"))])]
    if person.is_operator and lead not in roles.values():
        return [Group(_("For operators"), [Lead(_("Give it its first lead"), way, _("nobody leads it here yet"))])]
    if person.pk in roles:
        return []
    asks = Lead(_("Ask to come in, or read the answer"), come_in, _("its leads answer"))
    nobody = Lead(_("How one comes in"), come_in, _("nobody leads it here yet"))
    return [Group(_("Do you work here?"), [asks if lead in roles.values() else nobody])]


def who_leads(by: Person, system: SchoolSystem) -> dict[str, Any]:
    """Who does and who is asked to: two queries, the wall opened for what an operator has sent."""
    if system.wall_id is None:
        return {"leading": [], "invited": []}
    leading = WallMember.objects.filter(wall=system.wall_id, role=WallMember.Role.LEAD).select_related("person")
    with walls({*open_walls(), system.wall_id}):
        asked = Invitation.objects.visible_to(by).filter(network=None, system=system).exclude(answer="withdrawn")
        invited = list(asked.select_related("answered_by").order_by("-sent")[:MOST_ASKED])
    return {"leading": list(leading.order_by("person__name", "pk")), "invited": invited}
