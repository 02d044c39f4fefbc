"""Shares of small groups, told so that nobody can be found in them. Pure: no Django, no words.

The rule is that of the NCES Statewide Longitudinal Data Systems technical brief 3 (2010): the smaller the group, the
coarser the share: it is told as a band ("20 to 40 %"), and the ends are left open ("20 % or less"), because "nobody" and
"everybody" tell of each one.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

FEWEST = 10
"""A group smaller than this is not shown at all."""
FEWEST_STAFF = 5
"""Of grown people who answer or sign up: fewer than these are not told."""
STEPS = ((300, 1), (100, 2), (40, 5), (20, 10), (FEWEST, 20))
"""From so many on, in bands of so many per cent."""

type Bound = Literal["", "or less", "or more"]


@dataclass(frozen=True, slots=True)
class Share:
    """A share as the public may have it: from `low` to `high` per cent; an end is open where `bound` says so.

    `value` is where it is drawn: the middle of its band, or the edge of an open one. All are None where it is hidden.
    """

    value: float | None
    step: int | None
    bound: Bound = ""
    low: int | None = None
    high: int | None = None


HIDDEN = Share(None, None)


def is_small(many: float | Decimal | Fraction) -> bool:
    """So few that the number itself is not told: of a group, and of what was counted. None at all is few, too."""
    return many < FEWEST


def in_steps(many: int, step: int = FEWEST_STAFF) -> int:
    """So many grown people as may be told of: whole steps of five, and none below. Whoever came since is not told of yet."""
    return many - many % step


def step_for(size: int) -> int | None:
    """How coarse a share of a group of `size` is told, in per cent; None: not at all."""
    return next((step for least, step in STEPS if size >= least), None)


def class_of(size: int) -> tuple[int, int | None] | None:
    """The class of group sizes this one falls in, as (from, to); to is None for the largest; None for the hidden ones."""
    above: int | None = None
    for least, _step in STEPS:
        if size >= least:
            return least, above
        above = least - 1
    return None


def suppress_share(percent: float | Fraction, size: int) -> Share:
    """A share of a group of `size`, told as the band it lies in; the lowest and the highest band are left open.

    A band takes its lower edge in and leaves its upper one out, so that even of ten, twenty, forty or a hundred there are
    two counts at least in each. What is told is always true: “20 % or less” is said of nothing above 20 %.

    `percent` in 0 … 100. Raises ValueError outside of it: such a share is a mistake, and rounding would hide it.
    """
    if not 0 <= percent <= 100:
        raise ValueError(f"a share is from 0 to 100 per cent, not {percent!r}")
    step = step_for(size)
    return HIDDEN if step is None else band(percent, step)


def band(percent: float | Fraction, step: int) -> Share:
    """The band of this width in which a share lies. Of two shares the larger never lies in the lower band."""
    if percent < step:
        return Share(step, step, "or less", 0, step)
    if percent >= 100 - step:
        return Share(100 - step, step, "or more", 100 - step, 100)
    low = int(percent // step) * step
    return Share(low + step / 2, step, "", low, low + step)


def counts_in(share: Share, people: int) -> tuple[int, int]:
    """The least and the most of so many people that lie in this band: its lower edge is in it, its upper one is not."""
    assert share.low is not None
    assert share.high is not None
    least = -(-share.low * people // 100)
    above = -(-share.high * people // 100)
    return least, people if share.high == 100 else above - 1
