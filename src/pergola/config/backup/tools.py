"""PostgreSQL's own programs: found beside the embedded server or on the machine, new enough, told where to go."""

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

from pergola.config import embedded

PACKAGED = Path("/usr/lib/postgresql")
KEYWORDS = {one.keyword.decode() for one in Conninfo.get_defaults()}


class BackupProblem(Exception):  # noqa: N818 - a sentence for the operator
    """A backup cannot be made, read or put back, in a sentence that says why and what to do."""


def folders() -> Iterator[Path]:
    """Where the programs may be."""
    with contextlib.suppress(embedded.ServerProblem):
        yield embedded.binaries()
    yield from sorted(PACKAGED.glob("*/bin"), reverse=True)
    found = shutil.which("pg_dump")
    if found:
        yield Path(found).resolve().parent


def major_of(program: Path) -> int:
    """The major version a program says it is; 0 if it does not run."""
    try:
        done = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False, timeout=30)  # noqa: S603
    except OSError:
        return 0
    found = re.search(r"\) (\d+)", done.stdout)
    return int(found[1]) if found else 0


def programs(least: int) -> Path:
    """A folder with pg_dump, pg_restore and psql of this major version or a newer one."""
    seen: list[str] = []
    for folder in folders():
        major = major_of(folder / "pg_dump")
        if major >= least and all((folder / name).exists() for name in ("pg_restore", "psql")):
            return folder
        seen.append(f"{folder} ({major or 'does not run'})")
    raise BackupProblem(
        f"pg_dump, pg_restore and psql of PostgreSQL {least} or newer are not here; found: {', '.join(seen) or 'none'}. "
        f"On Debian: apt-get install postgresql-client-{least}"
    )


def parameters(alias: str = "owner") -> dict[str, Any]:
    """What libpq must know to go where this connection goes."""
    given = connections[alias].get_connection_params()
    return {key: value for key, value in given.items() if key in KEYWORDS and value not in {None, ""}}


def target(alias: str = "owner") -> tuple[str, dict[str, str]]:
    """An address without its password, and the environment that has the password: `ps` shows only the first."""
    given = parameters(alias)
    password = given.pop("password", None)
    environ = {**os.environ, "PGTZ": "UTC", "PGCLIENTENCODING": "UTF8"}
    if password:
        environ["PGPASSWORD"] = str(password)
    return make_conninfo(**given), environ


def owner_connection() -> psycopg.Connection[Any]:
    """A connection of our own as the owner role, outside Django's."""
    return psycopg.connect(**parameters())


def last_words(output: str) -> str:
    return " ".join(output.split())[-500:]
