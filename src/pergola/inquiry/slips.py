"""A value about a hundred times off its neighbours, as when per cent and parts of one are mixed. It is asked, never mended."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from pergola.inquiry.series import Observation
from pergola.inquiry.wording import figure, plain_day

FAR, HUNDRED, FEWEST_OTHERS = 30, 100, 4
"""A value is odd that is thirty times below or above the middle one; and asked of if a hundred times fits among the others."""


def odd_values(rows: Sequence[Observation]) -> list[str]:
    """A question for each value that is about a hundred times off: “0.43 among 38 to 44: did you mean 43?”"""
    told = [(row, row.value) for row in rows if row.value and row.denominator is None]
    if len(told) <= FEWEST_OTHERS:
        return []
    middle = sorted(abs(value) for _row, value in told)[len(told) // 2]
    odd = [(row, value) for row, value in told if not middle / FAR < abs(value) < middle * FAR]
    others = [value for row, value in told if middle / FAR < abs(value) < middle * FAR]
    if len(others) < max(FEWEST_OTHERS, 3 * len(odd)):
        return []
    low, high = min(others), max(others)
    asked = [(row, value, value * HUNDRED if abs(value) < middle else value / HUNDRED) for row, value in odd]
    return [_sentence(row, value, meant, low, high) for row, value, meant in asked if low / 2 <= meant <= high * 2]


def _sentence(row: Observation, value: Decimal, meant: Decimal, low: Decimal, high: Decimal) -> str:
    names = {"value": value, "low": low, "high": high, "meant": meant}
    text = _("%(day)s: %(value)s among %(low)s to %(high)s. Did you mean %(meant)s?")
    return text % {"day": plain_day(row.day), **{name: _plain(number) for name, number in names.items()}}


def _plain(number: Decimal) -> str:
    """With as many places as it was written with."""
    exponent = number.normalize().as_tuple().exponent
    return figure(number, max(0, -exponent) if isinstance(exponent, int) else 0)
