"""What a chart with limits says, in words: the finding, each signal with its days, how the limits are set."""

from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pergola.inquiry.limits import Limited
from pergola.inquiry.shewhart import FIRM, LEAST, Found, Kind, Rule
from pergola.inquiry.spread_words import day_of, within_groups
from pergola.inquiry.told_lines import shows
from pergola.inquiry.wording import (
    Unit,
    amount,
    how_many,
    not_all_shows,
    period,
    word,
)
from pergola.kernel.charts import Tone

RULES = {
    Rule.OUTSIDE: gettext_lazy("One point beyond a limit."),
    Rule.SHIFT: gettext_lazy("Eight or more in a row on one side of the centre line."),
    Rule.TREND: gettext_lazy("Six or more in a row that all rise or all fall."),
    Rule.TWO_OF_THREE: gettext_lazy("Two of three in a row in the outer third, on one side."),
    Rule.HUGGING: gettext_lazy("Fifteen or more in a row in the inner third."),
}
"""As Provost and Murray write them (The Health Care Data Guide, 2011)."""

NAMES = {
    Kind.INDIVIDUALS: gettext_lazy("Limits for single values (an I chart): three times the mean step from point to point ÷ 1.128."),
    Kind.MEANS: gettext_lazy("Limits for means of groups (an X-bar chart): three standard errors, set by how far values lie apart within the groups. The larger a group, the nearer they lie."),
    Kind.SHARES: gettext_lazy("Limits for shares (a p chart): the more a day was counted out of, the nearer they lie."),
    Kind.COUNTS: gettext_lazy("Limits for counts (a c chart): three square roots of the mean count. Every point must have had the same chance."),
    Kind.RATES: gettext_lazy("Limits for rates (a u chart): the more a point was counted among, the nearer they lie."),
}  # fmt: skip

BY_CHANCE = {12: 20, 18: 10, 24: 7, 36: 4, 48: 3, 60: 2}
"""Of so many series in which nothing changes, the five rules together find something in one. See decision 31."""


@dataclass(frozen=True, slots=True)
class LimitReading:
    tone: Tone
    """leaf: as hoped. straw: not as hoped. slate: neither."""
    headline: str
    sentences: tuple[str, ...]
    how: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join((self.headline, *self.sentences))


def read_limits(limited: Limited) -> LimitReading:
    """The finding of the chart as it is drawn."""
    how = tuple(_how(limited))
    if not limited.observed:
        return LimitReading("slate", _("Nothing to read yet."), (_("The chart begins with the first number."),), how)
    if all(section.centre is None for section in limited.chart.sections):
        return LimitReading("slate", _("It is too early for limits."), (_too_early(limited),), how)
    signals = sorted(_in_a_row(limited), key=lambda signal: (signal.places[-1], signal.places[0]))
    sentences = [*(_signal(limited, signal) for signal in signals), *within_groups(limited)]
    if limited.coarse and not all(shows(limited.chart, signal) for signal in signals):
        sentences.insert(len(signals), not_all_shows())
    if limited.chart.latest.centre is None:
        sentences.append(_waiting(limited))
    if not signals:
        calm = _(
            "Every point lies where chance alone could put it. A change may still be too small or too new to show."
        )
        return LimitReading("slate", _("Nothing here that chance alone could not do."), (calm, *sentences), how)
    sentences.append(_("The chart cannot say why."))
    return LimitReading(_tone(limited, signals), _headline(signals), tuple(sentences), how)


def describe_limits(title: str, limited: Limited, reading: LimitReading) -> str:
    """The picture in words, for those who do not see it."""
    seen = [day for day, value in zip(limited.days, limited.chart.values, strict=True) if value is not None]
    if not seen:
        return _("Chart with limits: %(title)s. %(reading)s") % {"title": title, "reading": reading.text}
    text = _("Chart with limits: %(title)s, %(many)s %(period)s. %(lines)s %(reading)s") % {
        "title": title,
        "many": how_many(limited.observed, limited.wording.every),
        "period": period(seen[0], seen[-1], limited.wording.every),
        "lines": " ".join(lines_of(limited)),
        "reading": reading.text,
    }
    return " ".join(text.split())


