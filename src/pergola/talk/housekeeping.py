"""Letting go, behind one wall at a time."""

from django.db import transaction
from django.db.models import Q

from pergola.commons.rules import still_back
from pergola.talk.models import Post
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


@transaction.atomic
def empty_removed_posts(wall: int) -> int:
    """After thirty days the words of removed posts are gone for good, behind this one wall; how many it was."""
    with walls([wall]):
        gone = Post.objects.unrestricted(Reason.HOUSEKEEPING).filter(~still_back(), ~Q(body=""), removed__isnull=False)
        return gone.update(body="")
