"""From bytes to records of one CSV file: its encoding, its rows, its header. Pure.

A record stays bytes until somebody wants its cells: most of a roster is as it was the last time, and only looked at.
"""

import codecs
import csv
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final

from django.utils.translation import gettext as _

from pergola.kernel.errors import Unreadable

LONGEST: Final = 1 << 20
MOST_COLUMNS: Final = 500
type Reading = Callable[[], Iterable[bytes]]
"""Reads the file anew, piece by piece."""


UTF8, UTF8_MARKED, WINDOWS, UTF16 = "utf-8", "utf-8-sig", "cp1252", "utf-16"
_MARKS: Final = {codecs.BOM_UTF8: UTF8_MARKED, codecs.BOM_UTF16_LE: UTF16, codecs.BOM_UTF16_BE: UTF16}


def encoding_of(name: str, read: Reading) -> str:
    """By its mark; else UTF-8 if all of it is; else Windows-1252. Raises Unreadable for what is none of them."""
    pieces = iter(read())
    first = next(pieces, b"")
    for mark, told in _MARKS.items():
        if first.startswith(mark):
            found = told
            break
    else:
        found = _unmarked(first)
    if found.startswith(UTF16):
        return found
    decoder, odd = codecs.getincrementaldecoder("utf-8")(), False
    for piece in chain([first], pieces):
        if b"\0" in piece:
            raise Unreadable(
                _("%(file)s holds zero bytes: it is not text, or it was damaged. Export it again.") % {"file": name}
            )
        if not odd and not (piece.isascii() and not decoder.getstate()[0]):
            odd = not _decodes(decoder, piece)
    if not odd and decoder.getstate()[0]:
        odd = True
    if not odd:
        return found
    if found is UTF8_MARKED:
        raise Unreadable(_("%(file)s says that it is UTF-8, and is not. Export it again.") % {"file": name})
    _must_be_windows(name, read)
    return WINDOWS


def _decodes(decoder: codecs.IncrementalDecoder, piece: bytes) -> bool:
    try:
        decoder.decode(piece)
    except UnicodeDecodeError:
        return False
    return True


def _unmarked(first: bytes) -> str:
    """UTF-16 without its mark: every other byte of plain letters is nothing."""
    start = first[:64]
    for codec, zeros, letters in (("utf-16-le", start[1::2], start[::2]), ("utf-16-be", start[::2], start[1::2])):
        if len(start) >= 8 and not any(zeros) and all(letters[: len(zeros)]):
            return codec
    return UTF8


def _must_be_windows(name: str, read: Reading) -> None:
    """Every line in one encoding: a file that is now UTF-8 and now not cannot be read safely."""
    good, odd = 0, 0
    lines = (line for body in _bodies(name, read()) for line in body.split(b"\n"))
    for number, line in enumerate(lines, start=1):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            good = good or number
        except UnicodeDecodeError:
            odd = odd or number
            try:
                line.decode("cp1252")
            except UnicodeDecodeError as error:
                raise Unreadable(
                    _("%(file)s, line %(row)d is neither UTF-8 nor Windows-1252. Save it as UTF-8.")
                    % {"file": name, "row": number}
                ) from error
    if good and odd:
        raise Unreadable(
            _("%(file)s mixes two encodings: line %(good)d is UTF-8, line %(odd)d is not. Save it as UTF-8.")
            % {"file": name, "good": good, "odd": odd}
        )


def batches(name: str, read: Reading, encoding: str) -> Iterator[tuple[int, list[bytes]]]:
    """(row of the first, records in UTF-8), the header as row 1: as many at a time as one piece of the file holds.

    A quote may hold line breaks. Blank lines are among the records, so that rows are counted as a spreadsheet does.
    """
    row, held = 1, b""
    for body in _bodies(name, _as_utf8(name, read(), encoding)):
        lines = body.split(b"\n")
        if held or b'"' in body:
            lines, held = _join(lines, held)
            if len(held) > LONGEST:
                raise _never_closed(name, row + len(lines))
        yield row, lines
        row += len(lines)
    if held:
        raise _never_closed(name, row)


def _join(lines: list[bytes], held: bytes) -> tuple[list[bytes], bytes]:
    """Lines that a quote holds together are one record; what is still open is held."""
    whole: list[bytes] = []
    for one in lines:
        line = held + b"\n" + one if held else one
        if b'"' in line and line.count(b'"') % 2:
            held = line
        else:
            held = b""
            whole.append(line)
        if len(held) > LONGEST:
            break
    return whole, held


def records(name: str, read: Reading, encoding: str) -> Iterator[tuple[int, bytes]]:
    """(row, record), without blank lines."""
    for start, batch in batches(name, read, encoding):
        for row, record in enumerate(batch, start):
            if record and not record.isspace():
                yield row, record


