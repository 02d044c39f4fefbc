"""Putting a backup into an empty database, all or nothing, and counting whether everything is there.

pg_restore writes the statements, psql sends them in one transaction. Between the two we leave out what only newer servers
know, so that a dump of PostgreSQL 18 goes into a 15.
"""

import contextlib
import shutil
import subprocess
import tarfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.db import connections
from psycopg import sql

from pergola.config import state
from pergola.config.backup import counting, placing, reading
from pergola.config.backup.manifest import DUMP, Manifest
from pergola.config.backup.tools import BackupProblem, last_words, owner_connection, programs, target
from pergola.config.embedded import APP

# What pg_dump says at its beginning and older servers do not know.
NEWER = (b"SET transaction_timeout = 0;", b"SET idle_in_transaction_session_timeout = 0;")
PREAMBLE = 200  # lines; after them nothing is left out, so no row ever is
EMPTY = """SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND n.nspname = 'public'"""
FITNESS = """SELECT current_setting('server_version_num')::int / 10000,
  EXISTS (SELECT 1 FROM pg_roles WHERE rolname = {app})"""
# The public schema is there in every database; the dump would make it again.
SCHEMA = (b"CREATE SCHEMA public;", b"COMMENT ON SCHEMA public IS ")


@dataclass(frozen=True)
class Restored:
    """What came of it."""

    manifest: Manifest
    server: int
    rows: int
    seconds: float

    @property
    def seconds_per_gb(self) -> float:
        return self.seconds / max((self.manifest.database_bytes + self.manifest.file_bytes) / 1e9, 1e-9)


def restore(path: Path, *, files: Path | None = None) -> Restored:
    """Into the database DATABASE_OWNER_URL names, which must be empty; files into a directory that must be empty too."""
    began = time.monotonic()
    with reading.opened(path) as archive:
        told = reading.manifest_of(archive)
        server = _must_be_fit(told)
        where = placing.must_be_empty(files, len(told.files)) if told.files else None
        placing.must_have_room(_wanted(archive, told, path, where))
        placed = placing.coming(archive, told, where) if where else contextlib.nullcontext()
        with placed, reading.extracted(archive, path, told) as dump:
            _send(programs(max(told.tool, server)), dump)
    with owner_connection() as connection:
        found = counting.content(connection)
    unlike = told.content.unlike(found)
    if unlike:
        raise BackupProblem(
            f"What was restored is not what was backed up: {' '.join(unlike[:5])} Drop this database and do not use it"
            f"{f', and delete {where}' if where else ''}."
        )
    with owner_connection() as connection:
        connection.autocommit = True
        connection.execute("ANALYZE")
    for alias in connections:
        connections[alias].close()
    return Restored(told, server, found.rows, time.monotonic() - began)


def _must_be_fit(told: Manifest) -> int:
    """An empty database, on a server with the app role. The server’s major version."""
    with owner_connection() as connection:
        (things,) = counting.row(connection, sql.SQL(EMPTY))
        version, there = counting.row(connection, sql.SQL(FITNESS).format(app=APP))
    if things:
        raise BackupProblem(
            f"The database is not empty ({things} tables and other things are in it): restore into a new one."
            " Nothing was changed."
        )
    if not there:
        raise BackupProblem(f"The server has no role {APP}: bin/pergola migrate on it says how to make it.")
    if version < 15:
        raise BackupProblem(f"The server is PostgreSQL {version}; Pergola needs 15 or newer.")
    return int(version)


def _wanted(archive: tarfile.TarFile, told: Manifest, path: Path, files: Path | None) -> list[tuple[Path, int]]:
    """How many bytes come to which place. What a foreign server has left cannot be asked."""
    wanted = [(reading.beside(path), archive.getmember(DUMP).size)]
    if files is not None:
        wanted.append((files, told.file_bytes))
    if state.is_embedded():
        wanted.append((state.directory(), told.database_bytes))
    return wanted


def _send(folder: Path, dump: Path) -> None:
    """One transaction: at the first trouble nothing of it stays."""
    address, environ = target()
    write = [str(folder / "pg_restore"), "--file=-", "--no-owner", str(dump)]
    send = [str(folder / "psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    with (
        subprocess.Popen(write, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environ) as writer,  # noqa: S603
        subprocess.Popen(  # noqa: S603 - PostgreSQL's own programs
            [*send, f"--dbname={address}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environ,
        ) as sender,
    ):
        heard: list[bytes] = []
        listener = threading.Thread(target=lambda: heard.append(sender.stderr.read()))  # type: ignore[union-attr]
        listener.start()
        assert writer.stdout is not None
        assert sender.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            pass_on(writer.stdout, sender.stdin)
        writer.stdout.close()  # where psql has ended early, pg_restore must not wait for a reader
        if writer.wait() and sender.poll() is None:  # half a script must not be taken for a whole one
            sender.kill()
        with contextlib.suppress(BrokenPipeError):
            sender.stdin.close()
        sender.wait()
        listener.join()
        trouble = (writer.stderr.read() if writer.stderr else b"") + b"".join(heard)
    if writer.returncode or sender.returncode:  # what psql says comes last and is the cause
        raise BackupProblem(f"Nothing was restored: {last_words(trouble.decode('utf-8', 'replace'))}")


def pass_on(source: IO[bytes], sink: IO[bytes]) -> None:
    """Everything, but for what only newer servers know, which stands at the beginning."""
    for number, line in enumerate(source):
        if number >= PREAMBLE:
            sink.write(line)
            break
        if not line.startswith((*NEWER, *SCHEMA)):
            sink.write(line)
    shutil.copyfileobj(source, sink, 1 << 20)
