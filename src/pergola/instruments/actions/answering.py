from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from pergola.instruments.heard import keep_heard, read_heard, seal_heard, unseal_heard
from pergola.instruments.models import Asking, Item, Result, Tally, Ticket
from pergola.instruments.release import NOTHING, add, release
from pergola.instruments.rules import is_asked
from pergola.instruments.tickets import tickets_for
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person
from pergola.walls.reasons import Reason


@dataclass(frozen=True)
class Said:
    """What somebody answered to one question: the places of what they chose, or words. Nothing: they passed it over."""

    chosen: Sequence[int] = ()
    words: str = ""


@transaction.atomic
def answer(*, by: Person, asking: Asking, said: Mapping[str, Said]) -> None:
    """Add one person's answers to the tally, once. Its wall must be open.

    No participation is written: the moment at which somebody answered would stand beside their name for good. What is
    left is that they have answered, without when, and that is gone at the close (docs/decisions/0017).
    """
    tallies = Tally.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update()
    held = tallies.filter(asking=asking).first()  # one after another; none is left after the close
    asking.refresh_from_db()
    if held is None or not asking.is_open:
        raise Refusal(_("This is closed. Thank you for wanting to answer."))
    if not is_asked(by, asking):
        raise NotAllowed(_("This is asked of those who are here, and you are not any more."))
    _mark(by, asking)
    live = unseal_heard(held.sealed)
    items = Item.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(instrument=asking.instrument_id)
    for item in items.select_related("instrument"):
        one = said.get(item.key, Said())
        before = live.get(item.key, NOTHING)
        is_said = bool(one.chosen or one.words) or item.kind == Item.Kind.CHOICE  # none of these is an answer, too
        live[item.key] = add(before, one.chosen, len(item.options), one.words) if is_said else before
    held.sealed = seal_heard(live)
    held.save(update_fields=["sealed"])
    shown = Result.objects.unrestricted(Reason.CHAIN_OF_ACT).get(asking=asking)
    shown.heard = keep_heard(
        release(read_heard(shown.heard), live, closing=False, early=asking.kind != Asking.Kind.POLL)
    )
    shown.save(update_fields=["heard"])
    Asking.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=asking.pk).update(answered=F("answered") + 1)


def _mark(by: Person, asking: Asking) -> None:
    """They have answered; nothing says when. Whoever came after it was opened is asked now."""
    mine = Ticket.objects.editable_by(by).filter(asking=asking)
    if mine.filter(answered=False).update(answered=True):
        return
    if mine.exists():
        raise Refusal(_("You have answered already. Thank you."))
    fresh = tickets_for(asking, [by])[0]
    fresh.answered = True
    fresh.save()
    if asking.community_id:
        Asking.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=asking.pk).update(asked=F("asked") + 1)