def _never_closed(name: str, row: int) -> Unreadable:
    return Unreadable(
        _("%(file)s, row %(row)d: a quotation mark is opened and never closed. Close it, or export again.")
        % {"file": name, "row": row}
    )


def _as_utf8(name: str, pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    if encoding == UTF8:
        yield from pieces
        return
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in pieces:
            yield decoder.decode(piece).encode("utf-8")
        decoder.decode(b"", True)  # noqa: FBT003 - its own signature
    except UnicodeError as error:
        raise Unreadable(_("%(file)s is not the text it says it is. Export it as UTF-8.") % {"file": name}) from error


def _bodies(name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Whole lines, as many as one piece holds: their ends are those of Unix, whatever they were."""
    rest, old = b"", False
    for number, piece in enumerate(pieces):
        if number == 0 and b"\n" not in piece and b"\r" in piece:
            old = True
        whole = rest + (piece.replace(b"\r", b"\n") if old else piece)
        cut = whole.rfind(b"\n")
        body, rest = whole[: max(cut, 0)], whole[cut + 1 :]
        if len(rest) > LONGEST:
            raise Unreadable(
                _("%(file)s has a line longer than a million letters: its line breaks were lost. Export it again.")
                % {"file": name}
            )
        if cut >= 0:
            yield _unix(body)
    if rest:
        yield _unix(rest)


def _unix(body: bytes) -> bytes:
    if b"\r" not in body:
        return body
    body = body.replace(b"\r\n", b"\n")
    return body[:-1] if body.endswith(b"\r") else body


def cells_of(record: bytes) -> list[str]:
    """The cells of one record. Raises csv.Error where it is none."""
    text = record.decode()
    if '"' not in text:
        return text.split(",")
    return next(csv.reader([text], strict=True))


def plain(name: str) -> str:
    """A column’s name as it is compared: without capitals, spaces, dots and underscores."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


class Header:
    """Which column is which. Columns that are not asked for (`metadata.*`, `ext_*`, a vendor’s own) stand aside."""

    def __init__(self, file: str, names: list[str]) -> None:
        while names and not names[-1].strip():
            names = names[:-1]
        if len(names) > MOST_COLUMNS:
            raise Unreadable(
                _("%(file)s has %(n)d columns; OneRoster has under fifty.") % {"file": file, "n": len(names)}
            )
        self.file, self.names, self.width = file, [name.strip() for name in names], len(names)
        self.at: dict[str, int] = {}
        for index, name in enumerate(self.names):
            key = plain(name)
            if key in self.at and key in _ASKED_ONCE:
                raise Unreadable(
                    _("%(file)s has the column “%(name)s” twice. Leave one of them out.") % {"file": file, "name": name}
                )
            self.at.setdefault(key, index)

    def find(self, *names: str, must: bool = False) -> int:
        """Where the first of these columns stands; -1 if none does. Raises Unreadable for one that must."""
        for name in names:
            if (found := self.at.get(plain(name), -1)) >= 0:
                return found
        if must:
            raise Unreadable(
                _("%(file)s has no column “%(name)s”. It has: %(names)s.")
                % {"file": self.file, "name": names[0], "names": ", ".join(self.names[:40])}
            )
        return -1

    def fit(self, cells: list[str], *, spaced: bool = True) -> tuple[list[str], str]:
        """The cells without spaces around them, as many as the header has, and one empty one more: a column that is not
        there stands at -1. And why the row does not fit, or nothing. Empty cells beyond the header do not count."""
        found, width = len(cells), self.width
        stripped = [cell.strip() for cell in cells] if spaced else cells
        if found == width:
            stripped.append("")
            return stripped, ""
        if found < width or any(stripped[width:]):
            why = _("has %(found)d cells, the header %(width)d: the row was cut, or a comma stands unquoted") % {
                "found": found,
                "width": width,
            }
        else:
            why = ""
        return [*stripped[:width], *[""] * (width - found), ""], why


_ASKED_ONCE: Final = frozenset({"sourcedid", "status", "role", "givenname", "familyname", "usersourcedid", "name"})


def header_of(name: str, rows: Iterator[tuple[int, bytes]]) -> Header:
    """The first record, as a header."""
    first = next(rows, None)
    if first is None:
        raise Unreadable(_("%(file)s is empty: not even a header. Export it again.") % {"file": name})
    try:
        names = cells_of(first[1])
    except csv.Error as error:
        raise Unreadable(_("The header of %(file)s is not CSV: %(why)s.") % {"file": name, "why": error}) from error
    if len(names) == 1 and (";" in names[0] or "\t" in names[0]):
        raise Unreadable(
            _("The columns of %(file)s are not parted by commas. OneRoster asks for commas; export it so.")
            % {"file": name}
        )
    return Header(name, names)
