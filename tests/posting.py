"""The worker's part in a test that is not about the worker: what waits in the outbox is sent, here and now."""

from collections.abc import Sequence
from uuid import UUID

from pergola.commons.outbox import deliver, due
from pergola.walls.models import Wall


def post_everything() -> list[str | None]:
    """Send what is due behind every wall, one letter after the other, as the worker does; the states they are in then."""
    walls = list(Wall.objects.values_list("pk", flat=True))
    return [deliver(wall, letter) for wall in walls for letter in due(wall)]


def at_once(wall: int, letters: Sequence[UUID]) -> None:
    """In place of asking the worker."""
    for letter in letters:
        deliver(wall, letter)
