"""A ramp: tests of one idea in their order, each a tread as high as it reaches far.

Drawn twice, as every chart. On a phone a tread carries its number alone; its words stand in the list beneath, as all of them do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from django.utils.safestring import SafeString

from pergola.kernel.charts.text import shorten

_RISE, _TOP, _FLOOR, _SIDE = 40, 46, 40, 8


@dataclass(frozen=True, slots=True)
class Tread:
    """One test. `level`: how far it reaches, 0 the least; `words` above the tread, `under` beneath it."""

    number: int
    level: int
    words: str
    under: str
    tone: Literal["leaf", "straw", "slate", ""] = ""
    """leaf: kept or made wider; straw: stopped; slate: changed; none: not decided yet."""


@dataclass(frozen=True, slots=True)
class RampDrawing:
    wide: SafeString
    narrow: SafeString
    alt: str


def ramp(treads: Sequence[Tread], alt: str) -> RampDrawing:
    """`alt`: the ramp in words, for those who do not see it."""
    return RampDrawing(
        _svg(treads, alt, css="wide-only", width=760, least=150),
        _svg(treads, alt, css="narrow-only", width=358, least=1_000),
        alt,
    )


def _svg(treads: Sequence[Tread], alt: str, *, css: str, width: int, least: int) -> SafeString:
    """`least`: from this room on a tread carries its words."""
    levels = sorted({one.level for one in treads})
    height = _TOP + _RISE * (len(levels) - 1) + _FLOOR
    room = (width - 2 * _SIDE) / max(len(treads), 1)
    spots = [
        (_SIDE + room * place, _TOP + _RISE * (len(levels) - 1 - levels.index(one.level)))
        for place, one in enumerate(treads)
    ]
    parts = [
        f'<svg class="chart-svg {css}" viewBox="0 0 {width} {height:g}" role="img" aria-label="{escape(alt)}">',
        f'<path class="g-axis" d="{_stairs(spots, room)}"/>',
    ]
    for one, (x, y) in zip(treads, spots, strict=True):
        parts += [_mark(one, x + 14, y), _text(str(one.number), x + 28, y - 10, "t-b")]
        if room >= least:
            parts.append(_text(shorten(one.words, room - 52), x + 28 + 9 * len(str(one.number)) + 8, y - 10))
            parts.append(_text(shorten(one.under, room - 36), x + 28, y + 22, f"t-{one.tone}" if one.tone else ""))
    return SafeString("".join((*parts, "</svg>")))


def _stairs(spots: Sequence[tuple[float, float]], room: float) -> str:
    if not spots:
        return ""
    path = f"M{spots[0][0]:.1f} {spots[0][1]:.1f}"
    for x, y in spots:
        path += f"V{y:.1f}H{x + room:.1f}"
    return path


def _mark(one: Tread, x: float, y: float) -> str:
    """A circle; a diamond where it was stopped, so that the shape says it too."""
    css = {"leaf": "g-pt g-pt-on", "straw": "g-pt g-pt-straw", "slate": "g-pt g-pt-slate", "": "g-pt"}[one.tone]
    if one.tone == "straw":
        return f'<path class="{css}" d="M{x:.1f} {y - 8:.1f}l8 8-8 8-8-8z"/>'
    return f'<circle class="{css}" cx="{x:.1f}" cy="{y:.1f}" r="6"/>'


def _text(text: str, x: float, y: float, css: str = "") -> str:
    kind = f' class="{css}"' if css else ""
    return f'<text{kind} x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>' if text else ""
