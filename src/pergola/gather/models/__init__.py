"""Coming together and parting: invitations, asking to come in, promises, handing over, thanks, packs."""

from pergola.gather.models.asking import JoinRequest
from pergola.gather.models.ending import HandOver, Pack, Thanks
from pergola.gather.models.invitation import Invitation, InvitationQuerySet
from pergola.gather.models.promise import Promise

__all__ = ["HandOver", "Invitation", "InvitationQuerySet", "JoinRequest", "Pack", "Promise", "Thanks"]
