"""`restore`: a million posts backed up and put into another database, counted and hashed; beside PostgreSQL's own programs.

The floor is `pg_dump` and `pg_restore` of the same database with nothing counted, hashed or looked at, in the same run.
"""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from bench.crowd import fill
from django.db import connections
from psycopg import sql

from pergola.config import state
from pergola.config.backup.restoring import restore
from pergola.config.backup.tools import owner_connection, programs, target
from pergola.config.backup.writing import back_up

INTO = "pergola_bench_restored"


def run(scale: float) -> dict[str, object]:
    if not state.is_embedded():
        raise click.ClickException("This bench makes databases of its own: unset DATABASE_URL, so that it may.")
    counts = fill(scale)
    connections["owner"].close()
    with TemporaryDirectory() as folder:
        # the floor goes first: whatever is still to be read from the disk is its
        dump_floor, restore_floor = bare(Path(folder) / "bare")
        made = back_up(Path(folder) / "whole")
        before = counted()
        with another_database():
            done = restore(Path(folder) / "whole")
            unlike = before.items() ^ counted().items()
    gb = made.manifest.database_bytes / 1e9
    return counts | {
        "rows": done.rows,
        "tables": len(done.manifest.content.tables),
        "counts_or_hashes_that_differ": len({table for table, _told in unlike}),
        "database_gb": round(gb, 3),
        "backup_gb": round(made.size / 1e9, 3),
        "backup_seconds": round(made.seconds, 1),
        "backup_seconds_per_gb": round(made.seconds / gb, 1),
        "backup_ratio_to_pg_dump": round(made.seconds / dump_floor, 2),
        "restore_seconds": round(done.seconds, 1),
        "restore_seconds_per_gb": round(done.seconds_per_gb, 1),
        "restore_ratio_to_pg_restore": round(done.seconds / restore_floor, 2),
    }


def counted() -> dict[str, tuple[int, str]]:
    """Of every table, how many rows and what they come to: asked in other words than those by which a restore looks itself."""
    found = {}
    with owner_connection() as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
        for (table,) in tables:
            ask = sql.SQL("SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM {} t")
            row = connection.execute(ask.format(sql.Identifier(table))).fetchone()
            assert row is not None
            found[table] = (row[0], row[1])
    return found


@contextmanager
def another_database() -> Iterator[None]:
    """For this long the owner's connection leads to an empty database, which is gone afterwards."""
    server, chosen = state.server(), connections["owner"].settings_dict
    before = chosen["NAME"]
    server.make_database(INTO, anew=True)
    chosen["NAME"] = INTO
    try:
        yield
    finally:
        connections["owner"].close()
        chosen["NAME"] = before
        server.drop_database(INTO)


def bare(dump: Path) -> tuple[float, float]:
    """Seconds that PostgreSQL's own programs take for the same: out, and in."""
    folder = programs(least=1)  # those beside the embedded server come first
    address, environ = target()
    out = [str(folder / "pg_dump"), "--format=custom", "--no-owner", "--schema=public", f"--file={dump}"]
    began = time.monotonic()
    subprocess.run([*out, f"--dbname={address}"], env=environ, check=True)
    dumped = time.monotonic()
    with another_database():
        address, environ = target()
        into = [str(folder / "pg_restore"), "--clean", "--if-exists", "--no-owner", "--single-transaction"]
        entered = time.monotonic()
        subprocess.run([*into, f"--dbname={address}", str(dump)], env=environ, check=True)
        return dumped - began, time.monotonic() - entered
