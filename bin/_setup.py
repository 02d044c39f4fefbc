"""Makes the environment Pergola runs in, with nothing but the standard library, then hands over to it.

Runs under any Python from 3.9: it is what stands on a machine before anything of ours does.
"""
# ruff: noqa: S603, S606, T201, N818, SIM115, UP031

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: one set-up at a time is then the reader's business
    fcntl = None  # type: ignore[assignment]

CHECKOUT = Path(__file__).resolve().parent.parent
WANTED = (3, 13)
PROBE = "import sys, ssl, venv, sqlite3, ctypes; print('%d.%d' % sys.version_info[:2])"
CONFUSING = (
    *("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "CONDA_PREFIX", "UV_PROJECT_ENVIRONMENT", "UV_PYTHON"),
    "PYTHONDONTWRITEBYTECODE",  # without compiled modules every command takes seconds longer to begin
)


class Missing(Exception):
    """Something the machine lacks, said in one line with the way to get it."""


def say(words, started=None):
    """A line of progress; with `started`, how long the step took."""
    took = "" if started is None else " (%.1f s)" % (time.monotonic() - started)
    print("pergola: " + words + took, file=sys.stderr, flush=True)


def is_root():
    return hasattr(os, "geteuid") and os.geteuid() == 0


def state_directory(checkout=CHECKOUT, environ=None, root=None):
    """Where everything made here lives: environment, database, stamps. Never in the working files themselves.

    Root's home is closed to the database's own user, so root's state goes to the system's place for state.
    """
    environ = os.environ if environ is None else environ
    if environ.get("PERGOLA_STATE"):
        return Path(environ["PERGOLA_STATE"]).absolute()
    if is_root() if root is None else root:
        short = hashlib.sha256(os.fsencode(str(checkout))).hexdigest()[:8]
        return Path("/var/lib/pergola") / short
    return Path(checkout) / ".pergola"


def clean_environment(environ=None):
    """The caller's environment without what would lead Python astray, and with UTF-8 whatever the locale is."""
    kept = {k: v for k, v in (os.environ if environ is None else environ).items() if k not in CONFUSING}
    kept["PYTHONUTF8"] = "1"
    return kept


def runs_as_wanted(python):
    """True if this Python starts, is the wanted version and is whole. A shim on PATH may exist and not run."""
    try:
        done = subprocess.run([str(python), "-I", "-c", PROBE], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0 and done.stdout.strip() == "%d.%d" % WANTED


def candidates(environ=None):
    """Pythons that may be the wanted one, likeliest first."""
    environ = os.environ if environ is None else environ
    name = "python%d.%d" % WANTED
    yield sys.executable
    for folder in environ.get("PATH", os.defpath).split(os.pathsep):
        if folder and os.access(os.path.join(folder, name), os.X_OK):
            yield os.path.join(folder, name)
    homes = [environ.get("PYENV_ROOT"), os.path.join(os.path.expanduser("~"), ".pyenv")]
    for home in [h for h in homes if h]:
        with contextlib.suppress(OSError):
            for found in sorted(Path(home).glob("versions/%d.%d*/bin/python%d.%d" % (WANTED + WANTED)), reverse=True):
                yield str(found)
    for place in ("/usr/local/bin", "/usr/bin", "/opt/homebrew/bin"):
        yield os.path.join(place, name)


def find_python(environ=None):
    for python in candidates(environ):
        if os.path.exists(python) and runs_as_wanted(python):
            return os.path.realpath(python)
    return None


class Setup:
    """One environment in one state directory."""

    def __init__(self, kind, state=None):
        self.kind = kind
        self.state = state_directory() if state is None else state
        self.venv = self.state / "venv"
        self.python = self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self.stamp = self.state / "environment.json"
        self.environ = clean_environment()
        self.only_here = ["UV_CACHE_DIR", "UV_LINK_MODE", "UV_PYTHON_INSTALL_DIR", "UV_NO_PROGRESS", "UV_SYSTEM_CERTS"]
        """What the environment says while things are installed, and to nothing that runs afterwards."""

    def run(self, command, why, **more):
        """Run a step quietly; on failure say `why` and the tool's last words."""
        environ = dict(self.environ)
        environ.update(more)
        try:
            done = subprocess.run(
                [str(part) for part in command],
                env=environ,
                cwd=str(self.state),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
            )
        except OSError as problem:
            raise Missing("%s (%s)" % (why, problem)) from None
        output = done.stdout.decode("utf-8", "replace").strip()
        if done.returncode:
            last = " ".join(output.splitlines()[-3:])
            raise Missing("%s [%s]" % (why, last[-400:]) if last else why)
        return output

    def fingerprint(self, kind):
        """What the environment depends on. Anything else may change without a new one."""
        digest = hashlib.sha256()
        for path in (
            CHECKOUT / "requirements" / (kind + ".txt"),
            CHECKOUT / "pyproject.toml",
            Path(__file__),
        ):
            digest.update(path.read_bytes())
        digest.update(os.fsencode(str(CHECKOUT)))
        return digest.hexdigest()

    def stamped(self):
        try:
            return json.loads(self.stamp.read_text("utf-8"))
        except (OSError, ValueError):
            return {}

    def is_ready(self):
        stamp = self.stamped()
        enough = ("dev", "run") if self.kind == "run" else ("dev",)
        return self.python.exists() and any(
            stamp.get("kind") == kind and stamp.get("fingerprint") == self.fingerprint(kind) for kind in enough
        )

    def make(self):
        """Make the environment if it is not there as it should be. Two at once wait for each other."""
        if self.is_ready():
            return
        try:
            self.state.mkdir(parents=True, exist_ok=True)
            lock = open(str(self.state / "setup.lock"), "w")
        except OSError as problem:
            raise Missing(
                "cannot write to %s (%s): set PERGOLA_STATE to a directory that can be written."
                % (self.state, problem.strerror)
            ) from None
        with lock:
            if fcntl:
                fcntl.flock(lock, fcntl.LOCK_EX)
            if not self.is_ready():
                self.make_locked()

    def make_locked(self):
        if self.stamped().get("kind") == "dev":
            self.kind = "dev"
        with contextlib.suppress(OSError):
            self.stamp.unlink()
        uv = self.uv()
        python = self.wanted_python(uv)
        if not (self.python.exists() and runs_as_wanted(self.python)):
            shutil.rmtree(str(self.venv), ignore_errors=True)
            self.run([*uv, "venv", "--quiet", "--python", python, self.venv], "the environment could not be made")
        started = time.monotonic()
        say("installing what Pergola stands on; the first time this takes half a minute ...")
        target = ["--quiet", "--python", self.python]
        why = "a part could not be installed: is this machine online?"
        locked = CHECKOUT / "requirements" / (self.kind + ".txt")
        self.run([*uv, "pip", "install", *target, "--require-hashes", "-r", locked], why)
        self.run(
            [*uv, "pip", "install", *target, "--no-deps", "--no-build-isolation", "-e", CHECKOUT],
            "Pergola itself could not be installed",
        )
        self.stamp.write_text(json.dumps({"kind": self.kind, "fingerprint": self.fingerprint(self.kind)}), "utf-8")
        say("everything is installed", started)

    def uv(self):
        """The command of our own uv, installed once into the state directory."""
        self.environ.update(
            UV_CACHE_DIR=str(self.state / "uv-cache"),
            UV_LINK_MODE="copy",
            UV_PYTHON_INSTALL_DIR=str(self.state / "python"),
            UV_NO_PROGRESS="1",
            # whom this machine trusts, as pip does: many a school's network reads along with a certificate of its own
            UV_SYSTEM_CERTS="1",
        )
        if self.environ.get("PIP_CERT") and "SSL_CERT_FILE" not in self.environ:
            self.environ["SSL_CERT_FILE"] = self.environ["PIP_CERT"]
            self.only_here.append("SSL_CERT_FILE")
        tools = self.state / "tools"
        own = tools / "bin" / "uv"
        stamp = tools / "made"
        locked = CHECKOUT / "requirements" / "uv.txt"
        wanted = hashlib.sha256(locked.read_bytes()).hexdigest()
        if own.exists() and stamp.exists() and stamp.read_text("utf-8") == wanted:
            return [str(own)]
        started = time.monotonic()
        shutil.rmtree(str(tools), ignore_errors=True)
        try:
            self.install_uv(tools, locked)
        except Missing:
            found = shutil.which("uv")
            if found is None:
                raise
            return [found]
        stamp.write_text(wanted, "utf-8")
        say("uv is here", started)
        return [str(own)]

    def install_uv(self, tools, locked):
        """By a virtual environment of the standard library; where Debian left that out, by pip into a folder."""
        wanted = ["--quiet", "--disable-pip-version-check", "--require-hashes", "-r", locked]
        why = "uv could not be installed with pip: is this machine online?"
        try:
            self.run([sys.executable, "-m", "venv", tools], "no venv")
        except Missing:
            shutil.rmtree(str(tools), ignore_errors=True)
            try:
                self.run([sys.executable, "-m", "pip", "--version"], "no pip")
            except Missing:
                raise Missing(
                    "Python's venv and pip are missing. On Debian: apt-get install python3-venv python3-pip"
                ) from None
            self.run([sys.executable, "-m", "pip", "install", "--target", tools, *wanted], why)
        else:
            self.run([tools / "bin" / "python", "-m", "pip", "install", *wanted], why)

    def wanted_python(self, uv):
        found = find_python()
        if found is None:
            with contextlib.suppress(Missing):
                found = self.run([*uv, "python", "find", "--no-python-downloads", "3.13"], "none found")
        if found is None or not runs_as_wanted(found):
            started = time.monotonic()
            say("fetching Python 3.13 ...")
            why = (
                "Python 3.13 is neither here nor could it be fetched: go online and start again, "
                "or install it so that `python3.13` runs"
            )
            self.run([*uv, "python", "install", "3.13"], why)
            found = self.run([*uv, "python", "find", "3.13"], why)
            say("Python 3.13 is here", started)
        return found

    def hand_over(self, *command):
        """Become the command: signals then reach it and nobody stands between."""
        environ = dict(self.environ)
        environ["PERGOLA_STATE"] = str(self.state)
        environ["PYTHONPYCACHEPREFIX"] = str(self.state / "compiled")  # and never among the working files
        for name in self.only_here:
            environ.pop(name, None)
        line = [str(self.python), *[str(part) for part in command]]
        sys.stdout.flush()
        sys.stderr.flush()
        if os.name == "nt":
            sys.exit(subprocess.call(line, env=environ))
        os.execve(line[0], line, environ)


def kind_for(what, rest):
    """The product alone; tests, and the benches that ask as tests do, need more."""
    return "dev" if what == "test" or rest[:1] == ["bench"] else "run"


def main(arguments):
    what, rest = arguments[0], arguments[1:]
    setup = Setup(kind_for(what, rest))
    setup.make()
    if what == "test":
        setup.hand_over(Path(__file__).with_name("_checks.py"), *rest)
    elif what == "demo":
        setup.hand_over("-m", "pergola.config.command", "demo", *rest)
    else:
        setup.hand_over("-m", "pergola.config.command", *rest)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Missing as missing:
        say("missing: %s" % missing)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
