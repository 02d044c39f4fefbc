"""A measure's observations, read and drawn: the chart, what it says, and its rows. Everything a page needs, no queries."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from pergola.inquiry.models import Cycle, Measure, Observation
from pergola.inquiry.picture import Happened, picture
from pergola.inquiry.points import Points, how_told, points_of
from pergola.inquiry.reading import Beside, Prediction, Reading, before_and_after, hold_beside, in_short, read_aloud
from pergola.inquiry.runchart import Run, RunChart, place_of
from pergola.inquiry.verdict import moving_before
from pergola.inquiry.wording import Unit, Wording, amount, figure, plain_day, share_words
from pergola.kernel.charts import Drawing, run_chart
from pergola.kernel.group_size import size_words

ROWS_LISTED = 200
"""So many of the latest rows stand under a chart; the measure's page shows all of them to whoever asks."""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One day in the table: `part` of `whole` where it was counted, and what is drawn, in words.

    Of somebody else’s measure no part is told, and of the whole only how large about.
    """

    pk: int
    day: date
    part: str
    whole: str
    value: str
    came_from: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One measure, ready for a page. `drawing` is None where there is nothing to draw."""

    measure: Measure
    title: str
    chart: RunChart
    days: tuple[date, ...]
    wording: Wording
    drawing: Drawing | None
    reading: Reading
    rows: tuple[ShownRow, ...]
    """The latest of them, unless every one was asked for."""
    earlier_rows: int
    """How many lie before those."""
    counted: bool
    grouped: bool
    """Some of its points are means of groups; `part` is then a standard deviation."""
    as_of: datetime | None
    own: bool
    """Every figure is told; else `how_told` says what is not."""
    how_told: str

    @property
    def short(self) -> str:
        return in_short(self.chart, self.wording)

    @property
    def since(self) -> int:
        """How many points lie on or after the change."""
        start = self.chart.change_at
        return 0 if start is None else sum(point is not None for point in self.chart.points[start:])

    @property
    def watched(self) -> str:
        """For a balancing measure: how its median moved, if the chart says that it did, and the least (or most) the team would accept."""
        both = before_and_after(self.chart)
        named = {"title": self.measure.title}
        run = self.chart.shift
        if both is None or run is None or not self.reading.told or moving_before(self.chart) or self._alike(both, run):
            moved = _("%(title)s: %(short)s.") % {**named, "short": self.short}
        else:
            fitted = self._bare().fitted(self.chart.points)
            names = {**named, "before": amount(both[0], fitted), "after": amount(both[1], fitted)}
            text = (
                _("%(title)s fell from %(before)s to %(after)s.")
                if both[1] < both[0]
                else _("%(title)s rose from %(before)s to %(after)s.")
            )
            moved = text % names
        return f"{moved} {self._limit()}".strip()

    def _alike(self, both: tuple[float, float], run: Run) -> bool:
        """Told in bands, the medians do not show the way it went."""
        return not self.own and (both[1] - both[0]) * run.side <= 0

    def _limit(self) -> str:
        if self.measure.limit is None:
            return ""
        text = _("You set %(limit)s as the least you would accept.")
        if not self.measure.more_is_better:
            text = _("You set %(limit)s as the most you would accept.")
        return text % {"limit": amount(self.measure.limit.normalize() + 0, self._bare())}

    def _bare(self) -> Wording:
        """Without the word “minutes”, which stands in the title."""
        return self.wording if self.wording.unit is Unit.SHARE else Wording(Unit.SCORE, self.wording.every)

    def beside(self, predicted: Decimal | None, by: date | None = None) -> Beside | None:
        """The predicted value beside the latest points; None where no value was predicted, or none has come since.

        `by`: the day it is due, where that is still to come. Before it, nothing is said of whether it came true.
        """
        if predicted is None or not self.since:
            return None
        return hold_beside(self.prediction(predicted, by), self.chart, self.days, self.wording)

    def prediction(self, predicted: Decimal, by: date | None = None) -> Prediction:
        return Prediction(predicted, at_least=self.measure.more_is_better, by=by)


