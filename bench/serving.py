"""The product and the bare floor, each served as it would be: granian, one worker of four threads, on loopback."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Server:
    """A server process and what it and the database have spent."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self.port, self.process = port, process

    def connect(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=30)

    def cpu_seconds(self) -> float:
        """CPU of this server's processes and of PostgreSQL's, so far."""
        return sum(_spent(pid) for pid in {*tree_of(self.process.pid), *_postgres()})


@contextmanager
def served(application: str, settings: str, *, as_owner: bool) -> Iterator[Server]:
    """Serve `application` until the block ends."""
    port = free_port()
    env = os.environ | {"DJANGO_SETTINGS_MODULE": settings, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
    if as_owner:
        env["DATABASE_URL"] = os.environ["DATABASE_OWNER_URL"]
    options = [
        "--workers",
        "1",
        "--blocking-threads",
        "4",
        "--backpressure",
        "1024",
        "--no-ws",
        "--no-access-log",
        "--log-level",
        "error",
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), *options, application],
        env=env, cwd=ROOT,
    )  # fmt: skip
    try:
        _wait(port, process)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _try in range(200):
        if process.poll() is not None:
            raise SystemExit("The server to be measured did not start.")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The server to be measured does not listen.")


def _spent(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def tree_of(root: int) -> set[int]:
    parents = {pid: parent for pid, parent, _name in _processes()}
    found, before = {root}, 0
    while len(found) != before:
        before = len(found)
        found |= {pid for pid, parent in parents.items() if parent in found}
    return found


def _postgres() -> set[int]:
    return {pid for pid, _parent, name in _processes() if name.startswith("postgres")}


def _processes() -> Iterator[tuple[int, int, str]]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            head, _, tail = path.read_text().rpartition(")")
        except OSError:
            continue
        yield int(path.parent.name), int(tail.split()[1]), head.partition("(")[2]
