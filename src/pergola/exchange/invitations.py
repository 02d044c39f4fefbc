"""A mail to the address of a roster’s line. Whoever opens it and proves the address is the person of that line.

An address alone never joins anybody to anything: the link in the mail does, held by whoever can read that mailbox and
signs in (or makes an account) with that very address.
"""

from pergola.commons import by_link
from pergola.gather import invitations as by_hand
from pergola.kernel.clock import now
from pergola.people.addresses import same_address
from pergola.people.models import Asker, Identity, Person, Visitor
from pergola.systems.models import RosterInvitation, RosterPerson
from pergola.walls.opening import open_walls, walls
from pergola.walls.reasons import Reason

MARK = "r"
"""What the link of such an invitation begins with; those of `gather` begin with a figure."""


def token(wall: int, secret: str) -> str:
    return f"{MARK}{by_link.token(wall, secret)}"


def held_by(token: str) -> tuple[RosterInvitation, RosterPerson] | None:
    """The invitation this link is for, and its line."""
    if not token.startswith(MARK):
        return None
    sent = RosterInvitation.objects.unrestricted(Reason.SIGN_IN).select_related("wall", "invited_by")
    one = by_link.found_by(token.removeprefix(MARK), sent)
    if one is None:
        return None
    with walls([*open_walls(), one.wall_id]):
        lines = RosterPerson.objects.unrestricted(Reason.SIGN_IN).filter(wall=one.wall_id, sourced_id=one.sourced_id)
        line = lines.select_related("person").first()
    return (one, line) if line is not None else None


def still_good(one: RosterInvitation, line: RosterPerson) -> bool:
    return one.answered is None and one.expires > now() and line.gone is None


def is_good(token: str) -> bool:
    """Does what a session holds still let somebody in? Of either kind."""
    if not token.startswith(MARK):
        return by_hand.is_good(token)
    held = held_by(token)
    return held is not None and still_good(*held)


def person_invited(token: str, email: str) -> Person | None:
    """Whose account somebody makes who came by this link and writes this address; None for a new person of their own.

    Only where that person has no way to sign in yet, and the address is the one the mail went to. Nobody is signed in
    by it before they have proved the address.
    """
    held = held_by(token)
    if held is None or not still_good(*held) or not same_address(email, held[0].email):
        return None
    person = held[1].person
    taken = person.erased is not None or Identity.objects.filter(person=person).exists()
    return None if taken else person


def addressed_to(person: Asker, one: RosterInvitation) -> bool:
    """Has this person proved the address it went to?"""
    if isinstance(person, Visitor):
        return False
    own = Identity.objects.filter(person=person, is_active=True).values_list("email", flat=True)
    return any(same_address(address, one.email) for address in own)
