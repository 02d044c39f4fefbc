"""The database’s server: what it is, and whether it keeps what it says it has."""

from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone

from pergola.config.doctor.finding import Finding, asked, either, number
from pergola.config.foreign import OLDEST

DRIFT = 5  # seconds our clock and the database's may differ
PROCESSES = 5  # two web workers, their master, the live process, the worker
LOUD = ("debug5", "debug4", "debug3", "debug2", "debug1", "info", "notice", "warning", "error")


def version() -> Iterator[Finding]:
    server, encoding = asked("SELECT current_setting('server_version_num')::int, current_setting('server_encoding')")
    major = int(str(server)) // 10000
    yield either(
        "version",
        int(str(server)) >= OLDEST,
        f"PostgreSQL is {major}.",
        f"PostgreSQL is {major}; Pergola needs 15 or newer: restore a backup into one (docs/guides/operator.md).",
    )
    yield either(
        "encoding",
        encoding == "UTF8",
        "The database is encoded as UTF8.",
        f"The database is encoded as {encoding}, not UTF8: make one with ENCODING 'UTF8' and restore into it.",
    )
    (clock,) = asked("SELECT extract(epoch FROM clock_timestamp())::float")
    late = round(abs(float(str(clock)) - timezone.now().timestamp()), 1)
    yield either(
        "clock",
        late < DRIFT,
        "Its clock agrees with ours.",
        f"Its clock is {late} seconds from ours: set both by the network’s time.",
        grave=False,
    )


def safety() -> Iterator[Finding]:
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        (value,) = asked(f"SELECT current_setting('{name}')")
        bad = f"{name} is off: a power cut would lose what was acknowledged. Set it on in postgresql.conf."
        yield either(name, value != "off", f"{name} is on.", bad)


def room() -> Iterator[Finding]:
    (cost,) = asked("SELECT current_setting('random_page_cost')::float")
    yield either(
        "page cost",
        float(str(cost)) <= 1.1,
        "random_page_cost is 1.1.",
        f"random_page_cost is {cost}: ALTER DATABASE … SET random_page_cost = 1.1, or searches are slow.",
        grave=False,
    )
    most = number("SELECT current_setting('max_connections')::int")
    pool = settings.DATABASES["default"].get("OPTIONS", {}).get("pool") or {}
    wanted = PROCESSES * int(pool.get("max_size", 1)) + 5
    yield either(
        "connections",
        most >= wanted,
        f"It takes {most} connections.",
        f"It takes only {most} connections and we may want {wanted}: raise max_connections or lower PERGOLA_POOL.",
        grave=False,
    )


def talk() -> Iterator[Finding]:
    far, sealed = asked(
        "SELECT coalesce(NOT inet_server_addr() <<= '127.0.0.0/8' AND inet_server_addr() <> '::1', false),"
        " coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false)"
    )
    yield either(
        "tls",
        sealed or not far,
        "What is said to the database stays between us." if sealed else "The database is on this machine.",
        "What is said to the database travels unsealed: add ?sslmode=verify-full to DATABASE_URL.",
        grave=False,
    )
    (level,) = asked("SELECT current_setting('log_min_error_statement')")
    yield either(
        "its log",
        level not in LOUD,
        "The database’s log repeats nothing people wrote.",
        "The database’s log repeats what people wrote when a statement fails: ALTER ROLE pergola_app SET"
        " log_min_error_statement = panic, as its superuser.",
        grave=False,
    )
