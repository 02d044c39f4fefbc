"""Coming together and parting: invitations, asking to come in, handing over, thanks, packs; pairs, commitments, workplaces."""

from pergola.gather.models.asking import JoinRequest
from pergola.gather.models.commitment import Commitment, Elsewhere, Rest
from pergola.gather.models.ending import HandOver, Pack, Thanks
from pergola.gather.models.invitation import Invitation, InvitationQuerySet
from pergola.gather.models.pair import Pair
from pergola.gather.models.workplace import Workplace

__all__ = [
    "Commitment",
    "Elsewhere",
    "HandOver",
    "Invitation",
    "InvitationQuerySet",
    "JoinRequest",
    "Pack",
    "Pair",
    "Rest",
    "Thanks",
    "Workplace",
]
