"""What a picture is made of: rectangles, lines, words and signs, each in a class of the look. As SVG for a page; as SVG and
PNG on paper they carry their own light colours and letters (`paper.py`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.html import escape

type Sign = Literal["", "supports", "contradicts", "both", "nothing", "running"]
"""What was found, as a shape: a full circle, a diamond, both, a hollow circle, a hollow circle with a point in it."""


@dataclass(frozen=True, slots=True)
class Rect:
    x: float
    y: float
    wide: float
    high: float
    css: str


@dataclass(frozen=True, slots=True)
class Line:
    """Through these points, straight."""

    points: tuple[tuple[float, float], ...]
    css: str


@dataclass(frozen=True, slots=True)
class Words:
    x: float
    y: float
    text: str
    css: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A circle or a diamond around a point."""

    kind: Literal["circle", "diamond"]
    x: float
    y: float
    radius: float
    css: str


type Mark = Rect | Line | Words | Shape


@dataclass(frozen=True, slots=True)
class Group:
    """Marks that belong together. With an address they are a link; `told` is read out in their place."""

    marks: tuple[Mark, ...]
    address: str = ""
    told: str = ""
    data: tuple[tuple[str, str], ...] = ()
    """For a script: names and values of `data-` attributes."""


@dataclass(frozen=True, slots=True)
class Picture:
    wide: float
    high: float
    alt: str
    groups: tuple[Group, ...]

    def marks(self) -> Iterator[Mark]:
        for group in self.groups:
            yield from group.marks


def sign(kind: Sign, x: float, y: float) -> list[Mark]:
    """Where to draw it: the middle of its first shape. Both take 30 px, one takes 14."""
    shapes: dict[Sign, list[Mark]] = {
        "": [],
        "supports": [Shape("circle", x, y, 5, "g-pt g-pt-on")],
        "contradicts": [Shape("diamond", x, y, 6, "g-pt g-pt-straw")],
        "both": [Shape("circle", x, y, 5, "g-pt g-pt-on"), Shape("diamond", x + 15, y, 6, "g-pt g-pt-straw")],
        "nothing": [Shape("circle", x, y, 5, "g-pt")],
        "running": [Shape("circle", x, y, 5, "g-pt"), Shape("circle", x, y, 1.5, "g-dot")],
    }
    return shapes[kind]


def svg(picture: Picture, css: str = "") -> str:
    """For a page. Its parts may be links, so beside it stands an outline that says the same."""
    size = f'viewBox="0 0 {picture.wide:g} {picture.high:g}" width="{picture.wide:g}" height="{picture.high:g}"'
    head = f'<svg class="chart-svg {css}" {size} role="group" aria-label="{escape(picture.alt)}">'
    return f"{head}{''.join(map(_group, picture.groups))}</svg>"


def drawn(marks: Iterable[Mark]) -> str:
    return "".join(_mark(one) for one in marks)


def _group(group: Group) -> str:
    inside = drawn(group.marks)
    if not group.address:
        return f"<g>{inside}</g>" if group.data else inside
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in group.data)
    told = f' aria-label="{escape(group.told)}"' if group.told else ""
    return f'<a href="{escape(group.address)}"{told}{data}>{inside}</a>'


def _mark(one: Mark) -> str:
    match one:
        case Rect():
            return f'<rect class="{one.css}" x="{one.x:g}" y="{one.y:g}" width="{one.wide:g}" height="{one.high:g}" rx="3"/>'
        case Line():
            return f'<path class="{one.css}" d="{_path(one.points)}"/>'
        case Words():
            css = f' class="{one.css}"' if one.css else ""
            return (
                f'<text{css} x="{one.x:g}" y="{one.y:g}">{escape(one.text)} </text>'  # read out as words of their own
            )
        case Shape(kind="circle"):
            return f'<circle class="{one.css}" cx="{one.x:g}" cy="{one.y:g}" r="{one.radius:g}"/>'
        case Shape():
            r = one.radius
            return f'<path class="{one.css}" d="M{one.x:g} {one.y - r:g}l{r:g} {r:g}-{r:g} {r:g}-{r:g}-{r:g}z"/>'


def _path(points: Sequence[tuple[float, float]]) -> str:
    (x, y), *more = points
    return f"M{x:g} {y:g}" + "".join(f"L{a:g} {b:g}" for a, b in more)
