"""What a command needs before it can do its work: Django, a database, tables, static files. Made once, skipped after."""

import contextlib
import errno
import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import django
import psycopg
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError

from pergola.config import state
from pergola.config.backup.tools import BackupProblem
from pergola.config.embedded import ServerProblem
from pergola.config.environment import BadSetting
from pergola.config.serving import PortTaken
from pergola.config.watching import watched
from pergola.kernel.errors import Refusal


def django_(*, database: str | None = None, demo: bool = False) -> None:
    """Set Django up with the addresses of the embedded server, unless the environment names another."""
    if demo:
        os.environ["PERGOLA_DEMO"] = "1"
    if state.is_embedded():
        os.environ.update(state.variables(database=database))
        if not os.environ.get("PERGOLA_SECRET_KEY"):
            os.environ["PERGOLA_SECRET_KEY"] = secret_key(state.directory() / "secret-key")
    os.environ.setdefault("PERGOLA_STATIC_ROOT", str(state.directory() / "static"))
    os.environ.setdefault("PERGOLA_FILES", str(state.files()))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pergola.config.settings")
    django.setup()


def secret_key(path: Path) -> str:
    """The installation’s own key, drawn at its first start and readable by its user alone."""
    with contextlib.suppress(FileNotFoundError):
        return path.read_text(encoding="ascii")
    path.parent.mkdir(parents=True, exist_ok=True)
    drawn = secrets.token_urlsafe(48)
    with contextlib.suppress(FileExistsError), open(path, "x", encoding="ascii", opener=_privately) as new:
        new.write(drawn)
    return path.read_text(encoding="ascii")


def _privately(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


@contextlib.contextmanager
def database() -> Iterator[None]:
    """The embedded server for as long as this lasts; a foreign one runs by itself."""
    with watched(state.server()) if state.is_embedded() else contextlib.nullcontext():
        try:
            yield
        finally:
            leave()


def leave() -> None:
    """Close every connection and the pools behind them, so that the server can go."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if getattr(connection, "pool", None) is not None:
            connection.close_pool()  # type: ignore[attr-defined]


def unreachable(alias: str = "default") -> str | None:
    """Why the database does not answer, at once and not after the pool's patience; None if it answers."""
    try:
        psycopg.connect(**{"connect_timeout": 5, **connections[alias].get_connection_params()}).close()
    except psycopg.OperationalError as problem:
        return " ".join(str(problem).split())
    return None


def pending_migrations(alias: str = "default") -> list[str]:
    executor = MigrationExecutor(connections[alias])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def tables(*, verbosity: int = 0) -> int:
    """Bring the tables up to date as the owner role. How many migrations ran."""
    pending = pending_migrations("owner")
    if pending:
        call_command("migrate", database="owner", verbosity=verbosity, interactive=False)
    return len(pending)


def static_files() -> bool:
    """Collect the static files under far-future names if any changed since. True if they did."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT).with_name("static-stamp")
    with contextlib.suppress(FileNotFoundError):
        if stamp.read_text() == digest.hexdigest() and (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
            return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(digest.hexdigest())
    return True


def sentence_for(problem: Exception) -> str | None:
    """What went wrong at a start, for people; None for what is our own mistake and needs its traceback."""
    if isinstance(problem, ServerProblem | BadSetting | PortTaken | BackupProblem | Refusal | ImproperlyConfigured):
        return str(problem)
    if isinstance(problem, OperationalError):
        return f"The database does not do what it is asked: {' '.join(str(problem).split())}"
    if isinstance(problem, OSError) and problem.errno == errno.ENOSPC:
        return (
            f"The disk is full ({problem.filename or state.directory()}): make room and start again; nothing is lost."
        )
    return None
