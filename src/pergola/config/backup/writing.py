"""Making a backup. It has its final name only once it is whole and on the disk."""

import contextlib
import hashlib
import io
import os
import subprocess
import tarfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO

import psycopg

from pergola.config import state
from pergola.config.backup import counting
from pergola.config.backup.manifest import DUMP, FILES, NAME, Manifest
from pergola.config.backup.tools import BackupProblem, last_words, major_of, owner_connection, programs, target
from pergola.config.doctor.files import BACKUP_NOTE

UNFINISHED = ".unfinished"
PIECE = 1 << 20


@dataclass(frozen=True)
class Made:
    """What came of it."""

    manifest: Manifest
    size: int
    seconds: float
    vanished: int = 0
    """Files that were deleted while they were being copied."""


def back_up(path: Path, *, files: Path | None = None) -> Made:
    """Write everything to `path`, which must not be there yet; with the files of this directory, whichever it has."""
    if path.exists():
        raise BackupProblem(f"{path} is there already: name a file that is not.")
    if not path.parent.is_dir():
        raise BackupProblem(f"{path.parent} is no directory: make it first.")
    began = time.monotonic()
    unfinished, raw = path.with_name(path.name + UNFINISHED), path.with_name(path.name + UNFINISHED + ".dump")
    try:
        with owner_connection() as connection, privately(unfinished) as out:
            told, vanished = _write(connection, out, raw, files)
            out.flush()
            os.fsync(out.fileno())
        unfinished.rename(path)
        sync_directory(path.parent)
    finally:
        for one in (unfinished, raw):
            one.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        (state.directory() / BACKUP_NOTE).write_text(told.made)
    return Made(told, path.stat().st_size, time.monotonic() - began, vanished)


def _write(connection: psycopg.Connection[Any], out: BinaryIO, raw: Path, files: Path | None) -> tuple[Manifest, int]:
    """Dump, count and hash one and the same moment: the dump reads the snapshot we count in.

    Sequences are no part of a snapshot: they go on meanwhile, and are read before and after.
    """
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    counting.steady(connection)
    row = connection.execute(
        "SELECT pg_export_snapshot(), current_setting('server_version_num')::int / 10000, pg_database_size(current_database())"
    ).fetchone()
    assert row is not None
    snapshot, server, database_bytes = row
    found = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1").fetchall()
    folder, sequences = programs(server), counting.sequences(connection)
    dump(folder, snapshot, raw)
    content = counting.content(connection).since(sequences)
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        archive.add(raw, DUMP, filter=anonymous)
        hashes, file_bytes, vanished = _add_files(archive, files)
        told = Manifest(
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            pergola=version("pergola"),
            server=server,
            tool=major_of(folder / "pg_dump"),
            migrations=[name for (name,) in found],
            content=content,
            dump=digest_of(raw),
            database_bytes=database_bytes,
            files=hashes,
            file_bytes=file_bytes,
        )
        words = told.written()
        info = tarfile.TarInfo(NAME)
        info.size, info.mode = len(words), 0o600
        archive.addfile(info, io.BytesIO(words))
    return told, vanished


def dump(folder: Path, snapshot: str, raw: Path) -> None:
    """Without owners, so that whoever restores owns; with what is granted to the app role."""
    address, environ = target()
    raw.unlink(missing_ok=True)
    words = ["--format=custom", "--no-owner", f"--snapshot={snapshot}", "--schema=public", f"--file={raw}"]
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own program
        [str(folder / "pg_dump"), *words, f"--dbname={address}"],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupProblem(f"pg_dump could not read the database: {last_words(done.stderr)}")
    raw.chmod(0o600)


def _add_files(archive: tarfile.TarFile, files: Path | None) -> tuple[dict[str, str], int, int]:
    """Every file under the directory, each with its hash. Files that vanish meanwhile belong to nothing any more."""
    hashes: dict[str, str] = {}
    total = vanished = 0
    for path in sorted(files.rglob("*")) if files is not None else []:
        if path.is_symlink() or not path.is_file():
            continue
        name = path.relative_to(files).as_posix()  # type: ignore[arg-type]  # there are none without a directory
        try:
            with path.open("rb") as source:
                info = anonymous(archive.gettarinfo(arcname=FILES + name, fileobj=source))
                hashes[name] = hashlib.file_digest(source, "sha256").hexdigest()
                source.seek(0)
                archive.addfile(info, source)
        except FileNotFoundError:
            vanished += 1
            continue
        total += info.size
    return hashes, total, vanished


def anonymous(info: tarfile.TarInfo) -> tarfile.TarInfo:
    """Names and numbers of this machine's users mean nothing elsewhere."""
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    return info


def digest_of(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


@contextlib.contextmanager
def privately(path: Path) -> Iterator[BinaryIO]:
    """A new file only its user can read."""
    path.unlink(missing_ok=True)
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as out:
        yield out


def sync_directory(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
