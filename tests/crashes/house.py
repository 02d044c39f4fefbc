"""The product as an installation runs it: `pergola serve` with its three parts, and its database, on a real disk that syncs.

Each part can be killed with -9. The supervisor starts it again; the supervisor and the database are started again as a
service manager would.
"""

import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg

from pergola.config.embedded import Server, inhabitants

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0
"""Seconds a start may take on a machine that does much else."""
KINDS = ("web worker", "database", "worker", "one connection’s server", "web", "live", "supervisor")


class House:
    def __init__(self, state: Path) -> None:
        self.state, self.database, self.files = state, Server(state / "db"), state / "files"
        self.chance = random.Random(7)
        self.supervisor: subprocess.Popen[bytes] | None = None
        self.ended = 0
        """How often the supervisor ended although it was not killed, because another part was."""
        self.port = _two_free_ports()
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "PERGOLA_", "DJANGO_"))}
        self.environ = {
            **kept,
            "PERGOLA_STATE": str(state),
            "PERGOLA_FILES": str(self.files),
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }

    def settle(self) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, "-m", "tests.crashes.settle"], env=self.environ, cwd=ROOT, capture_output=True
        )
        assert done.returncode == 0, done.stderr.decode()[-3000:]
        told: dict[str, Any] = json.loads(done.stdout)
        return told

    def start(self) -> None:
        self.database.start()
        self._start()
        self.wait()

    def stop(self) -> None:
        if self.supervisor is not None:
            everybody = [self.supervisor.pid, *self._below(self.supervisor.pid, deep=True)]
            self._kill(everybody)
            self.supervisor.wait(30)
        self.database.stop(whatever=True)

    def _start(self) -> None:
        words = [sys.executable, "-m", "pergola.config.command", "serve", "--port", str(self.port)]
        with (self.state / "words").open("ab") as log:
            self.supervisor = subprocess.Popen(
                words, env=self.environ, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )

    def wait(self) -> None:
        """Until a page that asks the database is answered."""
        patience = time.monotonic() + PATIENCE
        while True:
            with suppress(OSError, http.client.HTTPException):
                if self.ask("GET", "/lessons/")[0] == 200:
                    return
            self.revive()
            assert time.monotonic() < patience, self.words()
            time.sleep(0.1)

    def revive(self) -> None:
        if self.supervisor is not None and self.supervisor.poll() is not None:
            self.ended += 1
            self._start()

    def words(self) -> str:
        return (self.state / "words").read_text(errors="replace")[-6000:]

    def ask(
        self, method: str, path: str, body: str | bytes = "", headers: dict[str, str] | None = None
    ) -> tuple[int, str]:
        """One request on a connection of its own: its status, and where it leads."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body or None, {"Host": "localhost", **(headers or {})})
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.headers.get("Location", "")
        finally:
            connection.close()

    # With -9

    def kill(self, kind: str) -> None:
        """Kill one part, and see to it that it is there again."""
        assert self.supervisor is not None
        if kind == "database":
            self._kill(inhabitants(self.database.data))
            self.database.start()
        elif kind == "one connection’s server":
            postmaster = int((self.database.data / "postmaster.pid").read_text().split()[0])
            self._kill([self.chance.choice(self._below(postmaster) or [postmaster])])
        elif kind == "supervisor":
            self._kill([self.supervisor.pid])
            self.supervisor.wait(30)
            self._until_nobody_listens()
            self._start()
        elif kind == "web worker":
            self._kill([self.chance.choice(self._below(self._part("web")) or [self._part("web")])])
        else:
            self._kill([self._part(kind)])
        self.wait()

    def _part(self, name: str) -> int:
        """The process of a part. Right after its last death it may not be there yet."""
        assert self.supervisor is not None
        patience = time.monotonic() + PATIENCE
        while time.monotonic() < patience:
            for one in self._below(self.supervisor.pid):
                with suppress(FileNotFoundError, ProcessLookupError):
                    words = Path(f"/proc/{one}/cmdline").read_bytes().split(b"\0")
                    if b"pergola.config.child" in words and name.encode() in words:
                        return one
            time.sleep(0.1)
        raise AssertionError(f"there is no {name}\n{self.words()}")

    def _until_nobody_listens(self) -> None:
        """What the supervisor had started finishes what it is at, and goes."""
        patience = time.monotonic() + PATIENCE
        for port in (self.port, self.port + 1):
            while self._listens(port):
                assert time.monotonic() < patience, f"orphans of the supervisor stay\n{self.words()}"
                time.sleep(0.05)

    @staticmethod
    def _listens(port: int) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    @staticmethod
    def _kill(processes: list[int]) -> None:
        for one in processes:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)

    @staticmethod
    def _below(parent: int, *, deep: bool = False) -> list[int]:
        """The processes that this one started; those that they started too, if `deep`."""
        with suppress(FileNotFoundError, ProcessLookupError):
            found = [int(one) for one in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
            return [*found, *(one for child in found for one in House._below(child, deep=True))] if deep else found
        return []

    @contextmanager
    def asked_by_the_owner(self) -> Iterator[psycopg.Connection]:
        with psycopg.connect(self.database.owner_url_of(), autocommit=True) as connection:
            yield connection


def _two_free_ports() -> int:
    """The first of two that nobody listens on: for the pages, and for what is told live."""
    while True:
        with suppress(OSError), socket.create_server(("127.0.0.1", 0)) as free:
            port: int = free.getsockname()[1]
            with socket.create_server(("127.0.0.1", port + 1)):
                return port


@contextmanager
def a_house() -> Iterator[House]:
    """One in a place of its own, which the database's own user may enter; gone afterwards."""
    ground = Path(tempfile.mkdtemp(prefix="pergola-crashes-"))
    ground.chmod(0o755)
    made = House(ground)
    try:
        yield made
    finally:
        made.stop()
        shutil.rmtree(ground, ignore_errors=True)
