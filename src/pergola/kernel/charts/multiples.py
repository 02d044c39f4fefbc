"""Small multiples: the same figure of several places, each in a picture of its own, all on one scale and one stretch of time.

Drawn twice, as every chart. Nothing is averaged: what differs is what is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from django.utils.safestring import SafeString

from pergola.kernel.charts.scale import Scale, scale
from pergola.kernel.charts.spec import Tone
from pergola.kernel.charts.text import width

_SIZES = (("wide-only", 520, 220), ("narrow-only", 358, 190))
_TOP, _BELOW, _RIGHT = 14, 30, 12
_WIDEST_BAR = 18
_FILLED: dict[Tone, str] = {"leaf": "g-pt g-pt-on", "straw": "g-pt g-pt-straw", "slate": "g-pt g-pt-slate"}


type Drawn = float | tuple[float, float] | None
"""A value; or the ends of the band in which it lies; or nothing."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One place. `points`: the day as a number, and what is drawn there. `line`: its own median.

    A band is a bar from its lower to its upper end: the less is told, the taller. None is a gap, or, where its place is in
    `hidden`, a short dashed line on the ground: something is there that is not told.
    """

    title: str
    alt: str
    points: tuple[tuple[int, Drawn], ...]
    line: float | None = None
    marked: frozenset[int] = frozenset()
    """Which of the points are filled."""
    tone: Tone = "slate"
    hidden: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Small:
    """Both widths of one panel."""

    title: str
    wide: SafeString
    narrow: SafeString


@dataclass(frozen=True, slots=True)
class _Shared:
    ruler: Scale
    first: int
    last: int
    begin: str
    end: str
    suffix: str


def small_multiples(
    panels: Sequence[Panel],
    *,
    begin: str,
    end: str,
    suffix: str = "",
    from_zero: bool = True,
    most: float | None = None,
) -> list[Small]:
    """One picture for each panel. `begin` and `end` name the first and the last day of all of them."""
    seen = [end for panel in panels for _day, value in panel.points for end in _ends(value)]
    if not seen:
        return []
    lines = [panel.line for panel in panels if panel.line is not None]
    ruler = scale(seen + lines, from_zero=from_zero, most=most)
    days = [
        day
        for panel in panels
        for place, (day, value) in enumerate(panel.points)
        if value is not None or place in panel.hidden
    ]
    shared = _Shared(ruler, min(days), max(days), begin, end, suffix)
    return [Small(panel.title, *(_drawn(panel, shared, *size) for size in _SIZES)) for panel in panels]


def _drawn(panel: Panel, shared: _Shared, css: str, across: int, height: int) -> SafeString:
    labels = shared.ruler.labels(shared.suffix)
    left, right = max(map(width, labels)) + 12, across - _RIGHT
    top, bottom = _TOP, height - _BELOW
    reach = max(shared.last - shared.first, 1)

    def x(day: int) -> float:
        return left + 10 + (day - shared.first) / reach * (right - left - 20)

    def y(value: float) -> float:
        low, high = shared.ruler.low, shared.ruler.high
        return bottom - (value - low) / (high - low) * (bottom - top)

    parts = [
        f'<svg class="chart-svg {css}" viewBox="0 0 {across} {height}" role="img" aria-label="{escape(panel.alt)}">',
        f"<title>{escape(panel.title)}</title>",
    ]
    ends = {0, len(labels) - 1}
    for place, (tick, label) in enumerate(zip(shared.ruler.ticks, labels, strict=True)):
        parts.append(f'<line class="g-grid" x1="{left:.1f}" x2="{right}" y1="{y(tick):.1f}" y2="{y(tick):.1f}"/>')
        if place in ends:
            parts.append(f'<text x="{left - 8:.1f}" y="{y(tick) + 5:.1f}" text-anchor="end">{escape(label)}</text>')
    parts.append(f'<line class="g-axis" x1="{left:.1f}" x2="{right}" y1="{bottom}" y2="{bottom}"/>')
    if panel.line is not None:
        at = y(panel.line)
        parts.append(f'<line class="g-med" x1="{left:.1f}" x2="{right}" y1="{at:.1f}" y2="{at:.1f}"/>')
    parts += _series(panel, [(x(day), tuple(map(y, _ends(value)))) for day, value in panel.points], bottom)
    parts.append(f'<text x="{left:.1f}" y="{height - 8}">{escape(shared.begin)}</text>')
    if shared.first != shared.last:
        parts.append(f'<text x="{right}" y="{height - 8}" text-anchor="end">{escape(shared.end)}</text>')
    return SafeString("".join((*parts, "</svg>")))


def _ends(value: Drawn) -> tuple[float, ...]:
    """None of nothing, one of a value, both of a band."""
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _series(panel: Panel, spots: Sequence[tuple[float, tuple[float, ...]]], bottom: float) -> list[str]:
    pieces: list[list[str]] = [[]]
    for across, ups in spots:
        if len(ups) == 1:
            pieces[-1].append(f"{across:.1f},{ups[0]:.1f}")
        else:
            pieces.append([])
    parts = [f'<polyline class="g-line" points="{" ".join(piece)}"/>' for piece in pieces if len(piece) > 1]
    wide = _bar_width([across for across, _ups in spots])
    for place, (across, ups) in enumerate(spots):
        css = _FILLED[panel.tone] if place in panel.marked else "g-pt"
        if len(ups) == 1:
            parts.append(f'<circle class="{css}" cx="{across:.1f}" cy="{ups[0]:.1f}" r="3.5"/>')
        elif ups:
            low, high = ups
            where = f'x="{across - wide / 2:.1f}" y="{high:.1f}" width="{wide:.1f}" height="{max(low - high, 3):.1f}"'
            parts.append(f'<rect class="{css}" {where}/>')
        elif place in panel.hidden:
            ends = f'x1="{across - wide / 2:.1f}" x2="{across + wide / 2:.1f}" y1="{bottom - 6}" y2="{bottom - 6}"'
            parts.append(f'<line class="g-med g-med-x" {ends}/>')
    return parts


def _bar_width(across: Sequence[float]) -> float:
    """Half of what lies between the two nearest, so that no two touch."""
    steps = [after - before for before, after in pairwise(across) if after > before]
    return max(min([_WIDEST_BAR, *(step * 0.6 for step in steps)]), 4)
