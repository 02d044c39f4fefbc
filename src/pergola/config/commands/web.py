"""`pergola web`: the pages alone, for an installation that runs each part by itself."""

import click

from pergola.config import ready, serving, state
from pergola.config.first_run import tell_first
from pergola.config.starting import refuse_danger


@click.command("web")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option(
    "--workers", default=serving.WORKERS, show_default=True, type=click.IntRange(1, 64), help="Web processes."
)
@click.option("--checked", is_flag=True, hidden=True, help="The supervisor has looked at everything already.")
def command(*, host: str, port: int, workers: int, checked: bool) -> None:
    """Serve the pages alone until Ctrl-C. Refuses to start where `pergola doctor` finds danger."""
    if not checked:
        serving.check_port(host, port)
        if state.is_embedded():
            ready.tables()
        ready.static_files()
        refuse_danger()
        tell_first(host, port)
    ready.leave()
    serving.serve(host, port, workers=workers)
