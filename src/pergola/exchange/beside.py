"""What stands on a system’s page for its leads: the way to its roster."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pergola.exchange.rules import keeps_roster
from pergola.kernel.addresses import address_of
from pergola.people.models import Asker
from pergola.systems.beside import Group, Lead
from pergola.systems.models import SchoolSystem


def told_of(person: Asker, system: SchoolSystem) -> Sequence[Group]:
    """One query for somebody signed in; for a visitor none."""
    if not keeps_roster(person, system):
        return []
    way = Lead(_("The roster"), address_of("exchange:roster", system.slug), _("who works here, out of your own system"))
    return [Group(_("For its leads"), [way])]
