"""The audience for a space: made the first time something is shared with it, shared by all that follows."""

from collections.abc import Iterable

from pergola.people.models import Person
from pergola.spaces.models import Audience, AudiencePerson, Community, Team
from pergola.walls.models import PUBLIC_WALL, Wall


def for_community(community: Community) -> Audience:
    """Everyone in this community."""
    return Audience.objects.get_or_create(wall_id=community.wall_id, kind=Audience.Kind.COMMUNITY, community=community)[
        0
    ]


def for_facilitators(community: Community) -> Audience:
    """Those who keep this community going."""
    return Audience.objects.get_or_create(
        wall_id=community.wall_id, kind=Audience.Kind.FACILITATORS, community=community
    )[0]


def for_team(team: Team) -> Audience:
    """Everyone on this team."""
    return Audience.objects.get_or_create(wall_id=team.wall_id, kind=Audience.Kind.TEAM, team=team)[0]


def for_leads(wall: Wall | int) -> Audience:
    """A system's leads; in a network's wall, its hub."""
    return Audience.objects.get_or_create(wall_id=_id(wall), kind=Audience.Kind.LEADS)[0]


def for_wall(wall: Wall | int) -> Audience:
    """Everyone behind this wall."""
    return Audience.objects.get_or_create(wall_id=_id(wall), kind=Audience.Kind.WALL)[0]


def for_public() -> Audience:
    """Everyone, signed in or not. Only what stands behind the public wall can have it."""
    return Audience.objects.get(wall_id=PUBLIC_WALL, kind=Audience.Kind.PUBLIC)


def for_named(wall: Wall | int, people: Iterable[Person]) -> Audience:
    """These people and no others. Each must be behind the wall: a key says so."""
    audience = Audience.objects.create(wall_id=_id(wall), kind=Audience.Kind.NAMED)
    for person in people:
        AudiencePerson.objects.create(audience=audience, person=person)
    return audience


def _id(wall: Wall | int) -> int:
    return wall if isinstance(wall, int) else wall.pk
