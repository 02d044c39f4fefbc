"""`pergola serve`: the site, on the embedded database or on the one DATABASE_URL names."""

import sys

import click
from rich.console import Console

from pergola.config import doctor, ready, serving, state


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option(
    "--workers", default=serving.WORKERS, show_default=True, type=click.IntRange(1, 64), help="Web processes."
)
def command(*, host: str, port: int, workers: int) -> None:
    """Serve the site until Ctrl-C. Refuses to start where `pergola doctor` finds danger."""
    serving.check_port(host, port)
    with ready.database():
        if state.is_embedded():
            ready.tables()
        ready.static_files()
        refuse_danger()
        click.echo(
            f"Pergola listens on http://{'localhost' if host == '127.0.0.1' else host}:{port}/  (Ctrl-C stops it)"
        )
        ready.leave()
        serving.serve(host, port, workers=workers)


def refuse_danger() -> None:
    """Stop before the first request if the installation is unsafe."""
    dangers = [finding for finding in doctor.examine() if finding.is_danger]
    if dangers:
        console = Console(stderr=True)
        for finding in dangers:
            console.print(f"[red]✗[/] {finding.sentence}", highlight=False, soft_wrap=True)
        console.print("Pergola does not start like this. `bin/pergola doctor` shows everything it looked at.")
        sys.exit(1)
