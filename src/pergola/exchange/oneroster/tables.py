"""One file of a bundle, row by row, under its header; and what is noted of it. Pure."""

import csv
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import repeat
from typing import Final

from django.utils.translation import gettext as _

from pergola.exchange.oneroster.bundle import Bundle
from pergola.exchange.oneroster.cells import Unfit, moment
from pergola.exchange.oneroster.records import Header, batches, cells_of, encoding_of, header_of
from pergola.exchange.oneroster.report import Fate, Problem, Report

type Progress = Callable[[int], None]
"""Told how many bytes were read since it was told last."""

HELD: Final = 64 << 20
"""Bytes of a file that are held between the first look at it and its reading."""


class Table:
    """A file that is open: its header is read, its records wait."""

    def __init__(self, bundle: Bundle, name: str, report: Report, progress: Progress | None = None) -> None:
        self.file, self.report, self.progress = bundle.part(name).name, report, progress
        self.bundle, self.name = bundle, name
        self._held: deque[bytes] = deque()
        self._batches = batches(self.file, self._pieces, encoding_of(self.file, self._look))
        first = next(self._batches, (1, []))
        self.header: Header = header_of(self.file, iter([(1, one) for one in first[1][:1] if one.strip()]))
        self._first = (2, first[1][1:])
        self.newest: datetime | None = None

    def _look(self) -> Iterator[bytes]:
        """The pieces for a first look, which tells the encoding. Of a file that is not large they are held, and not
        unpacked again."""
        held: deque[bytes] = deque()
        for piece in self.bundle.read(self.name):
            if self.bundle.part(self.name).size <= HELD:
                held.append(piece)
            yield piece
        self._held = held

    def _let_go(self) -> Iterator[bytes]:
        while self._held:
            yield self._held.popleft()

    def _pieces(self) -> Iterator[bytes]:
        for piece in self._let_go() if self._held else self.bundle.read(self.name):
            yield piece
            if self.progress:
                self.progress(len(piece))

    def batches(self) -> Iterator[tuple[int, list[bytes]]]:
        """(row of the first, records) after the header, blank lines among them."""
        yield self._first
        yield from self._batches

    def records(self) -> Iterator[tuple[int, bytes]]:
        """(row, record) after the header."""
        for start, batch in self.batches():
            for row, record in enumerate(batch, start):
                if record and (record[0] > 32 or not record.isspace()):
                    yield row, record

    def looked_at(self, *columns: int) -> Iterator[tuple[Sequence[int], list[bytes], list[list[bytes]]]]:
        """(rows, records, the cells of each of these columns as they are written), as many as one piece holds; no more of a
        record is read. A column that is not there is at -1; a cell that is not there is empty. Without blank lines."""
        most = max(columns) + 1
        for start, batch in self.batches():
            if self._is_regular(batch):
                every = [record.split(b",", most) for record in batch]
                found = [[cells[at] for cells in every] if at >= 0 else [b""] * len(batch) for at in columns]
                yield range(start, start + len(batch)), batch, found
                continue
            told = [(row, record) for row, record in enumerate(batch, start) if record and not record.isspace()]
            every = [self._unquoted(record) if b'"' in record else record.split(b",", most) for _row, record in told]
            found = [[cells[at] if 0 <= at < len(cells) else b"" for cells in every] for at in columns]
            yield [row for row, _record in told], [record for _row, record in told], found

    def _is_regular(self, batch: list[bytes]) -> bool:
        """No record is quoted, and each has as many cells as the header."""
        commas = set(map(bytes.count, batch, repeat(b",")))
        return commas == {self.header.width - 1} and b'"' not in b"".join(batch)

    @staticmethod
    def _unquoted(record: bytes) -> list[bytes]:
        """What is no CSV has no cells here: whoever reads it says why."""
        try:
            return [one.encode() for one in cells_of(record)]
        except csv.Error:
            return []

    def cells(self, row: int, record: bytes) -> tuple[list[str], str] | None:
        """The cells by the header’s columns, and why they do not fit; None for a record that is none, which is noted."""
        try:
            spaced = (
                b" ," in record or b", " in record or b'"' in record or record[-1:].isspace() or record[:1].isspace()
            )
            return self.header.fit(cells_of(record), spaced=spaced)
        except csv.Error as error:
            self.refuse(row, "", "", _("is not CSV: %(why)s") % {"why": error})
            return None

    def date(self, row: int, text: str, index: int, *, must: bool = False) -> bool:
        """Remember the newest change the file tells of. False where a date must stand and none can be read."""
        try:
            told = moment(text)
        except Unfit as unfit:
            if must:
                self.refuse(row, self.header.names[index], text, str(unfit))
                return False
            self.note(row, self.header.names[index], text, str(unfit), Fate.KEPT)
            return True
        if told is None:
            if must:
                self.refuse(row, "dateLastModified", "", _("is empty; each row of a delta says when it changed"))
            return not must
        if self.newest is None or told > self.newest:
            self.newest = told
        return True

    def refuse(self, row: int, column: str, read: str, why: str) -> None:
        self.note(row, column, read, why, Fate.ROW)

    def note(self, row: int, column: str, read: str, why: str, fate: Fate) -> None:
        self.report.note(Problem(self.file, row, column, read[:80], why, fate))
