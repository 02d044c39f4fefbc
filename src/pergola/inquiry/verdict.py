"""Whether a chart says that something changed: decided here once, and said by every surface in its own words."""

from typing import Final

from pergola.inquiry.chance import chance_of_crossings, chance_of_run
from pergola.inquiry.runchart import RunChart

RARE: Final = 0.05
"""What chance alone does in no more than one chart in twenty: then, and only then, it is said that something changed."""
UNUSUAL: Final = 0.2
"""What it does in no more than one in five. More often than that is nothing to make a headline of."""


def told(chart: RunChart) -> bool:
    """Does this chart say that something changed? It holds a shift, and chance alone makes one so long in few charts only."""
    run = chart.shift
    return run is not None and by_chance_run(chart, run.length) <= RARE


def moving_before(chart: RunChart) -> bool:
    """The shift lies wholly in the time the median was set on: nothing is said of what came after."""
    run = chart.shift
    return run is not None and chart.baseline is not None and run.end < chart.baseline


def few_are_rare(chart: RunChart) -> bool:
    """Are fewer crossings than the limit as rare in a chart like this as the limit means them to be?"""
    return by_chance_crossings(chart, chart.crossings_limit - 1) <= RARE


def by_chance_run(chart: RunChart, length: int) -> float:
    """How often a chart like this, on which nothing changed, holds a run of so many or more."""
    return chance_of_run(length, chart.useful, None if chart.baseline is None else chart.baseline_points)


def by_chance_crossings(chart: RunChart, crossings: int) -> float:
    """How often it crosses its median so seldom, or less."""
    return chance_of_crossings(crossings, chart.useful, None if chart.baseline is None else chart.baseline_points)
