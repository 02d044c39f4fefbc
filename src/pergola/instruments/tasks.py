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
from pergola.walls.turns import in_turn


@app.task(name=ASK_NEXT)
def ask_next_people(*, wall: int, asking: str) -> int:
    """The next few hundred of a poll, in one transaction, and the job for those after them in the same one."""
    return ask_next(by=None, wall=wall, asking=UUID(asking))


@app.periodic(cron="*/10 * * * *")
@app.task(name="instruments.close_what_is_due", queueing_lock="instruments.close_what_is_due")
def close_what_is_due(timestamp: int) -> None:
    """What goes wrong behind one wall stops none of the others."""
    in_turn(Wall.objects.values_list("pk", flat=True), close_due)


def close_due(wall: int) -> int:
    """Close what is over behind this wall, each in a transaction of its own; how many were."""
    with walls([wall]):
        due = list(Asking.objects.unrestricted(Reason.HOUSEKEEPING).filter(wall=wall, closed=None, closes__lte=now()))

    def close_one(asking: Asking) -> None:
        with walls([wall]):
            close(by=None, asking=asking)

    in_turn(due, close_one)
    return len(due)
