"""What was predicted, in words, and beside what was then seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.utils.translation import gettext as _

from pergola.inquiry.runchart import RunChart
from pergola.inquiry.wording import Amount, Wording, amount, how_many, plain_day, span
from pergola.kernel.charts import Tone

LAST_POINTS = 5
"""A prediction is held beside so many of the latest points."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was predicted, in the unit of the measure: at least (or at most) so much, by a day if one was named."""

    value: Amount
    at_least: bool = True
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """The prediction beside the data: a word for `.word`, its tone, and what was seen."""

    word: str
    tone: Tone
    words: str


def said(prediction: Prediction, wording: Wording) -> str:
    """“Predicted: at least 50 % by 9 November.”"""
    names = {"value": amount(prediction.value, wording)}
    if prediction.by is None:
        text = _("Predicted: at least %(value)s.") if prediction.at_least else _("Predicted: at most %(value)s.")
        return text % names
    until = _("Predicted: at least %(value)s by %(day)s.")
    text = until if prediction.at_least else _("Predicted: at most %(value)s by %(day)s.")
    return text % {**names, "day": plain_day(prediction.by)}


def hold_beside(prediction: Prediction, chart: RunChart, days: Sequence[date], wording: Wording) -> Beside:
    """The latest five points after the change beside what was predicted; their median decides."""
    wording = wording.fitted(chart.points)
    start = chart.change_at or 0
    seen = [(day, point) for day, point in zip(days, chart.points, strict=True) if point is not None]
    after = [point for place, point in enumerate(chart.points) if place >= start and point is not None]
    if len(after) < LAST_POINTS:
        words = _("%(many)s so far; it takes five") % {"many": how_many(len(after), wording.every)}
        return Beside(_("too early to say"), "slate", words)
    last = after[-LAST_POINTS:]
    words = _last_points(prediction, last, wording)
    if prediction.by is not None and seen[-1][0] < prediction.by:
        return Beside(_("not due until %(day)s") % {"day": plain_day(prediction.by)}, "slate", words)
    middle = median(last)
    kept = middle >= float(prediction.value) if prediction.at_least else middle <= float(prediction.value)
    return Beside(_("as predicted"), "leaf", words) if kept else Beside(_("not as predicted"), "straw", words)


def _last_points(prediction: Prediction, last: Sequence[float], wording: Wording) -> str:
    value = float(prediction.value)
    names = {"many": how_many(len(last), wording.every)}
    if min(last) >= value:
        return _("%(least)s or more in the last %(many)s") % {"least": amount(min(last), wording), **names}
    if max(last) <= value:
        return _("%(most)s or less in the last %(many)s") % {"most": amount(max(last), wording), **names}
    return _("%(range)s in the last %(many)s, their median %(median)s") % {
        "range": span(min(last), max(last), wording),
        "median": amount(median(last), wording),
        **names,
    }
