"""Each team that counts by a shared definition is told what happened to it: by the worker, so that no act waits for it."""

from datetime import UTC, datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q
from procrastinate.contrib.django import app

from pergola.commons.urgency import Urgency
from pergola.inquiry.defining import held_definition
from pergola.inquiry.models import CountedBy, Definition, Measure
from pergola.people.models import Person
from pergola.spaces.audiences import for_team
from pergola.talk.actions import News, tell
from pergola.talk.models import Notice
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

TELL = "inquiry.tell_who_counts_so"
What = Notice.What


def tell_later(by: Person, held: Definition, what: What, of: int | datetime) -> None:
    """`of`: which version, or the moment of the withdrawal that began or is over. Told twice, it is told once."""
    mark = of.astimezone(UTC).isoformat() if isinstance(of, datetime) else str(of)
    job = app.configure_task(name=TELL, priority=Urgency.NEWS)
    job.defer(wall=held.wall_id, definition=str(held.pk), what=str(what), mark=mark, by=str(by.pk))


@transaction.atomic
def tell_who_counts_so(*, wall: int, definition: UUID, what: What, mark: str, by: UUID) -> int:
    """Of each measure once; how many people were told. What is no longer so is not told, and that it is back only to those
    who were told that it was withdrawn."""
    with walls([wall]):
        held = held_definition(Definition(pk=definition))
        if not _still(held, what, mark):
            return 0
        who = Person.objects.unrestricted(Reason.HOUSEKEEPING).get(pk=by)
        return sum(_tell(who, one, what, mark) for one in _counted_so(held, what, mark))


def _still(held: Definition, what: What, mark: str) -> bool:
    if what == What.WITHDRAWN:
        return held.withdrawn is not None and held.withdrawn.astimezone(UTC).isoformat() == mark
    return what != What.BACK or held.withdrawn is None


def _counted_so(held: Definition, what: What, mark: str) -> list[Measure]:
    taken = CountedBy.objects.unrestricted(Reason.HOUSEKEEPING).filter(version__definition=held)
    if what == What.VERSION:
        taken = taken.filter(version__number__lt=int(mark))
    measures = Measure.objects.unrestricted(Reason.HOUSEKEEPING).filter(pk__in=taken.values("measure"), removed=None)
    return list(measures.exclude(team=None).select_related("team").defer("search").order_by("pk"))


def _tell(by: Person, measure: Measure, what: What, mark: str) -> int:
    assert measure.team is not None
    event, audience = uuid5(measure.pk, f"{what} {mark}"), for_team(measure.team)
    news = News(
        Notice.Kind.COUNTED, event, audience, artifact=measure, team=measure.team,
        led_to=measure.get_absolute_url(), what=what,
    )  # fmt: skip
    if what != What.BACK:
        return tell(by=by, news=news)
    withdrawal = uuid5(measure.pk, f"{What.WITHDRAWN} {mark}")
    told = Notice.objects.unrestricted(Reason.HOUSEKEEPING).filter(kind=Notice.Kind.COUNTED, event=withdrawal)
    return tell(by=by, news=news, among=Q(pk__in=told.values("person")))
