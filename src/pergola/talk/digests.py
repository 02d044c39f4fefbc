"""When the week is told: on the day each has chosen, in the morning of where they are. Once a week, however often it is asked."""

from datetime import datetime, time
from uuid import UUID

from pergola.commons.models import Letter
from pergola.commons.outbox import write_letters
from pergola.kernel.clock import now
from pergola.people.letterbox import addresses_of
from pergola.talk.letters import WEEK
from pergola.talk.models import How, Notice, QuietHours
from pergola.talk.unsubscribing import DIGEST
from pergola.walls.models import PUBLIC_WALL, Wall
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

MORNING = time(7)


def write_digests() -> int:
    """A letter for everybody with something new whose hour has come this week; how many. The row names nobody's news."""
    people = sorted(addresses_of(_with_news()))
    clocks = QuietHours.objects.unrestricted(Reason.HOUSEKEEPING).in_bulk(people)
    letters = []
    for person in people:
        hours = clocks.get(person) or QuietHours(person_id=person)
        there = now().astimezone(hours.clock)
        if hours.digest and its_hour_has_come(hours, there):
            year, week, _day = there.isocalendar()
            key = f"{DIGEST}:{person}:{year}-{week}"
            letters.append(
                Letter(wall_id=PUBLIC_WALL, kind=DIGEST, key=key, person_id=person, next_at=hours.after(now()))
            )
    return write_letters(PUBLIC_WALL, letters)


def its_hour_has_come(hours: QuietHours, there: datetime) -> bool:
    """From the chosen day to the end of the week, not before the morning: a worker that slept over it still tells."""
    return there.isoweekday() >= hours.digest_day and there.time() >= MORNING


def _with_news() -> set[UUID]:
    """Whoever has something unread for the digest, one wall at a time."""
    found: set[UUID] = set()
    for wall in Wall.objects.values_list("pk", flat=True):
        with walls([wall]):
            fresh = Notice.objects.unrestricted(Reason.HOUSEKEEPING).filter(
                how=How.DIGEST, read=None, at__gt=now() - WEEK
            )
            found.update(fresh.values_list("person", flat=True).distinct())
    return found
