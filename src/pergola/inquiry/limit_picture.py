"""A chart with limits as a picture: centre line, limits as steps, what is pinned, what is marked."""

from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext as _

from pergola.inquiry.limits import Change, Limited
from pergola.inquiry.picture import Happened, event_of, slots_of, suffix_of, with_years
from pergola.inquiry.shewhart import Found, Rule, Section
from pergola.inquiry.wording import Unit, amount, count_of, short_day
from pergola.kernel.charts import Drawing, Edge, Event, Level, RunPicture, Shift, Tone, run_chart

type Slot = Callable[[int], int]


def draw(limited: Limited, title: str, alt: str, tone: Tone) -> Drawing:
    """`alt`: the whole reading in words. `tone`: what the marks mean."""
    chart, days, every = limited.chart, limited.days, limited.wording.every
    slots = slots_of(days)
    place_in = {place: slot for slot, place in enumerate(slots) if place is not None}
    last = len(slots)

    def slot(place: int) -> int:
        return place_in.get(place, last)

    shown = [None if place is None else chart.values[place] for place in slots]
    ticks = [
        "" if place is None or value is None else short_day(days[place], every)
        for place, value in zip(slots, shown, strict=True)
    ]
    share = limited.wording.unit is Unit.SHARE
    latest = chart.sections[-1].start
    return run_chart(
        RunPicture(
            title=title,
            alt=alt,
            points=tuple(shown),
            ticks=with_years(ticks, slots, days, every),
            suffix=suffix_of(limited.wording),
            from_zero=share,
            most=100 if share else None,
            levels=tuple(_levels(limited, slot)),
            edges=tuple(_edges(limited, slots)),
            events=tuple(_pinned(limited, slot)),
            shift=_marks(limited, slot, tone),
            band_from=slot(latest) if latest else None,
        )
    )


def _edges(limited: Limited, slots: Sequence[int | None]) -> Iterator[Edge]:
    """Where limits are the same all through a section, they are drawn through its gaps too."""
    for section in limited.chart.sections:
        if section.centre is None:
            continue
        inside = [
            slot for slot, place in enumerate(slots) if place is not None and section.start <= place < section.end
        ]
        places = [slots[slot] for slot in range(inside[0], inside[-1] + 1)]
        drawn = [None if place is None else limited.chart.limits[place] for place in places]
        for side in (0, 2):
            values = [None if one is None else one[side] for one in drawn]
            alike = {one[side] for one in drawn if one is not None}
            steady = len(alike) == 1
            yield Edge(inside[0], tuple(alike) * len(values) if steady else tuple(values))


def _levels(limited: Limited, slot: Slot) -> Iterator[Level]:
    """The centre line of each section; of the last that has one, its limits by name."""
    wording, named = limited.wording, [one for one in limited.chart.sections if one.centre is not None]
    for section in named:
        assert section.centre is not None
        value = amount(section.centre, wording)
        label = _("centre line %(value)s") % {"value": value} if section is named[-1] else value
        yield Level("median", section.centre, slot(section.start), slot(section.end), label, value)
    if not named:
        return
    place = _last_limited(limited, named[-1])
    limits = limited.chart.limits[place]
    if limits is None:
        return
    steady = (
        len({one and (one.lower, one.upper) for one in limited.chart.limits[named[-1].start : named[-1].end]} - {None})
        == 1
    )
    start = slot(named[-1].start) if steady else slot(place)
    if limits.upper is not None:
        value = amount(limits.upper, wording)
        yield Level("limit", limits.upper, start, slot(place) + 1, _("upper limit %(value)s") % {"value": value}, value)
    if limits.lower is not None:
        value = amount(limits.lower, wording)
        yield Level("limit", limits.lower, start, slot(place) + 1, _("lower limit %(value)s") % {"value": value}, value)


def _last_limited(limited: Limited, section: Section) -> int:
    return max(place for place in range(section.start, section.end) if limited.chart.limits[place] is not None)


def _pinned(limited: Limited, slot: Slot) -> Iterator[Event]:
    seen: set[str] = set()
    for change in limited.changes:
        if change.what not in seen:
            seen.add(change.what)
            yield event_of(_happened(change), limited.days, limited.wording, slot)


def _happened(change: Change) -> Happened:
    return Happened(change.on, change.what, change.short)


def _marks(limited: Limited, slot: Slot, tone: Tone) -> Shift | None:
    """Every point of every signal is filled. One signal alone is named on the chart; all are told beneath."""
    signals = limited.chart.signals
    if not signals:
        return None
    label = _name(limited, signals[0]) if len(signals) == 1 else ""
    side = signals[-1].side or 1  # on which side a name would stand; only one signal alone has a name
    return Shift(frozenset(map(slot, limited.chart.marked)), tone, side, label, label)


def _name(limited: Limited, signal: Found) -> str:
    many = count_of(len(signal.places), limited.wording.every)
    above = signal.side > 0
    if signal.rule is Rule.OUTSIDE:
        return _("above the limit") if above else _("below the limit")
    if signal.rule is Rule.SHIFT:
        text = _("%(many)s in a row above the line") if above else _("%(many)s in a row below the line")
        return text % {"many": many}
    if signal.rule is Rule.TREND:
        return (_("%(many)s in a row rise") if above else _("%(many)s in a row fall")) % {"many": many}
    return ""
