"""What the house does for itself at night: one wall at a time, as the app role."""

from procrastinate.contrib.django import app

from pergola.talk.digests import write_digests
from pergola.talk.housekeeping import empty_removed_posts, sweep_notices
from pergola.walls.models import Wall


@app.periodic(cron="27 3 * * *")
@app.task(name="talk.let_go", queueing_lock="talk.let_go")
def let_go(timestamp: int) -> None:
    """After thirty days the words of removed posts are gone for good, and so are notices that were read."""
    for wall in Wall.objects.values_list("pk", flat=True):
        empty_removed_posts(wall)
        sweep_notices(wall)


@app.periodic(cron="4 * * * *")
@app.task(name="talk.tell_the_week", queueing_lock="talk.tell_the_week")
def tell_the_week(timestamp: int) -> None:
    """Every hour: it is seven in the morning somewhere."""
    write_digests()
