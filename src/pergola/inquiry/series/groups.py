"""Rows that each tell of a group: its mean, how many, and how far its values lie apart; or the values themselves.

Of values only their sum, their number and their standard deviation go on. The values are kept nowhere.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from django.utils.translation import gettext as _

from pergola.inquiry.series.table import Row, Table
from pergola.inquiry.series.values import LARGEST, PLACES, decimal_mark, find_number, is_gap

FINE = Decimal("0.0000000001")
"""Means and deviations that were rounded to four places would move the limits."""
MOST_OF_ONE = 60
LARGEST_GROUP = 100_000
LARGEST_SUM = 10 * LARGEST

type Read = tuple[Decimal | None, Decimal | None, Decimal | None]
"""Sum, how many, standard deviation; three times None for a gap."""
type Tell = Callable[[int, int, str, str, str, str], None]
"""Row, column, what was read, what is wrong, how to write it, and all that where one day stands in boxes of its own."""

GAP: Read = (None, None, None)


class Holds(StrEnum):
    """What a row of a series holds beside its date."""

    VALUE = "value"
    MEAN = "mean"
    EACH = "each"


MOST_COLUMNS = {Holds.VALUE: 3, Holds.MEAN: 4, Holds.EACH: MOST_OF_ONE + 1}


def read_groups(table: Table, holds: Holds, tell: Tell) -> list[Read | None]:
    """One for each row; None where a problem was told."""
    mark = decimal_mark(cell for row in table.rows for cell in row.cells[1:])
    one = _of_mean if holds is Holds.MEAN else _of_each
    made = [one(row, cells, tell) if (cells := _numbers(row, mark, tell)) is not None else None for row in table.rows]
    for row, group in zip(table.rows, made, strict=True):
        if group is not None and group[0] is not None and abs(group[0]) >= LARGEST_SUM:
            what = _("Added up, row %(row)d is more than is taken here.") % {"row": row.number}
            alone = _("The mean times how many is more than is taken here. Check the values.")
            tell(row.number, 2, row.cells[1], what, _("Check the values."), alone)
    return made


def spread_of(values: Sequence[Decimal]) -> Decimal:
    """Their standard deviation, one less than their number beneath: exact up to the root."""
    exact = [Fraction(each) for each in values]
    mean = sum(exact, Fraction(0)) / len(exact)
    square = sum(((each - mean) ** 2 for each in exact), Fraction(0)) / (len(exact) - 1)
    return (Decimal(square.numerator) / Decimal(square.denominator)).sqrt().quantize(FINE)


def _numbers(row: Row, mark: str | None, tell: Tell) -> list[Decimal | None] | None:
    found: list[Decimal | None] = []
    for column, cell in enumerate(row.cells[1:], 2):
        number = None if is_gap(cell) else find_number(cell, mark, FINE)
        if number is None and not is_gap(cell):
            what = _("“%(read)s” is not a number we can read.") % {"read": cell[:40]}
            tell(row.number, column, cell, what, _wanted(), _("%(what)s Write it like 34 or 34.5.") % {"what": what})
            return None
        found.append(None if number is None else number.value)
    return found


def _of_mean(row: Row, cells: Sequence[Decimal | None], tell: Tell) -> Read | None:
    mean, size, spread = (*cells, None, None, None)[:3]
    if mean is None:
        return GAP
    if size is None or spread is None:
        _tell_missing(row, tell, size=size, spread=spread)
        return None
    if size % 1 or not 2 <= size <= LARGEST_GROUP:
        what = _("Row %(row)d says a group of %(size)s.") % {"row": row.number, "size": row.cells[2]}
        how = _("A group is of two or more, and of a whole number.")
        tell(row.number, 3, row.cells[2], what, how, how)
        return None
    if spread < 0:
        what = _("Row %(row)d has a standard deviation below zero.") % {"row": row.number}
        tell(row.number, 4, row.cells[3], what, _wanted(), _("A standard deviation is never below zero."))
        return None
    return (mean * size).quantize(PLACES), size, spread


def _tell_missing(row: Row, tell: Tell, *, size: Decimal | None, spread: Decimal | None) -> None:
    """Exactly what is not there, and nothing of what is."""
    alone = _("Write of how many it is the mean.")
    if size is not None:
        what, alone = (
            _("the standard deviation is missing."),
            _("Write their standard deviation: how far they lie apart."),
        )
    elif spread is not None:
        what = _("of how many it is the mean is missing.")
    else:
        what = _("of how many it is the mean, and the standard deviation, are missing.")
    tell(row.number, 3 if size is None else 4, " · ".join(row.cells), what, _wanted(), alone)


def _of_each(row: Row, cells: Sequence[Decimal | None], tell: Tell) -> Read | None:
    values = [each.quantize(PLACES) for each in cells if each is not None]
    if not values:
        return GAP
    if len(values) == 1:
        what = _("Row %(row)d has one value only: nothing says how far a group lies apart.") % {"row": row.number}
        how = _("Put two values or more in each row, or leave it empty.")
        tell(row.number, 2, " · ".join(row.cells), what, how, "")
        return None
    return sum(values, Decimal(0)), Decimal(len(values)), spread_of(values)


def _wanted() -> str:
    return _("The columns are: the date, the mean, of how many, and their standard deviation.")
