"""What a team works on, as its page lists it: each idea with its cycles under it, each with its step and what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pergola.commons.models import Artifact, Link
from pergola.kernel.templatetags.pergola import day
from pergola.people.models import Asker

CYCLE = "cycle"
"""A kind of a floor beside this one, by its name."""


@dataclass(frozen=True)
class Work:
    """One line, and the cycles that test it."""

    title: str
    url: str
    meta: str
    cycles: tuple["Work", ...] = ()


def work_of(person: Asker, things: Sequence[Artifact]) -> list[Work]:
    """These things, newest first; a cycle stands under what it tests, where that is among them. One query."""
    cycles = {one.pk: one for one in things if one.kind == CYCLE}
    rows = Link.objects.visible_to(person).filter(kind=Link.Kind.TESTS, source__in=list(cycles)) if cycles else []
    tested = {tie.source_id: tie.target_id for tie in rows}
    there = {one.pk for one in things}
    return [
        _line(one, [cycles[pk] for pk, target in tested.items() if target == one.pk])
        for one in things
        if tested.get(one.pk) not in there
    ]


def _line(one: Artifact, cycles: Sequence[Artifact] = ()) -> Work:
    under = sorted(cycles, key=lambda cycle: cycle.made)
    meta = " · ".join([_state(one) or one.kind_word, str(one.made_by), day(one.changed)])
    return Work(_name(one), one.get_absolute_url(), meta, tuple(_line(cycle) for cycle in under))


def _name(one: Artifact) -> str:
    if one.kind != CYCLE:
        return one.title
    return _("Cycle %(n)d: %(title)s") % {"n": _cycle(one).number, "title": one.title}


def _state(one: Artifact) -> str:
    """The step a cycle is at, or what was decided of it."""
    if one.kind != CYCLE:
        return ""
    cycle = _cycle(one)
    decided = str(cycle.get_decision_display()).partition(":")[0].lower() if cycle.decision else ""
    return _("decided: %(what)s") % {"what": decided} if decided else str(cycle.get_step_display())


def _cycle(one: Artifact) -> Any:
    return one.cycle  # the child row, read with it
