"""Months that are over are told: one wall at a time, as the app role."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from procrastinate.contrib.django import app

from pergola.kernel.clock import now
from pergola.routines.actions.marking import pool_month
from pergola.routines.board_clock import month_after, month_at, months_between
from pergola.routines.models import PooledMonth, Tension
from pergola.systems.clock import zone_behind
from pergola.walls.models import Wall
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason
from pergola.walls.turns import in_turn


@app.periodic(cron="*/10 * * * *")
@app.task(name="routines.pool_what_is_over", queueing_lock="routines.pool_what_is_over")
def pool_what_is_over(timestamp: int) -> None:
    """What goes wrong behind one wall stops none of the others."""
    in_turn(Wall.objects.values_list("pk", flat=True), pool_over)


def pool_over(wall: int) -> int:
    """Tell every month that is over behind this wall and is not told yet, each in a transaction of its own; how many were."""
    due = _due(wall)

    def pool(one: tuple[Tension, date]) -> None:
        with walls([wall]):
            pool_month(by=None, tension=one[0], month=one[1])

    in_turn(due, pool)
    return len(due)


def _due(wall: int) -> list[tuple[Tension, date]]:
    with walls([wall]):
        there = Tension.objects.unrestricted(Reason.HOUSEKEEPING).filter(wall=wall).select_related("community")
        tensions = list(there)
        if not tensions:
            return []
        told: dict[UUID, set[date]] = {one.pk: set() for one in tensions}
        done = PooledMonth.objects.unrestricted(Reason.HOUSEKEEPING).filter(tension__in=list(told))
        for tension, month in done.values_list("tension", "month"):
            told[tension].add(month)
        zone = zone_behind(wall)
        return [(one, month) for one in tensions for month in _months(one, zone) if month not in told[one.pk]]


def _months(tension: Tension, zone: ZoneInfo) -> list[date]:
    """From the month it came onto the board to that in which it left, or the community closed; none that is not over."""
    here = month_at(now(), zone)
    ended = min(filter(None, (tension.retired, tension.community.closed)), default=None)
    end = min(here, month_after(month_at(ended, zone))) if ended else here
    return months_between(month_at(tension.put, zone), end)
