"""Putting numbers in: whole or not at all, never over what stands there unless somebody says so, and never before the prediction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.commons.models import Link, Participation
from pergola.commons.models.participation import took_part
from pergola.inquiry.actions.making import fresh, stir
from pergola.inquiry.models import Cycle, EarlierValue, Measure, Observation
from pergola.inquiry.rules import must_change
from pergola.inquiry.series import MOST_ROWS, Problem, parse
from pergola.inquiry.series import Observation as Row
from pergola.inquiry.wording import Unit, Wording, amount, plain_day
from pergola.kernel.clock import now, today
from pergola.kernel.errors import Incomplete, Locked, Refusal, Unreadable
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


def put_in_text(*, by: Person, measure: Measure, source: str | bytes, replace: bool = False) -> Taken:
    """Put in what was typed, pasted or uploaded. Raises Unreadable with the first of what is wrong."""
    must_change(by, measure)
    parsed = parse(source, share=measure.unit == Measure.Unit.SHARE, today=today())
    if parsed.problems:
        raise Unreadable(told(parsed.problems[0]))
    return put_in_observations(by=by, measure=measure, observations=parsed.observations, replace=replace)


def told(problem: Problem) -> str:
    """A problem with where it is, in one line."""
    if problem.row and problem.column:
        where = _("Row %(row)d, column %(column)d: ") % {"row": problem.row, "column": problem.column}
    else:
        where = _("Row %(row)d: ") % {"row": problem.row} if problem.row else ""
    return f"{where}{problem.what} {problem.how}"


@transaction.atomic
def put_in_observations(
    *, by: Person, measure: Measure, observations: Sequence[Row], replace: bool = False
) -> Taken:
    """Put these days in, all or none. Raises Locked where a prediction must come first, Incomplete where days are in
    already with another value and `replace` was not said: `missing` then names each.
    """
    must_change(by, measure)
    fresh(measure)  # two people who put in at once come one after the other
    if len(observations) > MOST_ROWS:
        raise Refusal(_("A series takes at most 5,000 days at a time. Nothing was taken."))
    must_be_predicted(measure, [row.day for row in observations])
    clashing = conflicts(measure, observations)
    if clashing and not replace:
        sentence = ngettext(
            "One day is in already with another value. Nothing was taken.",
            "%(n)d days are in already with other values. Nothing was taken.",
            len(clashing),
        )
        raise Incomplete(sentence % {"n": len(clashing)}, missing=[conflict.words for conflict in clashing])
    standing = {one.on: one for one in measure.observations.all()}
    clashing_days = {conflict.day for conflict in clashing}
    for day in sorted(clashing_days):
        _take_out(standing[day], by)
    new = [_made(row, measure, by) for row in observations if row.day not in standing or row.day in clashing_days]
    Observation.objects.bulk_create(new, batch_size=1000)
    if new:
        stir(measure)
        took_part(by, Participation.Verb.OBSERVED, artifact=measure)
    return Taken(len(new) - len(clashing), len(clashing), len(observations) - len(new))


def conflicts(measure: Measure, observations: Iterable[Row]) -> list[Conflict]:
    """The days that are in already with another value, each in words."""
    standing = {one.on: one for one in measure.observations.all()}
    wording = Wording(Unit(measure.unit))
    found = []
    for row in observations:
        old = standing.get(row.day)
        new = _made(row, measure, None)
        if old is None or _figures(old) == _figures(new):
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


@transaction.atomic
def correct_observation(*, by: Person, observation: Observation, row: Row) -> Observation:
    """Put another value, or another day, in its place. What stood there is kept among the earlier values."""
    measure = observation.measure
    must_change(by, measure)
    fresh(measure)
    current = Observation.objects.editable_by(by).filter(pk=observation.pk).first()
    if current is None:
        raise Refusal(_("Somebody took this day out or corrected it meanwhile. Look at the rows again."))
    if _figures(current) == _figures(_made(row, measure, by)) and current.on == row.day:
        return current
    must_be_predicted(measure, [row.day])
    other = measure.observations.filter(on=row.day).exclude(pk=current.pk)
    if other.exists():
        raise Refusal(_("%(day)s is in already. A date has one value.") % {"day": plain_day(row.day)}, field="day")
    _take_out(current, by)
    new = _made(row, measure, by)
    new.save()
    stir(measure)
    took_part(by, Participation.Verb.OBSERVED, artifact=measure)
    return new


@transaction.atomic
def remove_observation(*, by: Person, observation: Observation) -> EarlierValue:
    """Take one day out. It stays among the earlier values and can be brought back."""
    measure = observation.measure
    must_change(by, measure)
    fresh(measure)
    current = Observation.objects.editable_by(by).filter(pk=observation.pk).first()
    if current is None:
        raise Refusal(_("Somebody took this day out or corrected it meanwhile. Look at the rows again."))
    earlier = _take_out(current, by)
    stir(measure)
    took_part(by, Participation.Verb.REMOVED, artifact=measure)
    return earlier


@transaction.atomic
def bring_back_value(*, by: Person, earlier: EarlierValue) -> Observation:
    """Put an earlier value back in. What stands for that day now goes among the earlier ones."""
    measure = earlier.measure
    must_change(by, measure)
    fresh(measure)
    must_be_predicted(measure, [earlier.on])
    for standing in measure.observations.filter(on=earlier.on):
        _take_out(standing, by)
    back = Observation.objects.create(
        measure=measure,
        on=earlier.on,
        value=earlier.value,
        numerator=earlier.numerator,
        denominator=earlier.denominator,
        put_in_by=by,
        put_in=now(),
    )
    earlier.delete()
    stir(measure)
    took_part(by, Participation.Verb.BROUGHT_BACK, artifact=measure)
    return back


def row_of(day: date, value: Decimal | None, denominator: Decimal | None = None) -> Row:
    """One day, as the series parser would have read it."""
    return Row(day, value, denominator)


def _take_out(observation: Observation, by: Person) -> EarlierValue:
    earlier = EarlierValue.objects.create(
        measure_id=observation.measure_id,
        on=observation.on,
        value=observation.value,
        numerator=observation.numerator,
        denominator=observation.denominator,
        put_in_by_id=observation.put_in_by_id,
        put_in=observation.put_in,
        until=now(),
        taken_out_by=by,
    )
    observation.delete()
    return earlier


def _made(row: Row, measure: Measure, by: Person | None) -> Observation:
    """`value` is what is drawn: of a share, its per cent to four places; the counts it comes from stand beside it."""
    point = row.point(share=measure.unit == Measure.Unit.SHARE)
    counted = row.denominator is not None
    return Observation(
        measure=measure,
        on=row.day,
        value=None if point is None else (Decimal(point.numerator) / Decimal(point.denominator)).quantize(PLACES),
        numerator=row.value if counted else None,
        denominator=row.denominator,
        put_in_by=by,
        put_in=now(),
    )


def _figures(one: Observation) -> tuple[Decimal | None, ...]:
    return one.value, one.numerator, one.denominator


def _words(one: Observation, wording: Wording) -> str:
    if one.value is None:
        return _("no value")
    if one.numerator is None or one.denominator is None:
        return amount(one.value.normalize() + 0, wording)
    names = {"part": f"{one.numerator.normalize() + 0:f}", "whole": f"{one.denominator.normalize() + 0:f}"}
    return _("%(amount)s (%(part)s of %(whole)s)") % {"amount": amount(one.value, wording), **names}
