"""Somebody is no longer in a community, on a team, of a hub. What they said and did stays, in their name."""

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.gather.invitations import hold_place
from pergola.gather.leaving import leave_wall
from pergola.gather.models import Invitation
from pergola.gather.rules import leads_team, must_keep, must_lead, others_go_on
from pergola.kernel.clock import today
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person, WallMember
from pergola.spaces.models import Community, HubRole, Membership, Network, Team, TeamMember
from pergola.systems.models import RosterPerson
from pergola.walls.reasons import Reason


@transaction.atomic
def take_out_of_community(*, by: Person, community: Community, person: Person) -> None:
    """Somebody is no longer here, as those who keep it going decided. What they said stays, in their name.

    They do not come in again by themselves; and who came behind the wall by an invitation into this community alone is no
    longer behind it.
    """
    must_keep(by, community)
    hold_place(community)
    others_go_on(community, without=person)
    gone, _rows = Membership.objects.filter(community=community, person=person).delete()
    if gone:
        took_part(by, Participation.Verb.CHANGED, community=community)
        took_part(person, Participation.Verb.TAKEN_OUT, community=community)
        if person.pk != by.pk:
            _end_a_visit(community, person)


def _end_a_visit(community: Community, person: Person) -> None:
    """A guest’s last tie is gone. Of the system’s own (in its roster, in another community, a lead or coach), all stay."""
    member = WallMember.objects.filter(wall=community.wall_id, person=person, role=WallMember.Role.MEMBER).first()
    came = Invitation.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(
        community=community, answered_by=person, answer=Invitation.Answer.ACCEPTED
    )
    if member is None or not came.filter(sent__lte=member.since).exists():
        return
    ties = (
        Membership.objects.filter(wall=community.wall_id, person=person),
        TeamMember.objects.filter(wall=community.wall_id, person=person),
        RosterPerson.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall=community.wall_id, person=person, gone=None),
    )
    if not any(one.exists() for one in ties):
        leave_wall(community.wall_id, [person.pk])


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


@transaction.atomic
def end_hub_roles(*, by: None, network: Network) -> int:
    """What was given until a day ends after it: nobody acts, the day does. Who has no other role here, and is on no team and
    in no community, is no longer behind the network’s wall. Who alone leads it goes on until somebody else does. How many ended.
    """
    inside = {one.person_id: one for one in WallMember.objects.select_for_update().filter(wall=network.wall_id)}
    ended = 0
    for role in HubRole.objects.filter(network=network, until__lt=today()):
        others = HubRole.objects.filter(network=network, person=role.person_id).exclude(pk=role.pk)
        left = set(others.values_list("role", flat=True))
        member, leading = inside[role.person_id], [one for one in inside.values() if one.role == WallMember.Role.LEAD]
        if leading == [member] and not left - {HubRole.Role.EVALUATOR}:
            continue  # somebody must go on leading the network
        role.delete()
        ended += 1
        _stand_as(member, left, network)
    return ended


def _stand_as(member: WallMember, roles: set[str], network: Network) -> None:
    """Whoever has these roles in the hub, and no others any more."""
    held = (
        TeamMember.objects.filter(team__network=network, person=member.person_id),
        Membership.objects.filter(wall=network.wall_id, person=member.person_id),
    )
    if not roles and not any(one.exists() for one in held):
        leave_wall(network.wall_id, [member.person_id])
    elif roles <= {HubRole.Role.EVALUATOR}:
        member.role = WallMember.Role.EVALUATOR if roles else WallMember.Role.MEMBER
        member.save(update_fields=["role"])
