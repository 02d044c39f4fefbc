"""What comes out of reading a series: observations, or problems, and notes on what was assumed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

MOST_ROWS = 5_000
MOST_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Observation:
    """One date. No value is a gap. With a denominator, `value` is the numerator as it was counted.

    With a `spread` it is a group: `value` is the sum of its values, the denominator how many, `spread` their standard deviation.
    """

    day: date
    value: Decimal | None
    denominator: Decimal | None = None
    spread: Decimal | None = None

    @property
    def mean(self) -> Decimal | None:
        """Of a group, to four places."""
        if self.value is None or not self.denominator or self.spread is None:
            return None
        return (self.value / self.denominator).quantize(Decimal("0.0001"))

    def point(self, *, share: bool, per: int = 1) -> Fraction | None:
        """The number to draw, exact: a share in per cent, a rate for every `per`, else the value; None for a gap."""
        if self.value is None:
            return None
        if self.denominator is None:
            return Fraction(self.value)
        return Fraction(self.value) / Fraction(self.denominator) * (100 if share else per)


@dataclass(frozen=True, slots=True)
class Problem:
    """`row` and `column` count from 1; 0 means the whole. What we read, what is wrong, how to write it."""

    row: int
    column: int
    read: str
    what: str
    how: str
    alone: str = ""
    """The same where one day stands in boxes of its own, which has neither rows nor columns."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """Either observations in order of date, or problems: never both. `more`: problems beyond the twenty that are told."""

    observations: tuple[Observation, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    more: int = 0
