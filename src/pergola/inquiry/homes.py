"""Where a piece of inquiry is at home: a team in a network, or a community. Its people do it; nobody else sees it at first."""

from typing import Any

from pergola.commons.models import Artifact
from pergola.commons.seen import SeenBy, seen_by, seen_by_number
from pergola.inquiry.models import Cycle
from pergola.people.models import Asker, Visitor
from pergola.spaces.audiences import for_community, for_team
from pergola.spaces.models import Audience, Community, Membership, Team, TeamMember

type Home = Team | Community


def home_of(thing: Artifact) -> Home | None:
    """The team or community this is of; None for what the hub says in the name of a network."""
    return thing.team or thing.community


def placed(home: Home) -> dict[str, Any]:
    """The fields that put a new artifact into this home: behind its wall, seen by its people and by nobody else."""
    if isinstance(home, Team):
        return {"wall_id": home.wall_id, "team": home, "audience": for_team(home)}
    return {"wall_id": home.wall_id, "community": home, "audience": for_community(home)}


def works_in(person: Asker, home: Home) -> bool:
    """Is this person of the team, or in the community?"""
    if isinstance(person, Visitor):
        return False
    if isinstance(home, Team):
        return TeamMember.objects.filter(team=home, person=person).exists()
    return home.closed is None and Membership.objects.filter(community=home, person=person).exists()


def waits_for(person: Asker, cycle: Cycle) -> bool:
    """Does the present step of this cycle wait for them? Leaning waits for everybody of its home; the rest for those who do it:
    the team, and in a community whoever began it."""
    return cycle.step == Cycle.Step.ACT or cycle.team_id is not None or cycle.made_by_id == person.pk


def homes_of(person: Asker) -> list[Home]:
    """The teams and communities this person does inquiry in: teams first, each by name."""
    if isinstance(person, Visitor):
        return []
    mine = TeamMember.objects.filter(person=person).values("team")
    joined = Membership.objects.filter(person=person).values("community")
    teams = Team.objects.filter(pk__in=mine).select_related("network")
    return [*teams, *Community.objects.filter(pk__in=joined).going_on()]


def seen_at_home(home: Home) -> SeenBy:
    """Who sees what is made here, before anything is."""
    if isinstance(home, Team):
        return seen_by_number(TeamMember.objects.filter(team=home).count(), Audience.Kind.TEAM)
    return seen_by_number(Membership.objects.filter(community=home).count(), Audience.Kind.COMMUNITY)


def seen_by_all(wall: int) -> SeenBy:
    """Everyone behind this wall, before anything is shared with them."""
    return seen_by(Audience(kind=Audience.Kind.WALL, wall_id=wall))
