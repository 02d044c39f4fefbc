"""`pergola upgrade`: a new version's tables, with a backup before."""

import time
from pathlib import Path

import click
from django.db.migrations.recorder import MigrationRecorder

from pergola.config import doctor, ready, state
from pergola.config.backup import files, reading, writing
from pergola.config.upgrading import changed, counted

LATER = {"static", "static whole", "vendor"}  # `serve` collects them


@click.command("upgrade")
@click.option(
    "--backup",
    "path",
    type=click.Path(path_type=Path),
    help="Where the backup goes; into the state directory if you do not say.",
)
@click.option("--no-backup", is_flag=True, help="You have made one yourself a moment ago.")
def command(*, path: Path | None, no_backup: bool) -> None:
    """Back up, bring the tables up to date, look whether every row is still there and the house sound, and say so."""
    pending = ready.pending_migrations("owner")
    if not pending:
        click.echo("The tables are of this version already; nothing was done.")
        return
    if MigrationRecorder.Migration.objects.using("owner").exists() and not no_backup:
        path = (path or usual_path()).absolute()
        path.parent.mkdir(parents=True, exist_ok=True)
        if (where := files.directory()) is not None:
            files.must_be_there(where)
        writing.back_up(path, files=where)
        reading.verify(path)
        click.echo(f"Backed up to {path}, and read again: it is whole.")
    before = counted()
    ran = ready.tables()
    click.echo(f"{ran} migrations ran.")
    for sentence in changed(before, counted()):
        click.echo(sentence)
    dangers = [one.sentence for one in doctor.examine() if one.is_danger and one.check not in LATER]
    for sentence in dangers:
        click.echo(f"Danger: {sentence}", err=True)
    if dangers:
        way_back = (
            f" The way back: an empty database, the older version, and bin/pergola restore {path}." if path else ""
        )
        raise click.ClickException(f"The tables are up to date and the house is not sound.{way_back}")
    click.echo("Every row is accounted for, and the doctor finds no danger.")


def usual_path() -> Path:
    return state.directory() / "backups" / time.strftime("before-upgrade-%Y-%m-%d-%H%M%S.pergola", time.gmtime())
