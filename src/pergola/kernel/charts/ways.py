"""Schools where they lie, and lines to where their students go on to. Drawn wide and narrow; asks nothing of the outside world. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString

from pergola.kernel.charts.albers import Point
from pergola.kernel.charts.run import Drawing
from pergola.kernel.charts.text import width

WIDE: Final = 760
NARROW: Final = 358
PAD: Final = 40
SMALL, LARGE = 6.0, 10.0
LINE: Final = 18
HIGHEST: Final = 0.75


@dataclass(frozen=True, slots=True)
class Dot:
    """A place: where, what it is called, and its page. The end of a way is drawn larger, with its name beside it."""

    at: Point
    name: str
    said: str
    address: str
    is_end: bool = False
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class WaysPicture:
    """Dots by a key, and lines from one key to another; x to the east and y to the south, in any unit."""

    dots: dict[int, Dot]
    lines: tuple[tuple[int, int], ...]
    alt: str


def draw_ways(picture: WaysPicture) -> Drawing:
    return Drawing(
        wide=SafeString(_draw(picture, WIDE, "wide-only")),
        narrow=SafeString(_draw(picture, NARROW, "narrow-only")),
        alt=picture.alt,
    )


def _draw(picture: WaysPicture, wide: int, css: str) -> str:
    put, high = _fitted([one.at for one in picture.dots.values()], wide)
    places = {key: put(one.at) for key, one in picture.dots.items()}
    lines = "".join(
        f'<path class="g-sup" d="M{places[one][0]:.0f} {places[one][1]:.0f}L{places[other][0]:.0f} {places[other][1]:.0f}"/>'
        for one, other in picture.lines
    )
    dots = "".join(_dots(picture.dots, places))
    names = "".join(_names(picture.dots, places, wide))
    return (
        f'<svg class="chart-svg {css}" viewBox="0 0 {wide} {high:.0f}" role="group" aria-label="{escape(picture.alt)}">'
        f"{lines}{dots}{names}</svg>"
    )


def _fitted(points: Sequence[Point], wide: int) -> tuple[Callable[[Point], Point], float]:
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    north, south = min(y for _, y in points), max(y for _, y in points)
    room = wide - 2 * PAD
    scale = min(room / ((east - west) or 1e-9), room * HIGHEST / ((south - north) or 1e-9))
    if scale > room * 1e6:  # one place alone
        return lambda _point: (wide / 2, PAD), 2 * PAD
    beside = (wide - (east - west) * scale) / 2
    return (
        lambda point: (beside + (point[0] - west) * scale, PAD + (point[1] - north) * scale),
        (south - north) * scale + 2 * PAD,
    )


def _dots(dots: dict[int, Dot], places: dict[int, Point]) -> Iterable[str]:
    """The ends last, so that nothing hides them."""
    for key, one in sorted(dots.items(), key=lambda each: each[1].is_end):
        x, y = places[key]
        css = "g-node g-node-on" if one.is_own else "g-many" if one.is_end else "g-node g-node-leaf"
        yield (
            f'<a href="{escape(one.address)}" aria-label="{escape(one.said)}"><circle class="{css}" cx="{x:.1f}" cy="{y:.1f}"'
            f' r="{LARGE if one.is_end else SMALL}"><title>{escape(one.said)}</title></circle></a>'
        )


def _names(dots: dict[int, Dot], places: dict[int, Point], wide: int) -> Iterable[str]:
    """The names of the ends, above them, wherever two do not meet: the list beside the picture holds all."""
    taken: list[tuple[float, float, float]] = []
    for key, one in dots.items():
        if not (one.is_end or one.is_own):
            continue
        half = width(one.name) / 2
        x, y = places[key]
        x, y = min(max(x, half + 4), wide - half - 4), y - LARGE - 6
        if half * 2 > wide - 8 or any(abs(y - v) < LINE and abs(x - u) < half + other + 8 for u, v, other in taken):
            continue
        taken.append((x, y, half))
        yield f'<text class="t-c" x="{x:.0f}" y="{y:.0f}" aria-hidden="true">{escape(one.name)}</text>'
