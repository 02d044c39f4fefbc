"""What the worker does for communities: packs, one wall at a time, as the app role."""

from procrastinate.contrib.django import app

from pergola.commons.urgency import Urgency
from pergola.gather.pack.making import MAKE, let_packs_go, make
from pergola.walls.models import Wall


@app.task(name=MAKE, retry=5, priority=Urgency.WHENEVER)
def make_pack(*, wall: int, pack: str) -> None:
    """Everything of a community that one person may see, in one file."""
    make(wall, pack)


@app.periodic(cron="7 4 * * *")
@app.task(name="gather.let_packs_go", queueing_lock="gather.let_packs_go")
def let_go(timestamp: int) -> None:
    """Packs are kept a week."""
    for wall in Wall.objects.values_list("pk", flat=True):
        let_packs_go(wall)
