"""A bundle into a system’s roster: read, looked at, put in. Each step all of it, or nothing.

Where somebody looks in between, what was sifted is kept, staff alone; the bundle itself, which may hold students, is not.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from struct import iter_unpack
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from pergola.exchange.coming import Coming
from pergola.exchange.oneroster import deltas
from pergola.exchange.oneroster.bundle import Bundle, digest_of, open_bundle
from pergola.exchange.oneroster.manifest import Manifest, Mode
from pergola.exchange.oneroster.report import Report
from pergola.exchange.oneroster.sifting import HandOn, Known, Sifted, sift
from pergola.exchange.oneroster.tables import Progress
from pergola.exchange.settling import settle
from pergola.kernel.clock import now, today
from pergola.kernel.errors import Refusal, Unreadable
from pergola.people.models import Person
from pergola.spaces.models import Team
from pergola.systems.models import RosterImport, RosterPerson, SchoolSystem
from pergola.walls.models import Wall
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

LOCK: Final = 7_317
"""Of the advisory locks of PostgreSQL, the one by which bundles of one system are put in one after the other."""


def wall_of(system: SchoolSystem) -> int:
    if system.wall_id is None:
        raise Refusal(_("%(system)s has no space here yet: set it up first.") % {"system": system})
    return system.wall_id


@contextmanager
def at_the_roster(system: SchoolSystem) -> Iterator[int]:
    """The system’s wall open, and those of the networks in which it has a team; one at a time. Gives the wall."""
    wall = wall_of(system)
    every = Wall.objects.filter(kind=Wall.Kind.NETWORK).values_list("pk", flat=True)
    with walls(every):
        teams = Team.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(system=system)
        networks = set(teams.values_list("wall_id", flat=True))
    with walls([wall, *networks]):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, wall])
        yield wall


def import_bundle(
    path: Path, *, system: SchoolSystem, by: Person | None, preview: bool = False, progress: Progress | None = None
) -> Report:
    """Read a bundle and put it in, or only say what would become of whom. What is refused changes nothing."""
    began, report = perf_counter(), Report(file=path.name[:255])
    try:
        with TemporaryDirectory(prefix="roster-") as folder, at_the_roster(system) as wall:
            with open_bundle(path) as bundle, Coming(wall, now()) as coming:
                report.sha256 = digest_of(path)
                sifted = read_into(Path(folder), bundle, report, wall, progress, coming.take)
            settle(sifted, wall=wall, system=system.pk, by=by, came=coming)
            look_over(sifted, wall)
            report.seconds = perf_counter() - began
            if preview:
                transaction.set_rollback(True)
            else:
                _log(report, wall, by, RosterImport.State.APPLIED)
    except Unreadable as refusal:
        report = refused(report, refusal, perf_counter() - began)
        if not preview:
            with walls([wall_of(system)]):
                _log(report, wall_of(system), by, RosterImport.State.REFUSED)
    return report


def read_into(
    folder: Path, bundle: Bundle, report: Report, wall: int, progress: Progress | None, hand_on: HandOn | None = None
) -> Sifted:
    """Sift a bundle into an empty folder, with what the roster knows; people are handed on while it is read."""
    with walls([wall]):
        last, newest = last_one(wall), newest_change(wall)

    def digests() -> set[bytes]:
        with walls([wall]), connection.cursor() as cursor:
            cursor.execute(
                "SELECT string_agg(int8send(line), '') FROM systems_rosterperson"
                " WHERE wall_id = %s AND gone IS NULL AND line IS NOT NULL AND (until IS NULL OR until > %s)",
                [wall, today()],
            )
            (found,) = cursor.fetchone() or (None,)
            return {line for (line,) in iter_unpack("8s", found or b"")}

    def check(manifest: Manifest) -> None:
        if last is None and (Mode.DELTA in (manifest.kind, manifest.mode("orgs"))):
            raise Unreadable(
                _("This is a delta: it tells what changed since a bundle that is not here. Send a bulk bundle first.")
            )

    def people(ids: list[str]) -> Mapping[str, deltas.Known]:
        with walls([wall]):
            return known_people(wall, ids)

    known = Known(digests, people, progress, today(), hand_on)
    sifted = sift(bundle, folder, report, known, check)
    if last is not None and report.kind == Mode.DELTA:
        _must_be_newer(report, last, newest)
    return sifted


def known_people(wall: int, ids: list[str]) -> Mapping[str, deltas.Known]:
    """What the roster says of these, before a delta."""
    lines = RosterPerson.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall=wall)
    found: dict[str, deltas.Known] = {}
    for start in range(0, len(ids), 10_000):
        for one in lines.filter(sourced_id__in=ids[start : start + 10_000]):
            found[one.sourced_id] = deltas.Known(one.name, one.email, one.roles, one.gone is not None)
    return found


def last_one(wall: int) -> RosterImport | None:
    """The import that changed this roster last."""
    return RosterImport.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall=wall).put_in().first()


def newest_change(wall: int) -> datetime | None:
    """Up to when bundles that were put in tell of changes."""
    told = RosterImport.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall=wall).put_in().exclude(as_of=None)
    return told.order_by("-as_of").values_list("as_of", flat=True).first()


def _must_be_newer(report: Report, last: RosterImport, newest: datetime | None) -> None:
    """Deltas go in in their order: an older one would undo what a newer one told."""
    if not report.as_of or newest is None or datetime.fromisoformat(report.as_of) >= newest:
        return
    raise Unreadable(
        _(
            "“%(file)s” tells of changes up to %(of)s, and what was put in last (“%(last)s”) tells of changes up to"
            " %(newest)s. Deltas go in in their order; send a bulk bundle if one was left out."
        )
        % {"file": report.file, "of": report.as_of[:16], "last": last.file, "newest": newest.isoformat()[:16]}
    )


def look_over(sifted: Sifted, wall: int) -> None:
    """What somebody should see before it is put in. A bundle that names nobody is refused."""
    report, people = sifted.report, sifted.report.people
    standing = people.added + people.changed + people.back + people.unchanged
    if sifted.people is Mode.BULK and not standing:
        raise Unreadable(
            _(
                "Not one member of staff could be taken from the bundle, and nobody is put out because of that. See why below."
            )
        )
    if people.gone and people.gone * 2 > people.gone + standing - people.added - people.back:
        report.warnings.append(_("More than half of the people of this roster would go. Is the bundle whole?"))
    if report.secrets:
        report.warnings.append(
            _("users.csv has a column for passwords (%(names)s). It is not read; leave it out of the export.")
            % {"names": ", ".join(report.secrets)}
        )


def refused(report: Report, refusal: Unreadable, seconds: float) -> Report:
    """Nothing of it is taken; what was noted on the way stays."""
    return Report(
        file=report.file,
        sha256=report.sha256,
        version=report.version,
        kind=report.kind,
        students=report.students,
        relatives=report.relatives,
        no_role=report.no_role,
        rows=report.rows,
        rows_refused=report.rows_refused,
        cells_refused=report.cells_refused,
        remarks=report.remarks,
        problems=report.problems,
        refusal=str(refusal),
        seconds=seconds,
    )


def _log(report: Report, wall: int, by: Person | None, state: RosterImport.State) -> None:
    moment = now()
    RosterImport.objects.create(
        wall_id=wall, by=by, file=report.file, state=state, kind=report.kind, as_of=report.as_of or None,
        report=report.as_json(), made=moment, settled=moment,
    )  # fmt: skip


def base_of(wall: int) -> UUID | None:
    """Which import was the last one: what is put in later is laid over the same roster it was read against."""
    last = last_one(wall)
    return last.pk if last else None
