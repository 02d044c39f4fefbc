"""Which month it is in a community: by the clock of its school system."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.timezone import localtime

from pergola.kernel.clock import now
from pergola.systems.models import SchoolSystem
from pergola.walls.reasons import Reason


def zone_behind(wall: int) -> ZoneInfo:
    """The clock of the school system behind this wall; behind a network’s, that of the installation. One query.

    Never the reader’s own: a month ends for all who mark in it at one moment.
    """
    there = SchoolSystem.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall=wall).exclude(zone="")
    return ZoneInfo(there.values_list("zone", flat=True).first() or settings.TIME_ZONE)


def month_at(moment: datetime, zone: ZoneInfo) -> date:
    """The month of this moment there, by its first day."""
    return localtime(moment, zone).date().replace(day=1)


def month_behind(wall: int) -> date:
    """The month it is behind this wall now. One query."""
    return month_at(now(), zone_behind(wall))


def month_after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def months_between(first: date, end: date) -> list[date]:
    """From `first` on, and not `end` itself."""
    found = []
    while first < end:
        found.append(first)
        first = month_after(first)
    return found
