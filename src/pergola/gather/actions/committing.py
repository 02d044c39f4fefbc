"""Commitments: how many a month, what of it happened elsewhere, and a month that is left out."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.gather.models import Commitment, Elsewhere, Rest
from pergola.gather.models.commitment import MOST, Kind
from pergola.kernel.clock import now, today
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person, WallMember

LONGEST_AGO = timedelta(days=400)


@transaction.atomic
def commit_to(*, by: Person, wall: int, times: int) -> Commitment:
    """So many a month from this month on; none, and nothing is meant any more. The months before stay as they were meant."""
    _must_be_behind(by, wall)
    if not 0 <= times <= MOST:
        raise Refusal(_("Choose a number from none to twelve a month."), field="times")
    made, _new = Commitment.objects.update_or_create(
        wall_id=wall, person=by, starts=today().replace(day=1), defaults={"times": times}
    )
    took_part(by, Participation.Verb.CHANGED, wall=wall)
    return made


@transaction.atomic
def add_elsewhere(*, by: Person, wall: int, kind: Kind, day: date | None = None, words: str = "") -> Elsewhere:
    """Something happened that nothing here knows of. Without a day it was today."""
    _must_be_behind(by, wall)
    when = day or today()
    if when > today():
        raise Refusal(_("That day is still to come. Add it when it has been."), field="day")
    if when < today() - LONGEST_AGO:
        raise Refusal(_("That is more than a year ago. Write a day since then."), field="day")
    made = Elsewhere.objects.create(wall_id=wall, person=by, kind=kind, day=when, words=words.strip(), said=now())
    took_part(by, Participation.Verb.MADE, wall=wall)
    return made


@transaction.atomic
def take_elsewhere_out(*, by: Person, one: Elsewhere, back: bool = False) -> None:
    """It was not so, or (`back`) it was after all. Twice is once."""
    held = _held(by, one)
    if (held.removed is None) == back:
        return
    held.removed = None if back else now()
    held.save(update_fields=["removed"])
    took_part(by, Participation.Verb.BROUGHT_BACK if back else Participation.Verb.REMOVED, wall=held.wall_id)


@transaction.atomic
def rest_a_month(*, by: Person, wall: int, rests: bool) -> None:
    """This month is left out; or it is not, after all. No reason is asked for."""
    _must_be_behind(by, wall)
    month = today().replace(day=1)
    if rests:
        _one, changed = Rest.objects.get_or_create(wall_id=wall, person=by, month=month)
    else:
        changed = bool(Rest.objects.editable_by(by).filter(wall=wall, month=month).delete()[0])
    if changed:
        took_part(by, Participation.Verb.CHANGED, wall=wall)


def _must_be_behind(by: Person, wall: int) -> None:
    if not WallMember.objects.filter(wall=wall, person=by).exists():
        raise NotAllowed(_("One says this where one is at home."))


def _held(by: Person, one: Elsewhere) -> Elsewhere:
    mine = Elsewhere.objects.editable_by(by).select_for_update(of=("self",)).filter(pk=one.pk).first()
    if mine is None:
        raise NotAllowed(_("This is somebody else’s."))
    return mine
