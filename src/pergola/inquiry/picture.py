"""From a series that was read to a picture of it: which words stand on the lines, where a holiday leaves a gap."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from django.utils.translation import gettext as _

from pergola.inquiry.reading import Prediction, Reading, before_and_after, describe, read_aloud
from pergola.inquiry.runchart import RunChart, place_of
from pergola.inquiry.wording import Every, Unit, Wording, amount, count_of, short_day
from pergola.kernel.charts import CoverBay, Event, Level, RunPicture, Shift


@dataclass(frozen=True, slots=True)
class Happened:
    """A cycle's start or another event: the first day of it, in words, and in two words for a phone."""

    on: date
    what: str
    short: str = ""


def picture(
    title: str,
    chart: RunChart,
    days: Sequence[date],
    wording: Wording,
    *,
    happened: Sequence[Happened] = (),
    prediction: Prediction | None = None,
) -> RunPicture:
    """What `kernel.charts.run_chart` draws. `days`: one for each place of the chart, in order."""
    wording = wording.fitted(chart.points)
    slots = slots_of(days)
    place_in = {place: slot for slot, place in enumerate(slots) if place is not None}
    last = len(slots)

    def slot(place: int) -> int:
        return place_in.get(place, last)

    shown = [None if place is None else chart.points[place] for place in slots]
    ticks = [
        "" if place is None or point is None else short_day(days[place], wording.every)
        for place, point in zip(slots, shown, strict=True)
    ]
    return RunPicture(
        title=title,
        alt=describe(title, chart, days, wording, prediction),
        points=tuple(shown),
        ticks=with_years(ticks, slots, days, wording.every),
        suffix=suffix_of(wording),
        from_zero=wording.unit is Unit.SHARE,
        most=100 if wording.unit is Unit.SHARE else None,
        levels=tuple(_levels(chart, wording, prediction, slot, last)),
        events=tuple(event_of(each, days, wording, slot) for each in happened),
        shift=_shift(chart, read_aloud(chart, days, wording), wording, slot),
        band_from=None if chart.change_at is None else slot(chart.change_at),
    )


def cover_bay(chart: RunChart, *, supports: bool | None) -> CoverBay:
    """One bay of a lesson's cover. `supports`: the cycle supports the claim, contradicts it (False), or says neither."""
    both = before_and_after(chart) or (chart.median, None)
    before, after = both
    if supports is None:
        return CoverBay(chart.points, chart.change_at, before, after)
    return CoverBay(chart.points, chart.change_at, before, after, "leaf" if supports else "straw")


def slots_of(days: Sequence[date]) -> list[int | None]:
    """Places with an empty one where much more time passed than usual: a holiday is seen as a gap."""
    steps = [(after - before).days for before, after in pairwise(days)]
    usual = median(steps) if steps else 0
    slots: list[int | None] = [0] if days else []
    for place, step in enumerate(steps, 1):
        if step > 2.5 * usual and step > 9:
            slots.append(None)
        slots.append(place)
    return slots


def with_years(ticks: list[str], slots: Sequence[int | None], days: Sequence[date], every: Every) -> tuple[str, ...]:
    """The year on the first and the last date where the series passes a new year."""
    if every is Every.MONTH or not days or days[0].year == days[-1].year:
        return tuple(ticks)
    seen = [i for i, tick in enumerate(ticks) if tick]
    for i in {seen[0], seen[-1]} if seen else ():
        place = slots[i]
        if place is not None:
            ticks[i] = f"{ticks[i]} {days[place].year}"
    return tuple(ticks)


def suffix_of(wording: Wording) -> str:
    if wording.unit is Unit.SHARE:
        return _("\u00a0%")
    return _("\u00a0min") if wording.unit is Unit.MINUTES else ""


def _levels(
    chart: RunChart, wording: Wording, prediction: Prediction | None, slot: Callable[[int], int], last: int
) -> Iterator[Level]:
    if prediction is not None:
        label = _("predicted: %(value)s") % {"value": amount(prediction.value, wording)}
        start = chart.change_at if chart.change_at is not None else chart.baseline or 0
        yield Level("prediction", float(prediction.value), slot(start), last, label, amount(prediction.value, wording))
    if chart.median is None:
        return
    value = amount(chart.median, wording)
    label = _("median %(value)s") % {"value": value}
    set_until = last if chart.baseline is None else slot(chart.baseline)
    if set_until >= last:
        yield Level("median", chart.median, 0, last, label)
        return
    yield Level("median", chart.median, 0, set_until)
    yield Level("carried", chart.median, set_until, last, _("median before, %(value)s") % {"value": value}, label)


def _shift(chart: RunChart, reading: Reading, wording: Wording, slot: Callable[[int], int]) -> Shift | None:
    run = chart.shift
    if run is None or not reading.told:
        return None
    if run.side > 0:
        text = _("%(many)s in a row above the median") % {"many": count_of(run.length, wording.every)}
    else:
        text = _("%(many)s in a row below the median") % {"many": count_of(run.length, wording.every)}
    short = _("%(many)d in a row") % {"many": run.length}
    return Shift(frozenset(map(slot, chart.marked)), reading.tone, run.side, text, short)


def event_of(each: Happened, days: Sequence[date], wording: Wording, slot: Callable[[int], int]) -> Event:
    place = place_of(days, each.on)
    label = _("%(what)s, %(day)s") % {"what": each.what, "day": short_day(each.on, wording.every)}
    return Event(slot(len(days) if place is None else place), label, each.short or each.what)
