"""A poll reaches everybody behind a wall a few hundred at a time, each time in a transaction of its own.

Whoever has a ticket is asked already. So whatever is done twice asks nobody twice, and what a dead worker had begun was
never there: the next one goes on where the tickets end.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from procrastinate.contrib.django import app

from pergola.commons.urgency import Urgency
from pergola.instruments.models import Asking, Tally, Ticket
from pergola.instruments.tickets import tickets_for
from pergola.kernel.clock import now
from pergola.people.models import WallMember
from pergola.spaces.audiences import for_wall
from pergola.talk.actions import News, tell
from pergola.talk.models import Notice
from pergola.walls.opening import open_walls, walls
from pergola.walls.reasons import Reason

LETTER = "pulse"
ASK_NEXT = "instruments.ask_next"
AT_ONCE = 250
"""People of one transaction: so many that few jobs are needed, so few that neither a lead nor a code behind the worker waits."""


@transaction.atomic
def ask_next(*, by: None, wall: int, asking: UUID) -> int:
    """Ask the next few hundred, by the house itself; where there may be more, the worker is asked to go on. How many were."""
    with walls({*open_walls(), wall}):
        held = _held(wall, asking)
        if held is None:
            return 0
        asked = Ticket.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(asking=held).values("person")
        behind = WallMember.objects.filter(wall=wall, person__erased=None).exclude(person__in=asked)
        people = [one.person for one in behind.select_related("person").order_by("pk")[:AT_ONCE]]
        Ticket.objects.bulk_create(tickets_for(held, people))
        led_to = reverse("instruments:answer", args=[held.pk])
        news = News(Notice.Kind.POLL, held.pk, for_wall(held.wall), led_to=led_to, letter=LETTER)
        tell(by=held.asked_by, news=news, among=Q(pk__in=[one.pk for one in people]))
        if len(people) == AT_ONCE:
            app.configure_task(name=ASK_NEXT, priority=Urgency.NEWS).defer(wall=wall, asking=str(held.pk))
        return len(people)


def _held(wall: int, asking: UUID) -> Asking | None:
    """The poll while it is open, held as whoever answers or closes it holds it: by its tally, which ends with it."""
    if Tally.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update().filter(asking=asking).first() is None:
        return None
    every = Asking.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall=wall, pk=asking, closed=None)
    return every.filter(closes__gt=now()).select_related("asked_by", "wall").first()
