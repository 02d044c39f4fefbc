"""Somebody is no longer behind a wall: whatever names them there goes first, as keys of the database demand."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from django.db.models import Q

from pergola.gather.models import Pair, PathwayPlace, Support, Workplace
from pergola.kernel.clock import now
from pergola.people.models import WallMember
from pergola.spaces.models import AudiencePerson, HubRole, Membership, TeamMember
from pergola.walls.reasons import Reason

NAMED: Final = (Membership, AudiencePerson, Support, PathwayPlace, Workplace)
"""In which somebody stands only while they are behind the wall, and out of which they are taken with it."""
HELD_BY: Final = (TeamMember, HubRole)
"""What keeps somebody behind a wall: whoever has one of these is not taken from behind it."""


def leave_wall(wall: int, people: Collection[UUID]) -> None:
    """Out of everything that names them there, and then the wall. Their work and what they did stay. The wall is open.

    For acts that have seen to it that nothing holds them: no seat on a team, no role in the hub.
    """
    list(WallMember.objects.filter(wall=wall, person__in=people).select_for_update().order_by("pk"))
    for named in NAMED:
        named.objects.filter(wall=wall, person__in=people).delete()
    _end_pairs(wall, people)
    WallMember.objects.filter(wall=wall, person__in=people).delete()


def _end_pairs(wall: int, people: Collection[UUID]) -> None:
    """Of people who are no longer behind the wall: what stood has ended, what was asked is taken back. The wall is open."""
    theirs = Pair.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall=wall, ended=None).filter(
        Q(asked_by__in=people) | Q(asked_to__in=people)
    )  # fmt: skip
    theirs.filter(answer=Pair.Answer.OPEN).update(answer=Pair.Answer.TAKEN_BACK, answered=now())
    theirs.filter(answer=Pair.Answer.ACCEPTED).update(ended=now())  # last: one that is answered just now is among them
