from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from pergola.gather.actions.founding import add_member_system, found_network, give_hub_role, wall_a_system
from pergola.gather.actions.joining import bring_behind
from pergola.gather.first import somebody_operates
from pergola.kernel.clock import today
from pergola.kernel.errors import Refusal
from pergola.people.models import Identity, Person, Visitor, WallMember
from pergola.spaces.models import HubRole
from pergola.systems.actions import enter_system
from pergola.walls.models import Wall
from pergola.walls.opening import open_walls, walls

ONE_AT_A_TIME = 4_221_010  # the number of the lock under which the first operator is made
FIRST_SLUG = "first-system"


@dataclass(frozen=True)
class Beginning:
    """What the first page asks for. A network may come later: one system by itself can begin."""

    name: str
    email: str
    password: str
    system: str
    network: str = ""
    purpose: str = ""


@transaction.atomic
def begin_here(*, by: Visitor, beginning: Beginning) -> tuple[Identity, Wall]:
    """The first operator, and with them a system to lead, whose wall is given back. Once, whoever comes first.

    No community yet: nothing opens empty, so the next page opens one as everybody opens one, with its people, date and question.
    A visitor acts: nobody is anybody yet. The secret has shown that this one may (`gather/first.py`).
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    if somebody_operates():
        raise Refusal(_("Somebody has begun here already. Sign in, or ask them."))
    person = Person.objects.create(name=beginning.name, is_operator=True)
    identity = Identity.objects.create_user(beginning.email, beginning.password, person=person)
    EmailAddress.objects.create(user=identity, email=identity.email, verified=True, primary=True)
    return identity, _found_all(by=person, beginning=beginning)


def _found_all(*, by: Person, beginning: Beginning) -> Wall:
    """By the same acts as everything later."""
    slug = slugify(beginning.system)[:60] or FIRST_SLUG
    system = enter_system(by=by, slug=slug, name=beginning.system)
    wall = wall_a_system(by=by, system=system)
    bring_behind(by=by, wall=wall, person=by, role=WallMember.Role.LEAD)
    if beginning.network:
        network = found_network(by=by, name=beginning.network, purpose=beginning.purpose, starts=today())
        with walls({*open_walls(), wall.pk, network.wall_id}):
            give_hub_role(by=by, network=network, person=by, role=HubRole.Role.COORDINATOR)
            add_member_system(by=by, network=network, system=system, joined=today())
    return wall
