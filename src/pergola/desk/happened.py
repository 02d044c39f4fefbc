"""What happened in a community, as six indicators: each with its definition, over the last twelve weeks, and never about a person.

A level is one of three and is a reading, not a mark: the page says how it was reached, and people may see it otherwise.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.db.models import Count
from django.db.models.functions import TruncWeek
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.commons.models import Artifact, Participation
from pergola.inquiry.models import Cycle
from pergola.kernel.clock import now
from pergola.publishing.models import Lesson
from pergola.spaces.models import Community, Membership
from pergola.talk.models import Conversation
from pergola.walls.reasons import Reason

WEEKS = 12
WORK = ("problem", "aim", "idea", "cycle")
TRIED = (Participation.Verb.PREDICTED, Participation.Verb.OBSERVED, Participation.Verb.DECIDED)
KEPT = (Cycle.Decision.ADOPT, Cycle.Decision.ADAPT, Cycle.Decision.SCALE)


class Level(Enum):
    LOW, BETWEEN, HIGH = range(3)


@dataclass(frozen=True)
class Indicator:
    """What happened, in a sentence; how that was counted; and where it lies."""

    level: Level
    words: str
    definition: str


@dataclass(frozen=True)
class Traces:
    """What the six are worked out from. Five queries."""

    community: Community
    since: datetime
    work: list[tuple[str, datetime]]
    weeks_tried: int
    cycles: list[Cycle]
    begun: int
    begun_by_others: int
    lessons: int


def happened_in(community: Community) -> dict[str, Indicator]:
    """By the key of the feature."""
    traces = _traces(community, now() - timedelta(weeks=WEEKS))
    return {key: reading(traces) for key, reading in READINGS.items()}


def _traces(community: Community, since: datetime) -> Traces:
    things = Artifact.objects.unrestricted(Reason.COUNTING).filter(community=community, removed=None, kind__in=WORK)
    lately = Participation.objects.unrestricted(Reason.COUNTING).filter(
        community=community, at__gt=since, verb__in=TRIED
    )
    cycles = Cycle.objects.unrestricted(Reason.COUNTING).filter(community=community, removed=None, kind=Cycle.KIND)
    keeping = Membership.objects.unrestricted(Reason.COUNTING).filter(
        community=community, role=Membership.Role.FACILITATOR
    )
    began = Conversation.objects.unrestricted(Reason.COUNTING).filter(
        community=community, removed=None, kind=Conversation.KIND, made__gt=since
    )
    lessons = Lesson.objects.unrestricted(Reason.COUNTING).filter(
        community=community, removed=None, kind=Lesson.KIND, made__gt=since
    )
    keepers = set(keeping.values_list("person", flat=True))
    by = list(began.values_list("made_by", flat=True))
    return Traces(
        community=community,
        since=since,
        work=list(things.values_list("kind", "changed")),
        weeks_tried=lately.annotate(week=TruncWeek("at")).values("week").distinct().count(),
        cycles=list(cycles.defer("search").annotate(leant=Count("leans"))),
        begun=len(by),
        begun_by_others=sum(one not in keepers for one in by),
        lessons=lessons.count(),
    )


def _problem(traces: Traces) -> Indicator:
    problems = sum(kind == "problem" for kind, _changed in traces.work)
    moved = sum(changed > traces.since for _kind, changed in traces.work)
    level = Level.LOW if not problems else Level.HIGH if moved else Level.BETWEEN
    named = ngettext(
        "%(n)s problem of practice is named here", "%(n)s problems of practice are named here", problems
    ) % {"n": problems}
    changed = ngettext(
        "%(n)s thing was written or changed about it", "%(n)s things were written or changed about it", moved
    ) % {"n": moved}
    if not moved:
        changed = _("nothing was written or changed about it")
    definition = _(
        "Problems that stand in this community, and those, aims, ideas and cycles here that were written or changed."
        " High: a problem and a change. Low: no problem."
    )
    return Indicator(
        level, f"{named}; {changed}." if problems else _("No problem of practice is named here."), definition
    )


def _active(traces: Traces) -> Indicator:
    weeks = traces.weeks_tried
    level = Level.HIGH if weeks >= 4 else Level.LOW if weeks <= 1 else Level.BETWEEN
    words = ngettext(
        "In %(n)s week of %(of)s something was tried.", "In %(n)s weeks of %(of)s something was tried.", weeks
    ) % {"n": weeks, "of": WEEKS}
    definition = _(
        "Weeks in which somebody locked a prediction, put in data or decided on a cycle of this community."
        " High: four or more. Low: one or none."
    )
    return Indicator(level, words if weeks else _("In none of these weeks something was tried."), definition)


def _decisions(traces: Traces) -> Indicator:
    decided = [one for one in traces.cycles if one.decided and one.decided > traces.since]
    together = sum(getattr(one, "leant", 0) >= 2 for one in decided)
    level = Level.LOW if not together else Level.HIGH if together * 2 >= len(decided) else Level.BETWEEN
    words = ngettext("%(n)s cycle was decided", "%(n)s cycles were decided", len(decided)) % {"n": len(decided)}
    first = ngettext(
        "before %(n)s of them two people or more said which way they lean",
        "before %(n)s of them two people or more said which way they lean",
        together,
    ) % {"n": together}
    definition = _(
        "Decisions on cycles of this community, and those before which two people or more said which way they lean."
        " High: half of them or more. Low: none."
    )
    return Indicator(level, f"{words}; {first}." if decided else _("No cycle was decided."), definition)


def _inquiry(traces: Traces) -> Indicator:
    begun = [one for one in traces.cycles if max(filter(None, (one.made, one.locked, one.decided))) > traces.since]
    foretold = sum(one.locked is not None for one in begun)
    level = Level.LOW if not foretold else Level.HIGH if foretold * 3 >= len(begun) * 2 else Level.BETWEEN
    words = ngettext("%(n)s cycle was under way", "%(n)s cycles were under way", len(begun)) % {"n": len(begun)}
    said = ngettext("%(n)s has its prediction locked", "%(n)s have their prediction locked", foretold) % {"n": foretold}
    definition = _(
        "Cycles of this community begun, locked or decided, and those whose prediction was locked."
        " High: two thirds or more. Low: none."
    )
    return Indicator(level, f"{words}; {said}." if begun else _("No cycle was under way."), definition)


def _ownership(traces: Traces) -> Indicator:
    others, every = traces.begun_by_others, traces.begun
    level = Level.LOW if not others else Level.HIGH if others >= 2 and others * 2 >= every else Level.BETWEEN
    words = ngettext("%(n)s conversation was begun", "%(n)s conversations were begun", every) % {"n": every}
    said = ngettext(
        "%(n)s of them not by those who keep the community going",
        "%(n)s of them not by those who keep the community going",
        others,
    ) % {"n": others}
    definition = _(
        "Conversations begun here, and those begun by somebody who is not a facilitator."
        " High: two or more, and half of all. Low: none."
    )
    return Indicator(level, f"{words}; {said}." if every else _("No conversation was begun."), definition)


def _value(traces: Traces) -> Indicator:
    kept = sum(bool(one.decided and one.decided > traces.since and one.decision in KEPT) for one in traces.cycles)
    level = (Level.LOW, Level.BETWEEN, Level.HIGH)[min(kept + traces.lessons, 2)]
    words = ngettext("%(n)s thing that was tried is kept", "%(n)s things that were tried are kept", kept) % {"n": kept}
    told = ngettext("%(n)s lesson was begun", "%(n)s lessons were begun", traces.lessons) % {"n": traces.lessons}
    definition = _(
        "Cycles of this community decided to adopt, adapt or scale, and lessons begun here."
        " High: two or more together. Low: none."
    )
    nothing = _("Nothing that was tried is kept, and no lesson was begun.")
    return Indicator(level, f"{words}; {told}." if kept or traces.lessons else nothing, definition)


READINGS: dict[str, Callable[[Traces], Indicator]] = {
    "problem": _problem,
    "active": _active,
    "decisions": _decisions,
    "inquiry": _inquiry,
    "ownership": _ownership,
    "value": _value,
}
