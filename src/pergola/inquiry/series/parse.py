"""Rows into observations: every cell read, every problem told at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from pergola.inquiry.series.days import Written, find_day
from pergola.inquiry.series.groups import MOST_COLUMNS, Holds, Read, read_groups
from pergola.inquiry.series.result import MOST_PROBLEMS, Observation, Parsed, Problem
from pergola.inquiry.series.sheet import text_of
from pergola.inquiry.series.source import RefusedError
from pergola.inquiry.series.table import Row, Table, to_table
from pergola.inquiry.series.values import Number, decimal_mark, find_number, is_gap
from pergola.inquiry.wording import day_and_year, figure

EARLIEST = date(1990, 1, 1)


def parse(
    source: str | bytes,
    *,
    share: bool,
    today: date,
    rate: bool = False,
    guess: bool = True,
    holds: Holds = Holds.VALUE,
) -> Parsed:
    """Read dates with values, or with how many of how many.

    `share`: values are per cent, 0 to 100, and three columns are taken. `rate`: three columns are asked for, and the second
    may be more than the third. `today` settles years that were not written (the
    latest such day that is not after it) and refuses days that have not been. `guess`: a series that lies wholly between 0 and
    1 may have been meant as parts of one; a single value says nothing of how it was meant. `holds`: each row may be a group's mean, or its values. Never raises; what is wrong comes back as
    problems, and then no observation does.
    """
    try:
        text, notes = text_of(source)
        table = to_table(text, MOST_COLUMNS[holds])
    except RefusedError as refused:
        return Parsed(problems=(refused.problem,))
    reader = _Reader(table, share, rate, today, guess, holds, notes)
    observations = reader.observations()
    if reader.problems:
        told = sorted(reader.problems, key=lambda problem: (problem.row, problem.column))
        return Parsed(problems=tuple(told[:MOST_PROBLEMS]), more=max(len(told) - MOST_PROBLEMS, 0))
    return Parsed(observations=tuple(observations), notes=tuple(reader.notes))


@dataclass
class _Reader:
    table: Table
    share: bool
    rate: bool
    today: date
    guess: bool
    holds: Holds
    notes: list[str]
    problems: list[Problem] = field(default_factory=list)

    def observations(self) -> list[Observation]:
        days = self._days()
        values: Sequence[Read | tuple[Decimal | None, Decimal | None] | None] = (
            self._values() if self.holds is Holds.VALUE else read_groups(self.table, self.holds, self._tell)
        )
        seen: dict[date, Row] = {}
        made = []
        for row, day, value in zip(self.table.rows, days, values, strict=True):
            if day is None or value is None:
                continue
            if day in seen:
                self._two_for_a_day(seen[day], row)
                continue
            seen[day] = row
            made.append(Observation(day, *value))
        if made and all(each.value is None for each in made) and not self.problems:
            self._tell(
                0,
                2,
                "",
                _("There is not one value, only dates."),
                _("Put the value beside its date, in the second column."),
            )
        in_order = sorted(made, key=lambda each: each.day)
        if in_order != made:
            self.notes.append(_("The rows were not in order of date. They have been put in order."))
        return in_order

    def _tell(self, row: int, column: int, read: str, what: str, how: str, alone: str = "") -> None:
        self.problems.append(Problem(row, column, read[:80], what, how, alone))

    def _two_for_a_day(self, first: Row, second: Row) -> None:
        what = _("Rows %(first)d and %(second)d have the same date, %(day)s.")
        names = {"first": first.number, "second": second.number, "day": first.cells[0]}
        how = _("A date has one value. Keep one of the rows, or add the two up if they belong together.")
        self._tell(second.number, 1, " · ".join(second.cells), what % names, how)

    # days

    def _days(self) -> list[date | None]:
        written = [find_day(row.cells[0]) for row in self.table.rows]
        month_first = self._month_first(written)
        return [
            self._day(row, each, month_first=month_first) for row, each in zip(self.table.rows, written, strict=True)
        ]

    def _month_first(self, written: Sequence[Written | None]) -> bool:
        pairs = [
            (row, each)
            for row, each in zip(self.table.rows, written, strict=True)
            if each is not None and each.in_numbers
        ]
        day_first = next((row for row, each in pairs if each.swapped), None)
        month_first = next((row for row, each in pairs if not each.swapped and each.second > 12), None)
        if day_first is not None and month_first is not None:
            what = _("Row %(one)d has the month first (%(first)s), row %(two)d the day (%(second)s).")
            names = {
                "one": month_first.number,
                "first": month_first.cells[0],
                "two": day_first.number,
                "second": day_first.cells[0],
            }
            how = _("Write all dates one way. The year first is never mistaken: 2026-11-03.")
            self._tell(day_first.number, 1, day_first.cells[0], what % names, how)
        open_row = next(((row, each) for row, each in pairs if each.order_open), None)
        if open_row is not None:
            row, each = open_row
            meant = each.day(month_first=day_first is None, today=self.today)
            if meant is not None:
                text = _("%(read)s was read as %(meant)s, the month first, and so were all like it.")
                if day_first is not None:
                    text = _(
                        "%(read)s was read as %(meant)s, the day first, because row %(row)d can be read in no other way."
                    )
                names_of = {
                    "read": row.cells[0],
                    "meant": day_and_year(meant),
                    "row": day_first.number if day_first else 0,
                }
                self.notes.append(text % names_of)
        yearless = next(
            ((row, each) for row, each in zip(self.table.rows, written, strict=True) if each and each.year is None),
            None,
        )
        if yearless is not None:
            meant = yearless[1].day(month_first=day_first is None, today=self.today)
            if meant is not None:
                text = _(
                    "“%(read)s” has no year. It was read as %(meant)s, the latest such day up to today, and so were all like it."
                )
                self.notes.append(text % {"read": yearless[0].cells[0], "meant": day_and_year(meant)})
        return day_first is None

    def _day(self, row: Row, written: Written | None, *, month_first: bool) -> date | None:
        cell = row.cells[0]
        if written is None:
            self._tell(row.number, 1, cell, *_not_a_date(cell))
            return None
        day = written.day(month_first=month_first, today=self.today)
        if day is None:
            what = _("There is no such day as %(read)s.") % {"read": cell}
            self._tell(row.number, 1, cell, what, _("Write the date with the year first: 2026-11-03."))
        elif day > self.today + timedelta(days=1):
            what = _("%(read)s has not been yet.") % {"read": cell}
            self._tell(row.number, 1, cell, what, _("Check the year and the order of day and month."))
            return None
        elif day < EARLIEST:
            what = _("%(read)s lies before 1990.") % {"read": cell}
            self._tell(row.number, 1, cell, what, _("Check the year. Birth dates are not taken here."))
            return None
        return day

    # values

    def _values(self) -> list[tuple[Decimal | None, Decimal | None] | None]:
        mark = decimal_mark(cell for row in self.table.rows for cell in row.cells[1:])
        three = any(len(row.cells) > 2 for row in self.table.rows)
        if self.rate and not three:
            self._two_columns_of_a_rate()
            return [None for _row in self.table.rows]
        if three and not (self.share or self.rate):
            row = next(row for row in self.table.rows if len(row.cells) > 2)
            what = _("There are three columns, and this measure takes two: date and value.")
            how = _("If the value has a comma in it, like 34,5, put a tab or a semicolon between the columns.")
            alone = _("This measure takes one number: leave this box empty.")
            self._tell(row.number, 3, " · ".join(row.cells), what, how, alone)
            return [None for _row in self.table.rows]
        numbers = [
            [self._number(row, column, mark) for column in range(1, 3 if three else 2)] for row in self.table.rows
        ]
        self._note_numbers(numbers)
        if three:
            return [self._counted(row, each) for row, each in zip(self.table.rows, numbers, strict=True)]
        return self._single([each[0] for each in numbers])

    def _two_columns_of_a_rate(self) -> None:
        row = self.table.rows[0]
        what = _("A rate is told in three columns: the date, how many, and among how many.")
        how = _("Put a tab or a semicolon between the columns. Nothing can be divided by a number that is not there.")
        alone = _("A rate needs two numbers: how many, and among how many.")
        self._tell(row.number, 3, " · ".join(row.cells), what, how, alone)

    def _number(self, row: Row, column: int, mark: str | None) -> Number | bool | None:
        """The number; None for a gap; False where a problem was told."""
        cell = row.cells[column] if column < len(row.cells) else ""
        if is_gap(cell):
            return None
        number = find_number(cell, mark)
        if number is None:
            what, how = _not_a_number(cell)
            alone = _("%(what)s Write it like 34 or 34.5.") % {"what": what}
            self._tell(row.number, column + 1, cell, what, how, alone)
            return False
        return number

    def _note_numbers(self, numbers: Iterable[Sequence[Number | bool | None]]) -> None:
        every = [number for row in numbers for number in row if isinstance(number, Number)]
        guessed = next((number for number in every if number.grouping_guessed), None)
        if guessed is not None:
            self.notes.append(
                _("A comma before three figures was read as thousands: %(number)s.") % {"number": figure(guessed.value)}
            )
        if any(number.rounded for number in every):
            self.notes.append(_("Values are kept to four places after the point."))

    def _single(self, numbers: Sequence[Number | bool | None]) -> list[tuple[Decimal | None, Decimal | None] | None]:
        real = [number for number in numbers if isinstance(number, Number)]
        fractions = (
            self.share
            and self.guess
            and not any(number.percent for number in real)
            and any(number.value % 1 for number in real)
            and all(0 <= number.value <= 1 for number in real)
        )
        if fractions:
            self.notes.append(_("All values lie between 0 and 1. They were read as shares: 0.34 is 34 %."))
        made: list[tuple[Decimal | None, Decimal | None] | None] = []
        for row, number in zip(self.table.rows, numbers, strict=True):
            if not isinstance(number, Number):
                made.append(None if number is False else (None, None))
                continue
            value = (number.value * 100).normalize() + 0 if fractions else number.value
            if self.share and not 0 <= value <= 100:
                what = _("%(read)s is not a share: a share lies between 0 and 100 %%.") % {"read": row.cells[1]}
                how = _("Write the per cent, or how many and of how many in two columns.")
                alone = _("%(what)s Write the per cent, or how many and of how many.") % {"what": what}
                self._tell(row.number, 2, row.cells[1], what, how, alone)
                made.append(None)
            else:
                made.append((value, None))
        return made

    def _counted(self, row: Row, pair: Sequence[Number | bool | None]) -> tuple[Decimal | None, Decimal | None] | None:
        part, whole = pair
        if part is False or whole is False:
            return None
        read = " · ".join(row.cells[1:])
        if not isinstance(part, Number):
            return None, None  # nobody counted: a gap, whatever stands in the third column
        if not isinstance(whole, Number):
            what = _("Row %(row)d says how many, but not of how many.") % {"row": row.number}
            how = _("Fill in the third column, or leave both empty for a day without a count.")
            self._tell(row.number, 3, read, what, how, _("Write out of how many."))
            return None
        if part.value == whole.value == 0:
            return None, None
        if whole.value <= 0 or part.value < 0 or (self.share and part.value > whole.value):
            what = (
                _("Row %(row)d says %(part)s of %(whole)s, which is not a share.")
                if self.share
                else _("Row %(row)d says %(part)s among %(whole)s, which is not a rate.")
            )
            names = {"row": row.number, "part": row.cells[1], "whole": row.cells[2]}
            how = _(
                "The second column is how many, the third of how many. A decimal comma needs a tab or a semicolon between the columns."
            )
            self._tell(row.number, 2, read, what % names, how, _two_that_clash(part.value, whole.value) % names)
            return None
        return part.value, whole.value


def _two_that_clash(part: Decimal, whole: Decimal) -> str:
    if part < 0 or whole < 0:
        return _("Below zero there is nothing to count. Look at both numbers.")
    if whole == 0:
        return _("%(part)s out of %(whole)s cannot be. Look at both numbers.")
    return _("%(part)s is more than %(whole)s. Look at both numbers.")


def _not_a_date(cell: str) -> tuple[str, str]:
    if not cell:
        return _("There is no date in this row."), _("Write the date in the first column: 2026-11-03.")
    if cell.isdecimal() and 30_000 <= int(cell) <= 60_000 and len(cell) == 5:
        what = _("%(read)s is how a spreadsheet keeps a date inside.") % {"read": cell}
        return what, _("Format the column as a date, then copy it again.")
    what = _("“%(read)s” is not a date we can read.") % {"read": cell[:40]}
    return what, _("Write it like 2026-11-03, 3 Nov 2026 or 11/3/2026.")


def _not_a_number(cell: str) -> tuple[str, str]:
    if cell.startswith("#"):
        what = _("%(read)s is a spreadsheet’s own mistake, not a value.") % {"read": cell[:40]}
        return what, _("Mend the formula, or leave the cell empty: an empty cell is a gap on the chart.")
    if cell.startswith("="):
        what = _("%(read)s is a formula, not its value.") % {"read": cell[:40]}
        return what, _(
            "Copy the values instead: in most spreadsheets, paste into an empty sheet as “values only” first."
        )
    what = _("“%(read)s” is not a number we can read.") % {"read": cell[:40]}
    return what, _(
        "Write a number, like 34, 34.5 or 34 %, or leave the cell empty: an empty cell is a gap, never a zero."
    )
