"""A spreadsheet's one sheet of rows, as the text that would have been pasted. What is not plain numbers is refused by name."""

import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from pergola.inquiry.series.result import MOST_ROWS, Problem
from pergola.inquiry.series.source import RefusedError, to_text, too_many
from pergola.inquiry.wording import figure

LARGEST_UNPACKED = 20_000_000
MOST_PARTS = 300
WIDEST = 12
"""Columns looked at; more than three are refused when they are read."""
DAMAGED = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
_WORKBOOK = b"spreadsheetml.sheet.main+xml"
_MARKUP = (b"<!DOCTYPE", b"<!ENTITY")


def text_of(source: str | bytes) -> tuple[str, list[str]]:
    """What was pasted, or what a file holds, as text; and notes. Raises RefusedError."""
    if isinstance(source, bytes) and source.startswith(b"PK\x03\x04"):
        return to_text(sheet_text(source))
    return to_text(source)


def sheet_text(source: bytes) -> str:
    """Rows with tabs between their cells. Raises RefusedError for what is no workbook, too large, or not plain values."""
    _refuse_odd_files(source)
    try:
        book = load_workbook(BytesIO(source), read_only=True, data_only=False, keep_links=False)
        sheets = [(sheet.title, rows) for sheet in book.worksheets if (rows := list(_rows(sheet)))]
    except RefusedError:
        raise
    except Exception as error:
        raise _no_workbook() from error
    if not sheets:
        raise _refused(_("There is nothing in this spreadsheet."), _("Fill in dates and values, or paste them here."))
    if len(sheets) > 1:
        what = _("%(many)s sheets of this spreadsheet hold rows: %(names)s.")
        names = ", ".join(f"“{title[:40]}”" for title, _each in sheets[:4])
        raise _refused(
            what % {"many": figure(len(sheets)), "names": names},
            _("Keep the one with dates and values in a file of its own, or copy its columns and paste them here."),
        )
    return "\n".join(sheets[0][1])


def _refuse_odd_files(source: bytes) -> None:
    """Before anything is unpacked: how large it says it will be; then each part no further than that."""
    try:
        with zipfile.ZipFile(BytesIO(source)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise _refused(
                    _("Unpacked, this spreadsheet would be far larger than dates and values need."),
                    _("Copy only the columns with dates and values and paste them here. Nothing was taken."),
                )
            names = {part.filename for part in parts}
            if "[Content_Types].xml" not in names or _WORKBOOK not in packed.read("[Content_Types].xml"):
                raise _no_workbook()
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and any(mark in packed.read(part) for mark in _MARKUP):
                    raise _no_workbook()
    except DAMAGED as error:
        raise _no_workbook() from error


def _rows(sheet: Any) -> Iterator[str]:
    """Lines of the sheet down to its last row that holds something; empty ones between stay, so that row numbers are the sheet's."""
    waiting = 0
    for number, row in enumerate(sheet.iter_rows(max_row=2 * MOST_ROWS + 1, max_col=WIDEST), 1):
        if number > 2 * MOST_ROWS:
            raise RefusedError(too_many(number))
        cells = [_cell(cell, number, column) for column, cell in enumerate(row, 1)]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            waiting += 1
            continue
        yield from [""] * waiting
        waiting = 0
        yield "\t".join(cells)


def _cell(cell: Any, row: int, column: int) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        where = f"{get_column_letter(column)}{row}"
        raise RefusedError(
            Problem(
                row,
                column,
                where,
                _("Cell %(where)s is a formula, not a value.") % {"where": where},
                _("Copy the columns and paste them “as values only” into a new file, or paste them here: then what you see is what is read."),
            )
        )  # fmt: skip
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        percent = "%" in (cell.number_format or "")
        number = round(value * 100, 6) if percent else round(value, 6)
        return f"{number:.6f}".rstrip("0").rstrip(".") + (" %" if percent else "")
    return " ".join(str(value).split())


def _no_workbook() -> RefusedError:
    return _refused(
        _("This is not a spreadsheet we can read."),
        _("Open it, mark the columns with dates and values, copy them and paste them here; or save it as CSV."),
    )


def _refused(what: str, how: str) -> RefusedError:
    return RefusedError(Problem(0, 0, _("a spreadsheet file"), what, how))
