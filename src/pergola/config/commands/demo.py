"""`pergola demo`: everything from an empty directory to a page one can look at."""

import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click

from pergola.config import ready, starting, state


@click.command("demo")
@click.option("--reset", is_flag=True, help="Throw the demo’s data away and load it anew.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option(
    "--live-port", type=click.IntRange(1, 65535), help="The port of the live process; the next one unless you say."
)
@click.option("--live/--no-live", default=True, help="Start the live process too.")
@click.option("--worker/--no-worker", default=True, help="Start the worker too.")
@click.option("--no-serve", is_flag=True, help="Load the demo and stop there.")
@click.option(
    "--directory",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with the published NCES files: the real schools of the record’s systems are loaded and counted.",
)
def command(
    *,
    reset: bool,
    port: int,
    live_port: int | None,
    live: bool,
    worker: bool,
    no_serve: bool,
    directory: Path | None,
) -> None:
    """Load the demo and serve it, printing the address and how to sign in as each person."""
    began = time.monotonic()
    live_at = starting.live_port_for(port, live_port, live=live)
    if not no_serve:
        starting.check_ports("127.0.0.1", port, live_at)
    if reset and state.is_embedded():
        step("the old data is gone", state.server().erase)
    ready.django_(demo=True)
    with ready.database():
        prepare(reset=reset, directory=directory, began=began)
        if no_serve:
            return
        starting.refuse_danger()
        click.echo(
            f"\n  Pergola: http://localhost:{port}/      ready in {time.monotonic() - began:.1f} s, Ctrl-C stops it\n"
        )
        starting.run_parts("127.0.0.1", port, live_port=live_at, worker=worker)


def prepare(*, reset: bool, directory: Path | None, began: float) -> None:
    """Tables, static files and the demo itself."""
    step("the database runs", lambda: None, began)
    step("the tables are up to date", ready.tables)
    step("the static files are in place", ready.static_files)
    load = import_module("pergola.demo.command").command
    words = [*(["--reset"] if reset else []), *(["--directory", str(directory)] if directory else [])]
    step("the demo is loaded", lambda: load.main(words, prog_name="bin/demo", standalone_mode=False))


def step(says: str, work: Callable[[], object], began: float | None = None) -> None:
    """Do one step and say how long it took."""
    began = time.monotonic() if began is None else began
    work()
    click.echo(f"pergola: {says} ({time.monotonic() - began:.1f} s)", err=True)
