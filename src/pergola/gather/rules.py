"""May this person found, open, join, keep?"""

from django.utils.translation import gettext as _

from pergola.kernel.errors import NotAllowed
from pergola.people.models import Asker, Person, Visitor, WallMember
from pergola.spaces.models import Community, Membership, Network, Team, TeamMember


def leads(person: Asker, wall_id: int) -> bool:
    """Is this person a lead behind this wall (in a network's wall: of the hub)?"""
    if isinstance(person, Visitor):
        return False
    return WallMember.objects.filter(person=person, wall=wall_id, role=WallMember.Role.LEAD).exists()


def keeps(person: Asker, community: Community) -> bool:
    """Does this person keep this community going, as its facilitator or as a lead behind its wall?"""
    if isinstance(person, Visitor):
        return False
    held = Membership.objects.filter(person=person, community=community, role=Membership.Role.FACILITATOR).exists()
    return held or leads(person, community.wall_id)


def leads_team(person: Asker, team: Team) -> bool:
    """Is this person the team's lead, or of the network's hub?"""
    if isinstance(person, Visitor):
        return False
    held = TeamMember.objects.filter(person=person, team=team, role=TeamMember.Role.LEAD).exists()
    return held or leads(person, team.wall_id)


def must_operate(person: Person) -> None:
    if not person.is_operator:
        raise NotAllowed(_("Only an operator can set this up. Ask whoever keeps this installation."))


def must_lead(person: Person, wall_id: int) -> None:
    if not (person.is_operator or leads(person, wall_id)):
        raise NotAllowed(_("Only the leads here can do this. Ask one of them."))


def may_invite(person: Asker, place: Community | Team | Network) -> bool:
    """Those who keep a community, lead a team, lead the hub: each into their own."""
    if isinstance(place, Community):
        return keeps(person, place)
    if isinstance(place, Team):
        return leads_team(person, place)
    return leads(person, place.wall_id)
