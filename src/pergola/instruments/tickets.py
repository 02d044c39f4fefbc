"""The link of one person to one asking: what it holds, and finding again whose it is."""

from uuid import UUID

from pergola.commons.by_link import drawn_secret, found_by, hashed
from pergola.instruments.models import Asking, Ticket
from pergola.people.models import Person
from pergola.walls.reasons import Reason


def secret_for(asking: UUID, person: UUID) -> str:
    """Each attempt at the mail holds the same one."""
    return drawn_secret("pergola.instruments.tickets", f"{asking}:{person}")


def tickets_for(asking: Asking, people: list[Person]) -> list[Ticket]:
    """One for each, not yet saved."""
    return [Ticket(asking=asking, person=one, secret=hashed(secret_for(asking.pk, one.pk))) for one in people]


def held_by(token: str) -> Ticket | None:
    """The ticket this link is for."""
    every = Ticket.objects.unrestricted(Reason.SIGN_IN)
    return found_by(token, every.select_related("asking__community", "asking__instrument", "asking__wall", "person"))


def ticket_of(person: Person, asking: Asking) -> Ticket | None:
    """Their own, if there is one: who came after the asking was opened gets one with their answer."""
    return Ticket.objects.visible_to(person).filter(asking=asking).first()
