"""What ends by itself, a day after its last day."""

from procrastinate.contrib.django import app

from pergola.gather.actions import end_hub_roles
from pergola.spaces.models import Network
from pergola.walls.models import Wall
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


@app.periodic(cron="7 0 * * *")
@app.task(name="gather.end_roles", queueing_lock="gather.end_roles")
def end_roles(timestamp: int) -> None:
    """Roles in hubs that were given until a day."""
    for wall in Wall.objects.filter(kind=Wall.Kind.NETWORK).values_list("pk", flat=True):
        with walls([wall]):
            for network in Network.objects.unrestricted(Reason.HOUSEKEEPING).filter(wall=wall):
                end_hub_roles(by=None, network=network)
