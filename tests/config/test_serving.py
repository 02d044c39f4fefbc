"""The whole product under kill -9 and Ctrl-C, in a state directory of its own."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import psycopg
import pytest

from pergola.config.embedded import Server, inhabitants

PATIENCE = 180  # seconds a first start may take, with every migration, on a machine that does much else


class Site:
    """`pergola serve` on a free port, as a terminal runs it: in a process group of its own."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.server = Server(state / "db")
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        environ = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "PERGOLA_"))}
        command = [sys.executable, "-m", "pergola.config.command", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(
            command,
            env={**environ, "PERGOLA_STATE": str(self.state)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        patience = time.monotonic() + PATIENCE
        while not self.answers():
            assert self.process.poll() is None, f"serve ended with {self.process.returncode}"
            assert time.monotonic() < patience, "serve does not answer"
            time.sleep(0.1)

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", "/healthz/live")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def end(self, how: signal.Signals) -> int:
        assert self.process is not None
        os.killpg(self.process.pid, how)
        return self.process.wait(30)


@pytest.fixture
def site(ground: Path) -> Iterator[Site]:
    made = Site(ground)
    yield made
    if made.process is not None and made.process.poll() is None:
        made.end(signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="workers die with their master on Linux")
def test_killed_with_9_it_starts_again_with_nothing_lost_and_ctrl_c_stops_all(site: Site) -> None:
    site.start()
    with psycopg.connect(site.server.owner_url_of(), autocommit=True) as connection:
        connection.execute("INSERT INTO walls_wall (kind, name) VALUES ('network', 'kept')")

    site.end(signal.SIGKILL)
    patience = time.monotonic() + 10
    while site.answers():
        assert time.monotonic() < patience, "a worker of a killed master still answers"
        time.sleep(0.1)
    for process in inhabitants(site.server.data):
        with suppress(ProcessLookupError):  # the last one out may be stopping it already
            os.kill(process, signal.SIGKILL)

    site.start()
    with psycopg.connect(site.server.owner_url_of()) as connection:
        assert connection.execute("SELECT count(*) FROM walls_wall WHERE name = 'kept'").fetchone() == (1,)
    assert site.end(signal.SIGINT) == 0
    assert not site.answers()
    assert not inhabitants(site.server.data), "the database it started is stopped too"


@pytest.mark.slow
def test_whoever_reads_keeps_nobody_else_waiting(site: Site) -> None:
    """A staff room with a page open each: browsers keep their connections for a while, and the next one is answered."""
    site.start()
    with ExitStack() as open_until_then:

        def ask(address: str) -> int:
            one = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
            open_until_then.callback(one.close)
            one.request("GET", address)
            answer = one.getresponse()
            answer.read()
            return answer.status

        assert {ask("/healthz/live") for _ in range(60)} == {200}
        assert ask("/account/login/") < 400
    assert site.end(signal.SIGINT) == 0


@pytest.mark.slow
def test_whoever_sends_slowly_keeps_nobody_else_waiting(site: Site) -> None:
    """Twenty forms begun and not ended, as over a bad line: the next one is answered."""
    site.start()
    with ExitStack() as open_until_then:
        for _ in range(20):
            one = open_until_then.enter_context(socket.create_connection(("127.0.0.1", site.port), timeout=10))
            one.sendall(b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20000\r\n\r\na=b")
        assert site.answers()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere 127.0.0.2 is nobody’s address")
def test_one_machine_that_stays_silent_ends_nobody_elses_writing(site: Site) -> None:
    """160 sockets that begin a form and say nothing: a form from another address is taken, and pages are read."""
    site.start()
    with ExitStack() as open_until_then:
        for _ in range(160):
            one = open_until_then.enter_context(socket.create_connection(("127.0.0.1", site.port), timeout=10))
            one.sendall(b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 7\r\n\r\n")
        for _ in range(6):
            with socket.create_connection(
                ("127.0.0.1", site.port), timeout=20, source_address=("127.0.0.2", 0)
            ) as other:
                other.sendall(
                    b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 3\r\n\r\na=b"
                )
                told = other.recv(30)
                assert told.startswith(b"HTTP/1.1 3"), f"read, and led on to where this site begins: {told!r}"
        assert site.answers()
