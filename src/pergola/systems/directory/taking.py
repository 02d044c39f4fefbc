"""From a row of text to a row of values, by a format's declared columns. Pure.

A row whose id cannot be read is refused; a cell that cannot be read is left empty; both are reported with where.
"""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from pergola.systems.directory.cells import Unfit, Value, looks_misread, state_of
from pergola.systems.directory.formats import Column, Format, What, plain
from pergola.systems.directory.report import Fate, Problem, Report

KEYS: Final = {What.SCHOOLS: "nces_id", What.DISTRICTS: "leaid"}
_TEXTS: Final = frozenset({"name", "district_name", "city"})


class Taker:
    """Reads rows of one format under one header. `fields` names the values of each row it gives, in their order."""

    def __init__(self, shape: Format, header: list[str], report: Report) -> None:
        where = {plain(name): index for index, name in enumerate(header)}
        self.shape = shape
        self.report = report
        key = KEYS[shape.what]
        columns = sorted(shape.columns, key=lambda column: column.field != key)
        self.plan = [(where[plain(column.header)], column) for column in columns]
        self.fields = [column.field for column in columns]
        self.at = {name: index for index, name in enumerate(self.fields)}
        self.headers = {column.field: column.header for column in shape.columns}
        self.unfit: set[str] = set()
        used = {index for index, _column in self.plan}
        report.unused_columns = [name for index, name in enumerate(header) if index not in used]

    def take(self, rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[Value]]]:
        """The rows whose id could be read, with their row numbers."""
        for number, row in rows:
            self.report.rows += 1
            self.unfit.clear()
            key = self.read_key(number, row)
            if key is None:
                continue
            values = [key, *(self.value(number, column, row[index].strip()) for index, column in self.plan[1:])]
            if "latitude" in self.at:
                self.pair(number, values)
            if self.shape.what is What.DISTRICTS:
                self.seat(number, values)
            yield number, values

    def value(self, number: int, column: Column, text: str) -> Value:
        if text in self.shape.absent:
            return None
        try:
            value = column.read(text)
        except Unfit as unfit:
            self.note(number, column.header, text, str(unfit), Fate.CELL)
            self.unfit.add(column.field)
            return None
        if column.field in _TEXTS and looks_misread(text):
            why = _("looks as if it had been read in the wrong encoding before it was published")
            self.note(number, column.header, text, why, Fate.KEPT)
        return value

    def read_key(self, number: int, row: list[str]) -> Value:
        """The id, which stands first; without it the row is refused and nothing else of it is looked at."""
        index, column = self.plan[0]
        text = row[index].strip()
        if text in self.shape.absent:
            why = _("the id is missing, and without it the row belongs to nothing")
        else:
            try:
                return column.read(text)
            except Unfit as unfit:
                why = str(unfit)
        self.note(number, column.header, text, why, Fate.ROW)
        return None

    def pair(self, number: int, values: list[Value]) -> None:
        """Coordinates come in twos: half of one, and the point off Africa where zeros meet, are no place."""
        north, east = self.at["latitude"], self.at["longitude"]
        if (values[north] is None) == (values[east] is None) and (values[north], values[east]) != (0.0, 0.0):
            return
        if not self.unfit & {"latitude", "longitude"}:
            read = ", ".join("" if half is None else str(half) for half in (values[north], values[east]))
            why = _("latitude and longitude are only used together, and not where both are 0")
            self.note(number, self.headers["latitude"], read, why, Fate.CELL)
        values[north] = values[east] = None

    def seat(self, number: int, values: list[Value]) -> None:
        """A district's state is the one that runs it, which its id tells; an office elsewhere is not its town."""
        told, run_by = values[self.at["state"]], state_of(str(values[0]))
        if told is not None and run_by is not None and told != run_by:
            why = _("the office is in another state than the district, so its town is left out")
            self.note(number, self.headers["city"], f"{values[self.at['city']]}, {told}", why, Fate.CELL)
            values[self.at["city"]] = None
        values[self.at["state"]] = run_by or told

    def note(self, row: int, column: str, read: str, why: str, fate: Fate) -> None:
        self.report.note(Problem(row, column, read[:200], why, fate))
