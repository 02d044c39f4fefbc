"""A school system in a network: joining, what it shares, leaving."""

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.gather.actions.founding import add_member_system, form_team
from pergola.gather.actions.joining import add_to_team
from pergola.gather.leaving import leave_wall
from pergola.gather.rules import answers_for, must_answer_for
from pergola.kernel.clock import today
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.hubs import leads
from pergola.people.models import Person, WallMember
from pergola.spaces.models import HubRole, MemberSystem, Network, Team, TeamMember
from pergola.systems.models import SchoolSystem
from pergola.walls.reasons import Reason


@transaction.atomic
def join_network(
    *, by: Person, network: Network, system: SchoolSystem, person: Person, named: bool, figures: bool
) -> MemberSystem:
    """A system joins, as somebody of the hub asked it to and `person` answered for it; that person leads its team.

    Where the system has a wall of its own here, only one of its leads can answer for it.
    """
    if system.wall_id is not None and not leads(person, system.wall_id):
        raise Refusal(
            _("Only a lead of %(system)s can say that it joins. Ask the hub to write to one of them.")
            % {"system": system}
        )
    member = _member_again(network, system) or add_member_system(by=by, network=network, system=system, joined=today())
    member.named, member.figures = named, figures
    member.save()
    team = Team.objects.filter(network=network, system=system).first() or form_team(
        by=by, network=network, system=system, name=system.short_name or system.name
    )
    add_to_team(by=by, team=team, person=person, role=TeamMember.Role.LEAD)
    return member


@transaction.atomic
def share_in_public(*, by: Person, member: MemberSystem, named: bool, figures: bool) -> MemberSystem:
    """What of a system may stand on public pages. Only the system itself says so; what was published stays as it was."""
    must_answer_for(by, member)
    member.named, member.figures = named, figures
    member.save(update_fields=["named", "figures"])
    took_part(by, Participation.Verb.CONSENTED, wall=member.wall_id)
    return member


@transaction.atomic
def leave_network(*, by: Person, member: MemberSystem) -> MemberSystem:
    """A system leaves, as it or the hub says. Its people are no longer behind the network’s wall; their work stays there."""
    if not (answers_for(by, member) or leads(by, member.wall_id)):
        raise NotAllowed(_("Only the team’s lead or the hub can say that a system leaves."))
    held = MemberSystem.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(of=("self",)).get(pk=member.pk)
    if held.left is not None:
        return held
    held.left = today()
    held.save(update_fields=["left"])
    took_part(by, Participation.Verb.LEFT, wall=held.wall_id)
    _take_its_people_out(held)
    return held


def _take_its_people_out(member: MemberSystem) -> None:
    seats = TeamMember.objects.filter(team__network=member.network_id, team__system=member.system_id)
    people = set(seats.values_list("person", flat=True))
    seats.delete()
    elsewhere = TeamMember.objects.filter(team__network=member.network_id).values("person")
    hub = HubRole.objects.filter(network=member.network_id).values("person")
    gone = WallMember.objects.filter(wall=member.wall_id, person__in=people, role=WallMember.Role.MEMBER)
    gone = gone.exclude(person__in=elsewhere).exclude(person__in=hub)
    leave_wall(member.wall_id, list(gone.values_list("person", flat=True)))


def _member_again(network: Network, system: SchoolSystem) -> MemberSystem | None:
    """A system that left and comes back: a member from today, and its entry says from when to when it was one before."""
    before = MemberSystem.objects.filter(network=network, system=system).first()
    if before is None or before.left is None:
        return before
    span = {"from": date_format(before.joined, "j F Y"), "to": date_format(before.left, "j F Y")}
    said = _("A member before, from %(from)s to %(to)s.") % span
    before.note = " ".join(filter(None, [before.note, said]))
    before.joined, before.left = today(), None
    return before
