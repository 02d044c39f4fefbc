"""`pergola backup`: everything into one file."""

from pathlib import Path

import click

from pergola.config import state
from pergola.config.backup import reading, writing


def files_directory(chosen: Path | None) -> Path | None:
    """Where files are kept on this disk: as said, as set, or in the state directory; None if there are none."""
    if chosen is not None:
        return chosen
    usual = state.files()
    return usual if usual.is_dir() else None


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--verify", is_flag=True, help="Read a backup that is there instead, and say whether it is whole.")
@click.option(
    "--files",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="The directory of uploaded files, if it is not the usual one.",
)
def command(*, file: Path, verify: bool, files: Path | None) -> None:
    """Write everything to FILE: the database as the owner role sees it, and the uploaded files of this disk.

    FILE is not encrypted. It holds all that everybody wrote: put it where only you can read it, or encrypt it.
    """
    if verify:
        told = reading.verify(file)
        click.echo(
            f"{file} is whole: {told.content.rows:,} rows in {len(told.content.tables)} tables and {len(told.files):,} files,"
            f" made {told.made} by Pergola {told.pergola} on PostgreSQL {told.server}."
        )
        return
    made = writing.back_up(file.absolute(), files=files_directory(files))
    told = made.manifest
    click.echo(
        f"{file}: {told.content.rows:,} rows in {len(told.content.tables)} tables and {len(told.files):,} files,"
        f" {made.size / 1e6:,.1f} MB in {made.seconds:.1f} s. It is not encrypted; keep it where only you can read it."
    )
