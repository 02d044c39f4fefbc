"""What is in the database: tables, jobs, letters, somebody who keeps the place."""

from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from pergola.config import ready
from pergola.config.doctor.finding import Finding, asked, either, number
from pergola.walls.opening import walls

OLD = """SELECT count(*) FROM procrastinate_jobs j WHERE j.status = 'todo' AND coalesce(j.scheduled_at, now()) < now() + interval '1 second'
  AND EXISTS (SELECT 1 FROM procrastinate_events e WHERE e.job_id = j.id AND e.type = 'deferred' AND e.at < now() - interval '1 hour')"""
STUCK = """SELECT count(*) FROM procrastinate_jobs j WHERE j.status = 'doing'
  AND EXISTS (SELECT 1 FROM procrastinate_events e WHERE e.job_id = j.id AND e.type = 'started' AND e.at < now() - interval '1 hour')"""
FAILED = """SELECT count(*) FROM procrastinate_jobs j WHERE j.status = 'failed'
  AND EXISTS (SELECT 1 FROM procrastinate_events e WHERE e.job_id = j.id AND e.type = 'failed' AND e.at > now() - interval '7 days')"""

# Others wait for the end of somebody's quiet hours.
LATE = """SELECT count(*) FROM commons_letter WHERE state IN ('waiting', 'claimed') AND written < now() - interval '1 hour'
  AND (attempts > 0 OR next_at < now() - interval '1 hour')"""
LOST = "SELECT count(*) FROM commons_letter WHERE state = 'given up' AND closed > now() - interval '7 days'"


def migrations() -> Iterator[Finding]:
    pending = ready.pending_migrations()
    bad = f"{len(pending)} migrations are pending: run bin/pergola upgrade, or migrate on an empty database."
    yield either("migrations", not pending, "The tables are up to date.", bad)
    known = set(MigrationLoader(None).disk_migrations or {})
    ours = {app for app, _ in known}
    newer = [one for one in MigrationRecorder(connection).applied_migrations() if one[0] in ours and one not in known]
    yield either(
        "not newer",
        not newer,
        "The tables are not newer than this version.",
        f"{len(newer)} migrations were made by a newer version: start that version, or restore the backup before it.",
    )


def tables() -> Iterator[Finding]:
    table = settings.CACHES["default"].get("LOCATION", "")
    (there,) = asked(f"SELECT to_regclass('{table}') IS NOT NULL")
    bad = "The cache’s table is missing, and nobody could sign in: run bin/pergola migrate."
    yield either("cache", there, "The cache’s table is there.", bad)
    loose = number("SELECT count(*) FROM pg_constraint WHERE NOT convalidated")
    bad = f"{loose} constraints were never checked: ALTER TABLE … VALIDATE CONSTRAINT, as the owner role."
    yield either("constraints", not loose, "Every constraint holds for every row.", bad, grave=False)
    broken = number("SELECT count(*) FROM pg_index WHERE NOT indisvalid")
    bad = f"{broken} indexes are broken, and searches slow: REINDEX, as the owner role."
    yield either("indexes", not broken, "Every index is whole.", bad, grave=False)


def jobs() -> Iterator[Finding]:
    (there,) = asked("SELECT to_regclass('procrastinate_jobs') IS NOT NULL")
    yield either("jobs", there, "The table of jobs is there.", "The table of jobs is missing: run bin/pergola migrate.")
    if not there:
        return
    old, stuck, failed = number(OLD), number(STUCK), number(FAILED)
    bad = f"{old} jobs wait longer than an hour: start bin/pergola worker."
    yield either("jobs wait", not old, "No job waits long.", bad, grave=False)
    bad = f"{stuck} jobs have been at it for an hour: look at the worker’s log, and start it anew."
    yield either("jobs stuck", not stuck, "No job is stuck.", bad, grave=False)
    bad = f"{failed} jobs failed in seven days: the worker’s log says which task and where."
    yield either("jobs failed", not failed, "No job failed in seven days.", bad, grave=False)


def letters() -> Iterator[Finding]:
    (there,) = asked("SELECT to_regclass('commons_letter') IS NOT NULL")
    if not there:
        return
    (ids,) = asked("SELECT coalesce(string_agg(id::text, ','), '') FROM walls_wall")
    with walls(int(one) for one in str(ids).split(",") if one):
        late, lost = number(LATE), number(LOST)
    bad = f"{late} letters are older than an hour and have not gone: look at the mail server, and at the worker’s log."
    yield either("letters wait", not late, "No letter waits long.", bad, grave=False)
    bad = f"{lost} letters were given up in seven days: mend the mail server, then send again what is still wanted."
    yield either("letters given up", not lost, "No letter was given up in seven days.", bad, grave=False)


def people() -> Iterator[Finding]:
    operators = number("SELECT count(*) FROM people_person WHERE is_operator AND erased IS NULL")
    bad = "Nobody is operator yet: open /first/ with the secret serve prints, or run bin/pergola operator add ADDRESS."
    yield either("operator", operators, "Somebody is operator.", bad, grave=False)
