"""Somebody is no longer behind a wall: whatever names them there goes first, as keys of the database demand."""

from collections.abc import Collection
from uuid import UUID

from pergola.people.models import WallMember
from pergola.spaces.models import AudiencePerson, Membership


def leave_wall(wall: int, people: Collection[UUID]) -> None:
    """Their communities and named lists there, and then the wall. Their work and what they did stay. The wall is open.

    For acts that have seen to it that nothing holds them: no seat on a team, no role in the hub.
    """
    Membership.objects.filter(wall=wall, person__in=people).delete()
    AudiencePerson.objects.filter(wall=wall, person__in=people).delete()
    WallMember.objects.filter(wall=wall, person__in=people).delete()
