"""The link by which somebody outside gives one number: what it holds, finding again what is asked, and whether it still is."""

import base64
import hashlib
from uuid import UUID

from django.utils.crypto import salted_hmac

from pergola.inquiry.models import AskedNumber
from pergola.inquiry.rules import may_change
from pergola.kernel.clock import today
from pergola.walls.opening import open_walls, walls
from pergola.walls.reasons import Reason


def secret_for(asked: UUID) -> str:
    """Drawn from the installation's own key, so that the team can be shown its link again and it is kept nowhere."""
    digest = salted_hmac("pergola.inquiry.asked", str(asked), algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def hashed(secret: str) -> str:
    """What is kept. It is long and cannot be guessed, so a plain hash gives nothing away."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token_of(asked: AskedNumber) -> str:
    """What the link holds: the wall behind which to look, and the secret."""
    return f"{asked.wall_id}-{secret_for(asked.pk)}"


def held_by(token: str) -> AskedNumber | None:
    """What this link asks for. Only the wall the link names is opened, and only to look for this one secret."""
    wall, _dash, secret = token.partition("-")
    if not (wall.isascii() and wall.isdigit() and len(wall) <= 9 and secret):
        return None
    with walls([*open_walls(), int(wall)]):
        found = AskedNumber.objects.unrestricted(Reason.SIGN_IN).filter(wall=int(wall), secret=hashed(secret))
        return found.select_related("measure__team", "measure__community", "asked_by").first()


def still_asked(asked: AskedNumber) -> bool:
    """Not ended, not over, and made by somebody who may still put numbers in. Given, it says thanks until its last day."""
    return asked.ended is None and today() <= asked.until and may_change(asked.asked_by, asked.measure)
