"""users.csv: who works here. Students, and those who stand here for a student, are counted and nothing more. Pure.

A line that is as it was the last time is known by its digest and not read: a roster of which one line in a hundred
changed costs little more than looking at it.
"""

from collections.abc import Iterator
from datetime import date
from hashlib import blake2b
from itertools import compress, repeat
from typing import Final

from django.utils.translation import gettext as _

from pergola.exchange.oneroster import cells as cell
from pergola.exchange.oneroster.cells import Unfit
from pergola.exchange.oneroster.lines import PersonLine, Role, as_kept, main_role, person_as_copied
from pergola.exchange.oneroster.plainly import Plain
from pergola.exchange.oneroster.report import Fate
from pergola.exchange.oneroster.roles import A_STUDENT_ALONE, RolesTable, Rows, Standing, standing_of, why_unknown
from pergola.exchange.oneroster.tables import Table
from pergola.kernel.errors import Unreadable
from pergola.kernel.ids import new_id_as_text

READ_AS: Final = b"2"
"""Another figure when lines are read otherwise than before: then no old digest counts."""
NO_ROWS: Final[Rows] = ()


class Users:
    """The columns of users.csv, and how its rows are read."""

    def __init__(self, table: Table, roles: RolesTable | None, *, delta: bool, today: date, by_row: bool) -> None:
        self.table, self.roles, self.by_row, self.today, self.report = table, roles, by_row, today, table.report
        header = table.header
        self.sid = header.find("sourcedId", must=True)
        self.given, self.family = header.find("givenName", must=True), header.find("familyName", must=True)
        self.called = header.find("preferredGivenName", "preferredFirstName", "prefferedGivenName")
        self.surname = header.find("preferredFamilyName", "preferredLastName", "prefferedFamilyName")
        self.email = header.find("email", "emailAddress")
        self.status, self.enabled = header.find("status"), header.find("enabledUser")
        self.changed = header.find("dateLastModified", "dataLastModified", "lastModified", must=delta)
        self.role = header.find("role", "roles", must=by_row)
        self.orgs = header.find("orgSourcedIds", "orgSourcedId", must=by_row)
        self.report.secrets += [name for name in header.names if "password" in name.casefold()]
        self.kept: set[str] = set()
        """Ids of rows that were refused: whoever they are, they are not gone."""

    def bulk(self, rows_of: dict[bytes, Rows], unseen: set[bytes]) -> Iterator[str]:
        """Everybody new or changed, as COPY reads them. The digests of lines that are as they were leave `unseen`."""
        plain = Plain(self).read
        for row, record, rows, line in self._once(rows_of, unseen):
            if (text := plain(row, record, rows, line)) is not None:
                yield text
            elif (person := self._person(row, record, rows, line)) is not None:
                yield person_as_copied(person)

    def _once(self, rows_of: dict[bytes, Rows], unseen: set[bytes]) -> Iterator[tuple[int, bytes, Rows, bytes]]:
        """(row, record, rows of roles, digest) of everybody who is no student and not as they were."""
        seen, key = dict[bytes, bytes](), self._key()
        for numbers, records, whose, every in self._staff(rows_of):
            at_work = [rows[0][1] if len(rows) == 1 else b"\n".join([one for _row, one in rows]) for rows in every]
            texts = map(b"\n".join, zip(repeat(key), records, at_work, strict=False))
            lines = [blake2b(text, digest_size=8).digest() for text in texts]
            told = dict(zip(whose, lines, strict=True))
            if len(told) < len(whose) or b"" in told or not seen.keys().isdisjoint(told):
                first = self._first_ones(numbers, whose, lines, seen)
            else:  # nobody twice, which is nearly always so
                first = list(range(len(lines)))
                seen |= told
            changed = [at for at in first if lines[at] not in unseen]
            self.report.people.unchanged += len(first) - len(changed)
            unseen.difference_update(lines)
            yield from ((numbers[at], records[at], every[at], lines[at]) for at in changed)

    def _staff(self, rows_of: dict[bytes, Rows]) -> Iterator[tuple[list[int], list[bytes], list[bytes], list[Rows]]]:
        """(rows, records, whose they are, their rows of roles); students are counted and go no further."""
        for numbers, records, (written, roles) in self.table.looked_at(self.sid, self.role if self.by_row else -1):
            self.report.rows += len(records)
            whose = [one.strip() for one in written]
            every = [rows_of.get(one, NO_ROWS) for one in whose]
            learn = {one for one in set(roles) if one.strip().lower() == b"student"}
            staff = [rows is not A_STUDENT_ALONE and role not in learn for rows, role in zip(every, roles, strict=True)]
            self.report.students += staff.count(False)
            yield (
                list(compress(numbers, staff)), list(compress(records, staff)), list(compress(whose, staff)),
                list(compress(every, staff)),
            )  # fmt: skip

    def _first_ones(
        self, numbers: list[int], whose: list[bytes], lines: list[bytes], seen: dict[bytes, bytes]
    ) -> list[int]:
        """Where somebody stands for the first time. The same told twice is told once; another is refused."""
        first = []
        for at, (one, line) in enumerate(zip(whose, lines, strict=True)):
            if not one or one not in seen:
                first.append(at)
                seen[one] = line
            elif seen[one] != line:
                raise Unreadable(
                    _(
                        "%(file)s: the id “%(id)s” of row %(row)d stands in an earlier row with different facts. Which is"
                        " right cannot be told."
                    )
                    % {"file": self.table.file, "id": one[:80].decode("utf-8", "replace"), "row": numbers[at]}
                )
        return first

    def _key(self) -> bytes:
        """A digest counts under the same headers and the same way of reading only."""
        tables = [self.table, *([self.roles.table] if self.roles else [])]
        return blake2b(repr([one.header.names for one in tables]).encode() + READ_AS, digest_size=16).digest()

    def _person(self, row: int, record: bytes, rows: Rows, line: bytes) -> PersonLine | None:
        """One row of a bulk, or None for whoever is not taken."""
        found = self.table.cells(row, record)
        if found is None:
            return None
        cells, misfit = found
        standing = self._standing(cells, rows)
        if standing is None:
            return None
        sid = self.id_of(row, cells, misfit, known=True)
        if sid is None or not self._is_here(row, cells, sid):
            return None
        if not self.is_staff(row, sid, standing):
            return None
        self.table.date(row, cells[self.changed], self.changed)
        return self.make(row, cells, sid, standing.roles, as_kept(line), standing)

    def _standing(self, cells: list[str], rows: Rows) -> Standing | None:
        """What they do here; None for a relative, who is counted."""
        standing = self.told_by_the_row(cells) if self.roles is None else standing_of(self.roles, rows, self.today)
        if standing.relative and not (standing.roles or standing.student or standing.unknown or standing.ended):
            self.report.relatives += 1
            return None
        if standing.student and not (standing.roles or standing.ended):
            self.report.students += 1
            return None
        return standing

    def told_by_the_row(self, cells: list[str]) -> Standing:
        """In OneRoster 1.1 the user’s own row says the role, and in which organisations."""
        standing = Standing()
        role = cell.role(cells[self.role])
        if role == cell.STUDENT:
            standing.student = True
        elif role in cell.RELATIVES:
            standing.relative = True
        elif role not in cell.STAFF:
            standing.unknown = role or " "
        else:
            orgs = [cell.reference(one) for one in cells[self.orgs].split(",")]
            standing.roles = {str(number): [role, org, "", ""] for number, org in enumerate(orgs)}
        return standing

    def id_of(self, row: int, cells: list[str], misfit: str, *, known: bool) -> str | None:
        """The sourcedId of a row that fits its header. Where it does not, the id it has is kept, and nothing repeated."""
        try:
            sid = cell.plain_id(cells[self.sid])
        except Unfit as unfit:
            self.table.refuse(row, "sourcedId", "", str(unfit))
            return None
        if misfit:
            self.table.refuse(row, "sourcedId", sid if known else "", misfit)
            self.kept.add(sid)
            return None
        return sid

    def _is_here(self, row: int, cells: list[str], sid: str) -> bool:
        """Not taken away, and not switched off: in a bulk such a one is as if they were not there."""
        status = cells[self.status]
        try:
            if cell.leaves(status):
                return False
        except Unfit as unfit:
            self.table.refuse(row, "status", status, str(unfit))
            self.kept.add(sid)
            return False
        if cell.switched_off(cells[self.enabled]):
            self.report.switched_off += 1
            return False
        return True

    def is_staff(self, row: int, sid: str, standing: Standing) -> bool:
        if standing.student:
            why = _("stands as a student as well: whoever is a student is left out, and stays as they are here")
            self.table.refuse(row, "role", "", why)
        elif standing.roles:
            return True
        elif standing.unknown:
            self.table.refuse(row, "role", "", why_unknown(standing.unknown))
        elif standing.refused:
            self.table.refuse(row, "role", "", _("has no role that could be read; see roles.csv"))
        else:
            self.report.no_role += 1
            return False
        self.kept.add(sid)
        return False

    def make(
        self, row: int, cells: list[str], sid: str, roles: dict[str, Role], line: int | None, standing: Standing | None
    ) -> PersonLine | None:
        """What is kept of them: a name, an address to write to, what they do and where."""
        said = self._name(row, cells)
        if said is None:
            self.kept.add(sid)
            return None
        main = main_role(roles) if roles else ["", "", "", ""]
        email = self._email(row, cells)
        until = standing.until if standing else None
        return PersonLine(
            row, sid, said, email, main[0], main[1], roles, line, until, leaving=False, person=new_id_as_text()
        )

    def _name(self, row: int, cells: list[str]) -> str | None:
        table = self.table
        parts = [
            cells[self.called] or cells[self.given],
            cells[self.surname] or cells[self.family],
        ]
        try:
            said = cell.words(" ".join(part for part in parts if part))
        except Unfit as unfit:
            table.refuse(row, "familyName", "", str(unfit))
            return None
        if not said:
            table.refuse(
                row, "familyName", "", _("is empty, and so is givenName: somebody without a name is not taken")
            )
            return None
        return said

    def _email(self, row: int, cells: list[str]) -> str:
        text = cells[self.email]
        try:
            return cell.address(text)
        except Unfit as unfit:
            self.table.note(row, "email", text, str(unfit), Fate.CELL)
            return ""
