"""The link by which somebody outside gives one number: what it holds, finding again what is asked, and whether it still is."""

from uuid import UUID

from pergola.commons.by_link import drawn_secret, found_by, hashed, token
from pergola.inquiry.models import AskedNumber
from pergola.inquiry.rules import may_change
from pergola.kernel.clock import today
from pergola.walls.reasons import Reason

__all__ = ["hashed", "held_by", "secret_for", "still_asked", "token_of"]


def secret_for(asked: UUID) -> str:
    """The team can be shown its link again."""
    return drawn_secret("pergola.inquiry.asked", str(asked))


def token_of(asked: AskedNumber) -> str:
    return token(asked.wall_id, secret_for(asked.pk))


def held_by(token: str) -> AskedNumber | None:
    """What this link asks for."""
    every = AskedNumber.objects.unrestricted(Reason.SIGN_IN)
    return found_by(token, every.select_related("measure__team", "measure__community", "asked_by"))


def still_asked(asked: AskedNumber) -> bool:
    """Not ended, not over, and made by somebody who may still put numbers in. Given, it says thanks until its last day."""
    return asked.ended is None and today() <= asked.until and may_change(asked.asked_by, asked.measure)
