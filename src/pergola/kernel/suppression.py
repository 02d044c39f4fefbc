"""Shares of small groups, told so that nobody can be found in them. Pure: no Django, no words.

The rule is that of the NCES Statewide Longitudinal Data Systems technical brief 3 (2010): the smaller the group, the
coarser the share, and the ends are left open ("about 20 % or less"), because "nobody" and "everybody" tell of each one.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

FEWEST = 10
"""A group smaller than this is not shown at all."""
STEPS = ((300, 1), (100, 2), (40, 5), (20, 10), (FEWEST, 20))
"""From so many on, to the nearest so many per cent."""

type Bound = Literal["", "or less", "or more"]


@dataclass(frozen=True, slots=True)
class Share:
    """A share as the public may have it. `value` in per cent, None where it is hidden; an end is open where `bound` says so."""

    value: int | None
    step: int | None
    bound: Bound = ""


HIDDEN = Share(None, None)


def is_small(many: float | Decimal | Fraction) -> bool:
    """So few that the number itself is not told: of a group, and of what was counted. None at all is few, too."""
    return many < FEWEST


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


def suppress_share(percent: float, size: int) -> Share:
    """A share of a group of `size`, rounded half up to the step of its class, its ends left open.

    `percent` in 0 … 100. Raises ValueError outside of it: such a share is a mistake, and rounding would hide it.
    """
    if not 0 <= percent <= 100:
        raise ValueError(f"a share is from 0 to 100 per cent, not {percent!r}")
    step = step_for(size)
    if step is None:
        return HIDDEN
    near = int(percent / step + 0.5) * step
    if near <= step:
        return Share(step, step, "or less")
    if near >= 100 - step:
        return Share(100 - step, step, "or more")
    return Share(near, step)
