"""Asking somebody without an account for one number of one day, by a link; and what they give."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from pergola.commons.by_link import hashed
from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.inquiry.actions.observing import put_in_observations
from pergola.inquiry.asked import secret_for, still_asked
from pergola.inquiry.making import fresh, said
from pergola.inquiry.models import AskedNumber, Measure
from pergola.inquiry.rules import must_change
from pergola.inquiry.series import Observation as Row
from pergola.inquiry.series.parse import EARLIEST
from pergola.kernel.clock import now, today
from pergola.kernel.errors import Locked, Refusal
from pergola.people.models import Person
from pergola.talk.actions import News, tell
from pergola.talk.models import Notice
from pergola.talk.recipients import taking_part
from pergola.walls.reasons import Reason

FURTHEST = timedelta(days=100)
GOOD_FOR = (7, 14, 30)


@transaction.atomic
def ask_number(*, by: Person, measure: Measure, of_whom: str, on: date, days: int) -> AskedNumber:
    """Make a link for one number of one day. It works from that day on, and for so many days.

    One for the same day that works no longer is ended by it.
    """
    must_change(by, measure)
    held = fresh(measure)
    of_whom = said(of_whom, field="of_whom")
    if days not in GOOD_FOR:
        raise Refusal(_("A link works for 7, 14 or 30 days."), field="days")
    if on < EARLIEST:
        raise Refusal(_("That day lies before 1990. Check the year."), field="on")
    if on > today() + FURTHEST:
        raise Refusal(_("That is more than a hundred days away. Ask for it later."), field="on")
    if held.observations.filter(on=on).exists():
        raise Refusal(_("A number for this day is in already. A date has one value."), field="on")
    before = held.asked.filter(on=on, given=None, ended=None).select_related("asked_by").first()
    if before is not None:
        if still_asked(before):
            raise Refusal(_("There is a link for this day already. End that one first."), field="on")
        held.asked.filter(pk=before.pk).update(ended=now())
    asked = AskedNumber(
        measure=held, on=on, of_whom=of_whom, until=max(on, today()) + timedelta(days=days), asked_by=by, asked=now()
    )
    asked.secret = hashed(secret_for(asked.pk))
    asked.save(force_insert=True)
    took_part(by, Participation.Verb.CHANGED, artifact=held)
    return asked


@transaction.atomic
def end_asked(*, by: Person, asked: AskedNumber) -> None:
    """The link works no longer. What was given by it stays, and is taken out like any other number. Twice is once."""
    must_change(by, asked.measure)
    fresh(asked.measure)
    ended = AskedNumber.objects.editable_by(by).filter(pk=asked.pk, given=None, ended=None).update(ended=now())
    if ended:
        took_part(by, Participation.Verb.CHANGED, artifact=asked.measure)


@transaction.atomic
def give_number(*, by: Person, asked: AskedNumber, row: Row) -> None:
    """What somebody gave by the link, put in for `by`, who asked for it, and noted as come from whom they asked.

    A refusal says nothing of what else is in the measure: neither its values nor its cycles.
    """
    held = fresh(asked.measure)
    current = (
        AskedNumber.objects.unrestricted(Reason.CHAIN_OF_ACT)
        .select_related("measure__audience", "asked_by")
        .get(pk=asked.pk)
    )
    if not still_asked(current) or by != current.asked_by:
        raise Refusal(_("This link was ended meanwhile. Nothing was taken."))
    if current.given is not None or held.observations.filter(on=current.on).exists():
        raise Refusal(_("A number for this day is in already. If yours is another, tell whoever sent you the link."))
    if row.day != current.on or row.value is None:
        raise Refusal(_("Write the number."), field="value")
    try:
        put_in_observations(by=by, measure=held, observations=[row], came_from=current.of_whom)
    except Locked as locked:
        raise Locked(
            _("The team is not ready for this number yet. Tell whoever sent you the link, and come back to it later.")
        ) from locked
    AskedNumber.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=current.pk).update(given=now())
    _tell_team(current)


def _tell_team(asked: AskedNumber) -> None:
    """By nobody: whoever gave it has no account, so whoever asked for it hears of it as the others do. It says no number."""
    news = News(Notice.Kind.NUMBER, asked.pk, asked.measure.audience, artifact=asked.measure)
    tell(by=None, news=news, among=taking_part(asked.measure) | Q(pk=asked.asked_by_id))
