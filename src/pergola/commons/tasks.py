"""What the worker does: letters at once, what waits every minute, the house at night; one wall at a time, as the app role."""

import logging
from uuid import UUID

from procrastinate import JobContext
from procrastinate.contrib.django import app

from pergola.commons.files.previews import preview
from pergola.commons.files.sweeping import empty_removed_files, sweep_store
from pergola.commons.housekeeping import empty_removed, sweep_letters, sweep_marks
from pergola.commons.outbox import SEND, ask_worker, deliver, due
from pergola.commons.urgency import Urgency
from pergola.walls.models import Wall

log = logging.getLogger(__name__)

STALLED = 60
"""Seconds without a sign of life (one comes every ten) after which a worker is dead. At 6 it called living ones so."""
KEPT_JOBS = 72
"""Hours after which a job that is done is forgotten. It holds ids only."""


@app.task(name=SEND)
def send_letter(wall: int, letter: str) -> str | None:
    """Send one letter."""
    return deliver(wall, UUID(letter))


@app.periodic(cron="* * * * *")
@app.task(name="commons.send_what_waits", queueing_lock="commons.send_what_waits", priority=Urgency.SWEEP)
def send_what_waits(timestamp: int) -> None:
    """Letters whose server was down, whose hour has come, or whose worker died."""
    for wall in Wall.objects.values_list("pk", flat=True):
        ask_worker(wall, due(wall))


@app.periodic(cron="* * * * *")
@app.task(
    name="commons.sweep_stalled", queueing_lock="commons.sweep_stalled", pass_context=True, priority=Urgency.SWEEP
)
async def sweep_stalled(context: JobContext, timestamp: int) -> None:
    """A job whose worker is dead is done again. Each is one transaction, so what it had begun is undone already."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=STALLED):
        log.warning("The job %s is done again: its worker is gone.", job.task_name)
        await jobs.retry_job(job)


@app.periodic(cron="47 3 * * *")
@app.task(name="commons.forget_jobs", queueing_lock="commons.forget_jobs", pass_context=True)
async def forget_jobs(context: JobContext, timestamp: int) -> None:
    """What is done is forgotten after three days; what failed stays to be looked at."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEPT_JOBS)


@app.periodic(cron="17 3 * * *")
@app.task(name="commons.let_go", queueing_lock="commons.let_go")
def let_go(timestamp: int) -> None:
    """After thirty days what was removed is gone for good, and marks of forms sent and letters gone are swept."""
    for wall in Wall.objects.values_list("pk", flat=True):
        empty_removed(wall)
        sweep_marks(wall)
        sweep_letters(wall)


@app.periodic(cron="47 3 * * *")
@app.task(name="commons.let_files_go", queueing_lock="commons.let_files_go")
def let_files_go(timestamp: int) -> None:
    """The bytes of what was removed thirty days ago, and those that belong to nothing."""
    for wall in Wall.objects.values_list("pk", flat=True):
        empty_removed_files(wall)
        sweep_store(wall)


@app.task(name="commons.make_previews", retry=5, priority=Urgency.WHENEVER)
def make_previews(*, wall: int, file: str) -> None:
    """A smaller picture in two sizes. The page is whole without it."""
    preview(wall, file)
