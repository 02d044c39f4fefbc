"""The secret of a link by which somebody does one thing: drawn, kept as a hash, and found again.

What it opens is said by the room it is of: an invitation, a ticket of a pulse, a number that is asked for.
"""

import base64
import hashlib
import secrets

from django.db.models import Model, QuerySet
from django.utils.crypto import salted_hmac

from pergola.walls.opening import open_walls, walls

LONGEST_WALL = 9
"""Figures of the number of a wall: no more are looked at."""


def new_secret() -> str:
    """By chance, for a link that is written once."""
    return secrets.token_urlsafe(32)


def drawn_secret(salt: str, of: str) -> str:
    """Drawn from the installation's own key: it is kept nowhere, and for the same thing it is the same each time."""
    digest = salted_hmac(salt, of, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def hashed(secret: str) -> str:
    """What is kept. It is long and cannot be guessed, so a plain hash gives nothing away."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token(wall: int, secret: str) -> str:
    """What the link holds: the wall behind which to look, and the secret."""
    return f"{wall}-{secret}"


def found_by[M: Model](token: str, among: QuerySet[M]) -> M | None:
    """What this link is for. Only the wall the link names is opened, and only to look for this one secret."""
    named, _dash, secret = token.partition("-")
    if not (named.isascii() and named.isdigit() and len(named) <= LONGEST_WALL and secret):
        return None
    with walls([*open_walls(), int(named)]):
        return among.filter(wall=int(named), secret=hashed(secret)).first()
