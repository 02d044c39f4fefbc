"""Files on their way back: first into a folder beside theirs, which gets its name once the rows are there as well."""

import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pergola.config.backup.manifest import FILES, Manifest
from pergola.config.backup.tools import BackupProblem
from pergola.config.backup.writing import UNFINISHED, digest_of


def must_be_empty(files: Path | None, how_many: int) -> Path:
    """A directory that can get another's place: empty or not there, and no disk of its own."""
    if files is None:
        raise BackupProblem(f"This backup holds {how_many} files: say where they go with --files DIRECTORY.")
    files = files.resolve()
    if files.exists() and any(files.iterdir()):
        raise BackupProblem(f"{files} is not empty: name a directory that is, or is not there yet.")
    if files.is_mount():
        raise BackupProblem(f"{files} is a disk of its own: name a folder in it with --files, and in PERGOLA_FILES.")
    return files


def must_have_room(wanted: list[tuple[Path, int]]) -> None:
    """Before anything is written. What goes to one disk is added up."""
    disks: dict[int, tuple[Path, int]] = {}
    for place, size in wanted:
        there = next(one for one in (place, *place.parents) if one.exists())
        disk = there.stat().st_dev
        first, so_far = disks.get(disk, (there, 0))
        disks[disk] = first, so_far + size
    for there, size in disks.values():
        free = shutil.disk_usage(there).free
        if free < size:
            raise BackupProblem(
                f"The disk of {there} has {free / 1e6:,.0f} MB left, and {size / 1e6:,.0f} MB are coming: make room."
                " Nothing was changed."
            )


@contextmanager
def coming(archive: tarfile.TarFile, told: Manifest, files: Path) -> Iterator[None]:
    """All files lie beside their place while the rows go in; if those do not, no file stays either."""
    beside = files.with_name(files.name + UNFINISHED)
    try:
        shutil.rmtree(beside, ignore_errors=True)
        _make(beside)
        _put(archive, told, beside)
        yield
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    try:
        beside.rename(files)
    except OSError as problem:
        raise BackupProblem(
            f"Everything is restored, but the files still lie in {beside} ({problem.strerror}): rename that to {files}."
        ) from None


def _make(beside: Path) -> None:
    try:
        beside.mkdir(parents=True)
    except OSError as problem:
        raise BackupProblem(
            f"{beside} cannot be made ({problem.strerror}): name a directory with --files that can. Nothing was changed."
        ) from None


def _put(archive: tarfile.TarFile, told: Manifest, where: Path) -> None:
    members = {member.name: member for member in archive}
    for name, digest in told.files.items():
        member = members.get(FILES + name)
        if member is not None:
            archive.extract(member.replace(name=name, deep=False), where, filter="data")
        if member is None or digest_of(where / name) != digest:
            raise BackupProblem(
                "A file of this backup is not what was written: the backup is damaged. Nothing was restored."
            )
