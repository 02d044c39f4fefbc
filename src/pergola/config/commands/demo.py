"""`pergola demo`: everything from an empty directory to a page one can look at."""

import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click

from pergola.config import ready, serving, state
from pergola.config.commands.serve import refuse_danger


@click.command("demo")
@click.option("--reset", is_flag=True, help="Throw the demo’s data away and load it anew.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--no-serve", is_flag=True, help="Load the demo and stop there.")
@click.option(
    "--directory",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with the published NCES files: the real schools of the record’s systems are loaded and counted.",
)
def command(*, reset: bool, port: int, no_serve: bool, directory: Path | None) -> None:
    """Load the demo and serve it, printing the address and how to sign in as each person."""
    began = time.monotonic()
    if not no_serve:
        serving.check_port("127.0.0.1", port)
    if reset and state.is_embedded():
        step("the old data is gone", state.server().erase)
    ready.django_(demo=True)
    with ready.database():
        step("the database runs", lambda: None, began)
        step("the tables are up to date", ready.tables)
        step("the static files are in place", ready.static_files)
        load = import_module("pergola.demo.command").command
        words = [*(["--reset"] if reset else []), *(["--directory", str(directory)] if directory else [])]
        step("the demo is loaded", lambda: load.main(words, prog_name="bin/demo", standalone_mode=False))
        if no_serve:
            return
        refuse_danger()
        ready.leave()
        click.echo(
            f"\n  Pergola: http://localhost:{port}/      ready in {time.monotonic() - began:.1f} s, Ctrl-C stops it\n"
        )
        serving.serve("127.0.0.1", port)


def step(says: str, work: Callable[[], object], began: float | None = None) -> None:
    """Do one step and say how long it took."""
    began = time.monotonic() if began is None else began
    work()
    click.echo(f"pergola: {says} ({time.monotonic() - began:.1f} s)", err=True)
