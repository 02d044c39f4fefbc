"""Who may change the directory and the systems in it: operators of the installation, nobody else."""

from django.utils.translation import gettext as _

from pergola.kernel.errors import NotAllowed
from pergola.people.models import Person


def require_operator(person: Person) -> None:
    if not person.is_operator:
        raise NotAllowed(
            _("School systems are kept by the operators of this installation. Ask one of them to change it.")
        )
