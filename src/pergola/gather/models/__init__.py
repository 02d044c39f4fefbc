"""Coming together and parting: invitations, asking to come in, handing over, thanks, packs; calls for themes, pathways."""

from pergola.gather.models.asking import JoinRequest
from pergola.gather.models.call import Call, FocusArea, Support
from pergola.gather.models.ending import HandOver, Pack, Thanks
from pergola.gather.models.invitation import Invitation, InvitationQuerySet
from pergola.gather.models.pathway import Pathway, PathwayLevel, PathwayPlace, PathwayThing

__all__ = [
    "Call",
    "FocusArea",
    "HandOver",
    "Invitation",
    "InvitationQuerySet",
    "JoinRequest",
    "Pack",
    "Pathway",
    "PathwayLevel",
    "PathwayPlace",
    "PathwayThing",
    "Support",
    "Thanks",
]
