"""Letting go, behind one wall at a time."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from pergola.commons.rules import DAYS_TO_COME_BACK, still_back
from pergola.kernel.clock import now
from pergola.talk.models import Notice, Post
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


@transaction.atomic
def empty_removed_posts(wall: int) -> int:
    """After thirty days the words of removed posts are gone for good, behind this one wall; how many it was."""
    with walls([wall]):
        gone = Post.objects.unrestricted(Reason.HOUSEKEEPING).filter(~still_back(), ~Q(body=""), removed__isnull=False)
        return gone.update(body="")


@transaction.atomic
def sweep_notices(wall: int) -> int:
    """What was read is forgotten after thirty days, what was not after a year."""
    with walls([wall]):
        every = Notice.objects.unrestricted(Reason.HOUSEKEEPING)
        read = Q(read__lt=now() - timedelta(days=DAYS_TO_COME_BACK))
        return every.filter(read | Q(at__lt=now() - timedelta(days=365))).delete()[0]
