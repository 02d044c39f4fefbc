"""The embedded server: started, joined, killed, started again; nothing lost, and no superuser anywhere."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from pergola.config import embedded, environment
from pergola.config.embedded import Server, ServerProblem, inhabitants

JOIN = """
import sys
from contextlib import suppress
from pathlib import Path
from pergola.config.embedded import Server
server = Server(Path(sys.argv[1]))
print("started" if server.start() else "joined", flush=True)
sys.stdin.readline()
print("stopped" if server.stop() else "left", flush=True)
"""


def ask(server: Server, question: str) -> object:
    with psycopg.connect(server.owner_url_of()) as connection:
        row = connection.execute(question).fetchone()
        return row and row[0]


def kill(server: Server) -> None:
    """kill -9 of every process of the server, and wait until they are gone."""
    for process in inhabitants(server.data):
        with suppress(ProcessLookupError):  # it ended by itself meanwhile
            os.kill(process, signal.SIGKILL)
    patience = time.monotonic() + 10
    while inhabitants(server.data) and time.monotonic() < patience:
        time.sleep(0.05)


def another(home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", JOIN, str(home)], stdin=-1, stdout=-1, text=True)


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_the_two_roles_are_what_the_walls_need(ground: Path) -> None:
    with Server(ground / "db", hasty=True).running():
        server = Server(ground / "db")
        for url, bypasses in ((server.url_of(), False), (server.owner_url_of(), True)):
            with psycopg.connect(url) as connection:
                row = connection.execute(
                    "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
                ).fetchone()
            assert row == (False, bypasses)
        assert (
            ask(server, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()")
            == "pergola_owner"
        )
        assert ask(server, "SELECT current_setting('random_page_cost')") == "1.1"
        assert ask(server, "SELECT current_setting('listen_addresses')") == ""
        with pytest.raises(psycopg.OperationalError, match="authentication failed"):
            psycopg.connect(embedded.address("postgres", server.socket))


def test_a_second_process_joins_and_the_last_one_out_stops_it(ground: Path) -> None:
    server = Server(ground / "db", hasty=True)
    assert server.start()
    guest = another(server.home)
    assert said(guest) == "joined"
    assert not server.stop()
    assert server.answers(), "the first left while the second was still there"
    guest.communicate("leave\n")
    assert not server.answers()
    assert not inhabitants(server.data)


@pytest.mark.slow
def test_a_guest_killed_with_9_holds_nothing(ground: Path) -> None:
    server = Server(ground / "db", hasty=True)
    server.start()
    guest = another(server.home)
    assert said(guest) == "joined"
    guest.kill()
    guest.communicate()
    assert server.stop()


@pytest.mark.slow
def test_kept_for_developers_it_stays_but_only_that_run_of_it(ground: Path) -> None:
    server = Server(ground / "db", hasty=True)
    server.start()
    server.keep()
    assert not server.stop()
    kill(server)
    assert server.start(), "a new run"
    assert server.stop(), "which nobody asked to keep"


def test_killed_with_9_nothing_acknowledged_is_lost(ground: Path) -> None:
    server = Server(ground / "db")
    server.start()
    with psycopg.connect(server.owner_url_of(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (n int)")
        connection.execute("INSERT INTO kept SELECT generate_series(1, 1000)")
        assert connection.execute("SELECT current_setting('fsync')").fetchone() == ("on",)
    kill(server)
    assert not server.answers()
    assert server.start()
    assert ask(server, "SELECT count(*) FROM kept") == 1000
    server.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="stale lock files are told from living ones by /proc")
def test_a_lock_file_that_names_a_strangers_process_is_no_hindrance(ground: Path) -> None:
    server = Server(ground / "db", hasty=True)
    server.start()
    kill(server)
    lock = server.data / "postmaster.pid"
    lines = lock.read_text().splitlines(keepends=True)
    lock.write_text("".join([f"{os.getpid()}\n", *lines[1:]]))
    (server.socket / ".s.PGSQL.5432.lock").write_text("".join([f"{os.getpid()}\n", *lines[1:]]))
    assert server.start()
    server.stop()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["with a space", "école d’été", "a'quote", "deep/" + "d" * 90 + "/" + "e" * 40])
def test_odd_paths(ground: Path, name: str) -> None:
    server = Server(ground / name / "db", hasty=True)
    with server.running():
        assert len(os.fsencode(server.socket / ".s.PGSQL.5432.lock")) < 108
        assert server.socket.stat().st_mode & 0o777 == 0o700
        assert ask(server, "SELECT 1") == 1
    assert not inhabitants(server.data)


@pytest.mark.slow
def test_a_half_made_cluster_is_made_again(ground: Path) -> None:
    server = Server(ground / "db", hasty=True)
    (server.home / "data.new").mkdir(parents=True)
    (server.home / "data.new" / "PG_VERSION").write_text("18")
    with server.running():
        assert ask(server, "SELECT 1") == 1


@pytest.mark.slow
def test_erased_it_begins_anew(ground: Path) -> None:
    server = Server(ground / "db", hasty=True)
    server.start()
    server.make_database("another")
    server.make_database("another")
    server.erase()
    assert not server.data.exists()
    with server.running():
        assert ask(server, "SELECT count(*) FROM pg_database WHERE datname = 'another'") == 0


def test_what_another_process_works_with_is_not_erased(ground: Path) -> None:
    server = Server(ground / "db", hasty=True)
    with server.running(), pytest.raises(ServerProblem, match="in use by another"):
        Server(ground / "db").erase()
    assert server.data.exists()


def test_a_server_that_cannot_start_says_why(ground: Path) -> None:
    server = Server(ground / "db", hasty=True)
    server.start()
    server.stop()
    with (server.data / "postgresql.conf").open("a") as conf:
        conf.write("nonsense = 1\n")
    with pytest.raises(ServerProblem, match=r"does not start.*contains errors"):
        server.start()


def test_a_directory_that_cannot_be_made_is_named(ground: Path) -> None:
    (ground / "file").touch()
    with pytest.raises(ServerProblem, match="PERGOLA_STATE"):
        Server(ground / "file" / "db").start()


def test_a_closed_directory_on_the_way_is_found(ground: Path) -> None:
    inner = ground / "closed" / "inner"
    inner.mkdir(parents=True)
    assert embedded.first_closed(inner) is None
    inner.parent.chmod(0o700)
    assert embedded.first_closed(inner) == inner.parent


def test_its_address_is_read_back_by_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server(Path("/srv/école d’été & co/db"))
    monkeypatch.setenv("DATABASE_URL", server.url_of())
    read = environment.database("DATABASE_URL")
    assert (read["USER"], read["NAME"], read["HOST"]) == ("pergola_app", "pergola", str(server.socket))
