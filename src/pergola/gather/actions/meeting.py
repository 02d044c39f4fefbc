"""The two of a pair meet: a date, and a page on which they write to each other."""

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.gather.models import Pair
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.meetings.actions import When, plan_for_two
from pergola.meetings.models import Gathering
from pergola.people.models import Person
from pergola.walls.reasons import Reason


@transaction.atomic
def meet_in_pair(
    *, by: Person, pair: Pair, when: When, title: str = "", place: str = "", link: str = "", body: str = ""
) -> Gathering:
    """Either of the two sets it while they are a pair; the other is told. The pair is held, so that none is set as it ends."""
    rows = Pair.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(of=("self",))
    held = rows.select_related("asked_by", "asked_to").get(pk=pair.pk)
    if by.pk not in (held.asked_by_id, held.asked_to_id):
        raise NotAllowed(_("This is between two others."))
    if not held.stands:
        raise Refusal(_("You are not a pair just now: both have to have said yes."))
    other = held.asked_to if held.asked_by_id == by.pk else held.asked_by
    words = {"title": title, "place": place, "link": link, "body": body}
    return plan_for_two(by=by, wall=held.wall_id, other=other, when=when, **words)
