"""The secret of an invitation, and finding one again by its link."""

from datetime import timedelta

from django.db.models import Q

from pergola.commons.by_link import found_by
from pergola.gather.models import Invitation
from pergola.kernel.clock import now
from pergola.people.addresses import same_address
from pergola.people.models import Asker, Identity, Person, Visitor, WallMember
from pergola.spaces.models import Community, HubRole, Membership, MemberSystem, Network, Team, TeamMember
from pergola.systems.models import SchoolSystem
from pergola.walls.reasons import Reason

type Place = Community | Team | Network | SchoolSystem

GOOD_FOR = timedelta(days=30)


def held_by(token: str) -> Invitation | None:
    """The invitation this link is for."""
    every = Invitation.objects.unrestricted(Reason.SIGN_IN)
    return found_by(token, every.select_related("wall", "community", "team", "network", "system", "invited_by"))


def is_good(token: str) -> bool:
    """Does what a session holds still let somebody in? Not once it is answered, taken back or out of date."""
    found = held_by(token)
    return found is not None and still_good(found)


def still_good(invitation: Invitation) -> bool:
    return invitation.answered is None and invitation.expires > now()


def addressed_to(person: Asker, invitation: Invitation) -> bool:
    """Is this the person it was sent to? The address of a sign-in identity is one its owner has proved."""
    if isinstance(person, Visitor):
        return False
    own = Identity.objects.filter(person=person, is_active=True).values_list("email", flat=True)
    return any(same_address(address, invitation.email) for address in own)


def hinted(address: str) -> str:
    """“no…@alder.example”: enough for whoever has the address to know it, and not the address for whoever got hold of the link."""
    name, _at, house = address.rpartition("@")
    return f"{name[:2]}…@{house}"


def here_already(place: Place, addresses: list[str]) -> set[str]:
    """Which of these addresses belong to people who are in this very place. Nothing is said of anywhere else."""
    return set(Identity.objects.filter(_in(place), email__in=addresses).values_list("email", flat=True))


def came_by(person: Person, invitation: Invitation) -> bool:
    """Is this person where it led? Of a system that was asked to join, or is to be led: behind that wall."""
    if invitation.system is None:
        return is_here(person, invitation.place)
    return WallMember.objects.filter(wall=invitation.wall_id, person=person).exists()


def is_here(person: Person, place: Place) -> bool:
    """Is this person in this very place?"""
    return Person.objects.filter(_in(place, "pk"), pk=person.pk).exists()


def _in(place: Place, who: str = "person") -> Q:
    if isinstance(place, Community):
        return Q((f"{who}__in", Membership.objects.filter(community=place).values("person")))
    if isinstance(place, Team):
        return Q((f"{who}__in", TeamMember.objects.filter(team=place).values("person")))
    if isinstance(place, SchoolSystem):
        leads = WallMember.objects.filter(wall=place.wall_id, role=WallMember.Role.LEAD)
        return Q((f"{who}__in", leads.values("person")))
    return Q((f"{who}__in", HubRole.objects.filter(network=place).values("person")))


def hold_place(place: Place) -> None:
    """Hold its row until the act is over. Not its key: whoever joins it meanwhile does not wait."""
    if isinstance(place, SchoolSystem):
        SchoolSystem.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(no_key=True).get(pk=place.pk)
        return
    type(place).objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(no_key=True).get(pk=place.pk)


def to_place(place: Place, system: SchoolSystem | None = None) -> Q:
    """Invitations to this place; to a network, those into its hub, or those that ask this system to join."""
    if isinstance(place, Community):
        return Q(community=place)
    if isinstance(place, SchoolSystem):
        return Q(network=None, system=place)
    return Q(team=place) if isinstance(place, Team) else Q(network=place, system=system)


def is_member(network: Network, system: SchoolSystem) -> bool:
    """Is this system in the network today?"""
    return MemberSystem.objects.filter(network=network, system=system, left=None).exists()
