"""The real product for a browser: its own database, its own web server, its own mailbox, all gone afterwards.

    python -m tests.journeys.product FOLDER

keeps one running while one works on the journeys: PERGOLA_JOURNEYS_AT=FOLDER then spares a run of its own.
"""

import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psycopg
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from psycopg import sql
from tests.journeys.things import Things, find_things
from tests.template import a_copy_of_the_migrated, in_database

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 240.0
NOTE = "product.json"


@dataclass
class Mailbox:
    """What the product sent, read from a real mail server on this machine."""

    letters: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        letter = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 OK"

    def latest(self, to: str, *, after: int = 0) -> str:
        """The text of the newest letter to `to` beyond the first `after` letters; waits a moment for it."""
        patience = time.monotonic() + 10
        while time.monotonic() < patience:
            for letter in reversed(self.letters[after:]):
                if letter["To"] == to:
                    return str(letter.get_content())
            time.sleep(0.05)
        raise AssertionError(f"no letter to {to}")

    def code(self, to: str, *, after: int = 0) -> str:
        found = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", self.latest(to, after=after))
        assert found, "a letter without a code"
        return found.group()


@contextmanager
def a_mailbox() -> Iterator[tuple[Mailbox, int]]:
    """A mail server of our own on a free port."""
    box, port = Mailbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box, port
    finally:
        controller.stop()


@dataclass(frozen=True)
class Product:
    """Where it is served, and what of the sample is looked at; its database and its key, for what no page can do."""

    address: str
    things: Things
    owner: str = ""
    secret: str = ""

    def note(self, folder: Path) -> None:
        told = {"address": self.address, "things": self.things.data, "owner": self.owner, "secret": self.secret}
        (folder / NOTE).write_text(json.dumps(told), encoding="utf-8")

    @classmethod
    def noted(cls, folder: Path) -> "Product":
        told = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        return cls(told["address"], Things(told["things"]), told["owner"], told["secret"])


@contextmanager
def a_product(name: str, state: Path, mail_port: int) -> Iterator[Product]:
    """Take a fresh database, load the sample or the cast, serve, and take it all away."""
    owner = os.environ["DATABASE_OWNER_URL"]
    environment = os.environ | {
        "DATABASE_URL": in_database(os.environ["DATABASE_URL"], name),
        "DATABASE_OWNER_URL": in_database(owner, name),
        "PERGOLA_DEMO": "1",
        "PERGOLA_SECRET_KEY": secrets.token_urlsafe(48),
        "PERGOLA_STATE": str(state),
        "PERGOLA_FILES": str(state / "files"),
        "PERGOLA_STATIC_ROOT": str(state / "static"),
        "PERGOLA_MAIL_HOST": "127.0.0.1",
        "PERGOLA_MAIL_PORT": str(mail_port),
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}",
    }
    environment.pop("PERGOLA_EMBEDDED", None)
    a_copy_of_the_migrated(name)
    try:
        has_sample = os.environ.get("PERGOLA_JOURNEYS") != "cast"  # the cast alone is quicker, while one works
        if has_sample:
            _run(environment, "pergola.config.command", "demo", "--no-serve")
        _run(environment, "tests.journeys.settle", *([] if has_sample else ["--cast"]))
        with _serving(environment, state / "words") as address:
            things = find_things(environment["DATABASE_OWNER_URL"]) if has_sample else Things()
            yield Product(address, things, environment["DATABASE_OWNER_URL"], environment["PERGOLA_SECRET_KEY"])
    finally:
        _drop(owner, name)


@contextmanager
def _serving(environment: dict[str, str], words: Path) -> Iterator[str]:
    """The product's own web server, its live process and its worker, until they answer and for as long as this lasts."""
    port, live = free_port(), free_port()
    address, heard = f"http://localhost:{port}", f"http://localhost:{live}"
    environment |= {"PERGOLA_SITE": address, "PERGOLA_LIVE": heard}
    serve = [sys.executable, "-m", "tests.journeys.serve"]
    with words.open("wb") as log, ExitStack() as stack:

        def start(command: list[str]) -> subprocess.Popen[bytes]:
            return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)

        server = stack.enter_context(_ended(start([*serve, str(port)])))
        listening = stack.enter_context(_ended(start([*serve, str(live), "live"])))
        stack.enter_context(_ended(start([sys.executable, "-m", "pergola.config.command", "worker"])))
        _wait(server, f"{address}/account/login/", words)
        _wait(listening, f"{heard}/healthz/live", words)
        yield address


@contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Asked to stop, and made to if it does not."""
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(server: subprocess.Popen[bytes], address: str, words: Path) -> None:
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience and server.poll() is None:
        try:
            urlopen(address, timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the product does not serve: {words.read_text(errors='replace')[-3000:]}")


def _run(environment: dict[str, str], module: str, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], env=environment, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{module} {arguments}: {done.stdout[-2000:]}{done.stderr[-4000:]}"


def _drop(owner: str, name: str) -> None:
    _ask(owner, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _ask(owner: str, query: sql.Composed) -> None:
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(query)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the server and the database go with it
    here = Path(sys.argv[1])
    here.mkdir(parents=True, exist_ok=True)
    with a_mailbox() as (_box, mail), a_product("test_journeys_kept", here, mail) as kept:
        kept.note(here)
        sys.stdout.write(f"{kept.address}\n")
        sys.stdout.flush()
        while True:
            time.sleep(60)