def lines_of(limited: Limited) -> list[str]:
    """Centre line and limits of each section in a sentence; of limits that differ from point to point, the last."""
    told = []
    for section in limited.chart.sections:
        if section.centre is None:
            continue
        inside = [one for one in limited.chart.limits[section.start : section.end] if one is not None]
        names = {
            "day": day_of(limited, section.start),
            "centre": amount(section.centre, limited.wording),
            "lower": amount(inside[-1].lower, limited.wording) if inside[-1].lower is not None else _("none"),
            "upper": amount(inside[-1].upper, limited.wording) if inside[-1].upper is not None else _("none"),
        }
        text = _("From %(day)s the centre line is %(centre)s, the lower limit %(lower)s, the upper limit %(upper)s.")
        if len({(one.lower, one.upper) for one in inside}) > 1:
            text = _(
                "From %(day)s the centre line is %(centre)s; limits differ from point to point, "
                "and at the last the lower is %(lower)s, the upper %(upper)s."
            )
        told.append(text % names)
    return told


def short_of(rule: Rule, side: int) -> str:
    """For a row of the table."""
    if rule is Rule.OUTSIDE:
        return _("above the limit") if side > 0 else _("below the limit")
    names = {
        Rule.SHIFT: _("in a shift"),
        Rule.TREND: _("in a trend"),
        Rule.TWO_OF_THREE: _("near a limit"),
        Rule.HUGGING: _("close to the line"),
    }
    return names[rule]


def _in_a_row(limited: Limited) -> list[Found]:
    """Points beyond one limit, one after the other, are told together."""
    seen = [place for place, value in enumerate(limited.chart.values) if value is not None]
    after = dict(pairwise(seen))
    told: list[Found] = []
    for signal in sorted(limited.chart.signals, key=lambda one: (one.rule is not Rule.OUTSIDE, one.side, one.places)):
        last = told[-1] if told else None
        if (
            last is not None
            and last.rule is signal.rule is Rule.OUTSIDE
            and last.side == signal.side
            and after.get(last.places[-1]) == signal.places[0]
        ):
            told[-1] = replace(last, places=(*last.places, *signal.places))
        else:
            told.append(signal)
    return told


def _signal(limited: Limited, signal: Found) -> str:
    if signal.rule is Rule.OUTSIDE and len(signal.places) == 1:
        return _outside(limited, signal)
    every, above = limited.wording.every, signal.side > 0
    names = {
        "first": day_of(limited, signal.places[0]),
        "last": day_of(limited, signal.places[-1]),
        "many": how_many(len(signal.places), every),
    }
    if signal.rule is Rule.OUTSIDE:
        text = (
            _("From %(first)s to %(last)s, %(many)s in a row lie above the upper limit.")
            if above
            else _("From %(first)s to %(last)s, %(many)s in a row lie below the lower limit.")
        )
    elif signal.rule is Rule.SHIFT:
        text = (
            _("From %(first)s to %(last)s, %(many)s in a row lie above the centre line.")
            if above
            else _("From %(first)s to %(last)s, %(many)s in a row lie below the centre line.")
        )
    elif signal.rule is Rule.TREND:
        text = (
            _("From %(first)s to %(last)s, %(many)s in a row rise.")
            if above
            else _("From %(first)s to %(last)s, %(many)s in a row fall.")
        )
    elif signal.rule is Rule.TWO_OF_THREE:
        text = (
            _("From %(first)s to %(last)s, two of three in a row lie near the upper limit.")
            if above
            else _("From %(first)s to %(last)s, two of three in a row lie near the lower limit.")
        )
    else:
        text = _(
            "From %(first)s to %(last)s, %(many)s in a row lie close to the centre line: closer than chance would put them. "
            "The limits may be too wide, because each point mixes what differs."
        )
    return text % names


