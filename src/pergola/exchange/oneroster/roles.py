"""roles.csv of OneRoster 1.2: what somebody does where, and until when. Pure.

It is read before users.csv, which does not say who is a student. Of a student’s row nothing is kept but whose it is.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import repeat
from typing import Final

from django.utils.translation import gettext as _

from pergola.exchange.oneroster import cells as cell
from pergola.exchange.oneroster.cells import Unfit
from pergola.exchange.oneroster.lines import Role, RoleLine
from pergola.exchange.oneroster.tables import Table

type Kept = tuple[int, bytes]
"""(row, record): read only where its person is new or changed."""

type Rows = tuple[Kept, ...]
"""Of one user. Tuples of what cannot be changed are nothing to the collector of garbage, and there are many."""

A_STUDENT: Final[Kept] = (0, b"student")
A_STUDENT_ALONE: Final[Rows] = (A_STUDENT,)
"""All the rows of whoever is a student and nothing else: one mark that all of them share."""


class RolesTable:
    """The columns of roles.csv."""

    def __init__(self, table: Table, *, delta: bool) -> None:
        self.table, self.delta = table, delta
        header = table.header
        self.sid = header.find("sourcedId", must=True)
        self.user = header.find("userSourcedId", "userSourcedIds", "user", must=True)
        self.role = header.find("role", "roles", must=True)
        self.org = header.find("orgSourcedId", "orgSourcedIds", "org", must=True)
        self.kind = header.find("roleType")
        self.status = header.find("status")
        self.changed = header.find("dateLastModified", "dataLastModified", "lastModified", must=delta)
        self.begins, self.ends = header.find("beginDate", "startDate"), header.find("endDate")

    def by_user(self) -> dict[bytes, Rows]:
        """The rows of each user, unread. A student’s are one mark that all of them share."""
        found: dict[bytes, Rows] = {}
        recode = self.table.encoding.records.removeprefix("utf-8")
        students: dict[bytes, bool] = {}
        for written, role, status, kept in self._told():
            whose = written.decode(recode).encode() if recode else written
            if role not in students:  # each way it is written is looked at once
                students[role] = role.strip().lower() == b"student"
            if students[role]:
                if not _leaves(status):
                    found[whose] = (*found[whose], A_STUDENT) if whose in found else A_STUDENT_ALONE
            elif whose in found:
                found[whose] = (*found[whose], kept)
            else:
                found[whose] = (kept,)
        return found

    def _told(self) -> Iterator[tuple[bytes, bytes, bytes, Kept]]:
        """(whose it is, role, status, what is kept) of each row that says so much."""
        width = self.table.header.width
        for start, batch in self.table.batches():
            grid = self.table.grid(batch)
            if grid is None:
                yield from self._told_one_by_one(start, batch)
                continue
            statuses = grid[self.status :: width] if self.status >= 0 else repeat(b"")
            whose, roles = map(bytes.strip, grid[self.user :: width]), grid[self.role :: width]
            yield from zip(whose, roles, statuses, enumerate(batch, start), strict=False)

    def _told_one_by_one(self, start: int, batch: list[bytes]) -> Iterator[tuple[bytes, bytes, bytes, Kept]]:
        user, role, status = self.user, self.role, self.status
        least, most = max(user, role), max(user, role, status) + 1
        for row, record in enumerate(batch, start):
            raw = record.split(b",", most) if b'"' not in record else self._quoted(row, record)
            if len(raw) <= least:
                self._cut(row, record, raw)
            else:
                yield raw[user].strip(), raw[role], raw[status] if 0 <= status < len(raw) else b"", (row, record)

    def _cut(self, row: int, record: bytes, raw: list[bytes]) -> None:
        """A row that ends before it says whose it is; a blank one is none."""
        if raw and not record.isspace() and record:
            self.table.refuse(row, "userSourcedId", "", self.table.header.fit([""] * len(raw))[1])

    def _quoted(self, row: int, record: bytes) -> list[bytes]:
        found = self.table.cells(row, record)
        return [one.encode(self.table.encoding.records) for one in found[0]] if found else []

    def lines(self) -> Iterator[RoleLine]:
        """Every row that can be read, of a delta."""
        for row, record in self.table.records():
            if (line := self.line(row, record)) is not None:
                yield line

    def line(self, row: int, record: bytes) -> RoleLine | None:
        """One row, or None where it is refused, which is noted; a word that may be a student’s is not repeated."""
        table = self.table
        found = table.cells(row, record)
        if found is None:
            return None
        cells, misfit = found
        if misfit:
            table.refuse(row, "", "", misfit)
            return None
        column = "sourcedId"
        try:
            sid = cell.plain_id(cells[self.sid])
            column = "userSourcedId"
            user = cell.plain_id(cells[self.user])
            column = "status"
            leaving = cell.leaves(cells[self.status])
            column = "beginDate"
            begins = cell.day(cells[self.begins])
            column = "endDate"
            ends = cell.day(cells[self.ends])
        except Unfit as unfit:
            table.refuse(row, column, "", str(unfit))
            return None
        if not table.date(row, cells[self.changed], self.changed, must=self.delta):
            return None
        role, org = cell.role(cells[self.role]), cell.reference(cells[self.org])
        return RoleLine(row, sid, user, role, org, cells[self.kind].casefold() == "primary", begins, ends, leaving)


def _leaves(status: bytes) -> bool:
    return status.strip().lower() in (b"tobedeleted", b"inactive")


class Standing:
    """What the rows of one person come to on one day."""

    __slots__ = ("ended", "refused", "relative", "roles", "student", "unknown", "until")

    def __init__(self) -> None:
        self.roles: dict[str, Role] = {}
        self.until: date | None = None
        self.student = self.relative = self.ended = self.refused = False
        self.unknown = ""

    def take(self, line: RoleLine, today: date) -> None:
        """One row more. One that has ended does not count, nor one that has not begun."""
        if line.leaving:
            return
        if line.role == cell.STUDENT:
            self.student = True
        elif line.role in cell.RELATIVES:
            self.relative = True
        elif line.role not in cell.STAFF:
            self.unknown = line.role
        elif line.ends is not None and line.ends <= today:
            self.ended = True
        else:
            later = line.begins is not None and line.begins > today
            if later:
                self.ended = True
            else:
                ends = line.ends.isoformat() if line.ends else ""
                self.roles[line.sourced_id] = [line.role, line.org, "primary" if line.primary else "", ends]
            self._until(line.begins if later else line.ends)

    def _until(self, day: date | None) -> None:
        if day is not None and (self.until is None or day < self.until):
            self.until = day


def standing_of(table: RolesTable, rows: Iterable[Kept], today: date) -> Standing:
    """Read the rows of one user."""
    found = Standing()
    for row, record in rows:
        if not row:
            found.student = True
        elif (line := table.line(row, record)) is not None:
            found.take(line, today)
        else:
            found.refused = True
    return found


def why_unknown(role: str) -> str:
    return _(
        "says “%(role)s”, which OneRoster does not know as a role, so it cannot be told whether this is a student"
    ) % {"role": role[:40]}
