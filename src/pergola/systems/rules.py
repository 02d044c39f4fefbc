"""Who may change the directory and the systems in it: operators of the installation, nobody else."""

from django.utils.translation import gettext as _

from pergola.kernel.errors import NotAllowed
from pergola.people.hubs import leads
from pergola.people.models import Asker, Person, WallMember
from pergola.systems.models import SchoolSystem
from pergola.walls.models import Wall


def require_operator(person: Person) -> None:
    if not person.is_operator:
        raise NotAllowed(
            _("School systems are kept by the operators of this installation. Ask one of them to change it.")
        )


def require_hub_or_operator(person: Person) -> None:
    """Whoever leads a network may enter a system of the directory, to ask it to join."""
    leading = WallMember.objects.filter(person=person, role=WallMember.Role.LEAD, wall__kind=Wall.Kind.NETWORK)
    if not (person.is_operator or leading.exists()):
        raise NotAllowed(
            _(
                "School systems are entered by a network’s hub, or by the operators of this installation. Ask one of them."
            )
        )


def leads_system(person: Asker, system: SchoolSystem) -> bool:
    """Does this person keep what the system says of its schools: as one of its leads, or as an operator?"""
    return person.is_operator or (system.wall_id is not None and leads(person, system.wall_id))


def require_lead_of(person: Person, system: SchoolSystem) -> None:
    if not leads_system(person, system):
        raise NotAllowed(
            _("Only the leads of %(system)s say this of its schools. Ask one of them.") % {"system": system}
        )
