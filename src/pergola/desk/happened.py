"""What happened in a community, as six indicators: each with its definition, over the last twelve weeks, and never about a person.

A level is one of three and is a reading, not a mark: the page says how it was reached, and people may see it otherwise.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from django.db.models import Count
from django.db.models.functions import TruncWeek
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.commons.models import Artifact, Participation
from pergola.inquiry.models import Cycle
from pergola.instruments.release import FEWEST
from pergola.kernel.clock import now
from pergola.meetings.models import Gathering
from pergola.publishing.models import Lesson
from pergola.spaces.models import Community, Membership
from pergola.talk.models import Conversation
from pergola.walls.reasons import Reason

WEEKS = 12
BEGUN = (Conversation.KIND, Lesson.KIND)
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
    people: int = 0
    there: list[int] = field(default_factory=list)
    """Of each gathering of everybody of which it was noted who was there: how many were."""


def happened_in(community: Community) -> dict[str, Indicator]:
    """By the key of the feature."""
    traces = _traces(community, now() - timedelta(weeks=WEEKS))
    return {key: reading(traces) for key, reading in READINGS.items()}


def _traces(community: Community, since: datetime) -> Traces:
    made = Artifact.objects.unrestricted(Reason.COUNTING).filter(community=community, removed=None)
    things = list(made.filter(kind__in=(*WORK, *BEGUN)).values_list("kind", "changed", "made", "made_by"))
    lately = Participation.objects.unrestricted(Reason.COUNTING).filter(
        community=community, at__gt=since, verb__in=TRIED
    )
    cycles = Cycle.objects.unrestricted(Reason.COUNTING).filter(community=community, removed=None, kind=Cycle.KIND)
    here = Membership.objects.unrestricted(Reason.COUNTING).filter(community=community).values_list("person", "role")
    keepers = {person for person, role in here if role == Membership.Role.FACILITATOR}
    began = [by for kind, _changed, when, by in things if kind == Conversation.KIND and when > since]
    met = Gathering.objects.unrestricted(Reason.COUNTING).filter(
        community=community, removed=None, of_two=False, begins__gt=since
    )
    noted = met.held().order_by().annotate(there=Count("presences")).filter(there__gt=0)
    return Traces(
        community=community,
        since=since,
        work=[(kind, changed) for kind, changed, _made, _by in things if kind in WORK],
        weeks_tried=lately.annotate(week=TruncWeek("at")).values("week").distinct().count(),
        cycles=list(cycles.defer("search").annotate(leant=Count("leans"))),
        begun=len(began),
        begun_by_others=sum(one not in keepers for one in began),
        lessons=sum(kind == Lesson.KIND and when > since for kind, _changed, when, _by in things),
        people=len(here),
        there=list(noted.values_list("there", flat=True)),
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
    well, attended = _attended(traces)
    level = (Level.LOW, Level.BETWEEN, Level.HIGH)[min(kept + traces.lessons + well, 2)]
    words = ngettext("%(n)s thing that was tried is kept", "%(n)s things that were tried are kept", kept) % {"n": kept}
    told = ngettext("%(n)s lesson was begun", "%(n)s lessons were begun", traces.lessons) % {"n": traces.lessons}
    definition = _(
        "Cycles of this community decided to adopt, adapt or scale, and lessons begun here; and, as one more, that half of you or"
        " more came to most of at least two gatherings of which it was noted who was there. High: two or more together. Low: none."
    )
    nothing = _("Nothing that was tried is kept, and no lesson was begun.")
    said = f"{words}; {told}." if kept or traces.lessons else nothing
    return Indicator(level, f"{said} {attended}" if attended else said, definition)


def _attended(traces: Traces) -> tuple[bool, str]:
    """Do people come? Said only where five at least are here: of fewer it would be about somebody."""
    if not traces.there or traces.people < FEWEST:
        return False, ""
    well, held = sum(one * 2 >= traces.people for one in traces.there), len(traces.there)
    words = ngettext(
        "It was noted for %(n)s gathering who was there; to %(m)s of them half of you or more came.",
        "It was noted for %(n)s gatherings who was there; to %(m)s of them half of you or more came.",
        held,
    ) % {"n": held, "m": well}
    return held >= 2 and well * 2 > held, words


READINGS: dict[str, Callable[[Traces], Indicator]] = {
    "problem": _problem,
    "active": _active,
    "decisions": _decisions,
    "inquiry": _inquiry,
    "ownership": _ownership,
    "value": _value,
}
