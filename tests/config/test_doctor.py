"""Every check of the doctor, made to fail: by what would be wrong, or where only a superuser could, by its answer."""

import inspect
import os
import resource
import shutil
import socket
import sys
import time
from collections import namedtuple
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone
from psycopg import pq
from tests.cast import Standing
from tests.world import make_world

from pergola.config import doctor, ready, starting
from pergola.config.commands import worker
from pergola.config.doctor import Finding, files, finding, house, outside, roles, server, work
from pergola.walls import inspection

LEAST = 40
Settings = Any  # pytest-django's, which takes any name


class Site:
    """What a case may turn."""

    def __init__(
        self, settings: Settings, patch: pytest.MonkeyPatch, home: Path, become: Callable[[str], None] | None
    ) -> None:
        self.settings, self.patch, self.home, self.become = settings, patch, home, become

    def public(self) -> None:
        self.settings.ALLOWED_HOSTS = ["learn.example.org"]

    def secure(self) -> None:
        self.settings.HTTPS = True

    def sql(self, statement: str) -> None:
        """As the owner, inside a transaction that is undone."""
        assert self.become is not None
        self.become("owner")
        with connection.cursor() as cursor:
            cursor.execute(statement)
        self.become("app")

    def owner_asks(self) -> None:
        assert self.become is not None
        self.become("owner")

    def answer(self, module: object, part: str, *answer: object) -> None:
        """What a server would say that only a superuser could make so."""
        real = finding.asked

        def asked(question: str, alias: str = "default") -> tuple[object, ...]:
            return answer if part in question else real(question, alias)

        self.patch.setattr(module, "asked", asked)

    def manifest(self, words: str) -> None:
        self.settings.STATIC_ROOT = str(self.home)
        (self.home / "staticfiles.json").write_text(words)


def _python(site: Site) -> None:
    kind = namedtuple("kind", "major minor micro")
    site.patch.setattr(sys, "version_info", kind(3, 12, 1))


def _no_pango(site: Site) -> None:
    site.patch.setattr(house, "can_print", lambda: False)


def _asks_inside(site: Site) -> None:
    site.settings.LINK_NETWORKS = ["10.0.0.0/8"]


def _known_secret(site: Site) -> None:
    site.settings.SECRET_KEY, site.settings.DEMO = site.settings.INSECURE_KEY, False


def _open_secret(site: Site) -> None:
    (site.home / "secret-key").write_text("x")
    (site.home / "secret-key").chmod(0o644)


def _short_passwords(site: Site) -> None:
    name = "django.contrib.auth.password_validation.MinimumLengthValidator"
    site.settings.AUTH_PASSWORD_VALIDATORS = [{"NAME": name, "OPTIONS": {"min_length": 8}}]


def _set(name: str, value: object) -> Callable[[Site], None]:
    return lambda site: setattr(site.settings, name, value)


def _public_and(name: str, value: object) -> Callable[[Site], None]:
    def turn(site: Site) -> None:
        site.public()
        setattr(site.settings, name, value)

    return turn


def _secure_and(name: str, value: object) -> Callable[[Site], None]:
    def turn(site: Site) -> None:
        site.secure()
        setattr(site.settings, name, value)

    return turn


