"""`pergola backup`: everything into one file."""

from pathlib import Path

import click

from pergola.config.backup import files as uploads
from pergola.config.backup import reading, writing


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--verify", is_flag=True, help="Read a backup that is there instead, and say whether it is whole.")
@click.option(
    "--files",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="The directory of uploaded files, if it is not the usual one.",
)
@click.option(
    "--without-lost-files", is_flag=True, help="Back up although files that the database names are not there."
)
def command(*, file: Path, verify: bool, files: Path | None, without_lost_files: bool) -> None:
    """Write everything to FILE: the database as the owner role sees it, and the uploaded files of this disk.

    Refuses where files that the database names are not there.

    FILE is not encrypted. It holds all that everybody wrote: put it where only you can read it, or encrypt it.
    """
    if verify:
        told = reading.verify(file)
        click.echo(
            f"{file} is whole: {told.content.rows:,} rows in {len(told.content.tables)} tables and {len(told.files):,} files,"
            f" made {told.made} by Pergola {told.pergola} on PostgreSQL {told.server}."
        )
        return
    where = uploads.directory(files)
    lost = uploads.lost(where) if where is not None and without_lost_files else set()
    if where is not None and not without_lost_files:
        uploads.must_be_there(where)
    made = writing.back_up(file.absolute(), files=where)
    told = made.manifest
    click.echo(
        f"{file}: {told.content.rows:,} rows in {len(told.content.tables)} tables and {len(told.files):,} files,"
        f" {made.size / 1e6:,.1f} MB in {made.seconds:.1f} s. It is not encrypted; keep it where only you can read it."
    )
    if where is None:
        click.echo("Uploaded files are kept on S3 and are not in it: whoever keeps that store backs them up.")
    if lost:
        click.echo(f"{len(lost):,} files that the database names are not in it, because they are not in {where}.")
