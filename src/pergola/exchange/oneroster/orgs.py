"""orgs.csv: the schools, the offices and the district itself, and which stands under which. Pure."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pergola.exchange.oneroster.cells import Unfit, leaves, nces_school, plain_id, words
from pergola.exchange.oneroster.lines import OrgLine
from pergola.exchange.oneroster.report import Fate
from pergola.exchange.oneroster.tables import Table
from pergola.kernel.errors import Unreadable

MOST: int = 200_000


def read_orgs(table: Table, *, delta: bool, kept: set[str]) -> Iterator[OrgLine]:
    """Each organisation once. The ids of rows that were refused go into `kept`: whatever they are, they are not gone."""
    header = table.header
    sid, name = header.find("sourcedId", must=True), header.find("name", "title", must=True)
    kind, parent = (
        header.find("type", "orgType", must=True),
        header.find("parentSourcedId", "parentSourcedIds", "parent"),
    )
    identifier, status = header.find("identifier"), header.find("status")
    nces = header.find(
        "metadata.ncesId", "metadata.nces_id", "metadata.nces", "ncesId", "ext_ncesId", "metadata.ncesSchoolId"
    )
    changed = header.find("dateLastModified", "dataLastModified", "lastModified", must=delta)
    seen: dict[str, OrgLine] = {}
    for row, record in table.records():
        found = table.cells(row, record)
        if found is None:
            continue
        cells, misfit = found
        if len(seen) >= MOST:
            raise Unreadable(_("orgs.csv has more than %(most)d rows; no school system has so many.") % {"most": MOST})
        try:
            one = plain_id(cells[sid])
        except Unfit as unfit:
            table.refuse(row, "sourcedId", "", str(unfit))
            continue
        if misfit:
            table.refuse(row, "sourcedId", one, misfit)
            kept.add(one)
            continue
        line = _line(table, row, [cells[index] for index in (name, kind, identifier, nces, parent, status)], one)
        if line is None or not table.date(row, cells[changed], changed, must=delta):
            kept.add(one)
            continue
        if one in seen:
            _refuse_two_stories(table.file, seen[one], line)
            continue
        seen[one] = line
        if delta or not line.leaving:
            yield line


def _line(table: Table, row: int, cells: list[str], sid: str) -> OrgLine | None:
    name, kind, identifier, nces, parent, status = cells
    try:
        leaving = leaves(status)
    except Unfit as unfit:
        table.refuse(row, "status", status, str(unfit))
        return None
    try:
        said = words(name)
    except Unfit as unfit:
        table.refuse(row, "name", name, str(unfit))
        return None
    if not said:
        said = sid[:200]
        if not leaving:
            table.note(row, "name", "", _("is empty; the id stands in for it"), Fate.CELL)
    known = nces_school(nces, identifier)
    kept = " ".join(identifier.split())[:100]
    return OrgLine(row, sid, said, " ".join(kind.split())[:40], kept, known, " ".join(parent.split())[:255], leaving)


def _refuse_two_stories(file: str, first: OrgLine, other: OrgLine) -> None:
    if first[1:] != other[1:]:
        raise Unreadable(
            _(
                "%(file)s: the id “%(id)s” stands in rows %(first)d and %(other)d with different facts. Which is right"
                " cannot be told."
            )
            % {"file": file, "id": first.sourced_id, "first": first.row, "other": other.row}
        )
