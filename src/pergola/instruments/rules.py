"""May this person ask, answer, fill in?"""

from django.utils.translation import gettext as _

from pergola.instruments.models import Asking
from pergola.kernel.errors import NotAllowed
from pergola.people.hubs import leads
from pergola.people.models import Asker, Person, Visitor, WallMember
from pergola.spaces.models import Community, Membership, Network, Team, TeamMember
from pergola.walls.models import Wall


def is_in(person: Asker, community: Community) -> bool:
    """Is this person in the community? Whoever leads the system and is not in it reads nothing of how it goes."""
    return not isinstance(person, Visitor) and Membership.objects.filter(person=person, community=community).exists()


def asks_in(person: Asker, community: Community) -> bool:
    """Its facilitators ask how a community goes: what is said honestly is said to one another, not to whoever leads."""
    if isinstance(person, Visitor):
        return False
    held = Membership.objects.filter(person=person, community=community, role=Membership.Role.FACILITATOR)
    return held.exists()


def is_on(person: Asker, team: Team) -> bool:
    return not isinstance(person, Visitor) and TeamMember.objects.filter(person=person, team=team).exists()


def is_asked(person: Asker, asking: Asking) -> bool:
    """May this person answer? Whoever has left since may not."""
    if isinstance(person, Visitor) or asking.kind == Asking.Kind.SELF:
        return False
    if asking.community is not None:
        return is_in(person, asking.community)
    return WallMember.objects.filter(person=person, wall=asking.wall_id).exists()


def must_ask_in(person: Person, community: Community) -> None:
    if not asks_in(person, community):
        raise NotAllowed(_("Only the facilitators of this community ask how it goes."))


def must_lead_network(person: Person, network: Network) -> None:
    if not leads(person, network.wall_id):
        raise NotAllowed(_("Only the hub asks for a self-assessment."))


def must_lead_system(person: Person, wall: Wall) -> None:
    if wall.kind != Wall.Kind.SYSTEM or not leads(person, wall.pk):
        raise NotAllowed(_("Only the leads of a school system ask its people what they would join."))


def must_be_on(person: Person, team: Team) -> None:
    if not is_on(person, team):
        raise NotAllowed(_("Only those on the team answer for their system."))
