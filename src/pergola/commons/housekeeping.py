"""Letting go, behind one wall at a time."""

from datetime import timedelta

from django.db import transaction

from pergola.commons.models import Artifact, Letter, Once
from pergola.commons.rules import DAYS_TO_COME_BACK, still_back
from pergola.kernel.clock import now
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

EMPTIED = "—"


@transaction.atomic
def empty_removed(wall: int) -> int:
    """After thirty days the words of what was removed are gone for good, behind this one wall; how many things it was.

    The row stays, hidden by every door, so that what others linked and did keeps its other end (docs/decisions). A
    published copy is never emptied: withdrawing is not removing.
    """
    if wall == PUBLIC_WALL:
        return 0
    with walls([wall]):
        over = Artifact.objects.unrestricted(Reason.HOUSEKEEPING).filter(~still_back(), removed__isnull=False)
        return over.exclude(title=EMPTIED).update(title=EMPTIED, body="", words="", dead_ends=[])


@transaction.atomic
def sweep_marks(wall: int) -> int:
    """Marks of forms sent are of no use after thirty days."""
    with walls([wall]):
        old = Once.objects.unrestricted(Reason.HOUSEKEEPING).filter(sent__lt=now() - timedelta(days=DAYS_TO_COME_BACK))
        return old.delete()[0]


@transaction.atomic
def sweep_letters(wall: int) -> int:
    """What became of a letter, and to which address it went, is forgotten after thirty days."""
    with walls([wall]):
        over = Letter.objects.unrestricted(Reason.HOUSEKEEPING)
        return over.filter(closed__lt=now() - timedelta(days=DAYS_TO_COME_BACK)).delete()[0]
