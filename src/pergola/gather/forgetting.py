"""After thirty days what somebody took out of their month is gone, with the line they wrote about it."""

from django.db import transaction

from pergola.gather.models import Elsewhere
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


@transaction.atomic
def forget_taken_out(wall: int) -> int:
    """Behind this one wall; how many it was."""
    with walls([wall]):
        every = Elsewhere.objects.unrestricted(Reason.HOUSEKEEPING)
        return every.exclude(pk__in=every.taken_out().values("pk")).filter(removed__isnull=False).delete()[0]
