"""Cells of a CSV table that no spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> str:
    """As it is; with an apostrophe before it where a spreadsheet would reckon."""
    text = str(value)
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table, with the mark by which a spreadsheet knows that it is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
