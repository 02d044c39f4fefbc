from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.gather.rules import must_lead, must_operate
from pergola.kernel.errors import Refusal
from pergola.people.models import Person, WallMember
from pergola.spaces.models import DeclaredFigure, HubRole, MemberSystem, Network, Phase, Team
from pergola.systems.models import SchoolSystem
from pergola.walls.models import Wall
from pergola.walls.opening import open_walls, walls


@transaction.atomic
def wall_a_system(*, by: Person, system: SchoolSystem) -> Wall:
    """Give a school system a wall of its own, so that its people can have communities here."""
    must_operate(by)
    if system.wall_id is not None:
        raise Refusal(_("%(system)s already has a wall of its own.") % {"system": system})
    system.wall = Wall.objects.create(kind=Wall.Kind.SYSTEM, name=system.name)
    system.save(update_fields=["wall"])
    with walls({*open_walls(), system.wall.pk}):
        took_part(by, Participation.Verb.MADE, wall=system.wall.pk)
    return system.wall


@transaction.atomic
def found_network(
    *,
    by: Person,
    name: str,
    purpose: str,
    starts: date,
    ends: date | None = None,
    confidential: bool = False,
    sample: bool = False,
) -> Network:
    """Found a network, with the wall it lives behind."""
    must_operate(by)
    if ends is not None and ends <= starts:
        raise Refusal(_("The network would end before it starts. Write a later day."), field="ends")
    wall = Wall.objects.create(kind=Wall.Kind.NETWORK, name=name)
    with walls({*open_walls(), wall.pk}):
        took_part(by, Participation.Verb.MADE, wall=wall.pk)
        return Network.objects.create(
            wall=wall, name=name, purpose=purpose, starts=starts, ends=ends, confidential=confidential, sample=sample
        )


@transaction.atomic
def add_member_system(
    *, by: Person, network: Network, system: SchoolSystem, joined: date, note: str = ""
) -> MemberSystem:
    """A school system joins a network on a day."""
    must_lead(by, network.wall_id)
    took_part(by, Participation.Verb.CHANGED, wall=network.wall_id)
    return MemberSystem.objects.create(network=network, system=system, joined=joined, note=note)


@transaction.atomic
def add_phase(*, by: Person, network: Network, name: str, starts: date, ends: date) -> Phase:
    """Name a stretch of the network's time."""
    must_lead(by, network.wall_id)
    if ends < starts:
        raise Refusal(_("This phase would end before it starts. Write a later day."), field="ends")
    took_part(by, Participation.Verb.CHANGED, wall=network.wall_id)
    return Phase.objects.create(network=network, name=name, starts=starts, ends=ends)


@transaction.atomic
def give_hub_role(
    *, by: Person, network: Network, person: Person, role: HubRole.Role, until: date | None = None
) -> HubRole:
    """Somebody does something in the hub. All but the evaluator are then leads behind the network’s wall.

    Whoever is a lead already stays one, also as the evaluator. After the day `until` the role ends by itself.
    """
    must_lead(by, network.wall_id)
    inside = WallMember.Role.EVALUATOR if role == HubRole.Role.EVALUATOR else WallMember.Role.LEAD
    member, made = WallMember.objects.get_or_create(wall_id=network.wall_id, person=person, defaults={"role": inside})
    if not made and member.role not in (inside, WallMember.Role.LEAD):
        member.role = inside
        member.save(update_fields=["role"])
    given, new = HubRole.objects.get_or_create(network=network, person=person, role=role, defaults={"until": until})
    if not new and given.until != until:
        given.until = until
        given.save(update_fields=["until"])
    if new:
        took_part(person, Participation.Verb.JOINED, wall=network.wall_id)
    return given


@transaction.atomic
def form_team(*, by: Person, network: Network, system: SchoolSystem, name: str, focus: str = "") -> Team:
    """The team of one member system."""
    must_lead(by, network.wall_id)
    if not MemberSystem.objects.filter(network=network, system=system, left=None).exists():
        raise Refusal(_("%(system)s is not a member of this network yet. Add it first.") % {"system": system})
    took_part(by, Participation.Verb.MADE, wall=network.wall_id)
    return Team.objects.create(network=network, system=system, name=name, focus=focus)


@transaction.atomic
def declare_figure(
    *, by: Person, member: MemberSystem, what: DeclaredFigure.What, low: int, high: int, source: str, as_of: date
) -> DeclaredFigure:
    """What a system says of itself, as a range, with where it comes from and of which day."""
    must_lead(by, member.wall_id)
    if low < 0 or high < low:
        raise Refusal(
            _("A range goes from the smaller figure to the larger, and neither is below nought."), field="low"
        )
    took_part(by, Participation.Verb.CHANGED, wall=member.wall_id)
    return DeclaredFigure.objects.update_or_create(
        member=member, what=what, as_of=as_of, defaults={"low": low, "high": high, "source": source}
    )[0]
