"""The vertical scale: round numbers, three to seven spaces between lines, room for words."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from django.utils.formats import number_format

MOST_SPACES = 7
FINEST = 0.001
"""No finer step: what is kept has four places."""


@dataclass(frozen=True, slots=True)
class Scale:
    """`ticks` from the lowest to the highest; `low` and `high` are the first and the last."""

    ticks: tuple[float, ...]
    digits: int

    @property
    def low(self) -> float:
        return self.ticks[0]

    @property
    def high(self) -> float:
        return self.ticks[-1]

    def labels(self, suffix: str) -> list[str]:
        texts = [
            number_format(_no_minus_zero(tick), decimal_pos=self.digits, force_grouping=True) for tick in self.ticks
        ]
        texts = [text.replace("-", "−") for text in texts]
        return [*texts[:-1], texts[-1] + suffix]


def scale(values: Sequence[float], *, from_zero: bool, most: float | None, room: float = 0.06) -> Scale:
    """Round ticks around `values` (not empty) with a free share `room` of the height above, and beneath unless from zero.

    Whole numbers get whole ticks. A scale that would begin near zero begins there.
    """
    low, high = min(values), max(values)
    from_zero = (from_zero and low >= 0) or 0 <= low < high / 2
    bottom = 0.0 if from_zero else low - (high - low) * room
    top = high + (high - bottom) * room
    if top == bottom:
        bottom, top = (0.0, 1.0) if not high else (bottom - 1, top + 1)
    if most is not None:
        top = min(top, most) if high <= most else top
    whole = all(value == int(value) for value in values)
    step = _step(max((top - bottom) / MOST_SPACES, FINEST), whole=whole)
    while ceil(top / step - 1e-9) - floor(bottom / step + 1e-9) > MOST_SPACES:
        step = _step(step * 1.01, whole=whole)
    first, last = floor(bottom / step + 1e-9), ceil(top / step - 1e-9)
    if last - first < 3 and (most is None or (first + 3) * step <= most):
        last = first + 3
    digits = max(0, -floor(log10(step) + 1e-9)) + (1 if _mantissa(step) == 2.5 and step < 10 else 0)
    return Scale(tuple(round(i * step, 10) for i in range(first, last + 1)), digits)


def _step(least: float, *, whole: bool) -> float:
    """The next of 1, 2, 2.5, 5 × 10ⁿ that is not less; whole numbers know no 2.5 and no part of one."""
    power = 10.0 ** floor(log10(least))
    for factor in (1, 2, 2.5, 5, 10):
        step = factor * power
        if step >= least * (1 - 1e-9) and not (whole and step != int(step)):
            return step
    return max(1.0, 10 * power)


def _mantissa(step: float) -> float:
    return round(step / 10.0 ** floor(log10(step) + 1e-9), 6)


def _no_minus_zero(value: float) -> float:
    return value + 0.0 if value else 0.0
