"""`pergola directory import PATH…`: the published files of schools and districts, into the directory."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import click
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pergola.systems.directory.importing import import_file
from pergola.systems.directory.report import Fate, Report


@click.group()
def command() -> None:
    """The directory of schools and districts."""


@command.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--problems", default=8, show_default=True, help="How many problems of a file to print.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a file and nothing else.")
def import_(paths: tuple[Path, ...], problems: int, as_json: bool) -> None:  # noqa: FBT001 - click hands flags so
    """Take published NCES files, or every .csv of a folder.

    A file is taken whole or not at all; taking it twice is the same as once; the order does not matter.
    Leaves with 1 if a file was refused.
    """
    console = Console(stderr=as_json, highlight=False)
    reports: list[Report] = []
    for path in listed(paths, console):
        try:
            report = take(path, console)
        except DatabaseError as error:
            console.print(
                _("%(file)s: the database stopped the import, and nothing of the file was taken: %(why)s")
                % {"file": path.name, "why": str(error).strip().splitlines()[0]},
                style="red",
                markup=False,
            )
            sys.exit(1)
        reports.append(report)
        if as_json:
            click.echo(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            tell(report, console, problems)
    if not reports or any(report.refused for report in reports):
        sys.exit(1)


def listed(paths: Iterable[Path], console: Console) -> list[Path]:
    """The files named, and the .csv files of the folders named; what a folder holds besides is said, not read."""
    files: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        inside = sorted(one for one in path.iterdir() if one.is_file())
        files += [one for one in inside if one.suffix.lower() == ".csv"]
        left = [one.name for one in inside if one.suffix.lower() != ".csv"]
        if left:
            console.print(
                _("Not read in %(folder)s: %(names)s") % {"folder": path.name, "names": ", ".join(left)}, markup=False
            )
    if not files:
        console.print(_("There is no .csv file in what was named."), style="red")
    return files


def take(path: Path, console: Console) -> Report:
    """One file, with a bar that moves as it is read."""
    size = path.stat().st_size if path.is_file() else 0
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(path.name, total=size or None)
        return import_file(path, progress=lambda done: bar.update(task, completed=done))


def tell(report: Report, console: Console, most: int) -> None:
    """The report of one file, for people."""
    for line, style in lines(report, most):
        console.print(line, style=style, markup=False, soft_wrap=True)


def lines(report: Report, most: int) -> Iterable[tuple[str, str]]:
    if report.refused:
        yield _("%(file)s: refused, nothing was taken. %(why)s") % {"file": report.file, "why": report.refusal}, "red"
    else:
        yield (
            _(
                "%(file)s: %(source)s. %(taken)d of %(rows)d %(what)s taken in %(seconds).1f s:"
                " %(added)d new, %(changed)d changed, %(unchanged)d as they were."
            )
            % {**report.as_json(), "taken": report.taken - report.repeated},
            "bold",
        )
        yield from counted(report)
    if report.not_published:
        blank = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in report.not_published.items())
        yield "  " + _("Not published: %(blank)s.") % {"blank": blank}, "dim"
    yield from problem_lines(report, most)


def counted(report: Report) -> Iterable[tuple[str, str]]:
    """What was not taken as it stood, a sentence each; what did not happen is not said."""
    told = [
        (report.rows_refused, ngettext("%(n)d row refused.", "%(n)d rows refused.", report.rows_refused)),
        (
            report.cells_refused,
            ngettext(
                "%(n)d cell could not be used and is left empty.",
                "%(n)d cells could not be used and are left empty.",
                report.cells_refused,
            ),
        ),
        (
            report.remarks,
            ngettext(
                "%(n)d cell looks odd and is kept as published.",
                "%(n)d cells look odd and are kept as published.",
                report.remarks,
            ),
        ),
        (
            report.repeated,
            ngettext(
                "%(n)d row says again what an earlier one says.",
                "%(n)d rows say again what earlier ones say.",
                report.repeated,
            ),
        ),
        (
            report.stubs_added,
            ngettext(
                "%(n)d district is known only from its schools’ rows: listed as a stub.",
                "%(n)d districts are known only from their schools’ rows: listed as stubs.",
                report.stubs_added,
            ),
        ),
        (
            report.stubs_filled,
            ngettext(
                "%(n)d district that was a stub now has its own row.",
                "%(n)d districts that were stubs now have their own rows.",
                report.stubs_filled,
            ),
        ),
    ]
    for count, sentence in told:
        if count:
            yield "  " + sentence % {"n": count}, ""


def problem_lines(report: Report, most: int) -> Iterable[tuple[str, str]]:
    fates = {Fate.ROW: _("row refused"), Fate.CELL: _("cell left empty"), Fate.KEPT: _("kept as published")}
    for problem in report.problems[:most]:
        yield (
            _("  row %(row)d, %(column)s: “%(read)s” %(why)s (%(fate)s)")
            % {
                "row": problem.row,
                "column": problem.column,
                "read": problem.read,
                "why": problem.why,
                "fate": fates[problem.fate],
            },
            "",
        )
    beyond = report.rows_refused + report.cells_refused + report.remarks - min(most, len(report.problems))
    if beyond > 0 and report.problems:
        yield "  " + _("… and %(n)d more; --problems shows them, --json the first 500.") % {"n": beyond}, "dim"
