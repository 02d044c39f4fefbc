"""Marking where one stands this month; and what is told of a month that is over."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pergola.instruments.release import Heard, is_shown, middle
from pergola.kernel.errors import Refusal
from pergola.people.models import Person
from pergola.routines.board_clock import month_behind
from pergola.routines.board_rules import must_mark_in
from pergola.routines.models import Mark, PooledMonth, Tension
from pergola.routines.models.tension import PLACES
from pergola.routines.sealed_marks import LEFT_OUT, place_of, seal_place
from pergola.spaces.models import Community, Membership
from pergola.walls.reasons import Reason


@transaction.atomic
def place_marks(*, by: Person, community: Community, month: date, places: Mapping[UUID, int]) -> None:
    """One’s marks of this month, by tension: 1 to 7, or 0 to leave the month out. Placed again, the newer stands.

    No participation is written, and no mark of a form sent: both would say, for good, who marked and when (docs/decisions/0038).
    `month` is the one the page asked about; if that is over, nothing is marked.
    """
    must_mark_in(by, community)
    present = month_behind(community.wall_id)
    if month > present:
        raise Refusal(_("That month has not begun. This page asks about the month it is now."))
    if month != present:
        over = {"month": date_format(month, "F")}
        raise Refusal(
            _("%(month)s is over, and its marks are put together. This page asks about the new month now.") % over
        )
    if not all(LEFT_OUT <= place <= PLACES for place in places.values()):
        raise Refusal(_("Choose one of the seven places on the line."))
    rows = Tension.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(no_key=True, of=("self",)).order_by("pk")
    there = {one.pk: one for one in rows.filter(community=community, retired=None, pk__in=list(places))}
    if len(there) < len(places):
        raise Refusal(
            _("One of these is no longer on the board. Look at the page again; your other marks are still to be kept.")
        )
    told = PooledMonth.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(tension__in=list(there), month=month)
    if told.exists():
        raise Refusal(_("The marks of this month are put together already."))
    for tension, place in places.items():
        Mark.objects.update_or_create(
            tension=there[tension], month=month, person=by, defaults={"sealed": seal_place(place)}
        )


@transaction.atomic
def pool_month(*, by: Person | None, tension: Tension, month: date) -> PooledMonth:
    """A month that is over is told, once and for good: of five marks or more the middle and the middle half, of fewer nothing.

    By nobody: the house does it when the month is over. Marks of those who are in the community then.
    """
    rows = Tension.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(no_key=True, of=("self",))
    held = rows.get(pk=tension.pk)  # whoever is marking still goes first
    told = PooledMonth.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(tension=held, month=month).first()
    if told is not None:
        return told
    here = Membership.objects.filter(community=held.community_id).values("person")
    marks = Mark.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(tension=held, month=month, person__in=here)
    places = [place for one in marks if (place := place_of(one))]
    counts = tuple(places.count(place) for place in range(1, PLACES + 1))
    if not is_shown(Heard(len(places), counts)):
        return PooledMonth.objects.create(tension=held, month=month)
    mid = middle(counts)
    return PooledMonth.objects.create(tension=held, month=month, at=mid.at, upper=mid.upper, low=mid.low, high=mid.high)
