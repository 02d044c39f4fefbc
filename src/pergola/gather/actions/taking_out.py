"""Somebody is no longer in a community, on a team, of a hub. What they said and did stays, in their name."""

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.gather.invitations import hold_place
from pergola.gather.rules import leads_team, must_keep, must_lead, somebody_goes_on
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person, WallMember
from pergola.spaces.models import Community, HubRole, Membership, Network, Team, TeamMember


@transaction.atomic
def take_out_of_community(*, by: Person, community: Community, person: Person) -> None:
    """Somebody is no longer here, as those who keep it going decided. What they said stays, in their name."""
    must_keep(by, community)
    hold_place(community)
    somebody_goes_on(community, without=person)
    gone, _rows = Membership.objects.filter(community=community, person=person).delete()
    if gone:
        took_part(by, Participation.Verb.CHANGED, community=community)


@transaction.atomic
def take_off_team(*, by: Person, team: Team, person: Person) -> None:
    """Somebody is no longer on the team. They stay in the network; what they did stays, in their name."""
    if not (by.is_operator or leads_team(by, team)):
        raise NotAllowed(_("Only the team’s lead or the hub can do this."))
    gone, _rows = TeamMember.objects.filter(team=team, person=person).delete()
    if gone:
        took_part(by, Participation.Verb.CHANGED, wall=team.wall_id)


@transaction.atomic
def take_off_hub(*, by: Person, network: Network, person: Person) -> None:
    """Somebody is no longer of the hub, in any role. They stay in the network, as a member; somebody must go on leading it."""
    must_lead(by, network.wall_id)
    here = WallMember.objects.select_for_update().filter(wall=network.wall_id)
    leads = [one.person_id for one in here if one.role == WallMember.Role.LEAD]
    if leads == [person.pk]:
        raise Refusal(_("Nobody else leads this network. Invite somebody into the hub first."))
    gone, _rows = HubRole.objects.filter(network=network, person=person).delete()
    if gone:
        WallMember.objects.filter(wall=network.wall_id, person=person).update(role=WallMember.Role.MEMBER)
        took_part(by, Participation.Verb.CHANGED, wall=network.wall_id)
