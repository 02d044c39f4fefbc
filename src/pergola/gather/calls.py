"""What the acts on focus areas share: holding one, saying why an act is not done, writing down what became of it."""

from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.artifact import bump, hold
from pergola.commons.models.participation import took_part
from pergola.gather.models import FocusArea, Support
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person
from pergola.walls.reasons import Reason

JOINED = ("call__wall", "wall", "audience")


def held_area(area: FocusArea) -> FocusArea:
    """As it stands now, held until the act is over."""
    hold([area])
    return FocusArea.objects.unrestricted(Reason.CHAIN_OF_ACT).select_related(*JOINED).get(pk=area.pk)


def held_both(area: FocusArea, into: FocusArea) -> tuple[FocusArea, FocusArea]:
    """Held in one order, whichever is merged into which."""
    hold([area, into])
    found = FocusArea.objects.unrestricted(Reason.CHAIN_OF_ACT).select_related(*JOINED)
    by_pk = {one.pk: one for one in found.filter(pk__in=[area.pk, into.pk])}
    return by_pk[area.pk], by_pk[into.pk]


def must_be_open(area: FocusArea) -> None:
    if not area.is_open:
        raise Refusal(_("This focus area is settled already: its page says what became of it."))


def must_be_signalled_for(area: FocusArea) -> None:
    """Raises a refusal that says why one no longer signals: it is settled, or its call is over."""
    must_be_open(area)
    if not area.call.is_open:
        raise Refusal(_("This call is over; what was signalled until then stands."))


def must_have_offered(area: FocusArea, leader: Person | None) -> None:
    """Nobody is made a facilitator who has not offered it."""
    offers = Support.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(focus_area=area, leads=True)
    if leader is not None and not offers.filter(person=leader).exists():
        raise NotAllowed(_("Only somebody who offers to lead it is made its facilitator."))


def said(reason: str) -> str:
    if not reason.strip():
        raise Refusal(_("Say in a sentence why: everybody here reads it."), field="reason")
    return reason.strip()


def settle(area: FocusArea, by: Person, state: FocusArea.State, **how: object) -> None:
    """Within the act that settles it."""
    area.state, area.settled, area.settled_by = state, now(), by
    for name, value in how.items():
        setattr(area, name, value)
    area.save(update_fields=["state", "settled", "settled_by", "words", *how])
    bump(area)
    took_part(by, Participation.Verb.CHANGED, artifact=area)
