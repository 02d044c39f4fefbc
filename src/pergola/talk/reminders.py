"""A reminder of a date, the day before: to everybody there, once for each date and place that were set."""

from datetime import timedelta
from uuid import uuid5

from django.db import transaction

from pergola.kernel.clock import now
from pergola.spaces.audiences import for_community
from pergola.spaces.models import Community
from pergola.talk.actions.telling import News, tell
from pergola.talk.models import Notice
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

BEFORE = timedelta(days=1)


@transaction.atomic
def remind(wall: int) -> int:
    """Remind those behind this one wall whose community meets within a day; how many were reminded, however often it is asked."""
    with walls([wall]):
        every = Community.objects.unrestricted(Reason.HOUSEKEEPING).select_for_update(
            no_key=True
        )  # whoever joins or writes there goes on
        soon = every.filter(meets_next__gt=now(), meets_next__lte=now() + BEFORE).order_by("pk")
        return sum(_remind(one) for one in soon)


def _remind(community: Community) -> int:
    """The event is the date itself: put off, it is another."""
    assert community.meets_next is not None
    event = uuid5(community.pk, f"{community.meets_next.isoformat()} {community.meets_where}")
    return tell(by=None, news=News(Notice.Kind.SOON, event, for_community(community), community=community))
