"""Coming together and parting: invitations, asking to come in, handing over, thanks, packs; calls for themes, pathways;
commitments, pairs, workplaces; what the hub promises."""

from pergola.gather.models.asking import JoinRequest
from pergola.gather.models.call import Call, FocusArea, Support
from pergola.gather.models.commitment import Commitment, Elsewhere, Rest
from pergola.gather.models.ending import HandOver, Pack, Thanks
from pergola.gather.models.entry import EntryRequest
from pergola.gather.models.invitation import Invitation, InvitationQuerySet
from pergola.gather.models.not_again import NotAgain
from pergola.gather.models.pair import Pair
from pergola.gather.models.pathway import Pathway, PathwayLevel, PathwayPlace, PathwayThing
from pergola.gather.models.promise import Promise
from pergola.gather.models.workplace import Workplace

__all__ = [
    "Call",
    "Commitment",
    "Elsewhere",
    "EntryRequest",
    "FocusArea",
    "HandOver",
    "Invitation",
    "InvitationQuerySet",
    "JoinRequest",
    "NotAgain",
    "Pack",
    "Pair",
    "Pathway",
    "PathwayLevel",
    "PathwayPlace",
    "PathwayThing",
    "Promise",
    "Rest",
    "Support",
    "Thanks",
    "Workplace",
]
