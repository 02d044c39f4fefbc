"""One file of a bundle, row by row, under its header; and what is noted of it. Pure."""

import csv
from collections.abc import Callable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from pergola.exchange.oneroster.bundle import Bundle
from pergola.exchange.oneroster.cells import Unfit, moment
from pergola.exchange.oneroster.records import Header, batches, cells_of, encoding_of, header_of
from pergola.exchange.oneroster.report import Fate, Problem, Report

type Progress = Callable[[int], None]
"""Told how many bytes were read since it was told last."""


class Table:
    """A file that is open: its header is read, its records wait."""

    def __init__(self, bundle: Bundle, name: str, report: Report, progress: Progress | None = None) -> None:
        self.file, self.report, self.progress = bundle.part(name).name, report, progress
        self.bundle, self.name = bundle, name
        self.encoding = encoding_of(self.file, lambda: bundle.read(name))
        self._batches = batches(self.file, self._pieces, self.encoding)
        first = next(self._batches, (1, []))
        self.header: Header = header_of(
            self.file, iter([(1, one) for one in first[1][:1] if one.strip()]), self.encoding
        )
        self._first = (2, first[1][1:])
        self.newest: datetime | None = None

    def _pieces(self) -> Iterator[bytes]:
        for piece in self.bundle.read(self.name):
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

    def cells(self, row: int, record: bytes) -> tuple[list[str], str] | None:
        """The cells by the header’s columns, and why they do not fit; None for a record that is none, which is noted."""
        try:
            spaced = (
                b" ," in record or b", " in record or b'"' in record or record[-1:].isspace() or record[:1].isspace()
            )
            return self.header.fit(cells_of(record, self.encoding.records), spaced=spaced)
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
