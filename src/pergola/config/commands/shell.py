"""`pergola shell`: Python with the models at hand and every walled table closed."""

import click
from django.core.management import call_command

BANNER = """No wall is open: every walled table looks empty until you open one, and closes again after it.
    from pergola.walls.opening import walls
    with walls([1]): ..."""


@click.command("shell")
@click.option("--command", "-c", "words", help="Run this instead of asking.")
def command(*, words: str | None) -> None:
    """A Python shell as the app role. It opens with no wall and says so."""
    click.echo(BANNER, err=True)
    call_command("shell", verbosity=0, **({"command": words} if words else {}))
