"""Who keeps the roster of a system: its leads. Operators have a command, and no page."""

from django.utils.translation import gettext as _

from pergola.kernel.errors import NotAllowed
from pergola.people.hubs import leads
from pergola.people.models import Asker, Person
from pergola.systems.models import SchoolSystem


def keeps_roster(person: Asker, system: SchoolSystem) -> bool:
    return system.wall_id is not None and leads(person, system.wall_id)


def must_keep_roster(person: Person, system: SchoolSystem) -> int:
    """The wall of the system. Raises NotAllowed."""
    if system.wall_id is None or not leads(person, system.wall_id):
        raise NotAllowed(_("Only the leads of a system keep its roster. Ask one of them."))
    return system.wall_id
