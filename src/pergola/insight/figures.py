"""A figure: what was counted, its definition, its day, and the rows it was counted from. No models in here."""

from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final, Self

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MILLION: Final = 1_000_000


@dataclass(frozen=True)
class Row:
    """One thing that was counted. `low` and `high` are what it adds; both None where it has not reported."""

    name: str
    slug: str = ""
    low: int | None = None
    high: int | None = None
    note: str = ""
    edition: str = ""
    """The id of the published lesson this row is about; a page of its own stands behind it."""
    by: str = ""
    """Of an adoption: the team that took the lesson up."""

    @property
    def words(self) -> str:
        return _("not reported") if self.low is None else between(self.low, self.high)


@dataclass(frozen=True)
class Figure:
    """A number with all that makes it honest. Units: as `label` says; spending is US dollars a year."""

    key: str
    label: str
    definition: str
    rows: tuple[Row, ...]
    as_of: str
    """The day it was counted, as 2026-11-20."""
    detail: str = ""
    low: int = 0
    high: int = 0
    reported: int | None = None
    """How many of the rows have reported; None where every row counts by being there."""
    of: int = field(default=0)

    @classmethod
    def counted(cls, rows: list[Row], **words: Any) -> Self:
        """A figure that is the number of its rows."""
        return cls(rows=tuple(rows), low=len(rows), high=len(rows), of=len(rows), **words)

    @classmethod
    def summed(cls, rows: list[Row], **words: Any) -> Self:
        """A figure that is the sum over the rows that have reported, as a range."""
        told = [row for row in rows if row.low is not None]
        low = sum(row.low or 0 for row in told)
        high = sum(row.high or 0 for row in told)
        return cls(rows=tuple(rows), low=low, high=high, reported=len(told), of=len(rows), **words)

    @property
    def n(self) -> str:
        """The number as it stands on the page; a dash where nobody has reported."""
        return "–" if self.reported == 0 else between(self.low, self.high)

    @property
    def day(self) -> date:
        return date.fromisoformat(self.as_of)

    @property
    def said(self) -> str:
        """What stands beside the label: a part of the figure, and how many reported."""
        return " · ".join(filter(None, [self.detail, self.coverage]))

    @property
    def coverage(self) -> str:
        """“9 of 22 reported”, or nothing where every row counts."""
        if self.reported is None or self.reported == self.of:
            return ""
        return _("%(k)d of %(n)d reported") % {"k": self.reported, "n": self.of}

    @property
    def rows_label(self) -> str:
        if not self.rows:
            return _("What is counted here")
        return ngettext("The %(n)d row", "The %(n)d rows", len(self.rows)) % {"n": len(self.rows)}

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        return cls(**{**stored, "rows": tuple(Row(**row) for row in stored["rows"])})


def between(low: int, high: int | None) -> str:
    """“1,184”, “1,100 to 1,200”, “5.2 to 6 million”: as one would say it."""
    most = low if high is None else high
    if low >= MILLION:
        first, last = (number_format(round(Decimal(one) / MILLION, 1), 1).removesuffix(".0") for one in (low, most))
        words = _("%(n)s million") if first == last else _("%(low)s to %(n)s million")
        return words % {"low": first, "n": last}
    first = str(number_format(low, use_l10n=True, force_grouping=True))
    if most == low:
        return first
    return _("%(low)s to %(high)s") % {"low": first, "high": number_format(most, use_l10n=True, force_grouping=True)}
