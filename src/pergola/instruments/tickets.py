"""The link of one person to one asking: what it holds, and finding again whose it is."""

import base64
import hashlib
from uuid import UUID

from django.utils.crypto import salted_hmac

from pergola.instruments.models import Asking, Ticket
from pergola.people.models import Person
from pergola.walls.opening import open_walls, walls
from pergola.walls.reasons import Reason


def secret_for(asking: UUID, person: UUID) -> str:
    """Drawn from the installation's own key, so that it is kept nowhere and each attempt at the mail holds the same one."""
    digest = salted_hmac("pergola.instruments.tickets", f"{asking}:{person}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def hashed(secret: str) -> str:
    """What is kept. It is long and cannot be guessed, so a plain hash gives nothing away."""
    return hashlib.sha256(secret.encode()).hexdigest()


def tickets_for(asking: Asking, people: list[Person]) -> list[Ticket]:
    """One for each, not yet saved."""
    return [Ticket(asking=asking, person=one, secret=hashed(secret_for(asking.pk, one.pk))) for one in people]


def token(wall: int, secret: str) -> str:
    """What the link holds: the wall behind which to look, and the secret."""
    return f"{wall}-{secret}"


def held_by(token: str) -> Ticket | None:
    """The ticket this link is for. Only the wall the link names is opened, and only to look for this one secret."""
    wall, _dash, secret = token.partition("-")
    if not (wall.isascii() and wall.isdigit() and len(wall) <= 9 and secret):
        return None
    with walls([*open_walls(), int(wall)]):
        found = Ticket.objects.unrestricted(Reason.SIGN_IN).filter(wall=int(wall), secret=hashed(secret))
        return found.select_related("asking__community", "asking__instrument", "asking__wall", "person").first()


def ticket_of(person: Person, asking: Asking) -> Ticket | None:
    """Their own, if there is one: who came after the asking was opened gets one with their answer."""
    return Ticket.objects.visible_to(person).filter(asking=asking).first()
