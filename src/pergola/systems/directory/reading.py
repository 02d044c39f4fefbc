"""From a file on disk to rows of text, or one sentence that says why not. Pure of the database.

A file is looked at whole before anything is made of it: nothing of a binary, cut or mis-encoded file is taken.
"""

import csv
import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from pergola.kernel.errors import Unreadable

_CHUNK: Final = 1 << 20
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
    digest, size, lines, last = hashlib.sha256(), 0, 0, b""
    try:
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
        reader = csv.reader(text, strict=True)
        while True:
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
