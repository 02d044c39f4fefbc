"""How often chance alone does this, on a chart on which nothing changed. Figures only; words are in `reading`.

Anhøj's limits hold for a median of the same points. A median carried forward from a few first points is itself a matter of
luck: the points after it lie on one side of it more often than not. So the chart is not only held against the limits; it
is said how often such a chart, of so many points with its median set on so many, shows as much where nothing changed.

Nothing is drawn by lot. What is worked out, and how near it is (`tests/inquiry/test_chance.py` holds it to long draws):

- A median of all points: half of the sides lie above it, half below, and every order of them is as likely. Exact.
- A median carried forward: so it is with the points it was set on. Each later point lies below it with one and the same
  chance, which is a matter of luck itself: that of the middle one of so many, a beta distribution. Exact for an odd number
  of values that all differ; for an even number the middle of the two middle ones has no such form, and the beta
  distribution of its mean and variance stands for it: within half a per cent.
- Crossings of more than `EXACT` later points are taken as normally distributed, given how many of those lie above.
"""

from cmath import exp
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from math import ceil, cos, erf, lgamma, log2, pi, sin, sqrt
from math import exp as real_exp
from typing import Final

LONG: Final = 2000
"""Longer charts are asked for in terms of one of so many: nobody waits for a page that long."""
EXACT: Final = 60


@lru_cache(maxsize=4096)
def chance_of_run(length: int, useful: int, baseline: int | None = None) -> float:
    """The share of charts without a change that hold a run of `length` or more.

    `useful` points, the median of the first `baseline` carried forward; None: the median of all of them.
    """
    size, base = _kind(useful, baseline)
    if useful > size:  # twice as long: the longest run is one longer
        length = round(length - log2(useful / size))
    if length <= 1:
        return float(useful > 0)
    ends = _ends(size if base is None else base - base % 2, length)
    without = sum(ends) if base is None else _carried(ends, length, size - base + base % 2, _luck_of_median(base))
    return min(max(1 - without, 0.0), 1.0)


