"""How often chance alone does this: a chart on which nothing changed, drawn again and again. Figures only; words are in `reading`.

Anhøj's limits hold for a median of the same points. A median carried forward from a few first points is itself a matter of
luck: the points after it lie on one side of it more often than not. So the chart is not only held against the limits; it
is said how often such a chart, of so many points with its median set on so many, shows as much where nothing changed.
"""

from bisect import bisect_left, bisect_right
from functools import lru_cache
from math import log2, sqrt
from random import Random
from typing import Final

from pergola.inquiry.runchart import read_many

POINTS: Final = 100_000
"""Points drawn for each kind of chart: some 4,000 charts of 24 points. One in twenty is then known to within a third of a per cent."""
LONG: Final = 600
"""Longer charts are not drawn: nobody waits for a page that long. What is asked of them is put in terms of one of so many."""


def chance_of_run(length: int, useful: int, baseline: int | None = None) -> float:
    """The share of charts without a change that hold a run of `length` or more.

    `useful` points, the median of the first `baseline` carried forward; None: the median of all of them.
    """
    size, base = _kind(useful, baseline)
    alike = length - log2(useful / size) if useful > size else length  # twice as long: the longest run is one longer
    longest, _ = _drawn(size, base)
    return (len(longest) - bisect_left(longest, alike)) / len(longest)


def chance_of_crossings(crossings: int, useful: int, baseline: int | None = None) -> float:
    """The share of charts without a change whose line crosses the median so seldom, or less."""
    size, base = _kind(useful, baseline)
    _, crossed = _drawn(size, base)
    return bisect_right(crossed, _alike(crossings, useful, size, base)) / len(crossed)


def _alike(crossings: int, useful: int, size: int, baseline: int | None) -> float:
    """As seldom, in a chart of `size` points: as many deviations from a half; of a carried median, as small a share."""
    if useful <= size:
        return crossings
    if baseline is not None:
        return crossings * (size - 1) / (useful - 1)
    return (size - 1) / 2 + (crossings - (useful - 1) / 2) * sqrt((size - 1) / (useful - 1))


def _kind(useful: int, baseline: int | None) -> tuple[int, int | None]:
    size = min(max(useful, 1), LONG)
    return size, None if baseline is None or baseline >= size else max(baseline, 1)


@lru_cache(maxsize=512)
def _drawn(size: int, baseline: int | None) -> tuple[list[int], list[int]]:
    """The longest run and the crossings of each, both in order. The same figures every time they are asked for."""
    luck = Random(f"{size}:{baseline}")  # noqa: S311 - drawn for counting, not for keeping secrets
    charts = ([luck.random() for _ in range(size)] for _ in range(max(POINTS // size, 250)))
    found = list(read_many(charts, baseline=baseline))
    return sorted(one.longest for one in found), sorted(one.crossings for one in found)