def _outside(limited: Limited, signal: Found) -> str:
    place = signal.places[0]
    value, limits = limited.chart.values[place], limited.chart.limits[place]
    assert value is not None
    assert limits is not None
    limit = limits.upper if signal.side > 0 else limits.lower
    beyond = limits.centre if limit is None else limit
    wording = limited.wording
    if amount(value, wording) == amount(beyond, wording):  # they differ, and the sentence must show that they do
        wording = replace(wording, digits=(wording.digits or 0) + 1)
    names = {"day": day_of(limited, place), "value": amount(value, wording), "limit": amount(beyond, wording)}
    if limited.coarse:  # told to the band, the point and the limit may read alike
        text = (
            _("On %(day)s, the point lies above the upper limit.")
            if signal.side > 0
            else _("On %(day)s, the point lies below the lower limit.")
        )
        return text % names
    if signal.side > 0:
        return _("On %(day)s, %(value)s lies above the upper limit of %(limit)s.") % names
    return _("On %(day)s, %(value)s lies below the lower limit of %(limit)s.") % names


def _headline(signals: list[Found]) -> str:
    if all(signal.rule is Rule.HUGGING for signal in signals):
        return _("Less varies here than chance alone would make.")
    if any(signal.rule in (Rule.OUTSIDE, Rule.SHIFT) for signal in signals):
        return _("Something is here that chance alone seldom makes.")
    return _("Something is here that is worth a look.")


def _tone(limited: Limited, signals: list[Found]) -> Tone:
    """As hoped or not: only where all that was found points one way."""
    hoped, sides = limited.wording.more_is_better, {signal.side for signal in signals}
    if hoped is None or len(sides) > 1 or 0 in sides:
        return "slate"
    return "leaf" if sides == {1 if hoped else -1} else "straw"


def _too_early(limited: Limited) -> str:
    every = limited.wording.every
    if len(limited.chart.sections) > 1:
        most = max(section.observed for section in limited.chart.sections)
        text = _("Limits need twelve points between one change and the next. The longest stretch here has %(many)s.")
        return text % {"many": how_many(most, every)}
    text = ngettext(
        "Limits need twelve points. There is %(many)s so far.",
        "Limits need twelve points. There are %(many)s so far.",
        limited.observed,
    )
    return text % {"many": how_many(limited.observed, every)}


def _waiting(limited: Limited) -> str:
    section = limited.chart.latest
    text = ngettext(
        "Since %(day)s there is %(many)s: from %(least)s on, new limits are set.",
        "Since %(day)s there are %(many)s: from %(least)s on, new limits are set.",
        section.observed,
    )
    return text % {
        "day": day_of(limited, section.start),
        "many": how_many(section.observed, limited.wording.every),
        "least": word(LEAST),
    }


def _how(limited: Limited) -> list[str]:
    told = [str(NAMES[limited.chart.kind])]
    if not limited.sized and limited.wording.unit in (Unit.MINUTES, Unit.SCORE):
        told.append(
            _(
                "Not every point says of how many it is the mean and how far they lie apart, so that each is taken for itself."
            )
        )
    elif not limited.sized:
        told.append(
            _(
                "Not every point says out of how many, so that each is taken for itself. With the sizes, limits would be surer."
            )
        )
    if any(section.trial for section in limited.chart.sections):
        text = _("Limits set on fewer than %(firm)s points are trial limits: they may still move.")
        told.append(text % {"firm": word(FIRM)})
    nearest = min(BY_CHANCE, key=lambda many: abs(many - limited.observed))
    text = _(
        "Of series like this in which nothing changes, the five rules together find something in about one in %(many)s."
    )
    told.append(text % {"many": word(BY_CHANCE[nearest])})
    return told
