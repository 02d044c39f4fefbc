"""Somebody is no longer behind a wall: whatever names them there goes first, as keys of the database demand."""

from collections.abc import Collection
from uuid import UUID

from pergola.gather.models import PathwayPlace, Support
from pergola.people.models import WallMember
from pergola.spaces.models import AudiencePerson, Membership
from pergola.walls.reasons import Reason


def leave_wall(wall: int, people: Collection[UUID]) -> None:
    """Their communities and named lists there, what they signalled and where they were on pathways, and then the wall. Their work and what they did stay. The wall is open.

    For acts that have seen to it that nothing holds them: no seat on a team, no role in the hub.
    """
    Membership.objects.filter(wall=wall, person__in=people).delete()
    AudiencePerson.objects.filter(wall=wall, person__in=people).delete()
    Support.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall=wall, person__in=people).delete()
    PathwayPlace.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall=wall, person__in=people).delete()
    WallMember.objects.filter(wall=wall, person__in=people).delete()
