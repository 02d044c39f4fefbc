"""What the worker does for rosters: ids in, one act each."""

from datetime import timedelta
from uuid import UUID

from procrastinate.contrib.django import app

from pergola.exchange.actions import PUT_IN, READ, put_away_old
from pergola.exchange.working import put_in_read, read_sent
from pergola.kernel.clock import now
from pergola.walls.models import Wall
from pergola.walls.opening import walls

DAYS = 6
"""A bundle that was read waits so long for somebody to put it in."""


@app.task(name=READ)
def read_roster(*, wall: int, one: str) -> str | None:
    """Read a bundle and say what it would do."""
    return read_sent(wall, UUID(one))


@app.task(name=PUT_IN)
def put_in_roster(*, wall: int, one: str) -> str | None:
    """Do what it said."""
    return put_in_read(wall, UUID(one))


@app.periodic(cron="7 4 * * *")
@app.task(name="exchange.put_away_old", queueing_lock="exchange.put_away_old")
def put_away_what_waits(timestamp: int) -> None:
    """Nobody looked at it for days: what was kept of it is forgotten."""
    for wall in Wall.objects.filter(kind=Wall.Kind.SYSTEM).values_list("pk", flat=True):
        with walls([wall]):
            put_away_old(by=None, wall=wall, before=now() - timedelta(days=DAYS))
