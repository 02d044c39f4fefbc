"""From a bundle to what is kept of it: staff and organisations, in two files that COPY reads, and a report. No database.

A student’s row never leaves this floor. What is kept can be put in at once, or an hour later when somebody has looked.
"""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import batched
from pathlib import Path
from typing import Final

from pergola.exchange.oneroster.bundle import Bundle
from pergola.exchange.oneroster.deltas import KnownOf, lay_over
from pergola.exchange.oneroster.lines import as_copied, as_kept, person_as_copied
from pergola.exchange.oneroster.manifest import Manifest, Mode, read_manifest
from pergola.exchange.oneroster.orgs import read_orgs
from pergola.exchange.oneroster.people import Users
from pergola.exchange.oneroster.report import Report
from pergola.exchange.oneroster.roles import RolesTable
from pergola.exchange.oneroster.tables import Progress, Table

type HandOn = Callable[[str], None]
"""Given a piece of what is kept of people, as COPY reads it, as soon as it is read."""

type Digests = Callable[[], set[bytes]]
"""The digests of all lines of the roster that still count."""

ORGS, PEOPLE, UNSEEN, KEPT, KEPT_ORGS = "orgs", "people", "unseen", "kept", "kept_orgs"
AT_ONCE: Final = 20_000
"""People handed on together: few enough that reading and writing go on side by side, and enough for a set."""
FILES: Final = (ORGS, PEOPLE, UNSEEN, KEPT, KEPT_ORGS)


@dataclass(slots=True)
class Sifted:
    """What is kept, in a folder of five small files. A mode is absent where the bundle says nothing of it."""

    folder: Path
    report: Report
    orgs: Mode = Mode.ABSENT
    people: Mode = Mode.ABSENT
    today: str = ""
    """The day on which roles were looked at."""

    def path(self, name: str) -> Path:
        return self.folder / name


@dataclass(slots=True)
class Known:
    """What reading must know of the roster as it is: asked once, after the manifest is read."""

    digests: Digests = set
    people: KnownOf = lambda _ids: {}
    progress: Progress | None = None
    today: date = field(default_factory=date.today)
    hand_on: HandOn | None = None


def sift(bundle: Bundle, folder: Path, report: Report, known: Known, check: Callable[[Manifest], None]) -> Sifted:
    """Read the whole bundle. `check` may refuse it by its manifest. Raises Unreadable; then nothing is kept."""
    manifest = read_manifest(bundle)
    report.version, report.kind = manifest.version, str(manifest.kind)
    check(manifest)
    sifted = Sifted(folder, report, today=known.today.isoformat())
    sifted.orgs = manifest.mode("orgs")
    if any(manifest.mode(name) is not Mode.ABSENT for name in ("users", "roles")):
        sifted.people = manifest.kind
    with nothing_collected():
        newest = [_sift_orgs(bundle, sifted, known.progress), *_sift_people(bundle, manifest, sifted, known)]
    report.as_of = max((one.newest.isoformat() for one in newest if one and one.newest), default="")
    _look_beside(bundle, manifest, report)
    return sifted


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Reading makes hundreds of thousands of small things and no rings of them: the collector of rings would look at all
    of them again and again, for a sixth of the time, and find nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def how_much(bundle: Bundle) -> int:
    """How many bytes will be read, for whoever waits; demographics are counted and files of lessons not opened."""
    return sum(bundle.part(f"{name}.csv").size for name in ("orgs", "roles", "users") if f"{name}.csv" in bundle) or 1


def _sift_orgs(bundle: Bundle, sifted: Sifted, progress: Progress | None) -> Table | None:
    kept: set[str] = set()
    table = None
    with sifted.path(ORGS).open("w", encoding="utf-8", newline="") as out:
        if sifted.orgs is not Mode.ABSENT:
            table = Table(bundle, "orgs.csv", sifted.report, progress)
            for line in read_orgs(table, delta=sifted.orgs is Mode.DELTA, kept=kept):
                out.write(as_copied(line))
    _write(sifted.path(KEPT_ORGS), kept)
    return table


def _sift_people(bundle: Bundle, manifest: Manifest, sifted: Sifted, known: Known) -> list[Table | None]:
    delta = sifted.people is Mode.DELTA
    opened: dict[str, Table] = {
        name: Table(bundle, f"{name}.csv", sifted.report, known.progress)
        for name in ("roles", "users")
        if manifest.mode(name) is not Mode.ABSENT
    }
    roles = RolesTable(opened["roles"], delta=delta) if "roles" in opened else None
    by_row = manifest.version == "1.1"
    users = Users(opened["users"], roles, delta=delta, today=known.today, by_row=by_row) if "users" in opened else None
    unseen: set[bytes] = set()
    with sifted.path(PEOPLE).open("w", encoding="utf-8", newline="") as out:
        kept: Iterator[str] = iter(())
        if delta:
            lines = list(roles.lines()) if roles else []
            kept = map(person_as_copied, lay_over(users, lines, opened.get("roles"), known.people, known.today))
        elif users:
            unseen = known.digests()
            rows = roles.by_user() if roles else {}
            kept = users.bulk(rows, unseen)
        for lines_kept in batched(kept, AT_ONCE, strict=False):
            piece = "".join(lines_kept)
            out.write(piece)
            if known.hand_on:
                known.hand_on(piece)
    _write(sifted.path(UNSEEN), map(as_kept, unseen))
    _write(sifted.path(KEPT), users.kept if users else ())
    return list(opened.values())


def _write(path: Path, values: Iterable[int | str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        out.writelines(f"{value}\n".replace("\\", "\\\\") for value in values)


def _look_beside(bundle: Bundle, manifest: Manifest, report: Report) -> None:
    """What is not read. Rows of demographics are counted by their line breaks; files of lessons are not even opened."""
    for name, part in bundle.parts.items():
        plain = name.removesuffix(".csv")
        if plain == "demographics":
            breaks, last = 0, b"\n"
            for piece in bundle.read(name):
                breaks, last = breaks + piece.count(b"\n"), piece[-1:]
            report.demographics = max(0, breaks + (last != b"\n") - 1)
        elif plain != "manifest" and manifest.mode(plain) is Mode.ABSENT:
            report.skipped[part.name] = part.size
