"""Where this installation keeps what it makes, and which databases it talks to."""

import hashlib
import os
from pathlib import Path

from pergola.config.embedded import Server

CHECKOUT = Path(__file__).resolve().parents[3]


def directory() -> Path:
    """The state directory: PERGOLA_STATE, set by bin/pergola; the same rule here for whoever starts without it."""
    if os.environ.get("PERGOLA_STATE"):
        return Path(os.environ["PERGOLA_STATE"]).absolute()
    if os.geteuid() == 0:
        return Path("/var/lib/pergola") / hashlib.sha256(os.fsencode(CHECKOUT)).hexdigest()[:8]
    return CHECKOUT / ".pergola"


def is_embedded() -> bool:
    """Without a foreign database’s address we bring our own. An address `pergola env` gave out is our own too."""
    return not os.environ.get("DATABASE_URL") or bool(os.environ.get("PERGOLA_EMBEDDED"))


def server(*, test: bool = False) -> Server:
    return Server(directory() / ("test-db" if test else "db"), hasty=test)


def files(*, test: bool = False, database: str | None = None) -> Path:
    """Where uploads are kept: where PERGOLA_FILES says, and apart for each database that is not the usual one.

    A file whose row is not in the database is swept away: two databases never share a folder.
    """
    if not test and database is None and os.environ.get("PERGOLA_FILES"):
        return Path(os.environ["PERGOLA_FILES"]).absolute()
    return directory() / ("test-files" if test else "files") / (database or "pergola")


def variables(*, test: bool = False, database: str | None = None) -> dict[str, str]:
    """What the environment of a process that uses the embedded server says. Starts nothing."""
    chosen = server(test=test)
    return {
        "DATABASE_URL": chosen.url_of(database),
        "DATABASE_OWNER_URL": chosen.owner_url_of(database),
        "PERGOLA_EMBEDDED": "1",
        "PERGOLA_STATE": str(directory()),
        "PERGOLA_FILES": str(files(test=test, database=database)),
        "PERGOLA_STATIC_ROOT": str(directory() / "static"),
        "DJANGO_SETTINGS_MODULE": "pergola.config.settings",
    }
