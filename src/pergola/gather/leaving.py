"""Somebody is no longer behind a wall: whatever names them there goes first, as keys of the database demand."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from pergola.gather.models import Pair, Workplace
from pergola.kernel.clock import now
from pergola.people.models import WallMember
from pergola.spaces.models import AudiencePerson, Membership
from pergola.walls.reasons import Reason


def leave_wall(wall: int, people: Collection[UUID]) -> None:
    """Their communities, named lists, pairs and where they work there, and then the wall. Their work and what they did stay. The wall is open.

    For acts that have seen to it that nothing holds them: no seat on a team, no role in the hub.
    """
    Membership.objects.filter(wall=wall, person__in=people).delete()
    AudiencePerson.objects.filter(wall=wall, person__in=people).delete()
    Workplace.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall=wall, person__in=people).delete()
    _end_pairs(wall, people)
    WallMember.objects.filter(wall=wall, person__in=people).delete()


def _end_pairs(wall: int, people: Collection[UUID]) -> None:
    """Of people who are no longer behind the wall: what stood has ended, what was asked is taken back. The wall is open."""
    theirs = Pair.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall=wall, ended=None).filter(
        Q(asked_by__in=people) | Q(asked_to__in=people)
    )  # fmt: skip
    theirs.filter(answer=Pair.Answer.ACCEPTED).update(ended=now())
    theirs.filter(answer=Pair.Answer.OPEN).update(answer=Pair.Answer.TAKEN_BACK, answered=now())
