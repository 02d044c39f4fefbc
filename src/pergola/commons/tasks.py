"""What the house does for itself at night: one wall at a time, as the app role."""

from procrastinate.contrib.django import app

from pergola.commons.housekeeping import empty_removed, sweep_marks
from pergola.walls.models import Wall


@app.periodic(cron="17 3 * * *")
@app.task(name="commons.let_go", queueing_lock="commons.let_go")
def let_go(timestamp: int) -> None:
    """After thirty days what was removed is gone for good, and the marks of forms sent are swept."""
    for wall in Wall.objects.values_list("pk", flat=True):
        empty_removed(wall)
        sweep_marks(wall)
