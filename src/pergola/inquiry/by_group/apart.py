"""Whether two shares, as they are told, lie further apart than chance puts them. Figures only; words are in `moved`, `telling`.

Two proportions, tested on both sides at three standard deviations: those of Shewhart's limits elsewhere in this house, because
here, too, many are looked at at once. No share is known exactly; its middle stands for it, and bands that touch may be one
student apart.
"""

from math import sqrt
from typing import Final

from pergola.kernel.suppression.together import Told

SIGMAS: Final = 3


def apart(one: Told | None, other: Told | None, *, within: bool = False) -> int:
    """1: the other lies above the one by more than chance; -1: below it; 0: no difference that can be told.

    `within`: the other is a part of the one, as a group is of everybody. Then what both have in common cannot differ, and
    of a group beside one known share its nearer end counts: with few and a rare thing its middle alone would say too much.
    """
    if one is None or other is None or not one.people or not other.people:
        return 0
    was, became = ends(one), ends(other)
    if was is None or became is None or not (became[0] > was[1] or became[1] < was[0]):
        return 0
    before, after = sum(was) / 200, sum(became) / 200
    pooled = (before * one.people + after * other.people) / (one.people + other.people)
    many, gap = 1 / one.people + 1 / other.people, abs(after - before)
    if within:
        pooled, many = before, max(1 / other.people - 1 / one.people, 0)
        gap -= (became[1] - became[0]) / 200
    if gap <= SIGMAS * sqrt(pooled * (1 - pooled) * many):
        return 0
    return 1 if after > before else -1


def ends(one: Told | None) -> tuple[int, int] | None:
    """From and to, in per cent; None where it is not told."""
    if one is None or one.share.low is None or one.share.high is None:
        return None
    return one.share.low, one.share.high
