"""What might help with a cycle that stands still: said where one works, about the cycle and never about a person.

Each can be put away, for one cycle or for all; whoever does is not reminded of it again and nobody else notices.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pergola.commons.models import Link
from pergola.inquiry.models import Cycle, Observation, QuietNudge
from pergola.kernel.clock import now, today
from pergola.people.models import Asker

Kind = QuietNudge.Kind
Step = Cycle.Step
NO_DATA, OPEN_STUDY, UNDECIDED = timedelta(days=14), timedelta(days=21), timedelta(days=21)
MOST_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Nudge:
    """What is so, and what might help."""

    kind: Kind
    cycle: Cycle
    words: str
    helps: str


def nudges_of(person: Asker, cycles: Iterable[Cycle], counted: Iterable[UUID] | None = None) -> list[Nudge]:
    """Of these cycles, but for what this person has put away. One query; two more where a prediction waits for its numbers.

    `counted`: the cycles a number came for since their prediction was locked, where the page knows already.
    """
    waiting = [(kind, cycle) for cycle in cycles if (kind := _kind_of(cycle)) is not None]
    quiet: set[tuple[int, str, UUID | None]] = set(
        QuietNudge.objects.visible_to(person).values_list("wall", "nudge", "cycle")
    )
    heard = [
        (kind, one)
        for kind, one in waiting
        if (one.wall_id, kind, None) not in quiet and (one.wall_id, kind, one.pk) not in quiet
    ]
    without = [one for kind, one in heard if kind == Kind.NO_DATA]
    known = set(counted) if counted is not None else _counted(person, without)
    return [_nudge(kind, one) for kind, one in heard if kind != Kind.NO_DATA or one.pk not in known][:MOST_SHOWN]


def _kind_of(cycle: Cycle) -> Kind | None:
    """Which of them may hold of a cycle, from its own row."""
    match cycle.step:
        case Step.PLAN:
            return Kind.UNLOCKED if cycle.begins is not None and cycle.begins <= today() else None
        case Step.DO:
            return Kind.NO_DATA if _ago(cycle.locked, NO_DATA) else None
        case Step.STUDY:
            return Kind.OPEN_STUDY if _ago(cycle.did, OPEN_STUDY) else None
        case Step.ACT:
            late = cycle.decide_by < today() if cycle.decide_by else _ago(cycle.studied, UNDECIDED)
            return Kind.UNDECIDED if late else None
    return None


def _ago(moment: datetime | None, least: timedelta) -> bool:
    return moment is not None and now() - moment >= least


def _counted(person: Asker, cycles: Sequence[Cycle]) -> set[UUID]:
    """Those for whose measures a number was put in since the prediction was locked; and those that watch no measure."""
    if not cycles:
        return set()
    ties = Link.objects.filter(target__in=[one.pk for one in cycles], kind=Link.Kind.MEASURES)
    watched = list(ties.values_list("source", "target"))
    newest: dict[UUID, datetime] = {}
    rows = Observation.objects.visible_to(person).filter(measure__in={one for one, _cycle in watched})
    for measure, put_in in rows.values_list("measure", "put_in"):
        if measure not in newest or newest[measure] < put_in:
            newest[measure] = put_in
    locked = {one.pk: one.locked for one in cycles}
    fed = {
        cycle
        for measure, cycle in watched
        if measure in newest and (since := locked[cycle]) is not None and newest[measure] > since
    }
    return fed | ({one.pk for one in cycles} - {cycle for _measure, cycle in watched})


def _nudge(kind: Kind, cycle: Cycle) -> Nudge:
    words = {
        Kind.UNLOCKED: _("Its first day has come, and no prediction is locked."),
        Kind.NO_DATA: _("Its prediction was locked %(days)d days ago, and no number has come since.")
        % {"days": _days(cycle.locked)},
        Kind.OPEN_STUDY: _("Study has been open for %(days)d days.") % {"days": _days(cycle.did)},
        Kind.UNDECIDED: _("What becomes of it is still open.")
        if cycle.decide_by is None
        else _("It was to be decided by now."),
    }
    helps = {
        Kind.UNLOCKED: _("Two sentences are enough: what do you expect, and by when?"),
        Kind.NO_DATA: _("One small count tells more than none. If it did not begin, say so in Do."),
        Kind.OPEN_STUDY: _("Ten minutes together with the chart are plenty; “cannot tell” is an answer."),
        Kind.UNDECIDED: _("Adopt, adapt, abandon or scale: put it on the table when you meet next."),
    }
    return Nudge(kind, cycle, words[kind], helps[kind])


def _days(moment: datetime | None) -> int:
    return (today() - localdate(moment)).days if moment else 0