def _no_mail_server(site: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    site.settings.MAILERS = {"default": {"BACKEND": "x.smtp.x", "OPTIONS": {"host": "127.0.0.1", "port": port}}}


def _full_disk(site: Site) -> None:
    usage = namedtuple("usage", "total used free")
    site.patch.setattr(shutil, "disk_usage", lambda _path: usage(9, 9, 1_000_000))


def _old_backup(site: Site) -> None:
    note = site.home / files.BACKUP_NOTE
    note.write_text("")
    os.utime(note, (time.time() - 5 * 86400,) * 2)


BY_ITSELF: dict[str, Callable[[Site], None]] = {
    "python": _python,
    "pdf": _no_pango,
    "links": _asks_inside,
    "driver": lambda site: site.patch.setattr(pq, "version", lambda: 140002),
    "secret": _known_secret,
    "secret long": _set("SECRET_KEY", "short"),
    "secret private": _open_secret,
    "debug": _set("DEBUG", True),
    "account": lambda site: site.patch.setattr(os, "geteuid", lambda: 0),
    "open files": lambda site: site.patch.setattr(resource, "getrlimit", lambda _which: (256, 256)),
    "passwords": _short_passwords,
    "cookies": _set("SESSION_COOKIE_HTTPONLY", False),
    "rate limits": _set("CACHES", {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}),
    "order": lambda site: site.settings.MIDDLEWARE.append("django.middleware.gzip.GZipMiddleware"),
    "names": _set("ALLOWED_HOSTS", ["*"]),
    "https": _public_and("HTTPS", False),
    "proxies": _secure_and("ALLAUTH_TRUSTED_PROXY_COUNT", 0),
    "hsts": _secure_and("SECURE_HSTS_SECONDS", 0),
    "demo": _public_and("DEMO", True),
    "keeper": _public_and("KEEPER", ""),
    "site": _public_and("SITE", "http://localhost:8000"),
    "site https": _secure_and("SITE", "http://learn.example.org"),
    "site name": _public_and("SITE", "https://old.example.org"),
    "csp": lambda site: site.settings.SECURE_CSP.update({"script-src": ["'unsafe-inline'"]}),
    "frames": _set("X_FRAME_OPTIONS", "SAMEORIGIN"),
    "mail": _set("MAILERS", {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}),
    "mail sender": _public_and("DEFAULT_FROM_EMAIL", "pergola@localhost"),
    "mail answers": _no_mail_server,
    "live": _secure_and("LIVE", "http://live.example.org"),
    "static": _set("STATIC_ROOT", "/nowhere"),
    "static whole": lambda site: site.manifest('{"paths": {"a.css": "a.0.css"}}'),
    "vendor": lambda site: site.manifest('{"paths": {"a.css": "a.0.css"}}'),
    "disk": _full_disk,
    "state": lambda site: site.patch.setenv("PERGOLA_STATE", "/nowhere/at/all"),
    "state private": lambda site: site.home.chmod(0o777),
    "backup": _old_backup,
}


def _pool(site: Site) -> None:
    site.patch.setitem(site.settings.DATABASES["default"]["OPTIONS"], "pool", {"max_size": 400})


def _without_owner(site: Site) -> None:
    site.patch.delitem(site.settings.DATABASES, "owner")


def _clock(site: Site) -> None:
    late = timezone.now() + timedelta(minutes=3)
    site.patch.setattr(timezone, "now", lambda: late)


JOB = "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('q', 't', '{}') RETURNING id"
EVENT = (
    "INSERT INTO procrastinate_events (job_id, type, at)"
    " SELECT max(id), '{}', now() - interval '{}' FROM procrastinate_jobs; "
)


def _job(status: str, event: str, ago: str) -> Callable[[Site], None]:
    return lambda site: site.sql(
        f"ALTER TABLE procrastinate_jobs DISABLE TRIGGER USER; {JOB.format(status)}; {EVENT.format(event, ago)}"
    )


LETTER = (
    'INSERT INTO commons_letter (id, wall_id, kind, key, "to", sealed, trouble, state, attempts, written, next_at, closed)'
    " VALUES (gen_random_uuid(), 1, 'account', 'account:1', '', '', '', '{}', {}, now() - interval '{}',"
    " now() + interval '{}', now() - interval '{}')"
)


def _letter(state: str, tries: int, written: str, again: str) -> Callable[[Site], None]:
    return lambda site: site.sql(LETTER.format(state, tries, written, again, "1 day"))


def _lost_file(_site: Site) -> None:
    make_world(Standing.copy())  # whose documents are rows without bytes


def _owner_asks(site: Site) -> None:
    site.owner_asks()


OF_THE_DATABASE: dict[str, Callable[[Site], None]] = {
    "version": lambda site: site.answer(server, "server_version_num", 140011, "UTF8"),
    "encoding": lambda site: site.answer(server, "server_version_num", 180000, "LATIN1"),
    "clock": _clock,
    "fsync": lambda site: site.answer(server, "'fsync'", "off"),
    "full_page_writes": lambda site: site.answer(server, "'full_page_writes'", "off"),
    "synchronous_commit": lambda site: site.sql("SET LOCAL synchronous_commit = off"),
    "page cost": lambda site: site.sql("SET LOCAL random_page_cost = 4"),
    "connections": _pool,
    "tls": lambda site: site.answer(server, "pg_stat_ssl", True, False),
    "its log": lambda site: site.answer(server, "log_min_error_statement", "error"),
    "superuser": lambda site: site.answer(roles, "rolcreaterole", "postgres", True, False, False),
    "bypass": _owner_asks,
    "creates roles": lambda site: site.answer(roles, "rolcreaterole", "pergola_app", False, False, True),
    "owns": _owner_asks,
    "becomes": lambda site: site.answer(roles, "pg_has_role", "pergola_owner"),
    "creates tables": lambda site: site.sql("GRANT CREATE ON SCHEMA public TO pergola_app"),
    "walls": lambda site: site.patch.setattr(inspection, "walled_tables", lambda _connection: []),
    "policies": lambda site: site.sql("ALTER TABLE commons_artifact NO FORCE ROW LEVEL SECURITY"),
    "closed": lambda site: site.sql("SELECT set_config('app.walls', '2', true)"),
    "append only": lambda site: site.sql("GRANT DELETE ON commons_participation TO pergola_app"),
    "owner": _without_owner,
    "owner passes": lambda site: site.patch.setattr(finding, "connections", _Turned()),
    "owner modest": lambda site: site.answer(roles, "rolsuper FROM", "postgres", True, True),
    "files kept": _lost_file,
    "migrations": lambda site: site.sql("DELETE FROM django_migrations WHERE app = 'insight'"),
    "not newer": lambda site: site.sql(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('insight', '0999_tomorrow', now())"
    ),
    "cache": lambda site: site.sql("DROP TABLE cache"),
    "constraints": lambda site: site.sql("ALTER TABLE walls_wall ADD CONSTRAINT loose CHECK (name <> 'x') NOT VALID"),
    "indexes": lambda site: site.answer(finding, "indisvalid", 2),
    "jobs": lambda site: site.sql("ALTER TABLE procrastinate_jobs RENAME TO gone"),
    "jobs wait": _job("todo", "deferred", "2 hours"),
    "jobs stuck": _job("doing", "started", "2 hours"),
    "jobs failed": _job("failed", "failed", "1 hour"),
    "letters wait": _letter("waiting", 6, "6 hours", "1 hour"),
    "letters given up": _letter("given up", 11, "5 days", "1 hour"),
    "operator": lambda site: site.sql("UPDATE people_person SET is_operator = false"),
}


class _Turned:
    """The app role's connection in the owner's place."""

    def __getitem__(self, alias: str) -> object:
        return connections["default"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PERGOLA_STATE", str(tmp_path))
    return tmp_path


def looked(check: str, looks: list[Callable[..., Any]]) -> list[Finding]:
    """What the one look that knows this check says of it; the others need not be asked."""
    (look,) = [one for one in looks if f'"{check}"' in inspect.getsource(one)]
    return [one for one in look() if one.check == check]


@pytest.mark.parametrize("check", BY_ITSELF)
def test_by_itself(check: str, settings: Settings, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    settings.MIDDLEWARE, settings.SECURE_CSP = [*settings.MIDDLEWARE], {**settings.SECURE_CSP}
    BY_ITSELF[check](Site(settings, monkeypatch, home, None))
    (one,) = looked(check, doctor.BY_ITSELF)
    assert not one.sound
    assert one.sentence.endswith((".", ")."))
    assert ":" in one.sentence, "a bad sentence says what to do"


@pytest.mark.parametrize("hosts", [["learn.example.org"], [".example.org"]])
def test_mails_that_lead_nowhere_stop_the_start_of_a_public_site(
    hosts: list[str], settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.HTTPS, settings.ALLOWED_HOSTS, settings.SITE = True, hosts, "http://localhost:8000"
    with pytest.raises(SystemExit):
        worker.command.main(["--once"], standalone_mode=False)
    assert (
        f"set PERGOLA_SITE to the address people come by, such as https://{hosts[0].lstrip('.')}."
        in capsys.readouterr().err
    )
    assert [one.check for one in outside.site() if one.is_danger] == ["site", "site https", "site name"]
    settings.SITE = "https://learn.example.org:8443"
    assert [one.check for one in outside.site() if not one.sound] == []


def test_at_home_mails_may_lead_where_serve_listens(settings: Settings) -> None:
    settings.ALLOWED_HOSTS, settings.SITE = ["localhost", "127.0.0.1", "[::1]"], "http://[::1]:9000"
    assert all(one.sound for one in outside.site())


@pytest.mark.parametrize("check", OF_THE_DATABASE)
def test_of_the_database(
    check: str, settings: Settings, monkeypatch: pytest.MonkeyPatch, home: Path, change_role: Callable[[str], None]
) -> None:
    OF_THE_DATABASE[check](Site(settings, monkeypatch, home, change_role))
    found = [one for one in looked(check, doctor.OF_THE_DATABASE) if not one.sound]
    assert len(found) == 1
    assert ":" in found[0].sentence or ";" in found[0].sentence, "a bad sentence says what to do"


def test_a_letter_that_waits_for_the_morning_is_no_trouble(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, home: Path, change_role: Callable[[str], None]
) -> None:
    _letter("waiting", 0, "6 hours", "3 hours")(Site(settings, monkeypatch, home, change_role))
    assert all(one.sound for one in work.letters())


@pytest.mark.django_db(databases=["default", "owner"])
def test_each_check_has_a_case_and_each_is_sound_in_a_sound_house(home: Path, settings: Settings) -> None:
    found = doctor.examine()
    names = [one.check for one in found]
    assert len(names) == len(set(names)), "a check has one name"
    assert set(names) - {"database"} == {*BY_ITSELF, *OF_THE_DATABASE}
    assert len(names) >= LEAST
    dangers = {one.check for one in found if one.is_danger}
    forgets = {"fsync", "full_page_writes", "synchronous_commit"}  # the suite's own server, for speed
    assert dangers <= forgets | {"secret", "static", "vendor"}, "the suite has no secret, and may have no static files"


def test_without_a_database_that_is_the_danger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ready, "unreachable", lambda: "refused")
    last = doctor.examine()[-1]
    assert (last.check, last.is_danger) == ("database", True)


def test_danger_stops_the_start(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(doctor, "examine", lambda: [Finding("x", sound=False, sentence="The roof leaks: mend it.")])
    with pytest.raises(SystemExit) as stop:
        starting.refuse_danger()
    assert stop.value.code == 1
    said = capsys.readouterr().err
    assert "The roof leaks: mend it." in said
    assert "does not start like this" in said


def test_what_is_only_to_be_looked_at_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    note = Finding("x", sound=False, sentence="The paint is old: paint.", grave=False)
    monkeypatch.setattr(doctor, "examine", lambda: [note])
    starting.refuse_danger()


def test_it_all_comes_from_the_modules_it_names() -> None:
    assert {look.__module__.rpartition(".")[2] for look in [*doctor.BY_ITSELF, *doctor.OF_THE_DATABASE]} == {
        one.__name__.rpartition(".")[2] for one in (files, house, outside, roles, server, work)
    }
