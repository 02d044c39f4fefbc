"""`pergola roster import ZIP --system SLUG`: a OneRoster bundle into a system’s roster, by whoever keeps the installation."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import click
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pergola.exchange.importing import import_bundle
from pergola.exchange.oneroster.bundle import open_bundle
from pergola.exchange.oneroster.report import Report
from pergola.exchange.oneroster.sifting import how_much
from pergola.exchange.telling import Group, groups_of, headline, where
from pergola.kernel.errors import Unreadable
from pergola.systems.models import SchoolSystem
from pergola.walls.reasons import Reason


@click.group()
def command() -> None:
    """The rosters of school systems."""


@command.command("import")
@click.argument("bundle", type=click.Path(path_type=Path))
@click.option("--system", "slug", required=True, help="The system’s address, as in /systems/SLUG/.")
@click.option("--preview", is_flag=True, help="Only say what would become of whom.")
@click.option("--most", default=8, show_default=True, help="How many lines of each list to print.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
def import_(*, bundle: Path, slug: str, preview: bool, most: int, as_json: bool) -> None:
    """Take a OneRoster 1.1 or 1.2 bundle, a zip archive or a folder: staff and organisations, never students.

    It is put in whole or not at all; twice is the same as once. Leaves with 1 if it was refused.
    """
    system = SchoolSystem.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(slug=slug).first()
    if system is None:
        raise click.BadParameter(_("There is no school system at the address “%(slug)s”.") % {"slug": slug})
    console = Console(stderr=as_json, highlight=False)
    report = take(bundle, system, console, preview=preview)
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        tell(report, console, most, preview=preview)
    if report.refused:
        sys.exit(1)


def take(bundle: Path, system: SchoolSystem, console: Console, *, preview: bool) -> Report:
    """With a bar that moves as it is read."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(bundle.name, total=_size(bundle))
        return import_bundle(
            bundle, system=system, by=None, preview=preview, progress=lambda more: bar.advance(task, more)
        )


def _size(path: Path) -> int | None:
    try:
        with open_bundle(path) as bundle:
            return how_much(bundle)
    except Unreadable:
        return None


def tell(report: Report, console: Console, most: int, *, preview: bool) -> None:
    """The report, for people."""

    def say(line: str, style: str = "") -> None:
        console.print(line, style=style, markup=False, soft_wrap=True)

    if report.refused:
        say(_("%(file)s: refused, nothing was changed. %(why)s") % {"file": report.file, "why": report.refusal}, "red")
    else:
        done = _("would change") if preview else _("changed")
        say(f"{report.file}, OneRoster {report.version}, {report.kind}: {done}: {headline(report)}", "bold")
        say("  " + _("In %(seconds).1f s.") % {"seconds": report.seconds}, "dim")
    for sentence in report.warnings:
        say(f"  {sentence}", "yellow")
    for group in groups_of(report):
        _tell_group(group, say, most)


def _tell_group(group: Group, say: Callable[..., None], most: int) -> None:
    say(f"  {group.title}", "bold")
    for line in group.lines[:most]:
        say(f"    {where(line)}{line.name}{': ' if line.name and line.what else ''}{line.what}")
    if (more := group.n - min(most, len(group.lines))) > 0 and group.lines:
        say("    " + _("… and %(n)d more.") % {"n": more}, "dim")
