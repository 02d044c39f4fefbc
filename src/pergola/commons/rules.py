"""May this person remove it, and may it still come back?"""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from pergola.commons.models import Artifact
from pergola.commons.models.artifact import reached
from pergola.kernel.clock import now
from pergola.people.models import Asker, Visitor
from pergola.spaces.models import Membership, TeamMember
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.reasons import Reason

DAYS_TO_COME_BACK = 30


def until(removed: datetime) -> datetime:
    """The last moment at which what was removed can come back."""
    return removed + timedelta(days=DAYS_TO_COME_BACK)


def still_back() -> Q:
    """What was removed so lately that it can come back, as a condition on `removed`."""
    return Q(removed__gt=now() - timedelta(days=DAYS_TO_COME_BACK))


def may_remove(person: Asker, artifact: Artifact) -> bool:
    """Whoever may edit a thing may remove it; a published copy is withdrawn instead, by those who published it."""
    if artifact.wall_id == PUBLIC_WALL:
        return False
    return Artifact.objects.editable_by(person).filter(pk=artifact.pk).exists()


def keeps_place(person: Asker, artifact: Artifact) -> bool:
    """Does this person keep order where a thing stands: a facilitator of its community, the lead of its team?"""
    if isinstance(person, Visitor):
        return False
    if artifact.team_id is not None:
        return TeamMember.objects.filter(person=person, team=artifact.team_id, role=TeamMember.Role.LEAD).exists()
    if artifact.community_id is None:
        return False
    keeping = Membership.objects.filter(person=person, role=Membership.Role.FACILITATOR)
    return keeping.filter(community=artifact.community_id).exists()


def removed_by(person: Asker) -> QuerySet[Artifact]:
    """What this person removed, may still see, and can bring back."""
    if isinstance(person, Visitor):
        return Artifact.objects.none()
    gone = Artifact.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(reached(person), still_back(), removed_by=person)
    return gone.order_by("-removed")
