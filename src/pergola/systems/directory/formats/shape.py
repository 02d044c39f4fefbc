"""What a published format is: the columns that sign it, what each says, and how new it is. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pergola.systems.directory.cells import Reader


class What(StrEnum):
    SCHOOLS = "schools"
    DISTRICTS = "districts"


@dataclass(frozen=True, slots=True)
class Column:
    """`header` as published says `field` of ours, read by `read`."""

    header: str
    field: str
    read: Reader


_SCHOOL_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)[-_](\d\d)(?!\d)")


def year_in_name(name: str) -> str:
    """The school year a file's name tells (“…_2019_20.csv” → “2019-20”), or nothing."""
    for found in _SCHOOL_YEAR.finditer(name):
        begins, ends = int(found[1]), int(found[2])
        if (begins + 1) % 100 == ends:
            return f"{begins}-{ends:02}"
    return ""


def last_year(as_of: str) -> int | None:
    """The calendar year an edition reaches into: “2019-20” → 2020, “2024-01-31” → 2024."""
    if found := re.fullmatch(r"(\d{4})-(\d\d)", as_of):
        return int(found[1]) + 1
    return int(as_of[:4]) if re.match(r"\d{4}", as_of) else None


@dataclass(frozen=True, slots=True)
class Format:
    """One published format.

    `precision` (1 to 9) decides between editions of one year: a district's own row over a mention in its schools'
    rows. `assumed_year` is used only to order an edition whose file does not state its year; it is never shown.
    """

    slug: str
    title: str
    publisher: str
    what: What
    columns: tuple[Column, ...]
    absent: frozenset[str]
    precision: int
    assumed_year: int
    edition: str = ""
    dated_by: str = ""

    @property
    def signature(self) -> frozenset[str]:
        return frozenset(plain(column.header) for column in self.columns)

    def as_of(self, file_name: str, first: Callable[[str], str]) -> str:
        """The edition: fixed by the format, in a column of its first row, in the file's name, or not stated."""
        if self.edition:
            return self.edition
        if self.dated_by:
            day = first(self.dated_by)[:10]
            return day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else ""
        return year_in_name(file_name)

    def standing(self, as_of: str) -> int:
        """Higher wins: the later year, then the more precise format, then an edition that states its year."""
        year = last_year(as_of)
        return (year or self.assumed_year) * 100 + self.precision * 10 + (year is not None)


def plain(header: str) -> str:
    """A header without what differs between downloads of one format: case, spaces, the footnote star."""
    return " ".join(header.split()).rstrip("*").strip().casefold()
