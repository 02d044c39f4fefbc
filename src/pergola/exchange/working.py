"""What the worker does with a bundle that a lead has sent: read it, and later put it in.

The bundle may hold students. It is let go as soon as it is read; what waits until the lead has looked is staff alone.
"""

import json
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from time import monotonic, perf_counter
from typing import IO, Final
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.files.keeping import fetch, keep, let_go
from pergola.exchange.actions import take_place
from pergola.exchange.importing import at_the_roster, base_of, look_over, read_into, refused
from pergola.exchange.oneroster.bundle import open_archive
from pergola.exchange.oneroster.manifest import Mode
from pergola.exchange.oneroster.report import Report
from pergola.exchange.oneroster.sifting import FILES, Sifted, how_much
from pergola.exchange.settling import settle
from pergola.kernel.clock import now
from pergola.kernel.errors import Unreadable
from pergola.systems.models import RosterImport, SchoolSystem
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

log = logging.getLogger(__name__)
State = RosterImport.State
OFTEN: Final = 0.5
"""Seconds between two words of how far it is."""


def read_sent(wall: int, pk: UUID) -> str | None:
    """Read a bundle that waits, and write down what it would do. The state it is in then; None if it does not wait."""
    one = _claim(wall, pk, State.WAITING, State.READING)
    if one is None:
        return None
    began, report = perf_counter(), Report(file=one.file)
    system = SchoolSystem.objects.unrestricted(Reason.CHAIN_OF_ACT).get(wall=wall)
    with _says_what_went_wrong(one, report), TemporaryDirectory(prefix="roster-") as place:
        after = _base(wall)
        with fetch(one.key) as file, open_archive(file, one.file) as bundle:
            ticking = _Ticking(one, how_much(bundle))
            sifted = read_into(Path(place), bundle, report, wall, ticking.more)
        key = _keep_sifted(wall, sifted)
        with at_the_roster(system):
            settle(sifted, wall=wall, system=system.pk, by=one.by)
            look_over(sifted, wall)
            transaction.set_rollback(True)
        report.seconds = perf_counter() - began
        _write_down(one, report, State.READY, key=key, after=after)
    return one.state


def put_in_read(wall: int, pk: UUID) -> str | None:
    """Do what the preview said, in one transaction. The state it is in then; None if it does not wait for this."""
    one = _claim(wall, pk, State.APPLYING, State.APPLYING)
    if one is None:
        return None
    began, report = perf_counter(), Report(file=one.file)
    system = SchoolSystem.objects.unrestricted(Reason.CHAIN_OF_ACT).get(wall=wall)
    with _says_what_went_wrong(one, report), TemporaryDirectory(prefix="roster-") as place:
        with fetch(one.key) as file:
            sifted = _unpack(file, Path(place))
        with at_the_roster(system):
            if base_of(wall) != one.after:
                raise Unreadable(
                    _("Another bundle was put in since this one was read. Send it again, to see what it would do now.")
                )
            settle(sifted, wall=wall, system=system.pk, by=one.by)
            look_over(sifted, wall)
            sifted.report.seconds = perf_counter() - began
            _write_down(one, sifted.report, State.APPLIED)
    return one.state


def _claim(wall: int, pk: UUID, state: State, then: State) -> RosterImport | None:
    """A job that is done again after its worker died finds it where it was left."""
    with walls([wall]):
        rows = RosterImport.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(of=("self",))
        one = rows.select_related("by").filter(pk=pk, wall=wall, state__in=[state, then]).first()
        if one is not None and one.state != then:
            one.state = then
            one.save(update_fields=["state"])
        return one


def _base(wall: int) -> UUID | None:
    with walls([wall]):
        return base_of(wall)


@contextmanager
def _says_what_went_wrong(one: RosterImport, report: Report) -> Iterator[None]:
    """A bundle that cannot be read is refused in a sentence; so is one we stumble over ourselves, and that is logged."""
    try:
        yield
    except Unreadable as refusal:
        _write_down(one, refused(report, refusal, 0.0), State.REFUSED)
    except Exception:
        log.exception("A roster could not be read or put in.")
        trouble = Unreadable(
            _(
                "Something went wrong here, not with your bundle, and nothing was changed. Tell whoever keeps this server."
            )
        )
        _write_down(one, refused(report, trouble, 0.0), State.REFUSED)
        raise


def _write_down(one: RosterImport, report: Report, state: State, *, key: str = "", after: UUID | None = None) -> None:
    """What came of it; what was kept before is let go once that is certain."""
    old = one.key
    with walls([one.wall_id]):
        if state == State.READY:
            take_place(by=one.by, one=one)
        one.state, one.report, one.key, one.kind = state, report.as_json(), key, report.kind or one.kind
        one.as_of, one.after = report.as_of or one.as_of, after or one.after
        one.settled = None if state == State.READY else now()
        one.save(update_fields=["state", "report", "key", "kind", "as_of", "after", "settled"])
        transaction.on_commit(lambda: let_go([old]))


class _Ticking:
    """How far reading is, told now and then in a transaction of its own."""

    def __init__(self, one: RosterImport, size: int) -> None:
        self.one, self.done, self.told = one, 0, monotonic()
        with walls([one.wall_id]):
            RosterImport.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=one.pk).update(size=size, done=0)

    def more(self, read: int) -> None:
        self.done += read
        if monotonic() - self.told > OFTEN:
            self.told = monotonic()
            with walls([self.one.wall_id]):
                RosterImport.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=self.one.pk).update(done=self.done)


def _keep_sifted(wall: int, sifted: Sifted) -> str:
    """The five small files and what was counted while reading, in one."""
    meta = {
        "orgs": str(sifted.orgs), "people": str(sifted.people), "today": sifted.today, "report": sifted.report.as_json(),
    }  # fmt: skip
    with TemporaryFile() as whole:
        with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
            for name in FILES:
                archive.write(sifted.path(name), name)
            archive.writestr("meta", json.dumps(meta))
        return keep(wall, whole)


def _unpack(file: IO[bytes], place: Path) -> Sifted:
    with ZipFile(file) as archive:
        for name in FILES:
            with archive.open(name) as packed, (place / name).open("wb") as out:
                shutil.copyfileobj(packed, out)
        meta = json.loads(archive.read("meta"))
    return Sifted(place, Report.from_json(meta["report"]), Mode(meta["orgs"]), Mode(meta["people"]), meta["today"])
