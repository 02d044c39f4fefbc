"""The migrated database that every other of a run is copied from: to migrate takes most of a minute, to copy a second.

It is made once on each server and found again by the text of all migrations. How a database is migrated from nothing is tried
where that is what is asked: the upgrade, a first start, the demo’s command.
"""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "test_pergola_as_migrated_"
WHOLE = "migrated to the end"
READ = re.compile(rb"^from (pergola\.\S+) import", re.MULTILINE)
ONE_AT_A_TIME = 7_364_172
"""Whoever makes it is waited for."""


def in_database(url: str, name: str) -> str:
    """The same server and role, another database."""
    return urlsplit(url)._replace(path=f"/{name}").geturl().replace(":/?", ":///?") if urlsplit(url).netloc else url


def the_migrated() -> str:
    """The name of the database that is migrated to the end; made now if it is not here whole."""
    with _alone() as connection:
        return _found(connection) or _made(connection)


def a_copy_of_the_migrated(name: str) -> None:
    """A fresh database of this name, as it is after all migrations."""
    source = the_migrated()
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source))
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(copy)


@contextmanager
def _alone() -> Iterator[psycopg.Connection]:
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        yield connection


def _found(connection: psycopg.Connection) -> str:
    """Its name, if it is here and was not left in the middle."""
    asked = "SELECT 1 FROM pg_database WHERE datname = %s AND shobj_description(oid, 'pg_database') = %s"
    name = _name()
    return name if connection.execute(asked, [name, WHOLE]).fetchone() else ""


def _made(connection: psycopg.Connection) -> str:
    """Its name; those of other migrations, and one left in the middle, are taken away."""
    others = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]).fetchall()
    for (other,) in others:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(other)))
    name = _name()
    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    there = os.environ | {one: in_database(os.environ[one], name) for one in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    there.pop("PERGOLA_EMBEDDED", None)  # else it is another database that is migrated
    command = [sys.executable, "-m", "pergola.config.command", "migrate"]
    done = subprocess.run(command, env=there, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout[-2000:]}{done.stderr[-4000:]}"
    connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(WHOLE)))
    return name


@cache
def _name() -> str:
    """Another one wherever what a migration says may have changed: its text, what of ours it reads, whose migrations ours stand on."""
    ours = ROOT / "src" / "pergola"
    texts = sorted(one for one in ours.glob("*/migrations/**/*") if one.is_file() and one.suffix != ".pyc")
    read = {found for one in texts for found in READ.findall(one.read_bytes())}
    texts += sorted(ours.parent / f"{one.decode().replace('.', '/')}.py" for one in read)
    texts += sorted((ROOT / "requirements").glob("*"))
    told = hashlib.sha256()
    for one in texts:
        told.update(one.name.encode() + one.read_bytes())
    return PREFIX + told.hexdigest()[:16]
