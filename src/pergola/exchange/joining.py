"""Inviting whoever came with a roster; and joining a line of it to the account its owner has already."""

from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.commons.outbox import write_letters
from pergola.exchange.importing import at_the_roster
from pergola.exchange.invitations import GOOD_FOR, addressed_to, hashed, new_secret, still_good
from pergola.exchange.letters import letter_of
from pergola.exchange.rules import must_keep_roster
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Asker, Identity, Person
from pergola.systems.models import RosterInvitation, RosterPerson, SchoolSystem
from pergola.systems.models.roster import RosterPersonQuerySet
from pergola.walls.reasons import Reason

MOST = 1_000
"""Mails for one press of the button: a mail server of a district takes no more at once."""
AT_A_PLACE = {
    "spaces_membership": "community_id",
    "spaces_audienceperson": "audience_id",
    "spaces_teammember": "team_id",
    "spaces_hubrole": "network_id",
    "gather_support": "focus_area_id",
    "gather_pathwayplace": "pathway_id",
    "gather_workplace": "wall_id",
}
"""Tables in which somebody stands, and what once a person."""


def to_invite(person: Asker, system: SchoolSystem) -> RosterPersonQuerySet:
    """Who has an address in the roster and no way to sign in, and no mail on its way."""
    waiting = RosterInvitation.objects.visible_to(person).filter(
        wall=OuterRef("wall"), sourced_id=OuterRef("sourced_id"), answered=None, expires__gt=now()
    )
    ways = Identity.objects.filter(person=OuterRef("person"))
    lines = RosterPerson.objects.visible_to(person).filter(wall=system.wall_id).standing().exclude(email="")
    return lines.filter(~Exists(waiting), ~Exists(ways)).order_by("pk")


@transaction.atomic
def invite_lines(*, by: Person, system: SchoolSystem, site: str) -> int:
    """A mail to each, a thousand at a time; how many. A link that was sent before and ran out no longer works."""
    wall, moment = must_keep_roster(by, system), now()
    lines = list(to_invite(by, system).select_for_update(of=("self",))[:MOST])
    letters, made = [], []
    for line in lines:
        secret = new_secret()
        one = RosterInvitation(
            wall_id=wall, sourced_id=line.sourced_id, email=line.email, secret=hashed(secret), invited_by=by, sent=moment,
            expires=moment + GOOD_FOR,
        )  # fmt: skip
        made.append(one)
        letters.append(letter_of(one, secret, site))
    before = RosterInvitation.objects.editable_by(by).filter(
        wall=wall, sourced_id__in=[one.sourced_id for one in lines]
    )
    before.delete()
    RosterInvitation.objects.bulk_create(made, batch_size=500)
    write_letters(wall, letters)
    if made:
        took_part(by, Participation.Verb.INVITED, wall=wall)
    return len(made)


@transaction.atomic
def note_answer(*, by: Person, one: RosterInvitation) -> None:
    """They are in. The link stops working."""
    RosterInvitation.objects.unrestricted(Reason.SIGN_IN).filter(pk=one.pk, answered=None).update(answered=now())


@transaction.atomic
def join_line(*, by: Person, system: SchoolSystem, one: RosterInvitation, line: RosterPerson) -> None:
    """“That is me”: the line is of the person who asks, who has proved its address and holds the link sent there.

    What others gave the line’s own person meanwhile (a place in a community, a seat) comes along. That person was never
    signed in as, so nothing was done in their name; their row is emptied.
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
        _move(blank, by.pk)
        Person.objects.unrestricted(Reason.SIGN_IN).filter(pk=blank).update(name="", contact="", erased=now())
        note_answer(by=by, one=one)
        took_part(by, Participation.Verb.JOINED, wall=wall)


def _move(blank: UUID, to: UUID) -> None:
    """Everywhere the open walls reach."""
    bound = {"blank": str(blank), "to": str(to)}
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_wallmember (wall_id, person_id, role, since) SELECT wall_id, %(to)s::uuid, role, since"
            " FROM people_wallmember WHERE person_id = %(blank)s::uuid ON CONFLICT (wall_id, person_id) DO NOTHING",
            bound,
        )
        for table, place in AT_A_PLACE.items():
            cursor.execute(
                f"DELETE FROM {table} a USING {table} b WHERE a.person_id = %(blank)s::uuid AND b.person_id = %(to)s::uuid AND a.{place} = b.{place}",  # noqa: S608
                bound,
            )
            cursor.execute(f"UPDATE {table} SET person_id = %(to)s::uuid WHERE person_id = %(blank)s::uuid", bound)  # noqa: S608
        cursor.execute("DELETE FROM people_wallmember WHERE person_id = %(blank)s::uuid", bound)
