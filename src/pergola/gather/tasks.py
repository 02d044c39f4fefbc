"""What the worker does: packs of communities, and what ends by itself; one wall at a time, as the app role."""

from procrastinate.contrib.django import app

from pergola.commons.urgency import Urgency
from pergola.gather.actions import end_hub_roles
from pergola.gather.forgetting import forget_taken_out
from pergola.gather.pack.making import MAKE, let_packs_go, make
from pergola.spaces.models import Network
from pergola.walls.models import Wall
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


@app.task(name=MAKE, retry=5, priority=Urgency.WHENEVER)
def make_pack(*, wall: int, pack: str) -> None:
    """Everything of a community that one person may see, in one file."""
    make(wall, pack)


@app.periodic(cron="7 4 * * *")
@app.task(name="gather.let_packs_go", queueing_lock="gather.let_packs_go")
def let_go(timestamp: int) -> None:
    """Packs are kept a week, and what was taken out of a month thirty days."""
    for wall in Wall.objects.values_list("pk", flat=True):
        let_packs_go(wall)
        forget_taken_out(wall)


@app.periodic(cron="7 0 * * *")
@app.task(name="gather.end_roles", queueing_lock="gather.end_roles")
def end_roles(timestamp: int) -> None:
    """Roles in hubs that were given until a day."""
    for wall in Wall.objects.filter(kind=Wall.Kind.NETWORK).values_list("pk", flat=True):
        with walls([wall]):
            for network in Network.objects.unrestricted(Reason.HOUSEKEEPING).filter(wall=wall):
                end_hub_roles(by=None, network=network)
