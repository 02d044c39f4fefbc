"""A plain row of staff, read at once: no quotes, no spaces to take away, one role, nothing wrong. Pure.

Nearly every row of a roster is one. What is not is left to the careful way (`people.py`), which says what is wrong;
a test holds that the two never differ.
"""

from datetime import date
from typing import TYPE_CHECKING, Final

from pergola.exchange.oneroster import cells as cell
from pergola.exchange.oneroster.cells import Unfit
from pergola.exchange.oneroster.lines import NULL, as_kept
from pergola.kernel.ids import new_id_as_text

if TYPE_CHECKING:
    from pergola.exchange.oneroster.people import Users
    from pergola.exchange.oneroster.roles import Rows

HERE: Final = frozenset({"", "active", "Active"})
MOST_WAYS: Final = 4_096
"""Ways of saying a role that are remembered."""
ON: Final = frozenset({"", "true", "TRUE", "True", "1"})


class Plain:
    """Under the headers of one bundle, on one day."""

    def __init__(self, users: "Users") -> None:
        self.users, self.table, self.roles = users, users.table, users.roles
        self.width = users.table.header.width
        self.role_width = self.roles.table.header.width if self.roles else 0
        self.begun: dict[str, bool] = {"": True}
        self.ending: dict[str, str] = {"": ""}
        self.dates: set[str] = {""}
        self.said: dict[tuple[str, str, str, str, str], str | None] = {}

    def read(self, row: int, record: bytes, rows: "Rows", line: bytes) -> str | None:
        """The row as COPY reads it; None where it is not plain."""
        users, text = self.users, record.decode()
        cells = text.split(",")
        if len(cells) != self.width or not is_plain(text):
            return None
        cells.append("")
        does = self._by_row(cells) if self.roles is None else self._by_role(rows)
        if does is None or cells[users.status] not in HERE or cells[users.enabled] not in ON:
            return None
        role, org, key, primary, ends = does
        sid, email, changed = cells[users.sid], cells[users.email], cells[users.changed]
        given, family = cells[users.called] or cells[users.given], cells[users.surname] or cells[users.family]
        if not (sid and given and family) or len(sid) > 255 or len(given) + len(family) > 190:
            return None
        if role not in cell.STAFF or (email and not cell.is_address(email)) or not self._dated(row, changed):
            return None
        return (
            f"{row}\t{sid}\t{given} {family}\t{email}\t{role}\t{org}\t"
            f'{{"{key}":["{role}","{org}","{primary}","{ends}"]}}\t{as_kept(line)}\t{ends or NULL}\tf\t{new_id_as_text()}\n'
        )

    def _by_row(self, cells: list[str]) -> tuple[str, str, str, str, str] | None:
        org = cells[self.users.orgs]
        return None if len(org) > 255 else (cells[self.users.role], org, "0", "", "")

    def _by_role(self, rows: "Rows") -> tuple[str, str, str, str, str] | None:
        roles = self.roles
        assert roles is not None
        if len(rows) != 1:
            return None
        text = rows[0][1].decode()
        told = text.split(",")
        if len(told) != self.role_width or not is_plain(text):
            return None
        told.append("")
        org, key = told[roles.org], told[roles.sid]
        said = told[roles.role], told[roles.status], told[roles.begins], told[roles.ends], told[roles.changed]
        if said not in self.said:
            if len(self.said) >= MOST_WAYS:  # a time of its own in each row
                self.said.clear()
            self.said[said] = self._holds(rows[0][0], *said)
        ending = self.said[said]
        if ending is None or len(org) > 255 or not key or len(key) > 255:
            return None
        return said[0], org, key, "primary" if told[roles.kind] in ("primary", "Primary") else "", ending

    def _holds(self, row: int, role: str, status: str, begins: str, ends: str, changed: str) -> str | None:
        """The day this role ends, or nothing; None where it is no plain one that holds today. Asked once of each way of
        saying it: there are few in a roster."""
        if role not in cell.STAFF or status not in HERE or not self._begun(begins):
            return None
        ending = self._ending(ends)
        return None if ending is None or not self._dated_role(row, changed) else ending

    def _begun(self, text: str) -> bool:
        if text not in self.begun:
            day = _day(text)
            self.begun[text] = day is not None and day <= self.users.today
        return self.begun[text]

    def _ending(self, text: str) -> str | None:
        """The day it ends; None for one that is over, or no day."""
        if text not in self.ending:
            day = _day(text)
            if day is None or day <= self.users.today:
                return None
            self.ending[text] = day.isoformat()
        return self.ending[text]

    def _dated(self, row: int, text: str) -> bool:
        return text in self.dates or self._date(row, text, of_role=False)

    def _dated_role(self, row: int, text: str) -> bool:
        return text in self.dates or self._date(row, text, of_role=True)

    def _date(self, row: int, text: str, *, of_role: bool) -> bool:
        """Told to its table the first time; the careful way says what is wrong with it."""
        if _day(text) is None:
            return False
        if of_role and self.roles is not None:
            self.roles.table.date(row, text, self.roles.changed)
        else:
            self.table.date(row, text, self.users.changed)
        self.dates.add(text)
        return True


def is_plain(text: str) -> bool:
    """Nothing to unquote, to escape or to trim."""
    return (
        text.isprintable()
        and '"' not in text
        and "\\" not in text
        and (" " not in text or not (", " in text or " ," in text or "  " in text or text[0] == " " or text[-1] == " "))
    )


def _day(text: str) -> date | None:
    try:
        return cell.day(text)
    except Unfit:
        return None
