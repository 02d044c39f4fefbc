"""The process itself: its Python, its secret, who it runs as, what it asks of those who sign in."""

import os
import resource
import stat
import sys
from collections.abc import Iterator
from typing import Any, cast

from django.conf import settings
from psycopg import pq

from pergola.config import state
from pergola.config.doctor.finding import Finding, either
from pergola.kernel.press.sheets import can_print

LEAST_FILES = 1024
SHORTEST_PASSWORD = 15
LAST = "pergola.people.middleware.OpenForPerson"
SHARED_CACHES = ("db.DatabaseCache", "redis.RedisCache", "memcached.")


def python() -> Iterator[Finding]:
    here = ".".join(map(str, sys.version_info[:3]))
    yield either(
        "python",
        sys.version_info[:2] == (3, 13),
        f"Python is {here}.",
        f"Python is {here}; Pergola runs on 3.13: bin/pergola fetches it.",
    )
    driver = pq.version() // 10000
    yield either(
        "driver",
        driver >= 15,
        f"The database’s driver speaks for PostgreSQL {driver}.",
        f"The database’s driver is of PostgreSQL {driver}: install psycopg[binary], which brings a newer one.",
    )


def secrets() -> Iterator[Finding]:
    drawn = settings.SECRET_KEY != settings.INSECURE_KEY
    yield either(
        "secret",
        drawn or settings.DEMO,
        "The secret key is this installation’s own." if drawn else "The secret key is the demo’s.",
        "The secret key is the one everybody knows: set PERGOLA_SECRET_KEY to 50 random characters.",
    )
    yield either(
        "secret long",
        len(settings.SECRET_KEY) >= 32,
        "The secret key is long.",
        "The secret key is shorter than 32 characters: set PERGOLA_SECRET_KEY to 50 random ones.",
    )
    path = state.directory() / "secret-key"
    seen = path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077
    yield either(
        "secret private",
        not seen,
        "Nobody else can read where the secret key is kept.",
        f"Others of this machine can read {path}: chmod 600, and draw a new one by deleting it.",
    )
    yield either(
        "debug",
        not settings.DEBUG,
        "Debug is off.",
        "Debug is on, and shows strangers our insides: unset PERGOLA_DEBUG.",
    )


def account() -> Iterator[Finding]:
    yield either(
        "account",
        os.geteuid() != 0,
        "It does not run as root.",
        "It runs as root: start it as a user of its own (docs/deploy shows how), so that a fault stays small.",
        grave=False,
    )


def limits() -> Iterator[Finding]:
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    yield either(
        "open files",
        files >= LEAST_FILES or files == resource.RLIM_INFINITY,
        f"It may keep {files} files open.",
        f"It may keep only {files} files open: raise LimitNOFILE or `ulimit -n` to {LEAST_FILES}.",
        grave=False,
    )


def sign_in() -> Iterator[Finding]:
    validators = cast("list[dict[str, Any]]", settings.AUTH_PASSWORD_VALIDATORS)
    shortest = max(
        (
            one.get("OPTIONS", {}).get("min_length", 8)
            for one in validators
            if one["NAME"].endswith("MinimumLengthValidator")
        ),
        default=0,
    )
    yield either(
        "passwords",
        shortest >= SHORTEST_PASSWORD,
        f"A password has at least {shortest} characters.",
        f"A password may have {shortest} characters: give MinimumLengthValidator at least {SHORTEST_PASSWORD}.",
    )
    yield either(
        "cookies",
        settings.SESSION_COOKIE_HTTPONLY and settings.SESSION_COOKIE_SAMESITE in {"Lax", "Strict"},
        "No script and no other site uses the session’s cookie.",
        "The session’s cookie is open to scripts or other sites: put SESSION_COOKIE_HTTPONLY and _SAMESITE back.",
    )
    backend = str(settings.CACHES["default"]["BACKEND"])
    yield either(
        "rate limits",
        any(kind in backend for kind in SHARED_CACHES),
        "All processes share one count of tries to sign in.",
        f"Each process counts tries to sign in by itself ({backend}): put the database’s cache back.",
    )


def order() -> Iterator[Finding]:
    yield either(
        "order",
        settings.MIDDLEWARE[-1] == LAST,
        "Walls open last, right before a page.",
        "Something stands between the walls and the pages: put OpenForPerson last in MIDDLEWARE.",
    )


def paper() -> Iterator[Finding]:
    yield either(
        "pdf",
        can_print(),
        "PDF files can be made.",
        "PDF files cannot be made, and pages are printed from the browser: install Pango"
        " (Debian: libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0).",
        grave=False,
    )
