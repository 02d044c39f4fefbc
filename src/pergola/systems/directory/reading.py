"""From a file on disk to rows of text, or one sentence that says why not. Pure of the database.

A file is looked at whole before anything is made of it: nothing of a binary, cut or mis-encoded file is taken.
"""

import csv
import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import Final, Self

from django.utils.translation import gettext as _

from pergola.kernel.errors import Unreadable

_CHUNK: Final = 1 << 20
_LONGEST_LINE: Final = 1 << 20
_MOST_COLUMNS: Final = 2_000
_MAGIC: Final = {
    b"PK\x03\x04": "a zip archive or an Excel workbook",
    b"PK\x05\x06": "an empty zip archive",
    b"\x1f\x8b": "compressed with gzip",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"PAR1": "a Parquet file",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
    b"<": "a web page or XML",
    b"{": "JSON",
    b"[": "JSON",
}


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that is text from its first to its last byte, and how it is encoded."""

    path: Path
    sha256: str
    encoding: str
    size: int


def inspect(path: Path) -> Inspected:
    """Read the whole file once; raises Unreadable for anything but complete text in UTF-8 or Windows-1252."""
    digest, size, lines, last, line = hashlib.sha256(), 0, 0, b"", 0
    try:
        _refuse_no_file(path)
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                if not size:
                    _refuse_other_kinds(chunk)
                if b"\0" in chunk:
                    row = lines + chunk[: chunk.index(b"\0")].count(b"\n") + 1
                    raise Unreadable(
                        _("Line %(row)d holds a zero byte: this is not a text file, or it was damaged. Fetch it again.")
                        % {"row": row}
                    )
                line = _refuse_long_lines(chunk, lines, line)
                digest.update(chunk)
                size, lines, last = size + len(chunk), lines + chunk.count(b"\n"), chunk[-1:]
    except OSError as error:
        raise Unreadable(
            _("The file could not be read: %(why)s. Check its name and that it may be read.")
            % {"why": error.strerror or error}
        ) from error
    if not size:
        raise Unreadable(_("The file is empty: 0 bytes. Fetch it again."))
    if last not in b"\r\n":
        raise Unreadable(
            _(
                "The last line (%(row)d) does not end: the file was probably cut short. Fetch it again;"
                " if it is whole, add a line break at its end."
            )
            % {"row": lines + 1}
        )
    return Inspected(path, digest.hexdigest(), _encoding(path), size)


def _refuse_no_file(path: Path) -> None:
    """A pipe or a device may never end, and opening one may wait forever. A link is followed to what it leads to."""
    if not S_ISREG(path.stat().st_mode):
        raise Unreadable(_("This is not a file: a folder, a pipe or a device. Name the CSV file itself."))


def _refuse_long_lines(chunk: bytes, lines: int, line: int) -> int:
    """How long the line is that is not ended yet. A published line has a few hundred letters; one is held at a time."""
    start = 0
    for part in chunk.split(b"\n"):
        line = line + len(part) if start == 0 else len(part)
        if line > _LONGEST_LINE:
            row = lines + chunk[:start].count(b"\n") + 1
            raise Unreadable(
                _(
                    "Line %(row)d is longer than a million letters: this is not a table, or its line breaks were lost. Fetch it again."
                )
                % {"row": row}
            )
        start += len(part) + 1
    return line


class _Lines:
    """The lines of a text, one at a time, as long as no row takes more than so much of them: a quote may join many."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text, self.row, self.taken = text, 1, 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = next(self.text)
        self.taken += len(line)
        if self.taken > _LONGEST_LINE:
            raise Unreadable(
                _(
                    "Row %(row)d is longer than a million letters. Look for a quotation mark that is not closed; fetch the file again."
                )
                % {"row": self.row}
            )
        return line

    def next_row(self, row: int) -> None:
        self.row, self.taken = row, 0


def _refuse_other_kinds(start: bytes) -> None:
    for magic, kind in _MAGIC.items():
        if start.lstrip(b" \t\r\n").startswith(magic):
            raise Unreadable(
                _("This is %(kind)s, not a CSV file. Unpack it or save it as CSV (UTF-8), and import that.")
                % {"kind": kind}
            )


def _encoding(path: Path) -> str:
    """UTF-8, else Windows-1252 if every line is; a file that is now one and now the other is refused."""
    odd, good = 0, 0
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
                good = good or number
            except UnicodeDecodeError:
                odd = odd or number
                _try_windows(line, number)
    if odd and good:
        raise Unreadable(
            _(
                "Two encodings are mixed: line %(good)d is UTF-8, line %(odd)d is not. Nothing can be read safely."
                " Fetch the file again, or save it as UTF-8."
            )
            % {"good": good, "odd": odd}
        )
    return "cp1252" if odd else "utf-8-sig"


def _try_windows(line: bytes, number: int) -> None:
    try:
        line.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Unreadable(
            _(
                "Line %(row)d is neither UTF-8 nor Windows-1252 (byte 0x%(byte)02x). Fetch the file again, or save it as UTF-8."
            )
            % {"row": number, "byte": line[error.start]}
        ) from error


def read_rows(
    inspected: Inspected, *, progress: Callable[[int], None] | None = None
) -> Iterator[tuple[int, list[str]]]:
    """(row number, cells), header first as row 1. Every row is as wide as the header; blank lines are passed over.

    Raises Unreadable at the first row that is not, at a quote that never closes, and at a cell past 128 kB.
    """
    width, number = 0, 0
    with inspected.path.open("rb") as raw, io.TextIOWrapper(raw, inspected.encoding, newline="") as text:
        lines = _Lines(text)
        reader = csv.reader(lines, strict=True)
        while True:
            lines.next_row(number + 1)
            try:
                row = next(reader, None)
            except csv.Error as error:
                raise Unreadable(
                    _(
                        "Row %(row)d is not CSV: %(why)s. Look for a quotation mark that is not closed; fetch the file again."
                    )
                    % {"row": number + 1, "why": error}
                ) from error
            if row is None:
                break
            number += 1
            if progress and not number % 2000:
                progress(raw.tell())
            if not row:
                continue
            if not width and len(row) > _MOST_COLUMNS:
                raise Unreadable(
                    _(
                        "The header has %(found)d columns; the published files have under a hundred. Fetch the file again."
                    )
                    % {"found": len(row)}
                )
            width = width or len(row)
            if len(row) != width:
                raise Unreadable(
                    _(
                        "Row %(row)d has %(found)d columns, the header has %(width)d. The file is damaged or was cut; fetch it again."
                    )
                    % {"row": number, "found": len(row), "width": width}
                )
            yield number, row
    if progress:
        progress(inspected.size)
