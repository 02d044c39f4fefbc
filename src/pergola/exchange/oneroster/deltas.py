"""A delta tells what changed since the last bundle: it is laid over what is known of each person it names. Pure."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from pergola.exchange.oneroster import cells as cell
from pergola.exchange.oneroster.cells import Unfit
from pergola.exchange.oneroster.lines import PersonLine, Role, RoleLine, main_role
from pergola.exchange.oneroster.people import Users
from pergola.exchange.oneroster.roles import Standing
from pergola.exchange.oneroster.tables import Table
from pergola.kernel.ids import new_id_as_text


class Known(NamedTuple):
    """Somebody of the roster as they stand before the delta."""

    name: str
    email: str
    roles: dict[str, Role]
    gone: bool


type KnownOf = Callable[[list[str]], Mapping[str, Known]]
"""Asked once for all the ids a delta names."""


class UserLine(NamedTuple):
    """One row of a delta’s users.csv, before anybody is asked who it is."""

    row: int
    cells: list[str]
    leaving: bool
    student: bool = False


def lay_over(
    users: Users | None, roles: Iterable[RoleLine], roles_table: Table | None, known_of: KnownOf, today: date
) -> list[PersonLine]:
    """What becomes of everybody the delta names. Whoever is not known and has no work here is counted, as in a bulk."""
    told = _rows_by_id(users) if users else {}
    of_user: dict[str, list[RoleLine]] = {}
    for line in roles:
        of_user.setdefault(line.user, []).append(line)
    known = known_of(sorted({*told, *of_user}))
    laying = _Laying(users, roles_table, today)
    every = [laying.one(sid, told.get(sid), of_user.get(sid, []), known.get(sid)) for sid in {**told, **of_user}]
    return [one for one in every if one is not None]


def _rows_by_id(users: Users) -> dict[str, UserLine]:
    """The last row of each id that can be read; several rows of one person come in their order."""
    told: dict[str, UserLine] = {}
    for row, record in users.table.records():
        users.report.rows += 1
        found = users.table.cells(row, record)
        if found is None:
            continue
        cells, misfit = found
        student = users.by_row and cell.role(cells[users.role]) == cell.STUDENT
        sid = users.id_of(row, cells, misfit, known=False)
        if sid is None or not users.table.date(row, cells[users.changed], users.changed, must=True):
            continue
        status = cells[users.status]
        try:
            leaving = cell.leaves(status)
        except Unfit as unfit:
            users.table.refuse(row, "status", status, str(unfit))
            continue
        if not leaving and cell.switched_off(cells[users.enabled]):
            users.report.switched_off += 1
            leaving = True
        told[sid] = UserLine(row, cells, leaving, student)
    return told


class _Laying:
    """One delta over one roster, on one day."""

    def __init__(self, users: Users | None, roles: Table | None, today: date) -> None:
        self.users, self.roles, self.today = users, roles, today

    def one(self, sid: str, told: UserLine | None, lines: list[RoleLine], known: Known | None) -> PersonLine | None:
        """What becomes of one person; None where nothing does."""
        row = told.row if told else lines[0].row
        if told is not None and (told.leaving or told.student):
            if told.student and known is None and self.users:
                self.users.report.students += 1
            return _leave(row, sid, known)
        standing = self._standing(told, lines, known)
        if standing.student and not standing.roles:
            if self.users and told:
                self.users.report.students += 1
            return _leave(row, sid, known)
        if standing.student or not standing.roles:
            return self._without_work(row, sid, told, standing, known)
        if told is not None and self.users is not None:
            return self.users.make(told.row, told.cells, sid, standing.roles, None, standing)
        if known is None:
            if self.roles:
                why = _("belongs to somebody this roster does not know, and users.csv has no row of them")
                self.roles.refuse(row, "userSourcedId", "", why)
            return None
        main = main_role(standing.roles)
        until = standing.until
        return PersonLine(
            row, sid, known.name, known.email, main[0], main[1], standing.roles, None, until, leaving=False,
            person=new_id_as_text(),
        )  # fmt: skip

    def _standing(self, told: UserLine | None, lines: list[RoleLine], known: Known | None) -> Standing:
        if told is not None and self.users is not None and self.users.by_row:
            return self.users.told_by_the_row(told.cells)
        standing = Standing()
        for line in lines:
            standing.take(line, self.today)
        named = {line.sourced_id for line in lines}
        before = {key: role for key, role in (known.roles if known else {}).items() if key not in named}
        still = {key: role for key, role in before.items() if not role[3] or role[3] > self.today.isoformat()}
        standing.roles = still | standing.roles
        ends = [date.fromisoformat(role[3]) for role in standing.roles.values() if role[3]]
        standing.until = min(ends, default=standing.until)
        return standing

    def _without_work(
        self, row: int, sid: str, told: UserLine | None, standing: Standing, known: Known | None
    ) -> PersonLine | None:
        """No work here is left to them; or they are a student as well, and then stay as they are."""
        if standing.student or standing.unknown:
            if self.users and told:
                self.users.is_staff(row, sid, standing)
            return None
        if known is not None:
            return _leave(row, sid, known)
        if self.users and told:
            if standing.relative:
                self.users.report.relatives += 1
            else:
                self.users.report.no_role += 1
        return None


def _leave(row: int, sid: str, known: Known | None) -> PersonLine | None:
    if known is None or known.gone:
        return None
    return PersonLine(row, sid, known.name, known.email, "", "", {}, None, None, leaving=True, person=new_id_as_text())
