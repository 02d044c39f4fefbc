"""What is due is closed, and many are asked: one wall at a time, as the app role."""

from uuid import UUID

from procrastinate.contrib.django import app

from pergola.instruments.actions import close
from pergola.instruments.actions.reaching import ASK_NEXT, ask_next
from pergola.instruments.models import Asking
from pergola.kernel.clock import now
from pergola.walls.models import Wall
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


@app.task(name=ASK_NEXT)
def ask_next_people(*, wall: int, asking: str) -> int:
    """The next few hundred of a poll, in one transaction, and the job for those after them in the same one."""
    return ask_next(by=None, wall=wall, asking=UUID(asking))


@app.periodic(cron="*/10 * * * *")
@app.task(name="instruments.close_what_is_due", queueing_lock="instruments.close_what_is_due")
def close_what_is_due(timestamp: int) -> None:
    for wall in Wall.objects.values_list("pk", flat=True):
        close_due(wall)


def close_due(wall: int) -> int:
    """Close what is over behind this wall; how many were."""
    with walls([wall]):
        due = list(Asking.objects.unrestricted(Reason.HOUSEKEEPING).filter(wall=wall, closed=None, closes__lte=now()))
        for one in due:
            close(by=None, asking=one)
    return len(due)
