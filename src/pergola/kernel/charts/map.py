"""A map that asks nothing of the outside world: outlines, and circles whose area says how many. Drawn wide and narrow. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString

from pergola.kernel.charts.albers import Point
from pergola.kernel.charts.run import Drawing
from pergola.kernel.charts.text import width

WIDE, NARROW, PAD = 760, 358, 22
LEAST, LARGEST = 3.5, 26.0
"""Radii at 760 px. The largest circle has the second, the rest their share of its area, and none is smaller than the first."""
HIGHEST: Final = 1.1
"""A picture is never much higher than wide."""


@dataclass(frozen=True, slots=True)
class Circle:
    """So many in this place. `said` is its name and number in words; `mark` a few letters to stand in it, if they fit."""

    at: Point
    n: int
    address: str
    said: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class MapPicture:
    """Outlines and circles in one plane, x to the east and y to the south, in any unit."""

    outlines: tuple[tuple[Point, ...], ...]
    circles: tuple[Circle, ...]
    alt: str


def draw_map(picture: MapPicture) -> Drawing:
    """Both drawings."""
    return Drawing(
        wide=SafeString(_draw(picture, WIDE, "wide-only")),
        narrow=SafeString(_draw(picture, NARROW, "narrow-only")),
        alt=picture.alt,
    )


def _draw(picture: MapPicture, wide: int, css: str) -> str:
    put, high = _fitted(
        [point for ring in picture.outlines for point in ring] or [one.at for one in picture.circles], wide
    )
    land = "".join(_ring(map(put, ring)) for ring in picture.outlines)
    circles = "".join(_circles(picture.circles, put, wide / WIDE))
    head = (
        f'<svg class="chart-svg {css}" viewBox="0 0 {wide} {high:.0f}" role="group" aria-label="{escape(picture.alt)}">'
    )
    return f'{head}<path class="g-land" d="{land}"/>{circles}</svg>'


def _fitted(points: Sequence[Point], wide: int) -> tuple[Callable[[Point], Point], float]:
    """How to put a point on the page, and how high the page is."""
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    north, south = min(y for _, y in points), max(y for _, y in points)
    room = wide - 2 * PAD
    scale = min(room / ((east - west) or 1), room * HIGHEST / ((south - north) or 1))
    beside = (wide - (east - west) * scale) / 2
    return lambda point: (beside + (point[0] - west) * scale, PAD + (point[1] - north) * scale), (
        south - north
    ) * scale + 2 * PAD


def _ring(points: Iterable[Point]) -> str:
    """A closed line in whole pixels, each step from the last; what falls on the same pixel is said once."""
    steps, last = [], None
    for x, y in ((round(x), round(y)) for x, y in points):
        if last is None:
            steps.append(f"M{x} {y}l")
        elif (x, y) != last:
            steps.append(f"{x - last[0]} {y - last[1]} ")
        last = (x, y)
    return "".join(steps).rstrip() + "z" if len(steps) > 2 else ""


def _circles(circles: Sequence[Circle], put: Callable[[Point], Point], size: float) -> Iterable[str]:
    """The large ones first, so that none hides a small one."""
    most = max((one.n for one in circles), default=1)
    for one in sorted(circles, key=lambda each: -each.n):
        x, y = put(one.at)
        radius = max(LEAST * sqrt(size), LARGEST * size * sqrt(one.n / most))
        mark = (
            f'<text class="t-c" x="{x:.0f}" y="{y + 5:.0f}" aria-hidden="true">{escape(one.mark)}</text>'
            if one.mark and width(one.mark) < 1.4 * radius
            else ""
        )
        yield (
            f'<a href="{escape(one.address)}" aria-label="{escape(one.said)}"><circle class="g-many" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}">'
            f"<title>{escape(one.said)}</title></circle>{mark}</a>"
        )
