"""What makes an installation sound: each thing looked at is a function that says what it found, in a sentence."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.db.utils import Error
from django.utils import timezone

from pergola.config import ready, state
from pergola.config.foreign import OLDEST
from pergola.walls import inspection

LOCAL = {"localhost", "127.0.0.1", "[::1]", "testserver"}
ROOM = 1_000_000_000  # bytes free under which a database may soon stop
DRIFT = 5  # seconds our clock and the database's may differ


@dataclass(frozen=True)
class Finding:
    """One thing looked at. A danger stops the start; the rest is to be looked at."""

    sound: bool
    sentence: str
    grave: bool = True

    @property
    def is_danger(self) -> bool:
        return self.grave and not self.sound


def either(sound: bool, good: str, bad: str, *, grave: bool = True) -> Finding:  # noqa: FBT001 - the question itself
    return Finding(sound, good if sound else bad, grave)


def examine() -> list[Finding]:
    """Look at everything. Without a database the questions to it are left out, and that is a danger itself."""
    found = [finding for look in BY_ITSELF for finding in look()]
    reason = ready.unreachable()
    if reason:
        return [*found, Finding(sound=False, sentence=f"The database cannot be reached: {reason}")]
    found.append(Finding(sound=True, sentence="The database answers."))
    return found + [finding for look in OF_THE_DATABASE for finding in look()]


def asked(question: str, alias: str = "default") -> tuple[object, ...]:
    """One row of the database’s answer."""
    with connections[alias].cursor() as cursor:
        cursor.execute(question)
        row: tuple[object, ...] = cursor.fetchone()
        return row


# What can be seen without a database


def python() -> Iterator[Finding]:
    here = ".".join(map(str, sys.version_info[:3]))
    yield either(
        sys.version_info[:2] == (3, 13),
        f"Python is {here}.",
        f"Python is {here}; Pergola runs on 3.13: bin/pergola fetches it.",
    )


def secrets() -> Iterator[Finding]:
    drawn = settings.SECRET_KEY != settings.INSECURE_KEY
    yield either(
        drawn or settings.DEMO,
        "The secret key is this installation’s own." if drawn else "The secret key is the demo’s.",
        "The secret key is the one everybody knows: set PERGOLA_SECRET_KEY to 50 random characters.",
    )
    yield either(
        len(settings.SECRET_KEY) >= 32, "The secret key is long.", "The secret key is shorter than 32 characters."
    )
    yield either(
        not settings.DEBUG, "Debug is off.", "Debug is on, and shows strangers our insides: unset PERGOLA_DEBUG."
    )


def door_to_the_world() -> Iterator[Finding]:
    hosts = settings.ALLOWED_HOSTS
    public = [host for host in hosts if host not in LOCAL]
    yield either(
        "*" not in hosts, "The names it answers to are listed.", "PERGOLA_HOSTS is *: list the names it answers to."
    )
    yield either(
        settings.HTTPS or not public,
        "Cookies travel over https only." if settings.HTTPS else "It answers on this machine only.",
        "It answers to public names without https: set PERGOLA_HTTPS=1.",
    )
    yield either(
        not (settings.DEMO and public),
        "One-click sign-in is off." if not settings.DEMO else "One-click sign-in is open on this machine only.",
        "The demo lets anybody in as anybody, and answers to public names: load no real work into it.",
        grave=False,
    )
    yield either(
        "smtp" in str(settings.MAILERS["default"]["BACKEND"]),
        "Mail has a server.",
        "Mail is printed instead of sent: set PERGOLA_MAIL_HOST.",
        grave=False,
    )
    csp = settings.SECURE_CSP
    yield either(
        all("unsafe" not in str(source) for sources in csp.values() for source in sources) and "default-src" in csp,
        "The content security policy allows no inline script or style.",
        "The content security policy allows inline script or style.",
    )


def files() -> Iterator[Finding]:
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    try:
        paths = json.loads(manifest.read_text(encoding="utf-8"))["paths"]
        lost = [name for name in paths.values() if not (manifest.parent / name).exists()]
    except (OSError, ValueError, KeyError):
        yield Finding(
            sound=False, sentence="The static files are not collected: start with bin/pergola serve, which does it."
        )
        return
    yield either(
        not lost, f"All {len(paths)} static files are there.", f"{len(lost)} static files are lost, {lost[:1]} first."
    )
    vendor = [name for name in paths if name.startswith("vendor/")]
    yield either(
        bool(vendor), f"Of them {len(vendor)} came from others.", "The vendored files of static/vendor are not there."
    )
    free = shutil.disk_usage(state.directory() if state.directory().exists() else "/").free
    yield either(
        free > ROOM,
        f"The disk has {free / 1e9:.0f} GB left.",
        f"The disk has only {free / 1e6:.0f} MB left: make room.",
        grave=False,
    )


# What the database says


def version() -> Iterator[Finding]:
    number, encoding = asked("SELECT current_setting('server_version_num')::int, current_setting('server_encoding')")
    major = int(str(number)) // 10000
    yield either(
        int(str(number)) >= OLDEST, f"PostgreSQL is {major}.", f"PostgreSQL is {major}; Pergola needs 15 or newer."
    )
    yield either(
        encoding == "UTF8", "The database is encoded as UTF8.", f"The database is encoded as {encoding}, not UTF8."
    )
    (clock,) = asked("SELECT extract(epoch FROM clock_timestamp())::float")
    late = round(abs(float(str(clock)) - timezone.now().timestamp()), 1)
    yield either(
        late < DRIFT,
        "Its clock agrees with ours.",
        f"Its clock is {late} seconds from ours: set both by the network’s time.",
        grave=False,
    )


def app_role() -> Iterator[Finding]:
    name, is_super, bypasses, makes = asked(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    )
    yield either(
        not is_super, f"The app role {name} is no superuser.", f"The app role {name} is a superuser: no wall holds it."
    )
    yield either(not bypasses, f"{name} cannot bypass the walls.", f"{name} has BYPASSRLS: no wall holds it.")
    yield either(not makes, f"{name} makes no roles.", f"{name} has CREATEROLE: it must not.")
    (owns,) = asked("SELECT pg_get_userbyid(datdba) = current_user FROM pg_database WHERE datname = current_database()")
    yield either(not owns, f"{name} does not own the database.", f"{name} owns the database; the owner role must.")
    (becomes,) = asked(
        "SELECT string_agg(rolname, ', ') FROM pg_roles WHERE (rolsuper OR rolbypassrls) AND rolname <> current_user"
        " AND pg_has_role(current_user, oid, 'MEMBER')"
    )
    yield either(not becomes, f"{name} can become no mightier role.", f"{name} can become {becomes}: revoke that.")
    (creates,) = asked("SELECT has_schema_privilege('public', 'CREATE')")
    yield either(
        not creates, f"{name} makes no tables.", f"{name} may make tables: REVOKE CREATE ON SCHEMA public FROM {name}."
    )


def walls() -> Iterator[Finding]:
    found = inspection.problems(connection)
    count = len(inspection.walled_tables(connection))
    yield either(
        count > 0, f"{count} tables stand behind walls.", "No table stands behind a wall: run bin/pergola migrate."
    )
    yield from (Finding(sound=False, sentence=sentence) for sentence in found)
    if count and not found:
        yield Finding(sound=True, sentence="Each has row-level security enabled, forced and under the one policy.")
    (open_,) = asked("SELECT coalesce(current_setting('app.walls', true), '')")
    yield either(
        open_ == "", "A new connection opens no wall.", f"A new connection opens the walls {open_}: reset app.walls."
    )


def safety() -> Iterator[Finding]:
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        (value,) = asked(f"SELECT current_setting('{name}')")
        yield either(value != "off", f"{name} is on.", f"{name} is off: a power cut would lose what was acknowledged.")
    (cost,) = asked("SELECT current_setting('random_page_cost')::float")
    yield either(
        float(str(cost)) <= 1.1,
        "random_page_cost is 1.1.",
        f"random_page_cost is {cost}: ALTER DATABASE … SET random_page_cost = 1.1, or searches are slow.",
        grave=False,
    )
    (most,) = asked("SELECT current_setting('max_connections')::int")
    yield either(
        int(str(most)) >= 20, f"It takes {most} connections.", f"It takes only {most} connections.", grave=False
    )


def migrations() -> Iterator[Finding]:
    pending = ready.pending_migrations()
    yield either(
        not pending, "The tables are up to date.", f"{len(pending)} migrations are pending: run bin/pergola migrate."
    )


def owner_role() -> Iterator[Finding]:
    if "owner" not in settings.DATABASES:
        sentence = "DATABASE_OWNER_URL is not set: fine for the web, not for migrate, backup and counts."
        yield Finding(sound=False, sentence=sentence, grave=False)
        return
    try:
        question = "SELECT rolname, rolbypassrls, rolsuper FROM pg_roles WHERE rolname = current_user"
        name, bypasses, is_super = asked(question, "owner")
    except Error:
        yield Finding(sound=False, sentence="The owner role cannot reach the database.", grave=False)
        return
    yield either(
        bool(bypasses),
        f"The owner role {name} may pass the walls.",
        f"The owner role {name} lacks BYPASSRLS.",
        grave=False,
    )
    yield either(not is_super, f"{name} is no superuser.", f"{name} is a superuser; it need not be.", grave=False)


def jobs() -> Iterator[Finding]:
    (table,) = asked("SELECT to_regclass('procrastinate_jobs') IS NOT NULL")
    yield either(bool(table), "The table of jobs is there.", "The table of jobs is missing: run bin/pergola migrate.")
    if table:
        (old,) = asked(
            "SELECT count(*) FROM procrastinate_jobs j WHERE j.status = 'todo'"
            " AND coalesce(j.scheduled_at, now()) < now() + interval '1 second' AND EXISTS (SELECT 1 FROM procrastinate_events e"
            " WHERE e.job_id = j.id AND e.type = 'deferred' AND e.at < now() - interval '1 hour')"
        )
        yield either(
            old == 0, "No job waits long.", f"{old} jobs wait longer than an hour: run bin/pergola worker.", grave=False
        )


BY_ITSELF: list[Callable[[], Iterator[Finding]]] = [python, secrets, door_to_the_world, files]
OF_THE_DATABASE: list[Callable[[], Iterator[Finding]]] = [
    version, app_role, walls, safety, migrations, owner_role, jobs,
]  # fmt: skip
