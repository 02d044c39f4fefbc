"""`pergola serve`: the site, on the embedded database or on the one DATABASE_URL names."""

import click

from pergola.config import ready, serving, starting, state
from pergola.config.first_run import tell_first


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option(
    "--workers", default=serving.WORKERS, show_default=True, type=click.IntRange(1, 64), help="Web processes."
)
@click.option(
    "--live-port", type=click.IntRange(1, 65535), help="The port of the live process; the next one unless you say."
)
@click.option("--live/--no-live", default=True, help="Start the live process too.")
@click.option("--worker/--no-worker", default=True, help="Start the worker too.")
def command(*, host: str, port: int, workers: int, live_port: int | None, live: bool, worker: bool) -> None:
    """Serve the site until Ctrl-C: web, live process and worker. Refuses to start where `pergola doctor` finds danger."""
    live_at = starting.live_port_for(port, live_port, live=live)
    starting.check_ports(host, port, live_at)
    with ready.database():
        if state.is_embedded():
            ready.tables()
        ready.static_files()
        starting.refuse_danger()
        click.echo(f"Pergola listens on http://{serving.name_of(host)}:{port}/  (Ctrl-C stops it)")
        tell_first(host, port)
        starting.run_parts(host, port, live_port=live_at, worker=worker, workers=workers)
