"""What the worker does for rosters (ids in, one act each), and for links that lead nowhere any more."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from pergola.commons.urgency import Urgency
from pergola.exchange.actions import PUT_IN, READ, put_away_old
from pergola.exchange.links.finding import find_addresses, find_ends
from pergola.exchange.working import put_in_read, read_sent
from pergola.kernel.clock import now, today
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


@app.periodic(cron="37 4 * * *")
@app.task(name="exchange.find_ends", queueing_lock="exchange.find_ends")
def find_ends_that_are_gone(timestamp: int) -> None:
    """Links whose other end was removed: told to whoever has the end that stands."""
    for wall in Wall.objects.values_list("pk", flat=True):
        find_ends(wall)


@app.periodic(cron="7 5 * * 6")
@app.task(name="exchange.find_addresses", queueing_lock="exchange.find_addresses", priority=Urgency.WHENEVER)
def find_addresses_that_are_gone(timestamp: int) -> None:
    """Once a week, where the keeper lets us call out: a job for each wall."""
    week = today().strftime("%G-%V")
    for wall in Wall.objects.values_list("pk", flat=True) if settings.CHECK_LINKS else ():
        look_behind.defer(wall=wall, week=week, after="")


@app.task(name="exchange.look_behind", priority=Urgency.WHENEVER)
def look_behind(*, wall: int, week: str, after: str) -> None:
    """Do the addresses behind this wall still lead somewhere? A few, and then the next few behind whatever waits."""
    last = find_addresses(wall, week, after) if settings.CHECK_LINKS else None
    if last is not None:
        look_behind.defer(wall=wall, week=week, after=last)
