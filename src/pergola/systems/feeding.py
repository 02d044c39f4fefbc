"""A table of feeder patterns, read: elementary, middle, high; by NCES id or by name. Pure: whole, or with every reason why not.

A row is one way through the schools: “Ridgeline Elementary, Alder Valley Middle, Founders High”. A cell may stay empty where
students skip a step; two of the three must stand. The same way told twice is told once.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import pairwise
from typing import Final

from django.utils.translation import gettext as _

from pergola.systems.patterns import Patterns, Step

MOST_ROWS: Final = 20_000
MOST_TOLD: Final = 50
"""So many refusals are told one by one."""
MOST_NAMED: Final = 6
"""So many schools are named where one of them may be meant."""
COLUMNS: Final = {
    "elementary": ("elementary", "elementary school", "elementary_school", "primary", "primaria"),
    "middle": ("middle", "middle school", "middle_school", "junior high", "intermedia"),
    "high": ("high", "high school", "high_school", "secondary", "secundaria"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """A school of the system."""

    pk: int
    name: str
    nces_id: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Where, what stands there, and why it is not taken. Row 1 is the header."""

    row: int
    column: str
    text: str
    why: str


@dataclass
class Table:
    """What was read. Nothing of it is used where anything is refused."""

    steps: set[Step] = field(default_factory=set)
    rows: int = 0
    refused: list[Refused] = field(default_factory=list)

    def refuse(self, row: int, column: str, text: str, why: str) -> None:
        self.refused.append(Refused(row, column, text[:80], why))


class Names:
    """The schools of a system, found by NCES id or by name."""

    def __init__(self, schools: Iterable[Known]) -> None:
        self.by_id: dict[str, Known] = {}
        self.by_name: dict[str, list[Known]] = defaultdict(list)
        self.suggested = 0
        self.told: dict[str, Known | str] = {}
        for one in schools:
            if one.nces_id:
                self.by_id[one.nces_id] = one
            self.by_name[_plain(one.name)].append(one)

    def find(self, text: str) -> Known | str:
        """The school, or a sentence that says why it cannot be told. Looked for once, however often it is written."""
        wanted = text.strip()
        if wanted not in self.told:
            self.told[wanted] = self._look(wanted)
        return self.told[wanted]

    def _look(self, wanted: str) -> Known | str:
        if wanted.isdecimal():
            by_id = self.by_id.get(wanted.zfill(12))
            return by_id or _("No school of this system has this NCES id.")
        called = self.by_name.get(_plain(wanted), [])
        if len(called) == 1:
            return called[0]
        if called:
            ids = ", ".join(one.nces_id or _("one without an id") for one in called)
            return _("Several schools are called so. Write the NCES id of the one you mean: %(ids)s.") % {"ids": ids}
        self.suggested += 1  # looking for what was meant takes long, and no more is told
        near = get_close_matches(_plain(wanted), self.by_name, n=1, cutoff=0.75) if self.suggested <= MOST_TOLD else []
        if not near and self.suggested <= MOST_TOLD:
            near = [_plain(one.name) for one in self.holding(wanted)]
        if len(near) > MOST_NAMED:
            return _("Several schools of this system have that in their name. Write one more word of it.")
        if near:
            told = {"name": "”, “".join(self.by_name[one][0].name for one in near)}
            return (
                _("No school of this system is called so. Is it “%(name)s”?") % told
                if len(near) == 1
                else _("No school of this system is called just so. Which of these is it: “%(name)s”?") % told
            )
        return _("No school of this system is called so. Write its name as the directory does, or its NCES id.")

    def holding(self, text: str) -> list[Known]:
        """The schools in whose names every word of this begins a word: “creek” for Creekside Elementary. By name."""
        words = _plain(text).split()
        found = [
            one
            for name, called in self.by_name.items()
            if words and all(any(part.startswith(word) for part in name.split()) for word in words)
            for one in called
        ]
        return sorted(found, key=lambda one: one.name)


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())


def read_patterns(text: str, schools: Iterable[Known]) -> Table:
    """Read a table with a header, its cells parted by commas, semicolons or tabs."""
    table, names = Table(), Names(schools)
    lines = _cells(text.removeprefix("\ufeff"))
    try:
        header = next(lines, (1, []))[1]
        places = _places(header, table)
        if places:
            for row, cells in lines:
                _take(table, names, places, row, cells)
    except csv.Error:
        table.refuse(0, "", "", _("A quotation mark is opened and never closed. Export the table once more."))
    if not table.refused and not table.rows:
        table.refuse(1, "", "", _("There is no row under the header yet."))
    if not table.refused:
        _no_loop(table, schools)
    return table


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    apart = max(",;\t", key=first.count)
    for row, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=apart, strict=True), start=1):
        if any(one.strip() for one in cells):
            yield row, cells


def _places(header: list[str], table: Table) -> dict[str, int]:
    """Where each column stands. At least two of the three."""
    found: dict[str, int] = {}
    for place, written in enumerate(header):
        for name, spellings in COLUMNS.items():
            if _plain(written) in spellings:
                if name in found:
                    table.refuse(1, name, written, _("This column stands here twice."))
                found[name] = place
    if len(found) < 2:
        told = ", ".join(one.strip() for one in header if one.strip())
        table.refuse(
            1, "", told, _("The first row must name the columns: elementary, middle, high; at least two of them.")
        )
        return {}
    return found if not table.refused else {}


def _take(table: Table, names: Names, places: dict[str, int], row: int, cells: list[str]) -> None:
    table.rows += 1
    if table.rows > MOST_ROWS:
        if table.rows == MOST_ROWS + 1:
            table.refuse(row, "", "", _("More than 20,000 rows: that is no list of ways through schools."))
        return
    way: list[tuple[str, Known]] = []
    complete = True
    for column in COLUMNS:
        place = places.get(column)
        text = cells[place].strip() if place is not None and place < len(cells) else ""
        if not text:
            continue
        found = names.find(text)
        if isinstance(found, str):
            table.refuse(row, column, text, found)
            complete = False
        elif any(found == one for _column, one in way):
            table.refuse(row, column, text, _("This school stands in the row twice."))
            complete = False
        else:
            way.append((column, found))
    if complete and len(way) < 2:
        table.refuse(row, "", "", _("One school alone is no way: write where its students go on to."))
    elif complete:
        table.steps.update((one.pk, other.pk) for (_c, one), (_d, other) in pairwise(way))


def _no_loop(table: Table, schools: Iterable[Known]) -> None:
    back = Patterns(table.steps).loop()
    if back is not None:
        name = next((one.name for one in schools if one.pk == back), "")
        table.refuse(
            0, "", name, _("By these rows its students would come back to it. One of them is the wrong way round.")
        )
