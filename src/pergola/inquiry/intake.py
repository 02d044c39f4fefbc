"""Rows that somebody wants to put in, before they are: what is in already, what must be predicted first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.commons.models import Link
from pergola.inquiry.models import Cycle, Measure, Observation
from pergola.inquiry.models.measure import GROUPED
from pergola.inquiry.series import Holds, Parsed, Problem, parse
from pergola.inquiry.series import Observation as Row
from pergola.inquiry.wording import Unit, Wording, amount, figure, plain_day
from pergola.kernel.clock import now, today
from pergola.kernel.errors import Locked
from pergola.people.models import Person
from pergola.walls.reasons import Reason

PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Taken:
    """How many days were new, how many replaced what stood there, how many were in already just so."""

    added: int
    replaced: int
    alike: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """A day that is in already with another value."""

    day: date
    words: str


def read_as(measure: Measure, source: str | bytes, holds: Holds = Holds.VALUE, *, guess: bool = True) -> Parsed:
    """What was written, read as this measure is counted. Only what is measured can be the mean of a group."""
    share, rate = measure.unit == Measure.Unit.SHARE, measure.unit == Measure.Unit.RATE
    if measure.unit not in GROUPED:
        holds = Holds.VALUE
    return parse(source, share=share, rate=rate, today=today(), guess=guess, holds=holds)


def told(problem: Problem) -> str:
    """A problem with where it is, in one line."""
    if problem.row and problem.column:
        where = _("Row %(row)d, column %(column)d: ") % {"row": problem.row, "column": problem.column}
    else:
        where = _("Row %(row)d: ") % {"row": problem.row} if problem.row else ""
    return f"{where}{problem.what} {problem.how}"


def conflicts(measure: Measure, observations: Iterable[Row]) -> list[Conflict]:
    """The days that are in already with another value, each in words."""
    standing = {one.on: one for one in measure.observations.all()}
    wording = Wording(Unit(measure.unit))
    found = []
    for row in observations:
        old = standing.get(row.day)
        new = observation_of(row, measure, None)
        if old is None or figures(old) == figures(new):
            continue
        names = {"day": plain_day(row.day), "old": _words(old, wording), "new": _words(new, wording)}
        words = _("%(day)s is in already with %(old)s; you paste %(new)s.") % names
        found.append(Conflict(row.day, words))
    return found


def must_be_predicted(measure: Measure, days: Sequence[date]) -> None:
    """Raises Locked where one of the days is of a change whose prediction is not locked yet."""
    links = Link.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(source=measure, kind=Link.Kind.MEASURES)
    open_ones = Cycle.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(
        pk__in=links.values("target"), locked=None, removed=None, begins__isnull=False
    )
    for cycle in open_ones:
        assert cycle.begins is not None
        early = sum(day >= cycle.begins for day in days)
        if early:
            raise Locked(_lock_first(cycle, early))


def without_a_first_day(measure: Measure) -> list[Cycle]:
    """The cycles that watch it and are not locked, whose plan does not say yet when the change begins."""
    links = Link.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(source=measure, kind=Link.Kind.MEASURES)
    cycles = Cycle.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk__in=links.values("target"), begins=None)
    return list(cycles.filter(locked=None, removed=None).order_by("made"))


def _lock_first(cycle: Cycle, early: int) -> str:
    text = ngettext(
        "Lock your prediction first: one of these days lies on or after %(day)s, when the change of cycle %(number)d "
        "(%(title)s) begins. Once it is locked, put this in again.",
        "Lock your prediction first: %(n)d of these days lie on or after %(day)s, when the change of cycle %(number)d "
        "(%(title)s) begins. Once it is locked, put them in again.",
        early,
    )
    assert cycle.begins is not None
    return text % {"n": early, "day": plain_day(cycle.begins), "number": cycle.number, "title": cycle.title}


def observation_of(row: Row, measure: Measure, by: Person | None) -> Observation:
    """`value` is what is drawn: of a share, its per cent to four places; the counts it comes from stand beside it."""
    point = row.point(share=measure.unit == Measure.Unit.SHARE, per=measure.per or 1)
    counted = row.denominator is not None
    return Observation(
        measure=measure,
        on=row.day,
        value=None if point is None else (Decimal(point.numerator) / Decimal(point.denominator)).quantize(PLACES),
        numerator=row.value if counted else None,
        denominator=row.denominator,
        spread=row.spread,
        put_in_by=by,
        put_in=now(),
    )


def figures(one: Observation) -> tuple[Decimal | None, ...]:
    """What is compared: is it the same day, just so?"""
    return one.value, one.numerator, one.denominator, one.spread


def _words(one: Observation, wording: Wording) -> str:
    if one.value is None:
        return _("no value")
    if one.numerator is None or one.denominator is None:
        return amount(one.value.normalize() + 0, wording)
    if one.spread is not None:
        names = {"amount": amount(one.value.normalize() + 0, wording), "many": f"{one.denominator.normalize() + 0:f}"}
        names["spread"] = figure(one.spread, 2)
        return _("%(amount)s (mean of %(many)s, standard deviation %(spread)s)") % names
    names = {"part": f"{one.numerator.normalize() + 0:f}", "whole": f"{one.denominator.normalize() + 0:f}"}
    return _("%(amount)s (%(part)s of %(whole)s)") % {"amount": amount(one.value, wording), **names}