@lru_cache(maxsize=4096)
def chance_of_crossings(crossings: int, useful: int, baseline: int | None = None) -> float:
    """The share of charts without a change whose line crosses the median so seldom, or less."""
    size, base = _kind(useful, baseline)
    crossings = _alike(crossings, useful, size, base)
    if crossings < 0:
        return 0.0
    if base is None:
        return min(sum(_crossings(size // 2, size - size // 2, most=crossings)), 1.0)
    even = base - base % 2
    before = _crossings(even // 2, even // 2, most=min(crossings, even))
    later, a = size - even, _luck_of_median(base)
    half = ((above, 1 if 2 * above == later else 2) for above in range(later // 2 + 1))  # the other is its mirror
    told = sum(twice * _one_of(above, later, a) * _both(before, above, later, crossings) for above, twice in half)
    return min(told, 1.0)


def _alike(crossings: int, useful: int, size: int, baseline: int | None) -> int:
    """As seldom, in a chart of `size` points: as many deviations from a half; of a carried median, as small a share."""
    if useful <= size:
        return crossings
    if baseline is not None:
        return round(crossings * (size - 1) / (useful - 1))
    return round((size - 1) / 2 + (crossings - (useful - 1) / 2) * sqrt((size - 1) / (useful - 1)))


def _kind(useful: int, baseline: int | None) -> tuple[int, int | None]:
    size = min(max(useful, 1), LONG)
    return size, None if baseline is None or baseline >= size else max(baseline, 2)


def _luck_of_median(base: int) -> float:
    """The two alike parameters of the beta distribution of how many of all lie below the median of `base` of them."""
    if base % 2:
        return (base + 1) / 2
    return ((base + 1) * (base + 2) / base - 1) / 2


# Runs


def _ends(size: int, limit: int) -> list[float]:
    """Of the orders of half above and half below: the share without a run of `limit`, by how long their last run is.

    A sum over angles picks, of all orders, those that come out even: each side is a turn one way or the other.
    """
    ends, whole = [0.0] * limit, 0.0
    for angle, weight in _angles(size):
        up = exp(1j * angle) / 2
        down = up.conjugate()
        rose, fell = _walk(size, limit, up, down)
        for run in range(1, min(limit - 1, size) + 1):
            ends[run] += weight * (fell[size - run] * up**run + rose[size - run] * down**run).real
        whole += weight * cos(angle) ** size
    return [one / whole for one in ends]


def _angles(size: int) -> Iterator[tuple[float, float]]:
    """Angles and their weights. So many that no other sum of turns is mistaken for none; those that weigh nothing left out."""
    many = min((size + 1) // 2 + 1, ceil(8 * sqrt(size)) + 1)
    for place in range(many // 2 + 1):
        angle = pi * place / many
        if place and angle > 8 / sqrt(size):
            return
        twice = place and 2 * place != many
        yield angle, (2 if twice else 1) * (cos(angle) if size % 2 else 1)


def _walk(size: int, limit: int, up: complex, down: complex) -> tuple[list[complex], list[complex]]:
    """For each number of points: the weight of all orders without a run of `limit` that end above, and that end below."""
    rose, fell = [1 + 0j], [1 + 0j]
    above = below = 0j
    too_high, too_low = up**limit, down**limit
    for at in range(1, size + 1):
        above, below = up * (above + fell[-1]), down * (below + rose[-1])
        if at >= limit:
            above -= too_high * fell[at - limit]
            below -= too_low * rose[at - limit]
        rose.append(above)
        fell.append(below)
    return rose, fell


def _carried(ends: list[float], limit: int, later: int, a: float) -> float:
    """The share without a run of `limit` once `later` points have come, each below the median with a chance of its own luck."""
    total = whole = 0.0
    for angle in _around_half(a):
        weight = sin(angle) ** (2 * a - 1) * (1 if angle == pi / 2 else 2)
        whole += weight
        total += weight * _on_from(ends, limit, later, (1 - cos(angle)) / 2)
    return total / whole


def _around_half(a: float) -> Iterator[float]:
    """Angles from the middle outwards on one side; the other is its mirror. Closer where the luck is narrower."""
    step = min(pi / 48, 1 / sqrt(2 * a))
    place = 0
    while (angle := pi / 2 - place * step) > 1e-9 and place * step < 8 / sqrt(2 * a):
        yield angle
        place += 1


def _on_from(ends: list[float], limit: int, later: int, chance: float) -> float:
    other = 1 - chance
    above = below = sum(ends) / 2
    rose, fell = [above], [below]
    too_high, too_low = chance**limit, other**limit
    power, power_of_other = 1.0, 1.0
    for at in range(1, later + 1):
        above, below = chance * (above + fell[-1]), other * (below + rose[-1])
        if at < limit:  # the run with which the baseline ended has grown too long
            power, power_of_other = power * chance, power_of_other * other
            above -= ends[limit - at] / 2 * power
            below -= ends[limit - at] / 2 * power_of_other
        else:
            above -= too_high * fell[at - limit]
            below -= too_low * rose[at - limit]
        rose.append(above)
        fell.append(below)
    return above + below


# Crossings


def _crossings(above: int, below: int, *, most: int) -> list[float]:
    """The share of the orders of so many above and below that cross 0, 1, … times, up to `most`."""
    if not above or not below:
        return [1.0, *([0.0] * most)][: most + 1]
    all_orders = _log_choose(above + below, above)
    found = [0.0] * (most + 1)
    for crossings in range(1, min(most, 2 * min(above, below)) + 1):
        half, odd = divmod(crossings + 1, 2)
        pairs = [(half, half)] * 2 if not odd else [(half + 1, half), (half, half + 1)]
        for runs_above, runs_below in pairs:
            if runs_above <= above and runs_below <= below:
                found[crossings] += real_exp(
                    _log_choose(above - 1, runs_above - 1) + _log_choose(below - 1, runs_below - 1) - all_orders
                )
    return found


def _both(before: list[float], above: int, later: int, most: int) -> float:
    """The share that crosses `most` times or less: before, after, and between, where half of all do.

    Half, because either side is as likely to come last before.
    """
    least = max(most - len(before), 0)
    so_far = _up_to(above, later, least, most)
    return sum(
        share * (so_far[most - crossed - least] + (so_far[most - crossed - 1 - least] if crossed < most else 0)) / 2
        for crossed, share in enumerate(before)
    )


def _up_to(above: int, later: int, least: int, most: int) -> list[float]:
    """The chance of `least` crossings or less, … of `most` or less, of `later` points of which so many lie above."""
    if later <= EXACT or not 0 < above < later:
        return list(accumulate(_crossings(above, later - above, most=most)))[least:]
    pairs = 2 * above * (later - above)
    mean, spread = pairs / later, sqrt(pairs * (pairs - later) / (later * later * (later - 1))) or 1e-9
    return [(1 + erf((crossings + 0.5 - mean) / spread / sqrt(2))) / 2 for crossings in range(least, most + 1)]


def _one_of(above: int, later: int, a: float) -> float:
    """The chance that so many of the later points lie above: beta-binomial."""
    beta = lgamma(above + a) + lgamma(later - above + a) - lgamma(later + 2 * a)
    return real_exp(_log_choose(later, above) + beta - 2 * lgamma(a) + lgamma(2 * a))


def _log_choose(many: int, few: int) -> float:
    return lgamma(many + 1) - lgamma(few + 1) - lgamma(many - few + 1)
