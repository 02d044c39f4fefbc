"""The uploaded files: where they are, and whether all that the database names are there."""

from pathlib import Path

from pergola.commons.files.keeping import LocalFiles, store
from pergola.config.backup.tools import BackupProblem, owner_connection

THERE = "SELECT to_regclass('public.commons_file') IS NOT NULL"
NAMED = (
    """SELECT DISTINCT one FROM public.commons_file, unnest(ARRAY[key, small_key, large_key]) AS one WHERE one <> ''"""
)


def directory(chosen: Path | None = None) -> Path | None:
    """Where files are on this disk, which need not be there yet: as said, or where Pergola itself keeps them; None for S3."""
    kept = store()
    usual = Path(kept.location) if isinstance(kept, LocalFiles) else None
    return chosen or usual


def named() -> set[str]:
    """Every name under which the database says that bytes are kept."""
    with owner_connection() as connection:
        (there,) = connection.execute(THERE).fetchone() or (False,)
        return {key for (key,) in connection.execute(NAMED)} if there else set()


def lost(files: Path) -> set[str]:
    """What the database names and the directory lacks. Asked twice, for the worker may let a file go between question and look."""
    gone = {key for key in named() if not (files / key).is_file()}
    return gone & named() if gone else gone


def must_be_there(files: Path) -> None:
    """A backup without its files would be found out on the day it is needed."""
    if gone := lost(files):
        raise BackupProblem(
            f"The database names {len(gone):,} files that are not in {files}: say where they are with --files or PERGOLA_FILES."
            " If they are gone for good, --without-lost-files backs up what there is. Nothing was written."
        )
