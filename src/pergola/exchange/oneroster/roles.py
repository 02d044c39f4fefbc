"""roles.csv of OneRoster 1.2: what somebody does where, and until when. Pure.

It is read before users.csv, which does not say who is a student. Of a student’s row nothing is kept but whose it is.
"""

from collections.abc import Iterable, Iterator
from datetime import date
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
        says: dict[bytes, bool] = {}  # each way a role is written is looked at once
        for rows, records, (written, roles, statuses) in self.table.looked_at(self.user, self.role, self.status):
            whose = [one.strip() for one in written]
            says |= {one: one.strip().lower() == b"student" for one in set(roles) - says.keys()}
            kept = zip(roles, zip(rows, records, strict=True), strict=True)
            told = dict(zip(whose, [A_STUDENT_ALONE if says[role] else (one,) for role, one in kept], strict=True))
            if (
                len(told) == len(whose)
                and b"" not in told
                and self._all_stay(statuses)
                and found.keys().isdisjoint(told)
            ):
                found |= told  # nobody has two rows, which is nearly always so
                continue
            for one, role, status, row, record in zip(whose, roles, statuses, rows, records, strict=True):
                if not one and self._is_cut(row, record):
                    continue
                if not says[role]:
                    found[one] = (*found.get(one, ()), (row, record))
                elif not _leaves(status):
                    found[one] = (*found[one], A_STUDENT) if one in found else A_STUDENT_ALONE
        return found

    def _all_stay(self, statuses: list[bytes]) -> bool:
        return self.status < 0 or not any(map(_leaves, set(statuses)))

    def _is_cut(self, row: int, record: bytes) -> bool:
        """A row that ends before it says whose it is, or cannot be read: that is noted."""
        found = self.table.cells(row, record)
        if found and found[1]:
            self.table.refuse(row, "userSourcedId", "", found[1])
        return not found or bool(found[1])

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
