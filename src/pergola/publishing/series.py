"""A measure's observations read as a chart: exactly for those behind the wall, coarsely for the public."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from pergola.inquiry.models import Cycle, Measure, Observation
from pergola.inquiry.picture import Happened, picture
from pergola.inquiry.points import Points, exactly, told_of
from pergola.inquiry.reading import Prediction, in_short, read_aloud
from pergola.inquiry.runchart import RunChart, place_of
from pergola.inquiry.wording import Every, Unit, Wording, amount, not_shown, share_words
from pergola.kernel.charts import Drawing, run_chart
from pergola.kernel.group_size import size_words
from pergola.publishing.evidence import Row, Series


def drawing_of(series: Series) -> Drawing | None:
    """Its run chart, with the change pinned on it and the prediction; None where there is nothing to draw."""
    if not series.observed:
        return None
    unit, every, coarse = Unit(series.unit), Every.of(series.every), bool(series.coarse)
    wording = Wording(unit, every, series.more_is_better, halves=coarse)
    what = series.change or _("the change begins")
    happened = [Happened(series.begins, what)] if series.begins else []
    predicted = None if series.predicted is None else Prediction(series.predicted, at_least=series.more_is_better)
    days = [row.on for row in series.rows]
    return run_chart(picture(series.title, series.chart, days, wording, happened=happened, prediction=predicted))


def wording_of(measure: Measure) -> Wording:
    """How this measure is spoken of."""
    return Wording(Unit(measure.unit), Every.of(measure.every), measure.more_is_better)


def series_of(measure: Measure, observed: Sequence[Observation], cycle: Cycle) -> Series:
    """The measure as those see it whose measure it is, with this cycle pinned on it. `observed` in order of days."""
    wording, points = wording_of(measure), exactly(measure, observed)
    fitted = wording.fitted(points.shown)
    rows = [
        Row(one.on, None, _("a gap"), _plain(one.denominator))
        if value is None
        else Row(one.on, float(value), amount(value, fitted), _plain(one.denominator))
        for one, value in zip(observed, points.values, strict=True)
    ]
    return _said(measure, cycle, wording, rows, _chart(rows, points, cycle.begins), sized=_sized(measure, observed))


def public_series_of(measure: Measure, observed: Sequence[Observation], cycle: Cycle) -> Series:
    """The measure as the public may have it (`points.told_of`), and whoever else it is not of."""
    points = told_of(measure, observed)
    fitted = points.wording.fitted(points.shown)
    rows = [_public_row(one, points, place, fitted) for place, one in enumerate(observed)]
    chart = _chart(rows, points, cycle.begins)
    said = _said(measure, cycle, points.wording, rows, chart, sized=_sized(measure, observed))
    said = replace(said, coarse=points.steps)
    if not points.why_nothing:
        return said
    short = (
        _("not shown") if points.unsized and points.unsized != points.hidden else not_shown(sized=not points.unsized)
    )
    return replace(said, short=short, tone="slate", headline=points.why_nothing, sentences=())


def _sized(measure: Measure, observed: Sequence[Observation]) -> bool:
    """A count is its own size. Everything else is told of a group, and each row must say of how many."""
    return measure.unit == Measure.Unit.COUNT or all(one.value is None or one.denominator for one in observed)


def _chart(rows: Sequence[Row], points: Points, begins: date | None) -> RunChart:
    return points.chart(place_of([row.on for row in rows], begins) if begins else None)


def _said(
    measure: Measure, cycle: Cycle, wording: Wording, rows: Sequence[Row], chart: RunChart, *, sized: bool = True
) -> Series:
    reading = read_aloud(chart, [row.on for row in rows], wording)
    return Series(
        ref=str(measure.pk),
        title=measure.title,
        counts=measure.counts,
        out_of=measure.out_of,
        unit=measure.unit,
        every=measure.every,
        more_is_better=measure.more_is_better,
        rows=tuple(rows),
        chart=chart,
        change=cycle.change,
        begins=cycle.begins,
        predicted=None if cycle.predicted is None else float(cycle.predicted),
        short=in_short(chart, wording),
        tone=reading.tone,
        headline=reading.headline,
        sentences=reading.sentences,
        how=reading.how,
        sized=sized,
        team=str(measure.team_id or ""),
    )


def _public_row(one: Observation, points: Points, place: int, fitted: Wording) -> Row:
    value, band = points.values[place], points.bands[place]
    if value is None:
        return Row(one.on, None, points.why_not(place) or _("a gap"), hidden=place in points.hidden)
    said = amount(value, fitted) if band is None else share_words(band)
    return Row(one.on, points.shown[place], said, size_words(one.denominator))


def _plain(size: object) -> str:
    return "" if size is None else f"{float(str(size)):g}"
