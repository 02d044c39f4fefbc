"""`pergola restore`: a backup into an empty database."""

from pathlib import Path

import click

from pergola.config import ready
from pergola.config.backup import files as uploads
from pergola.config.backup import restoring


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--files",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where uploaded files go; an empty directory. The usual one if you do not say.",
)
def command(*, file: Path, files: Path | None) -> None:
    """Put FILE into the empty database that DATABASE_OWNER_URL names, and count whether everything is there.

    All or nothing: files get their place once the rows are in, and none stays if they are not. The server may be another one and another version, from 15 on.
    """
    done = restoring.restore(file.absolute(), files=uploads.directory(files))
    click.echo(
        f"Restored: {done.rows:,} rows in {len(done.manifest.content.tables)} tables and {len(done.manifest.files):,} files"
        f" into PostgreSQL {done.server}; counts and hashes are those of the backup."
        f" {done.seconds:.1f} s, {done.seconds_per_gb:.0f} s per GB."
    )
    pending = ready.pending_migrations("owner")
    if pending:
        click.echo(f"It is of an older version: {len(pending)} migrations are pending. Run bin/pergola upgrade.")
