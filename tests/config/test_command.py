"""The command: every part explains itself, and what is wrong at a start is one sentence."""

import errno
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, OperationalError, connections

from pergola.config import foreign, ready, serving
from pergola.config.command import PARTS
from pergola.config.commands import bench
from pergola.config.embedded import ServerProblem


def run(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pergola.config.command", *words]
    return subprocess.run(command, env={**os.environ, **environ}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", PARTS)
def test_every_command_explains_itself(name: str, ground: Path) -> None:
    done = run(name, "--help", PERGOLA_STATE=str(ground))
    assert done.returncode == 0, done.stderr
    assert f"pergola {name}" in done.stdout
    assert len(done.stdout.splitlines()) > 3
    assert not (ground / "db").exists(), "help starts no database"


def test_the_list_names_them_all() -> None:
    done = run("--help")
    assert all(f"  {name} " in done.stdout for name in PARTS)
    assert run("no-such-thing").returncode == 2


def test_a_taken_port_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port))
        assert done.returncode == 1
        assert done.stderr == f"pergola: Port {port} is taken; choose another with --port {port + 1}.\n"
    serving.check_port("127.0.0.1", port)


def test_a_database_that_is_not_there_is_one_sentence(ground: Path) -> None:
    nowhere = f"postgresql://pergola_app@/pergola?host={ground}"
    environ = {"PERGOLA_EMBEDDED": "", "DATABASE_URL": nowhere, "DATABASE_OWNER_URL": nowhere, "PERGOLA_POOL": "1"}
    done = run("migrate", **environ)
    assert done.returncode == 1
    assert "DATABASE_OWNER_URL does not lead to a database" in done.stderr
    assert "CREATE ROLE pergola_owner" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_said_and_what_is_left_to_its_traceback() -> None:
    assert ready.sentence_for(ServerProblem("So it is.")) == "So it is."
    assert "disk is full" in str(ready.sentence_for(OSError(errno.ENOSPC, "No space left on device", "/srv/x")))
    assert "gone" in str(ready.sentence_for(OperationalError("the server\nis gone")))
    assert ready.sentence_for(DatabaseError("our mistake")) is None
    assert ready.sentence_for(KeyError("our mistake")) is None


def test_the_secret_is_drawn_once_and_private(tmp_path: Path) -> None:
    path = tmp_path / "state" / "secret-key"
    drawn = ready.secret_key(path)
    assert len(drawn) >= 50
    assert ready.secret_key(path) == drawn
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_bench_flattens_its_figures() -> None:
    assert bench.flat({"a": 1, "b": {"c": 2.5, "d": {"e": "f"}}}) == [("a", 1), ("b.c", 2.5), ("b.d.e", "f")]


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_foreign_database_is_asked_for_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert foreign.lacks() == []
    monkeypatch.setattr(foreign, "connections", {"default": connections["owner"], "owner": connections["default"]})
    lacking = " ".join(foreign.lacks())
    assert "lacks BYPASSRLS" in lacking
    assert "may not create tables" in lacking
    assert "could pass every wall" in lacking
