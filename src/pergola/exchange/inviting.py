"""Inviting whoever came with a roster, by mail to the address it has for them: everybody who has no account yet, or one of them."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from pergola.commons.by_link import hashed, new_secret
from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.commons.outbox import write_letters
from pergola.exchange.letters import letter_of
from pergola.exchange.rules import must_keep_roster
from pergola.gather.invitations import GOOD_FOR
from pergola.kernel.clock import now
from pergola.kernel.errors import Refusal
from pergola.people.models import Asker, Identity, Person
from pergola.systems.models import RosterInvitation, RosterPerson, SchoolSystem
from pergola.systems.models.roster import RosterPersonQuerySet

MOST = 1_000
"""Mails for one press of the button: a mail server of a district takes no more at once."""


def to_invite(person: Asker, system: SchoolSystem) -> RosterPersonQuerySet:
    """Who has an address in the roster and no way to sign in, and no mail on its way."""
    waiting = RosterInvitation.objects.visible_to(person).filter(
        wall=OuterRef("wall"), sourced_id=OuterRef("sourced_id"), answered=None, expires__gt=now()
    )
    lines = RosterPerson.objects.visible_to(person).filter(wall=system.wall_id).standing().exclude(email="")
    return lines.filter(~Exists(waiting), ~Exists(ways_of_a_line())).order_by("pk")


def ways_of_a_line() -> QuerySet[Identity]:
    """How the person of a line signs in, for a query of lines to ask whether they do."""
    return Identity.objects.filter(person=OuterRef("person"))


@transaction.atomic
def invite_lines(*, by: Person, system: SchoolSystem, site: str) -> int:
    """A mail to each, a thousand at a time; how many. A link that was sent before and ran out no longer works."""
    wall = must_keep_roster(by, system)
    lines = list(to_invite(by, system).select_for_update(of=("self",))[:MOST])
    _send(by, wall, lines, site)
    return len(lines)


@transaction.atomic
def invite_line(*, by: Person, system: SchoolSystem, line: RosterPerson, site: str) -> None:
    """One mail, also once more to somebody whose mail is on its way: the link that went before no longer works."""
    wall = must_keep_roster(by, system)
    held = RosterPerson.objects.editable_by(by).filter(wall=wall).select_for_update(of=("self",)).get(pk=line.pk)
    if held.gone is not None:
        raise Refusal(_("%(name)s is no longer in your roster, so no mail was sent.") % {"name": held.name})
    if not held.email:
        raise Refusal(
            _("Your roster has no address for %(name)s. Write it there, and send the next bundle.")
            % {"name": held.name}
        )
    if Identity.objects.filter(person=held.person_id).exists():
        raise Refusal(_("%(name)s has an account already, so no mail was sent.") % {"name": held.name})
    _send(by, wall, [held], site)


def _send(by: Person, wall: int, lines: Sequence[RosterPerson], site: str) -> None:
    letters, made, moment = [], [], now()
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