def show(
    measure: Measure,
    observations: Sequence[Observation],
    cycles: Sequence[Cycle] = (),
    *,
    own: bool,
    every_row: bool = False,
) -> Shown:
    """Read and draw. The first day of the first of `cycles` is the change; each is pinned on the chart.

    With one cycle its predicted value is drawn too. Of the rows the latest are listed, or every one. `own`: whoever reads it
    is one of those whose measure it is; all others are told what everybody may be told of people.
    """
    ordered = sorted(observations, key=lambda one: one.on)
    days = tuple(one.on for one in ordered)
    points = points_of(measure, ordered, own=own)
    begun = sorted((cycle for cycle in cycles if cycle.begins), key=lambda cycle: cycle.begins or date.max)
    change_at = place_of(days, begun[0].begins) if begun and begun[0].begins else None
    chart = points.chart(change_at)
    wording = points.wording
    fitted = wording.fitted(chart.points)  # looks at every point: once for all rows, not once a row
    rows = _rows(ordered, points, fitted, since=0 if every_row else max(len(ordered) - ROWS_LISTED, 0), own=own)
    title = title_of(measure, cycles[0] if len(cycles) == 1 else None)
    return Shown(
        measure=measure,
        title=title,
        chart=chart,
        days=days,
        wording=wording,
        drawing=_drawn(title, chart, days, wording, begun) if chart.observed else None,
        reading=_reading(points, chart, days, wording),
        rows=rows,
        earlier_rows=len(ordered) - len(rows),
        counted=any(one.denominator is not None for one in ordered),
        grouped=any(one.spread is not None for one in ordered),
        as_of=max((one.put_in for one in ordered), default=None),
        own=own,
        how_told=how_told(points),
    )


def title_of(measure: Measure, cycle: Cycle | None) -> str:
    """“Slips that explain their evidence, in per cent, per lesson · Five classes”."""
    parts = [measure.title]
    if measure.unit == Measure.Unit.SHARE:
        parts = [_("%(what)s, in per cent") % {"what": measure.title}]
    if measure.unit == Measure.Unit.RATE and measure.per:
        parts = [_("%(what)s, for every %(per)s") % {"what": measure.title, "per": figure(measure.per)}]
    if measure.every:
        parts.append(_("per %(point)s") % {"point": measure.every})
    if cycle is not None and cycle.scope:
        return f"{', '.join(parts)} · {cycle.scope}"  # its own words, which may begin with a capital
    return ", ".join(parts)


def _drawn(title: str, chart: RunChart, days: Sequence[date], wording: Wording, begun: Sequence[Cycle]) -> Drawing:
    prediction = None
    if len(begun) == 1 and begun[0].locked and begun[0].predicted is not None:
        prediction = Prediction(begun[0].predicted, at_least=bool(wording.more_is_better))
    happened = [
        Happened(
            cycle.begins,
            cycle.change or _("Cycle %(n)d begins") % {"n": cycle.number},
            _("Cycle %(n)d") % {"n": cycle.number},
        )
        for cycle in begun
        if cycle.begins
    ]
    return run_chart(picture(title, chart, days, wording, happened=happened, prediction=prediction))


def _reading(points: Points, chart: RunChart, days: Sequence[date], wording: Wording) -> Reading:
    reading = read_aloud(chart, days, wording)
    if not points.why_nothing:
        return reading
    return replace(reading, headline=points.why_nothing, sentences=())


def _rows(
    ordered: Sequence[Observation], points: Points, wording: Wording, *, since: int, own: bool
) -> tuple[ShownRow, ...]:
    return tuple(
        _row(ordered[place], wording) if own else _told_row(ordered[place], points, place, wording)
        for place in range(since, len(ordered))
    )


def _row(one: Observation, wording: Wording) -> ShownRow:
    def plain(number: Decimal | None) -> str:
        return "" if number is None else f"{number.normalize() + 0:f}"

    value = _("no value") if one.value is None else amount(one.value, wording)
    if one.spread is not None:
        return ShownRow(one.pk, one.on, figure(one.spread, 2), plain(one.denominator), value, one.came_from)
    return ShownRow(one.pk, one.on, plain(one.numerator), plain(one.denominator), value, one.came_from)


def _told_row(one: Observation, points: Points, place: int, wording: Wording) -> ShownRow:
    value, band = points.values[place], points.bands[place]
    if value is None:
        return ShownRow(one.pk, one.on, "", "", points.why_not(place) or _("no value"))
    said = amount(value, wording) if band is None else share_words(band)
    return ShownRow(one.pk, one.on, "", size_words(one.denominator), said)


__all__ = ["Shown", "ShownRow", "plain_day", "show", "title_of"]
