"""Putting numbers in: whole or not at all, never over what stands there unless somebody says so, and never before the prediction."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.inquiry.intake import Taken, conflicts, figures, must_be_predicted, observation_of, read_as, told
from pergola.inquiry.making import fresh, stir
from pergola.inquiry.models import EarlierValue, Measure, Observation
from pergola.inquiry.rules import must_change
from pergola.inquiry.series import MOST_ROWS, Holds
from pergola.inquiry.series import Observation as Row
from pergola.inquiry.wording import plain_day
from pergola.kernel.clock import now
from pergola.kernel.errors import Incomplete, Refusal, Unreadable
from pergola.people.models import Person


def put_in_text(
    *, by: Person, measure: Measure, source: str | bytes, replace: bool = False, holds: Holds = Holds.VALUE
) -> Taken:
    """Put in what was typed, pasted or uploaded. Raises Unreadable with the first of what is wrong."""
    must_change(by, measure)
    parsed = read_as(measure, source, holds)
    if parsed.problems:
        raise Unreadable(told(parsed.problems[0]))
    return put_in_observations(by=by, measure=measure, observations=parsed.observations, replace=replace)


@transaction.atomic
def put_in_observations(
    *, by: Person, measure: Measure, observations: Sequence[Row], replace: bool = False, came_from: str = ""
) -> Taken:
    """Put these days in, all or none. Raises Locked where a prediction must come first, Incomplete where days are in
    already with another value and `replace` was not said: `missing` then names each. `came_from`: who gave it by a link.
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
    new = [
        observation_of(row, measure, by) for row in observations if row.day not in standing or row.day in clashing_days
    ]
    for one in new:
        one.came_from = came_from
    Observation.objects.bulk_create(new, batch_size=1000)
    if new:
        stir(measure)
        took_part(by, Participation.Verb.OBSERVED, artifact=measure)
    return Taken(len(new) - len(clashing), len(clashing), len(observations) - len(new))


@transaction.atomic
def correct_observation(*, by: Person, observation: Observation, row: Row) -> Observation:
    """Put another value, or another day, in its place. What stood there is kept among the earlier values."""
    measure = observation.measure
    must_change(by, measure)
    fresh(measure)
    current = Observation.objects.editable_by(by).filter(pk=observation.pk).first()
    if current is None:
        raise Refusal(_("Somebody took this day out or corrected it meanwhile. Look at the rows again."))
    if figures(current) == figures(observation_of(row, measure, by)) and current.on == row.day:
        return current
    must_be_predicted(measure, [row.day])
    other = measure.observations.filter(on=row.day).exclude(pk=current.pk)
    if other.exists():
        raise Refusal(_("%(day)s is in already. A date has one value.") % {"day": plain_day(row.day)}, field="day")
    _take_out(current, by)
    new = observation_of(row, measure, by)
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
    """Put an earlier value back in. What stands for that day now goes among the earlier ones.

    It was seen when it was first put in, and by whom: that stays with it. Bringing it back makes nothing newer.
    """
    measure = earlier.measure
    must_change(by, measure)
    fresh(measure)
    current = EarlierValue.objects.editable_by(by).filter(pk=earlier.pk).first()
    if current is None:
        raise Refusal(_("Somebody put this back meanwhile. Look at the rows again."))
    earlier = current
    must_be_predicted(measure, [earlier.on])
    for standing in measure.observations.filter(on=earlier.on):
        _take_out(standing, by)
    back = Observation.objects.create(
        measure=measure,
        on=earlier.on,
        value=earlier.value,
        numerator=earlier.numerator,
        denominator=earlier.denominator,
        spread=earlier.spread,
        came_from=earlier.came_from,
        put_in_by_id=earlier.put_in_by_id,
        put_in=earlier.put_in,
    )
    earlier.delete()
    stir(measure)
    took_part(by, Participation.Verb.BROUGHT_BACK, artifact=measure)
    return back


def _take_out(observation: Observation, by: Person) -> EarlierValue:
    earlier = EarlierValue.objects.create(
        measure_id=observation.measure_id,
        on=observation.on,
        value=observation.value,
        numerator=observation.numerator,
        denominator=observation.denominator,
        spread=observation.spread,
        came_from=observation.came_from,
        put_in_by_id=observation.put_in_by_id,
        put_in=observation.put_in,
        until=now(),
        taken_out_by=by,
    )
    observation.delete()
    return earlier
