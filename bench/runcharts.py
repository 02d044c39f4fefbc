"""`runcharts`: many short series through `read_many`, held against a slow reading of the same rules written anew here."""

import math
import random
import time
from collections.abc import Iterator
from csv import DictReader
from fractions import Fraction
from itertools import groupby, pairwise
from os import environ
from pathlib import Path

from pergola.inquiry import shewhart
from pergola.inquiry.runchart import Signals, read, read_many
from pergola.inquiry.shewhart import Kind, Point

SERIES, POINTS, SEED = 195_000, 24, 2026
DATA = Path(environ.get("PERGOLA_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data") / "spc"
CHECKED = 2_000
"""So many series are read the slow way too; it takes the rest of a minute for all."""


def run(scale: float) -> dict[str, object]:
    """`cpu_seconds`: median, runs, crossings and trend of every series. `reference_max_error`: the largest difference of
    any figure from the slow reading, over a sample that takes in ties, gaps and shifts, and of limits from those published
    with the data sets (`published`: how many; none where the sets are not here)."""
    series = [one_series(random.Random(f"{SEED}-{number}"), number) for number in range(round(SERIES * scale))]
    began = time.process_time()
    found = list(read_many(series))
    cpu_seconds = time.process_time() - began
    step = max(len(series) // CHECKED, 1)
    error = max(_difference(found[place], series[place]) for place in range(0, len(series), step))
    published = list(_published()) if DATA.is_dir() else []
    error = max([error, *published])
    return {
        "series": len(series),
        "points": POINTS,
        "cpu_seconds": round(cpu_seconds, 3),
        "reference_max_error": error,
        "checked": len(range(0, len(series), step)),
        "published": len(published),
        "signals": sum(one.signal for one in found),
    }


def _published() -> Iterator[float]:
    """How far off the published medians, runs and limits: an infection's 36 months, and the weekly costs of Montgomery 6.5."""
    with (DATA / "qicharts2_cdi.csv").open() as file:
        counted = [float(row["n"]) for row in DictReader(file)]
    chart = read(counted)
    found = (chart.median or 0, chart.useful, chart.longest.length if chart.longest else 0, chart.crossings)
    yield from (abs(one - other) for one, other in zip(found, (17, 32, 14, 6), strict=True))
    with (DATA / "montgomery_tbl_06.07.csv").open() as file:
        costs: list[Point | None] = [Point(float(row["cost"])) for row in DictReader(file)]
    limits = shewhart.read(Kind.INDIVIDUALS, costs, baseline=20).limits[0]
    assert limits is not None
    told = (limits.lower or 0, limits.centre, limits.upper or 0)
    yield from (abs(one - other) for one, other in zip(told, (279.783314669653, 300.5, 321.216685330347), strict=True))


def one_series(dice: random.Random, number: int) -> list[float | None]:
    """Shares of a class: one in four with a shift in the middle, one in eight in whole numbers, one in ten with gaps."""
    level, shift = dice.uniform(20, 60), dice.uniform(4, 20) if number % 4 == 0 else 0.0
    values: list[float | None] = [
        dice.gauss(level + (shift if place >= POINTS // 2 else 0), 6) for place in range(POINTS)
    ]
    if number % 8 == 1:
        values = [None if value is None else float(round(value / 4)) for value in values]
    if number % 10 == 3:
        values[dice.randrange(1, POINTS)] = None
    return values


def _difference(found: Signals, points: list[float | None]) -> float:
    slow = slowly(points)
    chart = read(points)
    trend = chart.trend.points if chart.trend else 0
    longest = chart.longest.length if chart.longest else 0
    rich = (
        chart.median or 0.0,
        chart.useful,
        longest,
        chart.longest_limit,
        chart.crossings,
        chart.crossings_limit,
        trend,
    )
    quick = (
        found.median,
        found.useful,
        found.longest,
        found.longest_limit,
        found.crossings,
        found.crossings_limit,
        found.trend,
    )
    return max(abs(a - b) for one in (quick, rich) for a, b in zip(one, slow, strict=True))


def slowly(points: list[float | None]) -> tuple[float, ...]:
    """The same figures from their definitions: no shared code, no cleverness."""
    values = [value for value in points if value is not None]
    ordered = sorted(values)
    middle = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    sides = ["above" if value > middle else "below" for value in values if value != middle]
    useful = len(sides)
    runs = [len(list(run)) for _side, run in groupby(sides)]
    crossings = sum(1 for a, b in pairwise(sides) if a != b)
    distinct = [value for value, _same in groupby(values)]
    trends = [
        end - start
        for start in range(len(distinct))
        for end in range(start + 5, len(distinct) + 1)
        if distinct[start:end] in (sorted(distinct[start:end]), sorted(distinct[start:end], reverse=True))
    ]
    return (
        middle,
        useful,
        max(runs, default=0),
        math.floor(math.log(useful, 2) + 3.5) if useful else 0,
        crossings,
        _quantile(useful - 1) if useful else 0,
        max(trends, default=0),
    )


def _quantile(chances: int) -> int:
    """The smallest count whose cumulative chance under fair coins reaches one in twenty."""
    ways = [1]
    for _coin in range(chances):
        ways = [a + b for a, b in zip([0, *ways], [*ways, 0], strict=True)]
    reached = Fraction(0)
    for count, way in enumerate(ways):
        reached += Fraction(way, 2**chances)
        if reached >= Fraction(1, 20):
            return count
    raise AssertionError("a distribution adds up to one")
