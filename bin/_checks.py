"""Every check the house passes, one after the other and the longest beside them, with the time each took. Run by bin/test in its environment."""
# ruff: noqa: S603, T201

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django import setup as django_setup

from pergola.config import ready, state
from pergola.kernel.press import sheets

CHECKOUT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
LETTERS = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
"""What draws the letters of a PDF. Tests that need it say so where it is missing."""
PATIENT_APT = ("-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::http::Timeout=20", "-o", "Acquire::Retries=1")


def tool(name, *arguments):
    return [str(BIN / name), *arguments]


def module(name, *arguments):
    return [sys.executable, "-m", name, *arguments]


def django(*arguments):
    return module("django", *arguments)


QUICK_SECONDS = 60
"""How long the tests of --quick go on: those of the house and of what is being worked on first; the rest waits for the whole."""
QUICK = (
    ("ruff", tool("ruff", "check", "--quiet")),
    ("import-linter", tool("lint-imports")),
)
WHOLE = (
    ("ruff", tool("ruff", "check", "--quiet")),
    ("ruff format", tool("ruff", "format", "--check", "--quiet")),
    ("import-linter", tool("lint-imports")),
    ("djlint", tool("djlint", "src", "--lint", "--quiet")),
    ("django check", django("check", "--fail-level", "WARNING")),
    ("migrations", django("makemigrations", "--check", "--dry-run")),
)
SLOW = ("mypy", tool("mypy"))
"""Of the whole: longer than all others together, on one core. It goes on beside them and beside the first tests."""


def from_debian(what, packages, environ):
    """Install what the tests use of the system's, where we may: as root, on a Debian."""
    if os.geteuid() != 0 or not Path("/usr/bin/apt-get").exists():
        return
    started = time.monotonic()
    print(f"pergola: installing {what} ...", flush=True)
    environ = {**environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        command = ["/usr/bin/apt-get", *PATIENT_APT, *words]
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(command, env=environ, capture_output=True, check=False, timeout=180)
    print(f"pergola: done ({time.monotonic() - started:.1f} s)", flush=True)


def letters(environ):
    """What draws the letters of a PDF. A sentence where it is not to be had; the tests of it are then skipped."""
    if not sheets.can_print():
        from_debian("what draws the letters of a PDF", LETTERS, environ)
        if not sheets.can_print():
            print(f"pergola: missing: Pango, for PDF. On Debian: apt-get install {' '.join(LETTERS)}", flush=True)


def browser(environ):
    """Where the browser is. None, with a sentence, where there is none and it is not to be had.

    Debian's headless shell is the same Chromium without a window's own buttons, which are pages too and cost as much as ours:
    it is installed where we may, and what else is here serves where it cannot be had.
    """
    if not shutil.which(BROWSERS[0]):
        from_debian(f"Debian's {BROWSERS[0]} for the browser tests", [BROWSERS[0]], environ)
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        print(f"pergola: missing: a browser for the tests. On Debian: apt-get install {BROWSERS[0]}", flush=True)
    return found


def step(name, command, environ):
    """Run one check; True if it passed. Its own words are shown as they come."""
    print(f"\n── {name}", flush=True)
    started = time.monotonic()
    passed = subprocess.run(command, cwd=CHECKOUT, env=environ, check=False).returncode == 0
    took = time.monotonic() - started
    print(f"── {name}: {'passed' if passed else 'FAILED'} ({took:.1f} s)", flush=True)
    return name, passed, took


def aside(name, command, environ):
    """Run one check beside others: what it says is shown in one piece when it has ended."""
    started = time.monotonic()
    done = subprocess.run(command, cwd=CHECKOUT, env=environ, capture_output=True, text=True, check=False)
    passed, took = done.returncode == 0, time.monotonic() - started
    said = (done.stdout + done.stderr).rstrip()
    print(f"\n── {name}\n{said}\n── {name}: {'passed' if passed else 'FAILED'} ({took:.1f} s)", flush=True)
    return name, passed, took


def touched():
    """The folders of tests that mirror what is being worked on: changed since the last commit, or else by it."""
    for since in ("HEAD", "HEAD~1"):
        asked = ["git", "diff", "--name-only", since, "--", "src", "tests"]
        told = subprocess.run(asked, cwd=CHECKOUT, capture_output=True, text=True, check=False).stdout.splitlines()
        rooms = {Path(one).parts[2 if one.startswith("src/") else 1] for one in told if one.count("/") > 2}
        found = [f"tests/{room}" for room in sorted(rooms) if (CHECKOUT / "tests" / room).is_dir()]
        if found:
            return found
    return []


def tests(arguments):
    """pytest’s command: two processes, unless the caller says otherwise."""
    words = list(arguments.pytest)
    if not any(word.startswith(("-n", "--numprocesses", "-x", "--pdb", "-k")) for word in words):
        words = ["-n", "2", *words]
    if arguments.quick and "-m" not in words:
        words = ["-m", "not browser and not slow", *words]
        if not any(word.startswith("tests") for word in words):
            words += ["tests/architecture", *touched(), "tests"]
    return module("pytest", "-q", *words)


def main():
    parser = argparse.ArgumentParser(prog="bin/test", description="Set everything up and pass every check.")
    parser.add_argument(
        "--quick",
        action="store_true",
        help="an answer in a minute and a half: ruff, import-linter, and the tests nearest to what is being worked on",
    )
    parser.add_argument("--only-tests", action="store_true", help="pytest alone")
    arguments, arguments.pytest = parser.parse_known_args()
    began = time.monotonic()
    environ = dict(os.environ)
    foreign = not state.is_embedded()
    server = state.server(test=True)
    if foreign:
        environ.setdefault("DJANGO_SETTINGS_MODULE", "pergola.config.settings")
        environ.setdefault("PERGOLA_STATIC_ROOT", str(state.directory() / "static"))
    else:
        environ.update(state.variables(test=True))
        server.start()
    os.environ.update(environ)
    if not arguments.quick:
        letters(environ)
        found = browser(environ)
        if found:
            environ["PERGOLA_CHROMIUM"] = found
    if arguments.quick:
        environ["PERGOLA_TEST_SECONDS"] = str(QUICK_SECONDS)
    try:
        django_setup()
        ready.static_files()
        with ThreadPoolExecutor(1) as beside:
            checks = () if arguments.only_tests else QUICK if arguments.quick else WHOLE
            slow = [beside.submit(aside, *SLOW, environ)] if checks is WHOLE else []
            results = [step(*check, environ) for check in checks]
            results.append(step("pytest", tests(arguments), environ))
            results += [one.result() for one in slow]
    finally:
        if not foreign:
            server.stop()
    failed = [name for name, passed, _ in results if not passed]
    times = ", ".join(f"{name} {took:.0f} s" for name, _, took in results)
    print(f"\n{times}; {time.monotonic() - began:.0f} s in all")
    print(f"FAILED: {', '.join(failed)}" if failed else "Every check passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as problem:
        sentence = ready.sentence_for(problem)
        if sentence is None:
            raise
        sys.exit(f"pergola: {sentence}")
