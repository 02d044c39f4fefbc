"""Where people stand between two poles: the places on a line, the middle half of the marks as a band, the middle as a full point.

Which is which is told by shape, and in the words beside it, never by colour alone.
"""

from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pergola.kernel.charts.text import shorten, width

_HIGH, _LINE, _RADIUS, _BAND = 108, 58, 6, 13

type Spots = tuple[int, int, int, int]
"""Places from 0: where the middle half begins, the two middle marks (one where they are one), where the middle half ends."""


def between_chart(one: str, other: str, places: int, spots: Spots, words: str) -> SafeString:
    """Both widths, ready for a template. `words` says the finding; it is what is read out."""
    alt = _("Between “%(one)s” and “%(other)s”: %(words)s") % {"one": one, "other": other, "words": words}
    drawn = [
        _svg(one, other, places, spots, alt, css=css, wide=wide)
        for css, wide in (("wide-only", 640), ("narrow-only", 358))
    ]
    return SafeString("".join(drawn))


def _svg(one: str, other: str, places: int, spots: Spots, alt: str, *, css: str, wide: int) -> str:
    first, last = 20.0, wide - 20.0
    at = [first + (last - first) * place / (places - 1) for place in range(places)]
    low, middle, upper, high = spots
    dots = [
        f'<circle class="g-pt" cx="{x:.1f}" cy="{_LINE}" r="{_RADIUS}"/>' for place, x in enumerate(at) if place not in (middle, upper)
    ]  # fmt: skip
    full = [
        f'<circle class="g-pt g-pt-slate" cx="{at[place]:.1f}" cy="{_LINE}" r="{_RADIUS + 3}"/>'
        for place in {middle, upper}
    ]
    left, band = at[low] - _BAND - 3, at[high] - at[low] + 2 * _BAND + 6
    under = shorten(other, wide - 8)
    parts = [
        f'<svg class="chart-svg {css} g-between" viewBox="0 0 {wide} {_HIGH}" role="img" aria-label="{escape(alt)}">',
        _text(shorten(one, wide - 8), 4, 24),
        f'<rect class="g-node" x="{left:.1f}" y="{_LINE - _BAND}" width="{band:.1f}" height="{2 * _BAND}" rx="{_BAND}"/>',
        f'<line class="g-axis" x1="{first:g}" x2="{last:g}" y1="{_LINE}" y2="{_LINE}"/>',
        *dots,
        *full,
        _text(under, max(4, wide - 4 - width(under)), 98),
        "</svg>",
    ]
    return "".join(parts)


def _text(text: str, x: float, y: float) -> str:
    return f'<text class="t-b" x="{x:.1f}" y="{y}">{escape(text)}</text>'
