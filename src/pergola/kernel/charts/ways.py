"""Schools where they lie, and lines to where their students go on to. Drawn wide and narrow; asks nothing of the outside world. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString

from pergola.kernel.charts.albers import Point
from pergola.kernel.charts.place import DESCENT, Box
from pergola.kernel.charts.run import Drawing
from pergola.kernel.charts.text import width

WIDE: Final = 760
NARROW: Final = 358
PAD: Final = 40
SMALL, LARGE = 6.0, 10.0
LINE: Final = 18
MOST_NAMED: Final = 40
"""Ends whose names are tried to be put beside them; on a fuller map there is no room, and the list has them all."""
FEW: Final = 16
"""On a map of no more schools than these every name is tried, where there is no other room also over a line."""
HIGHEST: Final = 0.5


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
    names = "".join(_names(picture, places, wide))
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


def _names(picture: WaysPicture, places: dict[int, Point], wide: int) -> Iterable[str]:
    """The names of the ends, beside them where no line and no other name runs; where there is no room the list has them."""
    taken = [_round(places[key], one) for key, one in picture.dots.items()] if len(picture.dots) <= FEW else []
    lines = [(places[one], places[other]) for one, other in picture.lines]
    few = len(picture.dots) <= FEW
    named = [(key, one) for key, one in picture.dots.items() if few or one.is_own or one.is_end]
    named.sort(key=lambda each: (not each[1].is_own, not each[1].is_end, -len(each[1].name) if few else 0))
    for key, one in named[:MOST_NAMED]:
        around = list(_around(places[key], width(one.name) / 2))
        free = (box for over in ([lines, []] if few else [lines]) for box in around if _is_free(box, taken, over, wide))
        box = next(free, None)
        if box is not None:
            taken.append(box)
            x, y = (box.left + box.right) / 2, box.bottom - DESCENT
            css = "t-c" if one.is_end or one.is_own else "t-n"
            yield f'<text class="{css}" x="{x:.0f}" y="{y:.0f}" aria-hidden="true">{escape(one.name)}</text>'


def _round(at: Point, dot: Dot) -> Box:
    """What the dot itself takes up, so that no name lies on it."""
    r = LARGE if dot.is_end else SMALL
    return Box(at[0] - r, at[1] - r, at[0] + r, at[1] + r)


def _around(at: Point, half: float) -> Iterable[Box]:
    """Above, below, to the right, to the left; then above and below, pushed to either side."""
    x, y = at
    apart = LARGE + 6
    beside = half * 0.7
    for middle, bottom in (
        *((x, y - apart), (x, y + apart + LINE), (x + apart + half, y + 9), (x - apart - half, y + 9)),
        *(
            (x + beside, y - apart),
            (x - beside, y - apart),
            (x + beside, y + apart + LINE),
            (x - beside, y + apart + LINE),
        ),
    ):
        yield Box(middle - half, bottom - LINE, middle + half, bottom)


def _is_free(box: Box, taken: list[Box], lines: list[tuple[Point, Point]], wide: int) -> bool:
    inside = box.left >= 2 and box.right <= wide - 2 and box.top >= 0
    return inside and not any(box.touches(one, 6) for one in taken) and not any(_crosses(box, *one) for one in lines)


def _crosses(box: Box, one: Point, other: Point) -> bool:
    """Does the line run through the box, or within two of it? What of the line lies between its sides (Liang and Barsky)."""
    (x, y), across, down = one, other[0] - one[0], other[1] - one[1]
    begins, ends = 0.0, 1.0
    for way, room in (
        *((-across, x - box.left + 2), (across, box.right + 2 - x)),
        *((-down, y - box.top + 2), (down, box.bottom + 2 - y)),
    ):
        if way == 0:
            if room < 0:
                return False
        elif way < 0:
            begins = max(begins, room / way)
        else:
            ends = min(ends, room / way)
    return begins <= ends
