"""Lines into cells: which separator, whether the first line is a header, and what is not taken because it is about a person."""

import csv
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pergola.inquiry.series.days import find_day
from pergola.inquiry.series.result import MOST_ROWS, Problem
from pergola.inquiry.series.source import RefusedError, too_many
from pergola.inquiry.wording import figure

_MONTH_FIRST_IN_WORDS = re.compile(r"([^\W\d_]{3,10}\.?\s+[0-9]{1,2}),(\s*[0-9]{4})")
_TYPED = re.compile(r"^(?P<day>.*\S)(?:\s*:\s*|\s+)(?P<value>[-−+]?[0-9][0-9.,]*(?:\s*%)?|[–—-])$")
_ABOUT_A_PERSON = re.compile(
    r"^names?$|^(student|pupil|child|learner|nombre|apellidos?|alumn[oa]|estudiante|matr[ií]cula)$"
    r"|\b(first|last|full|sur|student|pupil|child|learner|teacher)s?[ _.-]*names?\b"
    r"|\b(student|pupil|child|learner|state|local|sis)s?[ _.-]*(id|ids|number|no|nr|#)(\b|$)"
    r"|\b(lasid|sasid|ssid|ssn|dob|d\.o\.b|e-?mail|phone|address|birth\w*|social security|nacimiento)\b",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)
_NAME = re.compile(r"^[^\W\d_a-z][\w'’-]+(,\s*|\s+)([^\W\d_]\.?\s+)?[^\W\d_a-z][\w'’-]+$")


@dataclass(frozen=True, slots=True)
class Row:
    """`number` counts lines from 1, as the person sees them."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    separator: str


def to_table(text: str, most: int = 3) -> Table:
    """Raises RefusedError where the columns are about single people, too many, or too few."""
    separator = _separator(text)
    rows = tuple(row for row in _rows(text, separator) if any(row.cells))
    header: tuple[str, ...] = ()
    if rows and _is_header(rows[0]):
        header, rows = rows[0].cells, rows[1:]
    _refuse_people(header, rows)
    _refuse_columns(header, rows, most)
    if len(rows) > MOST_ROWS:
        raise RefusedError(too_many(len(rows)))
    if not rows:
        raise RefusedError(
            Problem(
                1,
                0,
                " · ".join(header),
                _("There is a line of headings and no row beneath it."),
                _("Copy the rows too, then paste again."),
            )
        )
    return Table(header, rows, separator)


def _separator(text: str) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    for mark in ("\t", ";"):
        if sum(mark in line for line in lines) * 2 >= len(lines):
            return mark
    commas = sum("," in _MONTH_FIRST_IN_WORDS.sub(r"\1\2", line) for line in lines)
    typed = sum(_typed(line) is not None for line in lines)
    return "," if commas * 2 >= len(lines) and typed < commas else ""


def _typed(line: str) -> tuple[str, str] | None:
    """“3 November 34 %” by hand: the date up to the last space, then the value. Only if the first part is a date."""
    if find_day(line.strip()) is not None:
        return None
    found = _TYPED.match(line.strip())
    if found is None or find_day(found["day"].strip(" :,")) is None:
        return None
    return found["day"].strip(" :,"), found["value"]


def _rows(text: str, separator: str) -> list[Row]:
    lines = text.split("\n")
    if not separator:
        return [Row(number, _typed(line) or (line.strip(),)) for number, line in enumerate(lines, 1)]
    if separator == ",":
        lines = [_MONTH_FIRST_IN_WORDS.sub(r"\1\2", line) for line in lines]
    return [Row(number, _cells(line, separator)) for number, line in enumerate(lines, 1)]


def _cells(line: str, separator: str) -> tuple[str, ...]:
    """One line is one row: a quoted cell with a line break in it is no date and no value, and is told as such."""
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        cells = line.split(separator)
    cells = [" ".join(cell.replace("\u00a0", " ").replace("\u202f", " ").split()) for cell in cells]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _is_header(row: Row) -> bool:
    first = row.cells[0] if row.cells else ""
    if find_day(first) is not None or any(cell[:1].isdigit() for cell in row.cells):
        return False
    return any(any(c.isalpha() for c in cell) for cell in row.cells)


def _refuse_people(header: tuple[str, ...], rows: tuple[Row, ...]) -> None:
    found = single_people(header, rows)
    if found is None:
        return
    number, column, cell, what = found
    how = _(
        "Names, student numbers and birth dates are not taken here, by law (FERPA) and by our own rule. "
        "Count by day first: the date, how many, of how many. Nothing was kept."
    )
    alone = _("This looks as if it were about a single person. %(how)s") % {"how": how}
    raise RefusedError(Problem(number, column, cell, what, how, alone))


def single_people(header: tuple[str, ...], rows: tuple[Row, ...]) -> tuple[int, int, str, str] | None:
    """Where rows look as if each were about one person: row, column, what stands there, and the sentence. Else None."""
    named = [(i, cell) for i, cell in enumerate(header, 1) if _ABOUT_A_PERSON.search(cell)]
    seen = [
        (row.number, i, cell)
        for row in rows
        for i, cell in enumerate(row.cells, 1)
        if _EMAIL.search(cell) or (_NAME.match(cell) and find_day(cell) is None and i == 1)
    ]
    if named:
        column, cell = named[0]
        what = _("The column “%(cell)s” looks as if its rows were about single people.") % {"cell": cell}
        return 1, column, cell, what
    if seen and len(seen) * 2 >= len(rows):
        number, column, _cell = seen[0]
        what = _("Column %(column)d looks as if its rows were about single people.") % {"column": column}
        return number, column, "…", what  # what may be a child's name is not repeated on a page
    return None


def _refuse_columns(header: tuple[str, ...], rows: tuple[Row, ...], most: int) -> None:
    widest = max((len(row.cells) for row in rows), default=0)
    if widest <= most:
        return
    row = next(row for row in rows if len(row.cells) == widest)
    what = _("There are %(columns)s columns. A series has two, date and value, or three: date, how many, of how many.")
    if most > 3:
        what = _("There are %(columns)s columns, and %(most)s are taken here.")
    raise RefusedError(
        Problem(
            row.number,
            most + 1,
            " · ".join(header or row.cells)[:120],
            what % {"columns": figure(widest), "most": figure(most)},
            _(
                "Copy only those columns and paste again. If a number has a comma in it, put a tab or a semicolon between the columns."
            ),
        )
    )
