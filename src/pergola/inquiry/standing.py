"""Where a cycle stands, in words: its bays, and the one line that says it in a list."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.commons.places import page_of
from pergola.inquiry.homes import home_of
from pergola.inquiry.models import Cycle
from pergola.inquiry.showing import Shown
from pergola.inquiry.wording import Every, how_many, plain_day

Step = Cycle.Step
ORDER = (Step.PLAN, Step.DO, Step.STUDY, Step.ACT)


@dataclass(frozen=True, slots=True)
class Bay:
    """One of the four steps: its name, what became of it, whether one is in it."""

    name: str
    detail: str
    here: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A cycle in a list: `place` is 1 Plan to 4 Act, 5 all done."""

    cycle: Cycle
    name: str
    place: int
    words: str
    of: str
    at: str
    """The page of whose it is."""


def name_of(cycle: Cycle) -> str:
    return _("Cycle %(number)d: %(title)s") % {"number": cycle.number, "title": cycle.title}


def bays(cycle: Cycle, shown: Shown | None) -> list[Bay]:
    """Plan, Do, Study, Act: done when, where one is and until when, what is to come."""
    details = {
        Step.PLAN: _done(cycle.locked),
        Step.DO: _done(cycle.did) and _did(cycle, shown),
        Step.STUDY: _done(cycle.studied),
        Step.ACT: decision_of(cycle) if cycle.decision else "",
    }
    ahead = {
        Step.PLAN: _("Predict, and lock it"),
        Step.DO: _("Try it, and count"),
        Step.STUDY: _("Hold it beside the data"),
        Step.ACT: _("Adopt, adapt, abandon or scale"),
    }
    return [
        Bay(str(step.label), details[step] or (_here(cycle) if cycle.step == step else ahead[step]), cycle.step == step)
        for step in ORDER
    ]


def line_of(cycle: Cycle) -> Line:
    """Its name, where it is, and whose it is."""
    place = 5 if cycle.step == Step.DONE else ORDER.index(Step(cycle.step)) + 1
    home = home_of(cycle)
    at = page_of(home) if home else ""
    return Line(cycle, name_of(cycle), place, ", ".join(_where(cycle)), str(home or ""), at)


def _where(cycle: Cycle) -> Iterator[str]:
    if cycle.step == Step.DONE:
        yield _("decided: %(what)s") % {"what": decision_of(cycle).lower()}
        return
    yield str(cycle.get_step_display())
    until = cycle.decide_by if cycle.step == Step.ACT else cycle.study_by
    if until is not None and cycle.step != Step.PLAN:
        yield _("until %(day)s") % {"day": plain_day(until)}


def _done(moment: object) -> str:
    return _("Done %(day)s") % {"day": plain_day(localdate(moment))} if moment else ""  # type: ignore[arg-type]


def _did(cycle: Cycle, shown: Shown | None) -> str:
    if shown is None or not shown.since:
        return _done(cycle.did)
    names = {"done": _done(cycle.did), "many": counted(shown.since, shown.wording.every)}
    return _("%(done)s, %(many)s") % names


def counted(number: int, every: Every) -> str:
    """“14 lessons”; small numbers as words."""
    return how_many(number, every)


def _here(cycle: Cycle) -> str:
    until = cycle.decide_by if cycle.step == Step.ACT else cycle.study_by
    if until is None or cycle.step == Step.PLAN:
        return _("You are here")
    return _("You are here, until %(day)s") % {"day": plain_day(until)}


def decision_of(cycle: Cycle) -> str:
    """The first word of the choice: Adopt, Adapt, Abandon, Scale."""
    return str(Cycle.Decision(cycle.decision).label).partition(":")[0]


def locked_before(cycle: Cycle) -> str:
    """How long before the change the prediction was locked, or how many points of it were in already; and that it stays."""
    if cycle.locked is None or cycle.begins is None:
        return ""
    stays = _("It cannot be changed.")
    if cycle.points_at_lock:
        text = ngettext(
            "One point of the change was in already.",
            "%(n)d points of the change were in already.",
            cycle.points_at_lock,
        )
        return f"{text % {'n': cycle.points_at_lock}} {stays}"
    days = (cycle.begins - localdate(cycle.locked)).days
    if days < 0:  # nobody can tell from here what was known by then, and the page does not pretend to
        late = capfirst(how_many(-days, Every.DAY))
        words = _("%(late)s after the change began; no point of it was in yet here.") % {"late": late}
        return f"{words} {stays}"
    if days == 0:
        return f"{_('No point of the change was in yet.')} {stays}"
    many = capfirst(how_many(days, Every.DAY))
    return f"{_('%(many)s before the change began.') % {'many': many}} {stays}"
