"""What a school system does here, as far as the reader may see it: its team, its communities, its published lessons."""

from collections.abc import Sequence

from django.db.models import Q
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _

from pergola.commons.places import page_of
from pergola.desk.leading import ways_of_a_lead
from pergola.people.hubs import leads
from pergola.people.models import Asker
from pergola.publishing.reading import newest_editions
from pergola.spaces.models import Community, Team
from pergola.systems.beside import Group, Lead
from pergola.systems.models import SchoolSystem

MOST = 20


def told_of(person: Asker, system: SchoolSystem) -> Sequence[Group]:
    """Four queries; for a visitor one."""
    teams = list(Team.objects.visible_to(person).filter(system=system).select_related("network"))
    rooms = Community.objects.visible_to(person).filter(wall=system.wall_id).going_on() if system.wall_id else ()
    names = {system.name, system.short_name, *(team.name for team in teams)} - {""}
    lessons = (
        newest_editions(person).annotate(own=KT("content__places__0")).filter(Q(own__in=names), sample=system.sample)
    )
    leading = system.wall_id is not None and leads(person, system.wall_id)
    return [
        Group(_("For its leads"), ways_of_a_lead(system) if leading else []),
        Group(_("Its team"), [Lead(one.name, page_of(one), one.network.name) for one in teams]),
        Group(_("Its communities"), [Lead(one.name, page_of(one), one.charter) for one in rooms]),
        Group(
            _("Its published lessons"),
            [Lead(one.title, one.get_absolute_url(), one.network_name) for one in lessons[:MOST]],
        ),
    ]
