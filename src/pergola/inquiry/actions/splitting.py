"""Limits set anew from a day, because something is known to have changed. Nothing is recalculated by itself."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.inquiry.making import fresh, said
from pergola.inquiry.models import Measure, Split
from pergola.inquiry.rules import must_change
from pergola.kernel.clock import today
from pergola.kernel.errors import Refusal
from pergola.people.models import Person


@transaction.atomic
def split_limits(*, by: Person, measure: Measure, on: date, what: str) -> Split:
    """Set new limits from this day on, and say what changed."""
    must_change(by, measure)
    held = fresh(measure)
    what = said(what, field="what")
    if on > today():
        raise Refusal(_("This day is still to come. New limits begin with a day that has been."), field="on")
    days = held.observations.order_by("on").values_list("on", flat=True)
    first, last = days.first(), days.last()
    if first is None or last is None or not first < on <= last:
        raise Refusal(
            _("On this day limits cannot be split: there must be numbers before it, and on it or after it."), field="on"
        )
    if held.splits.filter(on=on).exists():
        raise Refusal(_("From this day on there are new limits already."), field="on")
    made = Split.objects.create(measure=held, on=on, what=what, made_by=by)
    took_part(by, Participation.Verb.CHANGED, artifact=held)
    return made


@transaction.atomic
def join_limits(*, by: Person, split: Split) -> None:
    """Take a split back: the limits are set on both sides together again. Twice is once."""
    must_change(by, split.measure)
    fresh(split.measure)
    gone, _each = Split.objects.editable_by(by).filter(pk=split.pk).delete()
    if gone:
        took_part(by, Participation.Verb.CHANGED, artifact=split.measure)
