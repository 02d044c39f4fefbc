"""A chart with limits, ready for a page: the drawing, what it says, its rows. No queries."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from pergola.inquiry.limit_picture import draw
from pergola.inquiry.limit_words import RULES, LimitReading, describe_limits, lines_of, read_limits, short_of
from pergola.inquiry.limits import Limited
from pergola.inquiry.models import Measure
from pergola.inquiry.shewhart import Kind
from pergola.inquiry.showing import ROWS_LISTED, title_of
from pergola.inquiry.wording import Unit, amount, figure, share_words
from pergola.kernel.charts import Drawing


@dataclass(frozen=True, slots=True)
class LimitRow:
    """One day: the value between its limits, in words, and the signals it is part of."""

    day: date
    value: str
    lower: str
    centre: str
    upper: str
    signals: str
    size: str = ""
    spread: str = ""


@dataclass(frozen=True, slots=True)
class ShownLimits:
    measure: Measure
    title: str
    drawing: Drawing | None
    reading: LimitReading
    lines: tuple[str, ...]
    rules: tuple[str, ...]
    rows: tuple[LimitRow, ...]
    earlier_rows: int
    how_told: str
    """What is not told to whom the measure is not of."""
    grouped: bool
    """Its points are means, and whoever reads them may know of how many."""

    @property
    def caption(self) -> str:
        """Of the table."""
        if self.measure.unit == Measure.Unit.MINUTES:
            return _("%(title)s, in minutes") % {"title": self.title}
        return self.title


def show_limits(limited: Limited, *, every_row: bool = False) -> ShownLimits:
    """Read and draw. Of the rows the latest are listed, or every one."""
    title, reading = title_of(limited.measure, None), read_limits(limited)
    if limited.chart.kind is Kind.MEANS:
        title = _("%(title)s, mean of each group") % {"title": title}
    alt = describe_limits(title, limited, reading)
    rows = _rows(limited)
    listed = rows if every_row else rows[-ROWS_LISTED:]
    return ShownLimits(
        measure=limited.measure,
        title=title,
        drawing=draw(limited, title, alt, reading.tone) if limited.observed else None,
        reading=reading,
        lines=tuple(lines_of(limited)),
        rules=tuple(map(str, RULES.values())),
        rows=tuple(listed),
        earlier_rows=len(rows) - len(listed),
        how_told=limited.how_told,
        grouped=bool(limited.groups),
    )


def _rows(limited: Limited) -> list[LimitRow]:
    signals: dict[int, list[str]] = defaultdict(list)
    for signal in limited.chart.signals:
        for place in signal.places:
            signals[place].append(short_of(signal.rule, signal.side))

    minutes = limited.wording.unit is Unit.MINUTES  # what they are stands over the table, not in each cell
    wording = replace(limited.wording, unit=Unit.SCORE) if minutes else limited.wording

    def said(number: float | None) -> str:
        return "" if number is None else amount(number, wording)

    def value_of(place: int, number: float | None) -> str:
        band = limited.bands[place]
        return said(number) if band is None else share_words(band)

    rows = []
    for place, (day, value, limits) in enumerate(
        zip(limited.days, limited.chart.values, limited.chart.limits, strict=True)
    ):
        lower, centre, upper = (limits.lower, limits.centre, limits.upper) if limits else (None, None, None)
        group = limited.groups[place] if limited.groups else None
        size, spread = (figure(group.of), figure(group.spread, 2)) if group else ("", "")
        marks = ", ".join(one.replace(" ", "\u00a0") for one in signals[place])
        rows.append(LimitRow(day, value_of(place, value), said(lower), said(centre), said(upper), marks, size, spread))
    return rows
