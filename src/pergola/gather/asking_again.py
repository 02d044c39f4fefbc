"""May somebody be asked, and when again: a month after a no, and never by somebody they do not want to be asked by."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from pergola.gather.models import NotAgain, Pair
from pergola.kernel.clock import now
from pergola.kernel.templatetags.pergola import dated
from pergola.people.models import Person
from pergola.walls.reasons import Reason

PAUSE: Final = timedelta(days=30)
MOST_SHOWN: Final = 50


def again_from(by: Person, wall: int, person: Person) -> date | None:
    """The day from which this person can be asked again by whoever asks, where they said no not long ago. One query."""
    noes = Pair.objects.visible_to(by).filter(
        wall=wall, asked_by=by, asked_to=person, answer=Pair.Answer.DECLINED, answered__gt=now() - PAUSE
    )
    last = noes.order_by("-answered").values_list("answered", flat=True).first()
    return localtime(last + PAUSE).date() if last is not None else None


def pause_said(person: Person, day: date) -> str:
    return _("%(name)s has said no, and is not asked again for a month. From %(day)s you can ask again.") % {
        "name": person, "day": dated(day),
    }  # fmt: skip


def not_asked_by(by: Person, wall: int) -> QuerySet[NotAgain, UUID]:
    """Who does not want to be asked by this person. For leaving them out, and never for showing that they are left out."""
    every = NotAgain.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall=wall, of=by)
    return every.values_list("person", flat=True)


def not_asked_again(person: Person) -> QuerySet[NotAgain]:
    """Of whom somebody has said so, each with the newest of what was between the two, on whose page it is taken back. One query."""
    both = Q(asked_by=OuterRef("of")) | Q(asked_to=OuterRef("of"))
    newest = Pair.objects.visible_to(person).filter(both, wall=OuterRef("wall")).order_by("-asked").values("pk")
    mine = NotAgain.objects.visible_to(person).select_related("of").annotate(pair=Subquery(newest[:1]))
    return mine.filter(pair__isnull=False)[:MOST_SHOWN]
