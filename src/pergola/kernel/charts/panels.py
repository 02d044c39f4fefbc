"""Small multiples: one panel for each group, all on one scale from 0 to 100, a bar from the lower to the upper end of what is told.

A bar is as tall as what is not told exactly: the smaller the group, the taller. Where nothing is told, a short line on the ground.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from pergola.kernel.charts.text import shorten, width

_TALL, _HEAD, _FOOT, _GAP = 96, 26, 26, 18


@dataclass(frozen=True, slots=True)
class Banded:
    """A group, and on each day the ends of its band in per cent; None where it is not told."""

    title: str
    bands: tuple[tuple[int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class Panels:
    """Both widths, ready for a template, and the words for those who do not see them."""

    wide: SafeString
    narrow: SafeString
    alt: str


def panels(drawn: Sequence[Banded], ticks: Sequence[str], alt: str) -> Panels:
    """`ticks`: one for each day; the first and the last are written."""
    return Panels(
        _svg(drawn, ticks, alt, css="wide-only", wide=760, beside=4),
        _svg(drawn, ticks, alt, css="narrow-only", wide=358, beside=2),
        alt,
    )


def _svg(drawn: Sequence[Banded], ticks: Sequence[str], alt: str, *, css: str, wide: int, beside: int) -> SafeString:
    size = (wide - _GAP * (beside - 1)) / beside
    row = _HEAD + _TALL + _FOOT + 12
    height = row * -(-len(drawn) // beside)
    parts = [f'<svg class="chart-svg {css}" viewBox="0 0 {wide} {height}" role="img" aria-label="{escape(alt)}">']
    for place, panel in enumerate(drawn):
        x, y = (place % beside) * (size + _GAP), (place // beside) * row
        parts += _panel(panel, ticks, x, y, size, scaled=place % beside == 0)
    return SafeString("".join((*parts, "</svg>")))


def _panel(panel: Banded, ticks: Sequence[str], x: float, y: float, size: float, *, scaled: bool) -> list[str]:
    top, ground = y + _HEAD, y + _HEAD + _TALL
    left, right = x + 50, x + size
    parts = [_text(shorten(panel.title, size - 4), x, y + 15, "t-b")]
    for level in (100, 50, 0):
        at = ground - _TALL * level / 100
        css = "g-axis" if level == 0 else "g-grid"
        parts.append(f'<line class="{css}" x1="{left:.1f}" x2="{right:.1f}" y1="{at:.1f}" y2="{at:.1f}"/>')
        if scaled:
            label = f"{level} %" if level == 100 else f"{level}"
            parts.append(_text(label, left - 4 - width(label), at + 5))
    step = (right - left) / max(len(panel.bands), 1)
    bar = min(step * 0.5, 26)
    for place, band in enumerate(panel.bands):
        middle = left + step * (place + 0.5)
        css = "g-pt g-pt-slate" if place == len(panel.bands) - 1 else "g-pt"
        parts.append(_bar(band, middle, bar, ground, top, css))
    ends = sorted({0, len(ticks) - 1}) if step * len(ticks) > 150 or len(ticks) == 1 else [len(ticks) - 1]
    for place in ends:
        begin = left + step * (place + 0.5) - width(ticks[place]) / 2
        parts.append(_text(ticks[place], min(max(begin, left), right - width(ticks[place])), ground + 19))
    return parts


def _bar(band: tuple[int, int] | None, middle: float, bar: float, ground: float, top: float, css: str) -> str:
    if band is None:
        ends = f'x1="{middle - bar / 2:.1f}" x2="{middle + bar / 2:.1f}" y1="{ground - 6:.1f}" y2="{ground - 6:.1f}"'
        return f'<line class="g-med g-med-x" {ends}/>'
    low, high = (ground - (ground - top) * one / 100 for one in band)
    tall = max(low - high, 3)
    return f'<rect class="{css}" x="{middle - bar / 2:.1f}" y="{high:.1f}" width="{bar:.1f}" height="{tall:.1f}"/>'


def _text(text: str, x: float, y: float, css: str = "") -> str:
    kind = f' class="{css}"' if css else ""
    return f'<text{kind} x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'
