"""Where a piece of inquiry is at home: a team in a network, or a community. Its people do it; nobody else sees it at first."""

from typing import Any

from django.utils.translation import gettext as _

from pergola.commons.models import Artifact
from pergola.people.models import Asker, Visitor
from pergola.spaces.audiences import for_community, for_team
from pergola.spaces.models import Audience, Community, Membership, Network, Team, TeamMember

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
    return Membership.objects.filter(community=home, person=person).exists()


def homes_of(person: Asker) -> list[Home]:
    """The teams and communities this person does inquiry in: teams first, each by name."""
    if isinstance(person, Visitor):
        return []
    mine = TeamMember.objects.filter(person=person).values("team")
    joined = Membership.objects.filter(person=person).values("community")
    teams = Team.objects.filter(pk__in=mine).select_related("network")
    return [*teams, *Community.objects.filter(pk__in=joined)]


def name_of(audience: Audience) -> str:
    """Who that is, in words that fit “the 14 people of …”."""
    match audience.kind:
        case Audience.Kind.TEAM:
            return _("this team")
        case Audience.Kind.COMMUNITY | Audience.Kind.FACILITATORS:
            return _("this community")
        case Audience.Kind.WALL:
            network = Network.objects.filter(wall=audience.wall_id).first()
            return network.name if network else audience.wall.name
    return str(audience)
