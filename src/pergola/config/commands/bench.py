"""`pergola bench`: the figures, measured by the modules of bench/."""

import json
import sys
import time
from importlib import import_module

import click
from rich.console import Console
from rich.table import Table

from pergola.config import ready, state

DATABASE = "pergola_bench"


def names() -> list[str]:
    return sorted(path.stem for path in (state.CHECKOUT / "bench").glob("[a-z]*.py"))


@click.command("bench")
@click.argument("name", required=False)
@click.option(
    "--scale", default=1.0, show_default=True, type=click.FloatRange(0.0001, 1.0), help="A fraction of the full size."
)
def command(*, name: str | None, scale: float) -> None:
    """Measure one thing, in a database of its own made anew; without NAME, list what can be measured.

    The last line is the result as JSON.
    """
    if name is None:
        click.echo("\n".join(names()))
        return
    if name not in names():
        raise click.BadParameter(f"{name} is not one of: {', '.join(names())}.", param_hint="NAME")
    ready.django_(database=DATABASE)
    with ready.database():
        if state.is_embedded():
            state.server().make_database(DATABASE, anew=True)
        ready.tables()
        ready.static_files()
        sys.path.insert(0, str(state.CHECKOUT))
        began = time.monotonic()
        figures = import_module(f"bench.{name}").run(scale)
        show(name, scale, figures, time.monotonic() - began)


def show(name: str, scale: float, figures: dict[str, object], seconds: float) -> None:
    """A table for people, then one line for machines."""
    table = Table("figure", "value", title=f"{name}, scale {scale:g}, {seconds:.1f} s")
    for key, value in flat(figures):
        table.add_row(key, f"{value:,.4g}" if isinstance(value, float) else str(value))
    Console().print(table)
    click.echo(json.dumps({"bench": name, "scale": scale, "seconds": round(seconds, 2), **figures}, default=str))


def flat(figures: dict[str, object], before: str = "") -> list[tuple[str, object]]:
    """Nested figures as dotted names."""
    rows: list[tuple[str, object]] = []
    for key, value in figures.items():
        if isinstance(value, dict):
            rows += flat(value, f"{before}{key}.")
        else:
            rows.append((f"{before}{key}", value))
    return rows
