from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.gather.invitations import hold_place
from pergola.gather.rules import (
    leads_team,
    must_be_asked,
    must_go_on,
    must_keep,
    must_lead,
    must_not_be_out,
    must_open_in,
    others_go_on,
    somebody_goes_on,
)
from pergola.kernel.clock import now, today
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person, WallMember
from pergola.spaces.models import Charter, Community, Membership, Team, TeamMember
from pergola.walls.models import PUBLIC_WALL, Wall
from pergola.walls.opening import open_walls, walls

REVIEWED_EVERY = timedelta(days=182)
"""A charter is looked at again twice a year, unless its people say otherwise."""


@transaction.atomic
def bring_behind(
    *, by: Person, wall: Wall, person: Person, role: WallMember.Role = WallMember.Role.MEMBER
) -> WallMember:
    """Let somebody behind a wall, in a role. Nobody lets themselves in, and nobody enters the public wall."""
    must_lead(by, wall.pk)
    if wall.pk == PUBLIC_WALL:
        raise Refusal(_("Everyone is before the public wall already."))
    member, new = WallMember.objects.get_or_create(wall=wall, person=person, defaults={"role": role})
    if (
        not new and role != WallMember.Role.MEMBER and member.role != role
    ):  # letting somebody in again takes no role away
        member.role = role
        member.save(update_fields=["role"])
    if new:
        with walls({*open_walls(), wall.pk}):
            took_part(person, Participation.Verb.JOINED, wall=wall.pk)
    return member


@transaction.atomic
def open_community(
    *,
    by: Person,
    wall: Wall,
    name: str,
    charter: str,
    joining: Community.Joining = Community.Joining.OPEN,
    started: date | None = None,
    parent: Community | None = None,
    ends: date | None = None,
    kept_for: str = "",
    sample: bool = False,
) -> Community:
    """Open a community, with the first version of its charter; whoever opens it keeps it going, at first.

    With `ends` it is a fellowship; with `parent` a group inside another community of the same wall.
    """
    must_open_in(by, wall.pk, parent)
    begins = started or today()
    if ends is not None and ends <= begins:
        raise Refusal(_("It would end before it begins. Write a later day, or none."), field="ends")
    if parent is not None:
        must_go_on(parent)
    community = Community.objects.create(
        wall=wall, name=name, charter=charter, joining=joining, started=begins, parent=parent, ends=ends, kept_for=kept_for,
        stage=Community.Stage.POTENTIAL, review_on=begins + REVIEWED_EVERY, sample=sample,
    )  # fmt: skip
    Charter.objects.create(community=community, version=1, sentence=charter, by=by, at=now())
    if WallMember.objects.filter(wall=wall, person=by).exists():
        Membership.objects.create(community=community, person=by, role=Membership.Role.FACILITATOR, joined=now())
        took_part(by, Participation.Verb.JOINED, community=community)
    took_part(by, Participation.Verb.MADE, community=community)
    return community


@transaction.atomic
def join_community(*, by: Person, community: Community) -> Membership:
    """Join an open community of a wall one is behind. Joining twice is joining once."""
    must_go_on(community)
    if community.joining == Community.Joining.REQUEST:
        raise NotAllowed(_("One comes into this community on request: ask, in a sentence."))
    if community.joining != Community.Joining.OPEN:
        raise NotAllowed(_("This community is by invitation. Ask one of its facilitators."))
    must_not_be_out(by, community)
    return _come_in(by, community)


def _come_in(person: Person, community: Community, role: Membership.Role = Membership.Role.MEMBER) -> Membership:
    """Whoever comes into a fellowship is not yet leading: nobody asks them to."""
    newcomer = community.is_fellowship and role == Membership.Role.MEMBER
    membership, made = Membership.objects.get_or_create(
        community=community, person=person, defaults={"joined": now(), "role": role, "not_yet_leading": newcomer}
    )
    if made:
        took_part(person, Participation.Verb.JOINED, community=community)
    return membership


@transaction.atomic
def keep_community(*, by: Person, community: Community, person: Person, role: Membership.Role) -> Membership:
    """Put somebody into a community, or give them a role there. Its last facilitator stays one until there is another.

    Whoever is not yet leading is given no role: they say themselves when they are ready.
    """
    must_keep(by, community)
    hold_place(community)
    membership = _come_in(person, community, role)
    if membership.role != role:
        must_be_asked(membership)
        somebody_goes_on(community, without=person)
        membership.role = role
        membership.save(update_fields=["role"])
        took_part(by, Participation.Verb.CHANGED, community=community)
    return membership


@transaction.atomic
def leave_community(*, by: Person, community: Community) -> None:
    """Leave freely; who alone keeps it going for others hands that over first. What one said stays; nobody is told."""
    hold_place(community)
    others_go_on(community, without=by)
    gone, _rows = Membership.objects.filter(community=community, person=by).delete()
    if gone:
        took_part(by, Participation.Verb.LEFT, community=community)


@transaction.atomic
def add_to_team(
    *, by: Person, team: Team, person: Person, role: TeamMember.Role = TeamMember.Role.MEMBER
) -> TeamMember:
    """Put somebody on a team, behind the network's wall if they are not there yet."""
    if not (by.is_operator or leads_team(by, team)):
        raise NotAllowed(_("Only the team’s lead or the hub can do this."))
    WallMember.objects.get_or_create(wall_id=team.wall_id, person=person)
    member, new = TeamMember.objects.get_or_create(team=team, person=person, defaults={"role": role, "since": today()})
    if new:
        took_part(person, Participation.Verb.JOINED, wall=team.wall_id)
    elif role != TeamMember.Role.MEMBER and member.role != role:
        member.role = role
        member.save(update_fields=["role"])
        took_part(by, Participation.Verb.CHANGED, wall=team.wall_id)
    return member
