"""`pergola worker`: the jobs and the periodic tasks."""

import click
from django.core.management import call_command

from pergola.config.doctor import outside
from pergola.config.starting import refuse_danger

PATIENCE = 20  # seconds a job may still take when the worker is asked to stop; after that it is done again later


@click.command("worker")
@click.option("--concurrency", default=1, show_default=True, type=click.IntRange(1, 16), help="Jobs done at one time.")
@click.option("--once", is_flag=True, help="Do what waits now, then stop.")
def command(*, concurrency: int, once: bool) -> None:
    """Do the jobs that wait in the database until Ctrl-C, each in one transaction behind its own wall.

    Refuses to start where the links in its mails would lead nowhere.
    """
    refuse_danger(outside.site())
    words = ["--concurrency", str(concurrency), "--shutdown-graceful-timeout", str(PATIENCE)]
    call_command("procrastinate", "worker", *words, *(["--one-shot"] if once else []))
