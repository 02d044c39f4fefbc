"""One file into the directory, in one transaction: all of it, or nothing.

Twice is the same as once, and the order of files does not matter: each fact remembers which edition told it.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import Final

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from pergola.kernel.clock import now
from pergola.kernel.errors import Unreadable
from pergola.systems.directory import merging
from pergola.systems.directory.cells import Value, state_of
from pergola.systems.directory.formats import Format, What, plain, recognise
from pergola.systems.directory.reading import Inspected, inspect, read_rows
from pergola.systems.directory.report import Report
from pergola.systems.directory.taking import Taker
from pergola.systems.models import DirectoryImport, Source

type Progress = Callable[[int], None]
_ONE_AT_A_TIME: Final = 0x6469726563746F72
"""The advisory lock of the importer (“director” in ASCII): two imports at once wait for each other."""


def import_file(path: Path, *, progress: Progress | None = None) -> Report:
    """Take one published file. A file that is refused changes nothing and leaves a line in the log.

    `progress` is told how many bytes have been read. Raises only what the database raises.
    """
    began, clock, report = now(), perf_counter(), Report(file=path.name[:255])
    try:
        with transaction.atomic():
            _take_file(path, report, progress)
            report.seconds = perf_counter() - clock
            _log(report, began)
    except Unreadable as refusal:
        report = Report(
            file=report.file,
            sha256=report.sha256,
            format=report.format,
            refusal=str(refusal),
            problems=report.problems,
            seconds=perf_counter() - clock,
        )
        _log(report, began)
    return report


def _take_file(path: Path, report: Report, progress: Progress | None) -> None:
    inspected = inspect(path)
    report.sha256, report.encoding = inspected.sha256, "UTF-8" if inspected.encoding == "utf-8-sig" else "Windows-1252"
    rows = read_rows(inspected, progress=progress)
    header = next(rows, None)
    if header is None:
        raise Unreadable(_("The file holds only blank lines. Fetch it again."))
    shape = recognise(header[1])
    report.format, report.what = shape.slug, shape.what
    first = next(rows, None)
    if first is None:
        raise Unreadable(_("The file has a header and no rows. Fetch it again."))
    source = _source(shape, inspected, header[1], first[1])
    report.source = str(source)
    taker = Taker(shape, header[1], report)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        target = merging.SCHOOLS if shape.what is What.SCHOOLS else merging.DISTRICTS
        _copy(cursor, target, taker, chain([first], rows))
        _check(cursor, target, taker)
        settle = _settle_schools if shape.what is What.SCHOOLS else _settle_districts
        settle(cursor, taker, source)
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{merging.SCHOOLS.incoming}, pg_temp.{merging.DISTRICTS.incoming}")


def _source(shape: Format, inspected: Inspected, header: list[str], first: list[str]) -> Source:
    """The edition this file is of, known by its format and date."""

    def cell(name: str) -> str:
        found = [value for title, value in zip(header, first, strict=True) if plain(title) == plain(name)]
        return found[0].strip() if found else ""

    as_of = shape.as_of(inspected.path.name, cell)
    slug = f"{shape.slug}-{as_of}" if as_of and not shape.slug.endswith(as_of) else shape.slug
    source, _made = Source.objects.get_or_create(
        slug=slug,
        defaults={
            "title": shape.title,
            "publisher": shape.publisher,
            "as_of": as_of,
            "standing": shape.standing(as_of),
        },
    )
    return source


def _copy(cursor: CursorWrapper, target: merging.Target, taker: Taker, rows: Iterator[tuple[int, list[str]]]) -> None:
    """Stream the rows that can be read into the incoming table."""
    schools = taker.shape.what is What.SCHOOLS
    extra = {"leaid": "text", "district_name": "text", "district_state": "text"} if schools else {}
    merging.make_incoming(cursor, target, extra)
    columns = ["row", *taker.fields, *(["district_state"] if schools else [])]
    where = taker.at["leaid"]
    with cursor.copy(f"COPY {target.incoming} ({', '.join(columns)}) FROM STDIN") as copy:
        write: Callable[[list[Value]], None] = copy.write_row
        for number, values in taker.take(rows):
            if schools:
                district = values[where]
                values.append(state_of(str(district)) if district else None)
            write([number, *values])


def _check(cursor: CursorWrapper, target: merging.Target, taker: Taker) -> None:
    """What only the whole file shows: no row left, or one id with two stories."""
    report = taker.report
    cursor.execute(f"ANALYZE {target.incoming}")
    report.taken = report.rows - report.rows_refused
    if not report.taken:
        raise Unreadable(
            _("Not one of the %(rows)d rows could be read: %(why)s. Import the file as it was published.")
            % {"rows": report.rows, "why": report.problems[0].why}
        )
    told = [name for name in taker.fields if name != target.key]
    if twice := merging.repeated_ids(cursor, target, told):
        found, first, other = twice
        raise Unreadable(
            _(
                "The id %(id)s stands in rows %(first)d and %(other)d with different facts. Which is right cannot be told."
            )
            % {"id": found, "first": first, "other": other}
        )
    report.repeated = merging.drop_repeats(cursor, target)
    report.not_published = merging.count_blanks(cursor, target, told)


def _settle_districts(cursor: CursorWrapper, taker: Taker, source: Source) -> None:
    report = taker.report
    cursor.execute("SELECT count(*) FROM incoming_district JOIN systems_district d USING (leaid) WHERE d.stub")
    (report.stubs_filled,) = cursor.fetchone() or (0,)
    fields = [name for name in taker.fields if name != "leaid"]
    _count(report, merging.settle(cursor, merging.DISTRICTS, fields, source))


def _settle_schools(cursor: CursorWrapper, taker: Taker, source: Source) -> None:
    merging.mention_districts(cursor)
    cursor.execute("ANALYZE incoming_district")
    named = ["name", "state"] if "district_name" in taker.at else ["state"]
    taker.report.stubs_added = merging.settle(cursor, merging.DISTRICTS, named, source, mention=True).added
    merging.point_at_districts(cursor)
    fields = [name for name in taker.fields if name in merging.SCHOOLS.fields]
    _count(taker.report, merging.settle(cursor, merging.SCHOOLS, [*fields, "district_id"], source))


def _count(report: Report, settled: merging.Settled) -> None:
    report.added, report.changed, report.unchanged = settled.added, settled.changed, settled.unchanged


def _log(report: Report, began: datetime) -> None:
    DirectoryImport.objects.create(
        file=report.file,
        sha256=report.sha256,
        format=report.format,
        began=began,
        seconds=report.seconds,
        taken=report.taken,
        refused=report.rows_refused,
        added=report.added,
        changed=report.changed,
        unchanged=report.unchanged,
        report=report.as_json(),
    )
