"""What the house does for itself: one wall at a time, as the app role."""

from procrastinate.contrib.django import app

from pergola.meetings.reminders import remind
from pergola.walls.models import Wall


@app.periodic(cron="34 * * * *")
@app.task(name="meetings.remind_of_dates", queueing_lock="meetings.remind_of_dates", aliases=["talk.remind_of_dates"])
def remind_of_dates(timestamp: int) -> None:
    """Every hour: somebody meets at this hour tomorrow."""
    for wall in Wall.objects.values_list("pk", flat=True):
        remind(wall)
