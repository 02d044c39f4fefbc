"""The product as an installation runs it: `pergola serve`, `pergola worker` and its database, on a real disk that syncs.

Each part can be killed with -9; it is started again, as a service manager would.
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
KINDS = ("web worker", "database", "worker", "one connection’s server", "web", "web worker")


class House:
    def __init__(self, state: Path) -> None:
        self.state, self.database = state, Server(state / "db")
        self.chance = random.Random(7)
        self.parts: dict[str, subprocess.Popen[bytes]] = {}
        self.ended = 0
        """How often a part ended although it was not killed, because another was."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "PERGOLA_", "DJANGO_"))}
        self.environ = {**kept, "PERGOLA_STATE": str(state), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}

    def settle(self) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, "-m", "tests.crashes.settle"], env=self.environ, cwd=ROOT, capture_output=True
        )
        assert done.returncode == 0, done.stderr.decode()[-3000:]
        told: dict[str, Any] = json.loads(done.stdout)
        return told

    def start(self) -> None:
        self.database.start()
        for part in ("web", "worker"):
            self._start(part)
        self.wait()

    def stop(self) -> None:
        for process in self.parts.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(30)
        self.database.stop(whatever=True)

    def _start(self, part: str) -> None:
        words = ["serve", "--port", str(self.port)] if part == "web" else ["worker"]
        with (self.state / f"words of {part}").open("ab") as log:
            self.parts[part] = subprocess.Popen(
                [sys.executable, "-m", "pergola.config.command", *words],
                env=self.environ, cwd=ROOT, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

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
        """What ended is started again. The web server ends by itself when it takes quick deaths of a worker for a loop."""
        for part, process in list(self.parts.items()):
            if process.poll() is not None:
                self.ended += 1
                self._start(part)

    def words(self) -> str:
        return "\n".join(one.read_text(errors="replace")[-2000:] for one in sorted(self.state.glob("words of *")))

    def ask(self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> tuple[int, str]:
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
        if kind == "web worker":
            self._kill([self.chance.choice(self._below(self.parts["web"].pid))])
        elif kind == "one connection’s server":
            postmaster = int((self.database.data / "postmaster.pid").read_text().split()[0])
            self._kill([self.chance.choice(self._below(postmaster))])
        elif kind == "database":
            self._kill(inhabitants(self.database.data))
            self.database.start()
        else:
            process = self.parts[kind]
            self._kill([process.pid])
            process.wait(30)
            patience = time.monotonic() + 30
            while kind == "web" and self._listens() and time.monotonic() < patience:
                time.sleep(0.05)
            self._start(kind)
        self.wait()

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    @staticmethod
    def _kill(processes: list[int]) -> None:
        for one in processes:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)

    @staticmethod
    def _below(parent: int) -> list[int]:
        with suppress(FileNotFoundError):
            return [int(one) for one in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()] or [parent]
        return [parent]

    @contextmanager
    def asked_by_the_owner(self) -> Iterator[psycopg.Connection]:
        with psycopg.connect(self.database.owner_url_of(), autocommit=True) as connection:
            yield connection


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
