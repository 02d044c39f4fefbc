"""Then and now on one scale of words: a hollow point and a full one for each question, joined by a line.

Drawn twice, as every chart; which is which is told by shape and by the key above, never by colour alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pergola.kernel.charts.text import shorten, width

_ROW, _TOP, _RADIUS, _APART = 44, 66, 7, 8

_BESIDE = 84
"""Room at the right for half of the last word."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Places on the scale, 0 the least; None where nothing was said."""

    title: str
    then: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class PairDrawing:
    """Both widths, ready for a template, and the words for those who do not see them."""

    wide: SafeString
    narrow: SafeString
    alt: str


def pair_chart(pairs: Sequence[Pair], scale: Sequence[str], days: tuple[str, str]) -> PairDrawing:
    """`scale`: its words from the least; `days`: when it was then, and when it is now (empty: there is no now yet)."""
    alt = "; ".join(_told(one, scale) for one in pairs)
    return PairDrawing(
        _svg(pairs, scale, days, alt, css="wide-only", wide=760, left=250, under=False),
        _svg(pairs, scale, days, alt, css="narrow-only", wide=358, left=14, under=True),
        alt,
    )


def _told(pair: Pair, scale: Sequence[str]) -> str:
    said = {"what": pair.title, "then": "–" if pair.then is None else scale[pair.then]}
    if pair.now is None:
        return _("%(what)s: %(then)s") % said
    return _("%(what)s: %(then)s then, %(now)s now") % (said | {"now": scale[pair.now]})


def _svg(
    pairs: Sequence[Pair],
    scale: Sequence[str],
    days: tuple[str, str],
    alt: str,
    *,
    css: str,
    wide: int,
    left: int,
    under: bool,
) -> SafeString:
    row = _ROW + (20 if under else 0)
    height = _TOP + row * len(pairs) + 8
    right = left if under else _BESIDE
    at = [left + (wide - left - right) * place / max(len(scale) - 1, 1) for place in range(len(scale))]
    parts = [
        f'<svg class="chart-svg {css}" viewBox="0 0 {wide} {height:g}" role="img" aria-label="{escape(alt)}">',
        *_key(days, 14),
        *_scale(scale, at, height, wide),
    ]
    for place, pair in enumerate(pairs):
        y = _TOP + row * place + (row - 14 if under else row / 2)
        title = shorten(pair.title, wide - 8 if under else left - 40)
        parts.append(_text(title, 4, y - 18 if under else y + 5, "t-b"))
        parts += _points(pair, at, y)
    return SafeString("".join((*parts, "</svg>")))


def _key(days: tuple[str, str], y: int) -> list[str]:
    """The hollow point is then; the full one is now."""
    then, now = days
    parts = [_hollow(12, y), _text(then, 26, y + 5)]
    if now:
        x = 26 + width(then) + 26
        parts += [_full(x, y), _text(now, x + 14, y + 5, "t-b")]
    return parts


def _scale(scale: Sequence[str], at: Sequence[float], height: float, wide: int) -> list[str]:
    """Each step has its line; its words stand above it, all of them where they fit, else those at the ends."""
    parts = [f'<line class="g-grid" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP - 8}" y2="{height - 6:g}"/>' for x in at]
    begins = [_inside(x - width(word) / 2, width(word), wide) for word, x in zip(scale, at, strict=True)]
    spans = [(begin, begin + width(word)) for begin, word in zip(begins, scale, strict=True)]
    fit = all(one[1] + _APART <= other[0] for one, other in pairwise(spans))
    ends = {0, len(scale) - 1}
    parts += [_text(scale[n], begins[n], _TOP - 16) for n in range(len(scale)) if fit or n in ends]
    return parts


def _inside(begin: float, size: float, wide: int) -> float:
    """A word stands in the middle of its line, unless it would run over the edge."""
    return max(2, min(begin, wide - size - 2))


def _points(pair: Pair, at: Sequence[float], y: float) -> list[str]:
    parts = []
    if pair.then is not None and pair.now is not None and pair.then != pair.now:
        parts.append(
            f'<line class="g-line" x1="{at[pair.then]:.1f}" x2="{at[pair.now]:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'
        )
    if pair.now is not None:
        parts.append(_full(at[pair.now], y))
    if pair.then is not None:
        parts.append(_hollow(at[pair.then], y, ring=pair.then == pair.now))
    return parts


def _hollow(x: float, y: float, *, ring: bool = False) -> str:
    """Around the full one where nothing has moved."""
    radius = _RADIUS + 4 if ring else _RADIUS
    css = "g-axis" if ring else "g-pt"
    return f'<circle class="{css}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>'


def _full(x: float, y: float) -> str:
    return f'<circle class="g-pt g-pt-slate" cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS}"/>'


def _text(text: str, x: float, y: float, css: str = "", *, anchor: str = "start") -> str:
    kind = f' class="{css}"' if css else ""
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text{kind} x="{x:.1f}" y="{y:.1f}"{side}>{escape(text)}</text>'
