"""Which day it is behind a wall: by the clock of its school system, for all who are behind it at one moment."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.timezone import localtime

from pergola.kernel.clock import now
from pergola.systems.models import SchoolSystem
from pergola.walls.reasons import Reason


def zone_behind(wall: int) -> ZoneInfo:
    """The clock of the school system behind this wall; behind a network’s, that of the installation. One query.

    Never the reader’s own: a day that ends something ends for everybody it concerns.
    """
    there = SchoolSystem.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall=wall).exclude(zone="")
    return ZoneInfo(there.values_list("zone", flat=True).first() or settings.TIME_ZONE)


def day_at(moment: datetime, zone: ZoneInfo) -> date:
    """The day of this moment there."""
    return localtime(moment, zone).date()


def today_behind(wall: int) -> date:
    """The day it is behind this wall now. One query."""
    return day_at(now(), zone_behind(wall))
