"""What stands on a system’s page: who leads it, for its leads; and for an operator, where nobody does, to name somebody."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from pergola.people.models import Asker, WallMember
from pergola.systems.beside import Group, Lead
from pergola.systems.models import SchoolSystem


def told_of(person: Asker, system: SchoolSystem) -> Sequence[Group]:
    """One query for somebody signed in; for a visitor none."""
    if person.is_visitor:
        return []
    every = WallMember.objects.filter(wall=system.wall_id, role=WallMember.Role.LEAD)
    leading = set(every.values_list("person", flat=True))
    way = reverse("gather:leads", args=[system.slug])
    if person.pk in leading:
        return [Group(_("Who leads it here"), [Lead(_("Its leads"), way, _("and to ask one more"))])]
    if person.is_operator and not leading:
        return [Group(_("For operators"), [Lead(_("Give it its first lead"), way, _("nobody leads it here yet"))])]
    return []
