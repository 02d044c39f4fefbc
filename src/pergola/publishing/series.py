"""A measure's observations read as a chart: exactly for those behind the wall, coarsely for the public."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from pergola.inquiry.models import Cycle, Measure, Observation
from pergola.inquiry.picture import Happened, picture
from pergola.inquiry.points import baseline_of, point_of
from pergola.inquiry.reading import Prediction, in_short, read_aloud
from pergola.inquiry.runchart import RunChart, place_of, read
from pergola.inquiry.wording import Every, Unit, Wording, amount, share_words
from pergola.kernel.charts import Drawing, run_chart
from pergola.kernel.suppression import Share, class_of, is_small, suppress_share
from pergola.publishing.evidence import Row, Series


def drawing_of(series: Series) -> Drawing | None:
    """Its run chart, with the change pinned on it and the prediction; None where there is nothing to draw."""
    if not series.observed:
        return None
    wording = Wording(Unit(series.unit), Every.of(series.every), series.more_is_better)
    what = series.change or _("the change begins")
    happened = [Happened(series.begins, what)] if series.begins else []
    predicted = None if series.predicted is None else Prediction(series.predicted, at_least=series.more_is_better)
    days = [row.on for row in series.rows]
    return run_chart(picture(series.title, series.chart, days, wording, happened=happened, prediction=predicted))


def wording_of(measure: Measure) -> Wording:
    """How this measure is spoken of."""
    return Wording(Unit(measure.unit), Every.of(measure.every), measure.more_is_better)


def series_of(measure: Measure, observed: Sequence[Observation], cycle: Cycle) -> Series:
    """The measure as those see it who may see it all, with this cycle pinned on it. `observed` in order of days."""
    wording = wording_of(measure)
    points = [point_of(measure, one) for one in observed]
    fitted = wording.fitted(None if point is None else float(point) for point in points)
    rows = [
        Row(one.on, None, _("a gap"), _plain(one.denominator))
        if point is None
        else Row(one.on, float(point), amount(point, fitted), _plain(one.denominator))
        for one, point in zip(observed, points, strict=True)
    ]
    return _said(
        measure, cycle, wording, rows, _chart(rows, points, measure, cycle.begins), sized=_sized(measure, observed)
    )


def public_series_of(measure: Measure, observed: Sequence[Observation], cycle: Cycle) -> Series:
    """The measure as the public may have it. The signal is that of the exact figures; every figure shown is a coarse one.

    Counts and groups under ten are hidden and take no part at all: no median, no run and no signal is found with them, so
    nothing that is told gives them away. A mean of minutes or scores is told of groups of ten and more; one that does not
    say its group's size may be one person's.
    """
    wording, share = wording_of(measure), measure.unit == Measure.Unit.SHARE
    points = [None if _too_small(measure, one) else point_of(measure, one) for one in observed]
    fitted = wording.fitted(None if point is None else float(point) for point in points)
    told = [
        suppress_share(point, int(one.denominator or 0)) if share and point is not None else None
        for one, point in zip(observed, points, strict=True)
    ]
    rows = [
        _public_row(one, point, share_of, fitted) for one, point, share_of in zip(observed, points, told, strict=True)
    ]
    chart = _chart(rows, points, measure, cycle.begins)
    steps = tuple(sorted({one.step for one in told if one is not None and one.step}))
    if steps:
        chart = replace(
            chart,
            points=tuple(row.value for row in rows),
            median=_to_step(chart.median, steps[-1]),
            median_after=_to_step(chart.median_after, steps[-1]),
        )
    said = replace(_said(measure, cycle, wording, rows, chart, sized=_sized(measure, observed)), coarse=steps)
    if said.observed or not any(row.hidden for row in rows):
        return said
    headline = _("Nothing of it is shown: every figure is of fewer than 10.")
    return replace(said, short=_("not shown, fewer than 10"), tone="slate", headline=headline, sentences=())


def _too_small(measure: Measure, one: Observation) -> bool:
    """A count under ten, of a group under ten, or told of a group that does not say its size: none of it is shown."""
    if one.value is None:
        return False
    if measure.unit == Measure.Unit.COUNT and is_small(point_of(measure, one) or 0):
        return True
    if measure.unit == Measure.Unit.RATE and is_small(one.numerator or 0):  # three among four thousand are three
        return True
    if one.denominator is None:
        return measure.unit != Measure.Unit.COUNT
    return is_small(one.denominator)


def _sized(measure: Measure, observed: Sequence[Observation]) -> bool:
    """A count is its own size. Everything else is told of a group, and each row must say of how many."""
    return measure.unit == Measure.Unit.COUNT or all(one.value is None or one.denominator for one in observed)


def _chart(rows: Sequence[Row], points: Sequence[Fraction | None], measure: Measure, begins: date | None) -> RunChart:
    change_at = place_of([row.on for row in rows], begins) if begins else None
    return read(points, baseline=baseline_of(measure, points, change_at), change_at=change_at)


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


def _public_row(one: Observation, point: Fraction | None, share: Share | None, fitted: Wording) -> Row:
    if point is None:
        hidden = one.value is not None
        return Row(one.on, None, _("not shown, fewer than 10") if hidden else _("a gap"), hidden=hidden)
    if share is None:
        return Row(one.on, float(point), amount(point, fitted), _class_words(one))
    return Row(one.on, float(share.value or 0), share_words(share), _class_words(one))


def _class_words(one: Observation) -> str:
    """The class its group's size is in: “100 to 299”."""
    found = class_of(int(one.denominator)) if one.denominator is not None else None
    if found is None:
        return ""
    least, most = found
    if most is None:
        return _("%(least)d or more") % {"least": least}
    return _("%(least)d to %(most)d") % {"least": least, "most": most}


def _to_step(median: float | None, step: int) -> float | None:
    """A median is of many groups and gives none away; it is told to the nearest edge of a band."""
    return None if median is None else float(int(median / step + 0.5) * step)


def _plain(size: object) -> str:
    return "" if size is None else f"{float(str(size)):g}"
