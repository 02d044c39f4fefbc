"""A database that was killed comes back while we run, with what it had acknowledged."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from pergola.config import watching
from pergola.config.embedded import Server, inhabitants
from pergola.config.watching import watched


def test_a_killed_database_is_started_again_and_has_lost_nothing(ground: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "LOOK_EVERY", 0.2)
    server = Server(ground / "db")  # as it is run: hasty ones may lose what they acknowledged
    with watched(server):
        with psycopg.connect(server.owner_url_of()) as connection:
            connection.execute("CREATE TABLE kept (word text)")
            connection.execute("INSERT INTO kept VALUES ('kept')")
        first = set(inhabitants(server.data))
        for process in first:
            with suppress(ProcessLookupError):  # its own master has taken it along
                os.kill(process, signal.SIGKILL)
        patience = time.monotonic() + 60
        while (first & set(inhabitants(server.data)) or not server.answers()) and time.monotonic() < patience:
            time.sleep(0.1)
        with psycopg.connect(server.owner_url_of()) as connection:
            assert connection.execute("SELECT word FROM kept").fetchone() == ("kept",)
    assert not inhabitants(server.data), "whoever lets go last still stops it"
