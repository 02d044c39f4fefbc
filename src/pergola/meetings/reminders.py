"""A reminder of a gathering, the day before: to everybody it is for, once for each date and place that were set."""

from datetime import timedelta
from uuid import uuid5

from django.db import transaction
from django.db.models import Q

from pergola.commons.models.artifact import hold
from pergola.kernel.clock import now
from pergola.meetings.models import Coming, Gathering
from pergola.talk.actions import News, tell
from pergola.talk.models import Notice
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

BEFORE = timedelta(days=1)


@transaction.atomic
def remind(wall: int) -> int:
    """Remind those behind this one wall who meet within a day; how many were reminded, however often it is asked."""
    with walls([wall]):
        every = Gathering.objects.unrestricted(Reason.HOUSEKEEPING).filter(called_off=None, removed=None)
        soon = every.filter(begins__gt=now(), begins__lte=now() + BEFORE)
        hold(soon)  # whoever moves one meanwhile waits; it is read again as it stands then
        return sum(map(_remind, soon.select_related("audience").order_by("pk")))


def _remind(gathering: Gathering) -> int:
    """The event is the date itself: put off, it is another. Whoever said that they do not come is left in peace."""
    event = uuid5(gathering.pk, f"{gathering.begins.isoformat()} {gathering.place} {gathering.link}")
    answers = Coming.objects.unrestricted(Reason.HOUSEKEEPING).filter(gathering=gathering, answer=Coming.Answer.NO)
    news = News(Notice.Kind.SOON, event, gathering.audience, artifact=gathering)
    return tell(by=None, news=news, among=~Q(pk__in=answers.values("person")))
