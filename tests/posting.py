"""The worker's part in a test that is not about the worker: what waits in the outbox is sent, here and now."""

from collections.abc import Iterable
from uuid import UUID

from pergola.commons.models import Letter
from pergola.commons.outbox import OPEN, deliver, due
from pergola.walls.models import Wall
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


def post_everything() -> list[str | None]:
    """Send what is due behind every wall, one letter after the other, as the worker does; the states they are in then."""
    with walls(Wall.objects.values_list("pk", flat=True)):
        waiting = set(Letter.objects.unrestricted(Reason.OUTBOX).filter(state__in=OPEN).values_list("wall", flat=True))
    return [deliver(wall, letter) for wall in sorted(waiting) for letter in due(wall)]


def at_once(wall: int, letters: Iterable[UUID]) -> None:
    """In place of asking the worker."""
    for letter in letters:
        deliver(wall, letter)
