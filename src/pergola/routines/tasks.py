"""Months that are over are told: one wall at a time, as the app role."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from procrastinate.contrib.django import app

from pergola.kernel.clock import now
from pergola.routines.actions.marking import pool_month
from pergola.routines.board_clock import month_after, month_at, months_between, zone_behind
from pergola.routines.models import PooledMonth, Tension
from pergola.walls.models import Wall
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


@app.periodic(cron="*/10 * * * *")
@app.task(name="routines.pool_what_is_over", queueing_lock="routines.pool_what_is_over")
def pool_what_is_over(timestamp: int) -> None:
    for wall in Wall.objects.values_list("pk", flat=True):
        pool_over(wall)


def pool_over(wall: int) -> int:
    """Tell every month that is over behind this wall and is not told yet; how many were."""
    with walls([wall]):
        there = Tension.objects.unrestricted(Reason.HOUSEKEEPING).filter(wall=wall).select_related("community")
        tensions = list(there)
        if not tensions:
            return 0
        told: dict[UUID, set[date]] = {one.pk: set() for one in tensions}
        done = PooledMonth.objects.unrestricted(Reason.HOUSEKEEPING).filter(tension__in=list(told))
        for tension, month in done.values_list("tension", "month"):
            told[tension].add(month)
        zone = zone_behind(wall)
        due = [(one, month) for one in tensions for month in _months(one, zone) if month not in told[one.pk]]
        for one, month in due:
            pool_month(by=None, tension=one, month=month)
    return len(due)


def _months(tension: Tension, zone: ZoneInfo) -> list[date]:
    """From the month it came onto the board to that in which it left, or the community closed; none that is not over."""
    here = month_at(now(), zone)
    ended = min(filter(None, (tension.retired, tension.community.closed)), default=None)
    end = min(here, month_after(month_at(ended, zone))) if ended else here
    return months_between(month_at(tension.put, zone), end)
