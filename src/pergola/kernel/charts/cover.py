"""A lesson's cover: its evidence drawn small, one bay for each cycle, all on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString

_WIDTH, _HEIGHT, _SIDE, _TOP, _FLOOR = 160, 84, 6, 4, 80


@dataclass(frozen=True, slots=True)
class CoverBay:
    """One series; `change_at` is the first place after the change, `before` and `after` are the medians of its sides.

    `tone` colours what came after: leaf supports, straw contradicts, "" says neither.
    """

    points: tuple[float | None, ...]
    change_at: int | None = None
    before: float | None = None
    after: float | None = None
    tone: Literal["leaf", "straw", ""] = ""


def cover(bays: Sequence[CoverBay], *, from_zero: bool = True) -> list[SafeString]:
    """One SVG for each bay, hidden from screen readers: the name and the figures stand beside it in words."""
    values = [value for bay in bays for value in bay.points if value is not None]
    if not values:
        return [SafeString("") for _bay in bays]
    low, high = min(values), max(values)
    if from_zero and low >= 0:
        low = 0.0
    reach = (high - low) or 1.0
    return [_bay(bay, low, low + reach * 1.1) for bay in bays]


def _bay(bay: CoverBay, low: float, high: float) -> SafeString:
    count = len(bay.points)
    step = (_WIDTH - 2 * _SIDE) / max(count - 1, 1)
    radius = round(min(3.2, max(step * 0.45, 1.2)), 1)

    def x(place: int) -> float:
        return _SIDE + place * step if count > 1 else _WIDTH / 2

    def y(value: float) -> float:
        return _FLOOR - 4 - (value - low) / (high - low) * (_FLOOR - 4 - _TOP)

    change = bay.change_at if bay.change_at is not None and 0 < bay.change_at < count else None
    middle = x(change) - step / 2 if change is not None else None
    axis = f"M{middle:.1f} 2V81M4 81H156" if middle is not None else "M4 81H156"
    parts = [f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-hidden="true"><path class="g-axis" d="{axis}"/>']
    if bay.before is not None:
        parts.append(f'<path class="g-med" d="M{_SIDE} {y(bay.before):.1f}H{middle or _WIDTH - _SIDE:.1f}"/>')
    if bay.after is not None and middle is not None:
        parts.append(f'<path class="g-med" d="M{middle:.1f} {y(bay.after):.1f}H{_WIDTH - _SIDE}"/>')
    for place, value in enumerate(bay.points):
        if value is not None:
            after = bay.change_at is not None and place >= bay.change_at
            css = f"g-dot g-dot-{bay.tone}" if after and bay.tone else "g-dot"
            parts.append(f'<circle class="{css}" cx="{x(place):.1f}" cy="{y(value):.1f}" r="{radius:g}"/>')
    return SafeString("".join((*parts, "</svg>")))
