"""Somebody is no longer behind a wall: whatever names them there goes first, as keys of the database demand."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from pergola.gather.models import PathwayPlace, Support
from pergola.people.models import WallMember
from pergola.spaces.models import AudiencePerson, HubRole, Membership, TeamMember

NAMED: Final = (Membership, AudiencePerson, Support, PathwayPlace)
"""In which somebody stands only while they are behind the wall, and out of which they are taken with it."""
HELD_BY: Final = (TeamMember, HubRole)
"""What keeps somebody behind a wall: whoever has one of these is not taken from behind it."""


def leave_wall(wall: int, people: Collection[UUID]) -> None:
    """Out of everything that names them there, and then the wall. Their work and what they did stay. The wall is open.

    For acts that have seen to it that nothing holds them: no seat on a team, no role in the hub.
    """
    for named in NAMED:
        named.objects.filter(wall=wall, person__in=people).delete()
    WallMember.objects.filter(wall=wall, person__in=people).delete()
