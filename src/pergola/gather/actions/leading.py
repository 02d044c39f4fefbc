"""Who leads a school system here: the first lead is named by an operator, every later one by the leads."""

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.gather.actions.founding import wall_a_system
from pergola.gather.actions.inviting import invite, take_back
from pergola.gather.models import Invitation
from pergola.gather.rules import may_invite, somebody_leads
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person
from pergola.systems.models import SchoolSystem
from pergola.walls.opening import open_walls, walls


@transaction.atomic
def name_lead(*, by: Person, system: SchoolSystem, address: str, site: str, words: str = "") -> None:
    """Ask somebody by mail to lead this school system; it gets its wall with the first. Nobody leads before they say yes.

    By one of its leads. While it has none, by an operator, who is not behind its wall and reads nothing there.
    """
    if system.wall_id is None and by.is_operator:
        wall_a_system(by=by, system=system)
    _must_name(by, system)
    assert system.wall_id is not None
    with walls({*open_walls(), system.wall_id}):
        if not invite(by=by, place=system, addresses=[address], site=site, words=words):
            raise Refusal(_("Whoever has this address leads %(system)s already.") % {"system": system}, field="email")


@transaction.atomic
def unname_lead(*, by: Person, system: SchoolSystem, invitation: Invitation) -> None:
    """The link in the mail stops working."""
    _must_name(by, system)
    assert system.wall_id is not None
    with walls({*open_walls(), system.wall_id}):
        take_back(by=by, invitation=invitation)


def _must_name(by: Person, system: SchoolSystem) -> None:
    if may_invite(by, system):
        return
    if by.is_operator and system.wall_id is not None and somebody_leads(system.wall_id):
        raise Refusal(
            _("%(system)s has a lead already. Who leads there names the next one, on the page of the system.")
            % {"system": system},
            field="system",
        )
    raise NotAllowed(_("Only the leads of %(system)s name another one. Ask one of them.") % {"system": system})
