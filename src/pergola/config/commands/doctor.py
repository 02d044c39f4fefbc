"""`pergola doctor`: is this installation sound?"""

import sys

import click
from rich.console import Console

from pergola.config import doctor

MARKS = {True: "[green]✓[/]", False: "[yellow]![/]"}


@click.command("doctor")
def command() -> None:
    """Check this installation, a sentence for each thing looked at. Ends with 1 if anything is dangerous."""
    console = Console()
    findings = doctor.examine()
    for finding in findings:
        mark = "[red]✗[/]" if finding.is_danger else MARKS[finding.sound]
        console.print(f"{mark} {finding.sentence}", highlight=False, soft_wrap=True)
    dangers = sum(finding.is_danger for finding in findings)
    notes = sum(not finding.sound for finding in findings) - dangers
    console.print(f"{len(findings)} checks: {dangers} dangers, {notes} to look at.", highlight=False, soft_wrap=True)
    sys.exit(1 if dangers else 0)
