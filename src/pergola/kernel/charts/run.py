"""A run chart as SVG, drawn twice: 760 px wide, and 358 for a phone, so that type keeps its size.

Nothing here has an id, a style or a colour: classes of the look carry colour and dark mode, and two charts on one page
cannot disturb each other.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from pergola.kernel.charts.layout import Frame, Layout, lay_out
from pergola.kernel.charts.place import Word
from pergola.kernel.charts.spec import RunPicture, Tone

VERSION = 2
"""Raise it when the same specification is drawn differently: cached drawings are then drawn anew."""

WIDE = Frame("wide-only", 760, 350, left=44, right=16, radius=5, inset=12)
NARROW = Frame("narrow-only", 358, 300, left=44, right=16, radius=4, inset=12)

_LEVELS = {"median": "g-med", "carried": "g-med g-med-x", "prediction": "g-pred", "limit": ""}
"""A limit’s line is drawn by its edge; as a level it only has a name."""
_FILLED: dict[Tone, str] = {"leaf": "g-pt g-pt-on", "straw": "g-pt g-pt-straw", "slate": "g-pt g-pt-slate"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """Both widths, ready for a template, and the words for those who do not see them."""

    wide: SafeString
    narrow: SafeString
    alt: str


def cache_key(picture: RunPicture) -> str:
    """The same for the same picture in the same language, whoever asks; safe in any cache and as an ETag."""
    told = f"{VERSION} {get_language()} {picture!r}"
    return f"run-{hashlib.blake2b(told.encode(), digest_size=16).hexdigest()}"


def run_chart(picture: RunPicture) -> Drawing:
    """Draw; the last few hundred drawings are remembered by content."""
    return _drawn(picture, get_language() or "")


@lru_cache(maxsize=256)
def _drawn(picture: RunPicture, language: str) -> Drawing:
    del language  # part of the key: numbers on the scale are written in it
    return Drawing(_svg(lay_out(picture, WIDE)), _svg(lay_out(picture, NARROW)), picture.alt)


def _svg(layout: Layout) -> SafeString:
    picture, frame = layout.picture, layout.frame
    parts = [
        f'<svg class="chart-svg {frame.css}" viewBox="0 0 {frame.width} {layout.height:g}" role="img"',
        f' aria-label="{escape(picture.alt)}"><title>{escape(picture.title)}</title>',
        *_ground(layout),
        *_levels(layout),
        *_edges(layout),
        *_series(layout),
        *(_text(word) for word in layout.words),
        "</svg>",
    ]
    return SafeString("".join(parts))


def _ground(layout: Layout) -> list[str]:
    plot = layout.plot
    parts = []
    if layout.picture.band_from is not None:
        left = layout.edge(layout.picture.band_from)
        parts.append(
            f'<rect class="g-band" x="{left:.1f}" y="{plot.top - 6:.1f}"'
            f' width="{max(plot.right - left, 0):.1f}" height="{plot.bottom - plot.top + 6:.1f}"/>'
        )
    parts += [_line("g-grid", plot.left, layout.y(tick), plot.right, layout.y(tick)) for tick in layout.scale.ticks]
    parts += [_line("g-axis", pin.x, pin.top, pin.x, plot.bottom) for pin in layout.pins]
    parts.append(_line("g-axis", plot.left, plot.bottom, plot.right, plot.bottom))
    return parts


def _levels(layout: Layout) -> list[str]:
    return [
        _line(
            _LEVELS[level.kind],
            layout.edge(level.start),
            layout.y(level.value),
            layout.edge(level.end),
            layout.y(level.value),
        )
        for level in layout.picture.levels
        if _LEVELS[level.kind]
    ]


def _edges(layout: Layout) -> list[str]:
    """Limits as steps: across each place at its own height, and straight up or down between places that touch."""
    parts = []
    for edge in layout.picture.edges:
        path, reached = "", None
        for start, end, value in edge.steps:
            path += (
                f"V{layout.y(value):.1f}" if start == reached else f"M{layout.edge(start):.1f} {layout.y(value):.1f}"
            )
            path += f"H{layout.edge(end):.1f}"
            reached = end
        if path:
            parts.append(f'<path class="g-med g-med-x" d="{path}"/>')
    return parts


def _series(layout: Layout) -> list[str]:
    shift = layout.picture.shift
    parts = []
    for piece in layout.pieces:
        if len(piece) > 1:
            joined = " ".join(f"{x:.1f},{y:.1f}" for _place, x, y in piece)
            parts.append(f'<polyline class="g-line" points="{joined}"/>')
    for piece in layout.pieces:
        for place, x, y in piece:
            on = shift is not None and place in shift.places
            if not on and not layout.dotted and len(piece) > 1:
                continue
            tone = shift.tone if shift is not None and on else None
            parts.append(_dot(x, y, layout.radius, tone))
    return parts


def _dot(x: float, y: float, radius: float, tone: Tone | None) -> str:
    """A circle; a diamond where the shift is not as hoped, so that the shape says it too."""
    css = _FILLED[tone] if tone else "g-pt"
    if tone == "straw":
        r = radius * 1.25
        return f'<path class="{css}" d="M{x:.1f} {y - r:.1f}l{r:g} {r:g}-{r:g} {r:g}-{r:g}-{r:g}z"/>'
    return f'<circle class="{css}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}"/>'


def _line(css: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{css}" x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:.1f}" y2="{y2:.1f}"/>'


def _text(word: Word) -> str:
    css = f' class="{word.kind}"' if word.kind else ""
    anchor = "" if word.anchor == "start" else f' text-anchor="{word.anchor}"'
    return f'<text{css} x="{word.x:.1f}" y="{word.y:.1f}"{anchor}>{escape(word.text)}</text>'
