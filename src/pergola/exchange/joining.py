"""Joining a line of a roster to the account its owner has already."""

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.exchange.importing import at_the_roster
from pergola.exchange.invitations import addressed_to, still_good
from pergola.exchange.moving import move_all
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Identity, Person
from pergola.systems.models import RosterInvitation, RosterPerson, SchoolSystem
from pergola.walls.reasons import Reason


@transaction.atomic
def note_answer(*, by: Person, one: RosterInvitation) -> None:
    """They are in. The link stops working."""
    RosterInvitation.objects.unrestricted(Reason.SIGN_IN).filter(pk=one.pk, answered=None).update(answered=now())


@transaction.atomic
def join_line(*, by: Person, system: SchoolSystem, one: RosterInvitation, line: RosterPerson) -> None:
    """“That is me”: the line is of the person who asks, who has proved its address and holds the link sent there.

    What others gave the line’s own person meanwhile (a place in a community, a seat, a question) comes along. That person
    was never signed in as, so nothing was done in their name; their row is emptied.
    """
    if not addressed_to(by, one):
        raise NotAllowed(_("This mail was sent to another address than yours."))
    with at_the_roster(system) as wall:
        held = RosterPerson.objects.unrestricted(Reason.SIGN_IN).select_for_update(of=("self",)).get(pk=line.pk)
        if not still_good(one, held):
            raise Refusal(_("This link is no longer good. Ask a lead of your system for a new one."))
        if Identity.objects.filter(person=held.person_id).exists():
            raise Refusal(_("Somebody signs in as this person already. Ask a lead of your system."))
        mine = RosterPerson.objects.unrestricted(Reason.SIGN_IN).filter(wall=wall, person=by)
        if mine.exists():
            raise Refusal(
                _("You are in this roster already, in another line. Ask a lead of your system which is right.")
            )
        blank = held.person_id
        held.person = by
        held.save(update_fields=["person"])
        move_all(blank, by.pk)
        Person.objects.unrestricted(Reason.SIGN_IN).filter(pk=blank).update(name="", contact="", erased=now())
        note_answer(by=by, one=one)
        took_part(by, Participation.Verb.JOINED, wall=wall)
