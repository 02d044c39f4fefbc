"""Cycles of one idea in sequence, each team's own: a ramp, whose treads rise as the test reaches further."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.inquiry.models import Cycle
from pergola.inquiry.standing import Line, decision_of, line_of
from pergola.kernel.charts.ramp import RampDrawing, Tread, ramp

Width = Cycle.Width
ORDER: Final[list[Width]] = [one for one in Width if one != Width.UNSAID]
"""From one class to a whole system."""
TONES: Final = {"adopt": "leaf", "scale": "leaf", "adapt": "slate", "abandon": "straw"}


@dataclass(frozen=True, slots=True)
class Step:
    """A cycle in a ramp, as the list beneath the drawing tells it."""

    line: Line
    reach: str
    tone: str


@dataclass(frozen=True, slots=True)
class Ramp:
    """One team's or community's cycles of the idea. `drawing` is None where there is one cycle, or none."""

    of: str
    at: str
    steps: list[Step]
    drawing: RampDrawing | None
    told: str


def ramps_of(cycles: Iterable[Cycle]) -> list[Ramp]:
    """By home, in the order each home tested. No query: `cycles` come with their team and community."""
    by_home: dict[UUID | None, list[Cycle]] = defaultdict(list)
    for cycle in cycles:
        by_home[cycle.team_id or cycle.community_id].append(cycle)
    return [_ramp(sorted(ones, key=lambda one: (one.number, one.made, one.pk))) for ones in by_home.values()]


def wider(width: str) -> str:
    """The next wider, for a test that is scaled; the widest stays."""
    if width not in ORDER:
        return width
    return ORDER[min(ORDER.index(Width(width)) + 1, len(ORDER) - 1)]


def _ramp(cycles: Sequence[Cycle]) -> Ramp:
    steps = [Step(line_of(one), _reach(one), TONES.get(one.decision, "")) for one in cycles]
    levels = _levels(cycles)
    told = _told(cycles)
    treads = [
        Tread(one.number, level, step.reach, _became(one), step.tone)  # type: ignore[arg-type]  # a tone of its own list
        for one, level, step in zip(cycles, levels, steps, strict=True)
    ]
    alt = " ".join(f"{one.number}: {one.words}, {one.under}." for one in treads)
    return Ramp(steps[0].line.of, steps[0].line.at, steps, ramp(treads, alt) if len(treads) > 1 else None, told)


def _levels(cycles: Sequence[Cycle]) -> list[int]:
    """How high each tread lies. Where nobody said how far a test reaches, it lies as high as the one before."""
    levels, last = [], 0
    for one in cycles:
        last = ORDER.index(Width(one.width)) if one.width else last
        levels.append(last)
    return levels


def _reach(cycle: Cycle) -> str:
    return str(Width(cycle.width).label) if cycle.width else cycle.scope or _("reach not said")


def _became(cycle: Cycle) -> str:
    return decision_of(cycle).lower() if cycle.decision else str(cycle.get_step_display())


def _told(cycles: Sequence[Cycle]) -> str:
    """The ramp in a sentence."""
    many = capfirst(ngettext("one cycle", "%(n)d cycles", len(cycles)) % {"n": len(cycles)})
    said = [one for one in cycles if one.width]
    if not said or said[0].width == said[-1].width:
        return f"{many}."
    names = {"many": many, "first": _reach(said[0]), "last": _reach(said[-1])}
    if ORDER.index(Width(said[-1].width)) > ORDER.index(Width(said[0].width)):
        return _("%(many)s, from %(first)s to %(last)s.") % names
    return _("%(many)s, from %(first)s back to %(last)s.") % names
