"""Amounts, ranges, days and counts as people say them. Django's translation and nothing else of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from pergola.kernel.suppression import Share

type Amount = int | float | Decimal | Fraction

_WORDS = (
    gettext_lazy("none"),
    gettext_lazy("one"),
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
    gettext_lazy("ten"),
    gettext_lazy("eleven"),
    gettext_lazy("twelve"),
    gettext_lazy("thirteen"),
    gettext_lazy("fourteen"),
    gettext_lazy("fifteen"),
    gettext_lazy("sixteen"),
    gettext_lazy("seventeen"),
    gettext_lazy("eighteen"),
    gettext_lazy("nineteen"),
    gettext_lazy("twenty"),
)


class Unit(StrEnum):
    """What a value counts. A share is given in per cent, 0 to 100."""

    SHARE = "share"
    COUNT = "count"
    RATE = "rate"
    MINUTES = "minutes"
    SCORE = "score"


class Every(StrEnum):
    """What one point of the series is."""

    LESSON = "lesson"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    MEETING = "meeting"
    POINT = "point"

    @classmethod
    def of(cls, text: str) -> "Every":
        """From the word a team wrote; a word we cannot count with becomes “point”."""
        text = text.strip().lower()
        return next((each for each in cls if text in (each.value, f"{each.value}s")), cls.POINT)


@dataclass(frozen=True, slots=True)
class Wording:
    """How a measure is spoken of. `digits` after the point; None: what the series needs (see `fitted`).

    `halves`: its shares are told in bands, of which the middle may be a half; a half is then said as one.
    """

    unit: Unit = Unit.SCORE
    every: Every = Every.POINT
    more_is_better: bool | None = None
    digits: int | None = None
    halves: bool = False

    def fitted(self, values: Iterable[float | None]) -> "Wording":
        """With as many digits as make differences visible: a share of ten per cent or more in whole ones, else by the reach."""
        if self.digits is not None:
            return self
        seen = [value for value in values if value is not None]
        reach = max(seen) - min(seen) if seen else 0.0
        whole = all(value == int(value) for value in seen)
        plain = whole or (self.unit is Unit.SHARE and max(seen) >= 10)
        digits = 0 if plain or reach >= 10 else 1 if reach >= 1 or self.unit is Unit.SHARE else 2
        return replace(self, digits=digits)


def word(number: int) -> str:
    """Up to twenty as a word, above in figures."""
    return str(_WORDS[number]) if 0 <= number < len(_WORDS) else figure(number)


def figure(value: Amount, digits: int = 0) -> str:
    """Rounded half up, grouped as the language does. A half is shown where whole numbers are."""
    exact = Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else Decimal(str(value))
    if digits == 0 and exact % 1 and not exact * 2 % 1 and abs(exact) < 1000:
        digits = 1
    rounded = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text = number_format(abs(rounded), decimal_pos=digits, force_grouping=True)
    return f"−{text}" if rounded < 0 else text


def amount(value: Amount, wording: Wording) -> str:
    """“34 %”, “22 minutes”, “1,204”. The space before the sign does not break."""
    if wording.unit is Unit.SHARE:
        whole = (
            value
            if wording.digits or wording.halves
            else Decimal(str(float(value))).quantize(Decimal(1), ROUND_HALF_UP)
        )
        return _("%(figure)s\u00a0%%") % {"figure": figure(whole, wording.digits or 0)}
    text = figure(value, wording.digits or 0)
    if wording.unit is Unit.MINUTES:
        return ngettext("%(figure)s minute", "%(figure)s minutes", 1 if value == 1 else 2) % {"figure": text}
    return text


def span(low: Amount, high: Amount, wording: Wording) -> str:
    """“34 to 52 %”; one amount where both read alike."""
    first, last = amount(low, wording), amount(high, wording)
    if first == last:
        return last
    plain = Wording(Unit.SCORE, wording.every, digits=wording.digits)
    if wording.unit is Unit.SHARE and not wording.digits and not wording.halves:
        low = Decimal(str(float(low))).quantize(Decimal(1), ROUND_HALF_UP)
    return _("%(low)s to %(high)s") % {"low": amount(low, plain), "high": last}


def plain_day(day: date, every: Every = Every.DAY) -> str:
    """“1 October”; of a monthly series “October 2014”."""
    if every is Every.MONTH:
        return format_date(day, pgettext("month, see Django’s date format", "F Y"))
    return format_date(day, pgettext("date, see Django’s date format", "j F"))


def day_and_year(day: date) -> str:
    """“12 November 2026”."""
    return format_date(day, pgettext("date with its year, see Django’s date format", "j F Y"))


def short_day(day: date, every: Every = Every.DAY) -> str:
    """For an axis: “25 Aug”; of a monthly series “Oct 2014”."""
    if every is Every.MONTH:
        return format_date(day, pgettext("short month, see Django’s date format", "M Y"))
    return format_date(day, pgettext("short date, see Django’s date format", "j M"))


def period(first: date, last: date, every: Every) -> str:
    """“from 25 August to 12 November 2026”, the first year only where it differs."""
    begin = plain_day(first, every)
    end = plain_day(last, every)
    if every is not Every.MONTH:
        begin = f"{begin} {first.year}" if first.year != last.year else begin
        end = f"{end} {last.year}"
    if first == last:
        return _("on %(day)s") % {"day": end} if every is not Every.MONTH else _("in %(month)s") % {"month": end}
    return _("from %(first)s to %(last)s") % {"first": begin, "last": end}


def how_many(number: int, every: Every) -> str:
    """“thirteen lessons”, “24 months”."""
    return _counted(number, every, word(number))


def count_of(number: int, every: Every) -> str:
    """The same in figures, for a picture: “13 lessons”."""
    return _counted(number, every, figure(number))


def _counted(number: int, every: Every, written: str) -> str:
    texts = {
        Every.LESSON: ngettext("one lesson", "%(n)s lessons", number),
        Every.DAY: ngettext("one day", "%(n)s days", number),
        Every.WEEK: ngettext("one week", "%(n)s weeks", number),
        Every.MONTH: ngettext("one month", "%(n)s months", number),
        Every.MEETING: ngettext("one meeting", "%(n)s meetings", number),
        Every.POINT: ngettext("one point", "%(n)s points", number),
    }
    return texts[every] % {"n": written}


def charts_like_this(chance: float) -> str:
    """How many charts like this one, in words for the middle of a sentence."""
    if chance < 0.01:
        return _("fewer than one in a hundred charts like this")
    if chance > 0.4:
        return _("about half of all charts like this or more")
    return _("about one in %(many)s charts like this") % {"many": word(round(1 / chance))}


def one_in(chance: float) -> str:
    """“about one in four”: near enough for a warning."""
    if chance > 0.4:
        return _("about half or more")
    return _("about one in %(many)s") % {"many": word(round(1 / chance)) if chance else word(0)}


def share_words(share: Share) -> str:
    """“40 to 45 %”, “20 % or less”: a share as it is told. The space before the sign does not break."""
    texts = {
        "": _("%(low)d to %(high)d\u00a0%%"),
        "or less": _("%(high)d\u00a0%% or less"),
        "or more": _("%(low)d\u00a0%% or more"),
    }
    return texts[share.bound] % {"low": share.low, "high": share.high}


def not_all_shows() -> str:
    """Of a finding in exact figures, where points are drawn in the middle of their bands."""
    return _("This is found in the exact figures. Told in bands, not all of it shows in the picture.")


def not_shown(*, sized: bool) -> str:
    """Of one figure that others do not see. `sized`: it is known of how many it is, and they are few."""
    return _("not shown, fewer than 10") if sized else _("not shown, does not say of how many it is")


def nothing_shown(*, few: bool, unsized: bool) -> str:
    """Of a chart of which others see no figure at all: some are of few, some do not say of how many they are."""
    if few and unsized:
        return _("Nothing of it is shown: every figure is of fewer than 10, or does not say of how many it is.")
    if unsized:
        return _("Nothing of it is shown: no figure says of how many it is.")
    return _("Nothing of it is shown: every figure is of fewer than 10.")
