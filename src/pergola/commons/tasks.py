"""What the house does for itself: at night one wall at a time, and when a file came in. As the app role."""

from procrastinate.contrib.django import app

from pergola.commons.files.previews import preview
from pergola.commons.files.sweeping import empty_removed_files, sweep_store
from pergola.commons.housekeeping import empty_removed, sweep_marks
from pergola.walls.models import Wall


@app.periodic(cron="17 3 * * *")
@app.task(name="commons.let_go", queueing_lock="commons.let_go")
def let_go(timestamp: int) -> None:
    """After thirty days what was removed is gone for good, and the marks of forms sent are swept."""
    for wall in Wall.objects.values_list("pk", flat=True):
        empty_removed(wall)
        sweep_marks(wall)


@app.periodic(cron="47 3 * * *")
@app.task(name="commons.let_files_go", queueing_lock="commons.let_files_go")
def let_files_go(timestamp: int) -> None:
    """The bytes of what was removed thirty days ago, and those that belong to nothing."""
    for wall in Wall.objects.values_list("pk", flat=True):
        empty_removed_files(wall)
        sweep_store(wall)


@app.task(name="commons.make_previews", retry=5)
def make_previews(*, wall: int, file: str) -> None:
    """A smaller picture in two sizes. The page is whole without it."""
    preview(wall, file)
