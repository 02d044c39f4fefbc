"""A network's page, gathered: its time, its school systems and what each shares. A fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from pergola.commons.places import page_of
from pergola.gather.models import Invitation
from pergola.kernel.clock import today
from pergola.people.models import Asker
from pergola.spaces.models import MemberSystem, Milestone, Network, Phase, Team, TeamMember


@dataclass(frozen=True)
class Joined:
    """A member system, with the page of its team, and whether whoever looks answers for it."""

    member: MemberSystem
    team: Team | None
    own: bool

    @property
    def team_page(self) -> str:
        return page_of(self.team) if self.team else ""


@dataclass(frozen=True)
class NetworkPage:
    """What everyone behind the network's wall sees of it; `asked` only its hub."""

    network: Network
    phases: list[Phase]
    milestones: list[Milestone]
    members: list[Joined]
    before: list[MemberSystem]
    asked: list[Invitation]

    @property
    def next_milestone(self) -> Milestone | None:
        return next((one for one in self.milestones if one.reached is None), None)

    @property
    def overdue(self) -> list[Milestone]:
        return [one for one in self.milestones if one.reached is None and one.due < today()]


def page_of_network(network: Network, person: Asker, led: set[int], *, leading: bool) -> NetworkPage:
    """Six queries, one more for its hub. `led`: the walls of the school systems that whoever looks leads."""
    here = MemberSystem.objects.visible_to(person).filter(network=network).select_related("system")
    everyone = list(here.order_by("system__name"))
    teams = {one.system_id: one for one in Team.objects.visible_to(person).filter(network=network).order_by("-name")}
    mine = TeamMember.objects.visible_to(person).filter(person=person.pk, role=TeamMember.Role.LEAD)
    leads = set(mine.values_list("team", flat=True))
    members = []
    for one in everyone:
        team = teams.get(one.system_id)
        own = one.system.wall_id in led or (team is not None and team.pk in leads)
        members.append(Joined(one, team, own))
    asked = Invitation.objects.visible_to(person).filter(network=network, system__isnull=False)
    return NetworkPage(
        network,
        list(Phase.objects.visible_to(person).filter(network=network)),
        list(Milestone.objects.visible_to(person).filter(network=network)),
        [one for one in members if is_in(one.member, today())],
        [one for one in everyone if not is_in(one, today())],
        list(asked.exclude(answer="withdrawn").select_related("system", "answered_by").order_by("-sent")[:100])
        if leading
        else [],
    )


def is_in(member: MemberSystem, day: date) -> bool:
    return member.left is None or member.left > day
