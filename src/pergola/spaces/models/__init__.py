"""Where people are together: networks, communities, teams; and audiences, which say who may see a thing."""

from pergola.spaces.models.audience import Audience, AudiencePerson, Reach
from pergola.spaces.models.community import Charter, Community, Membership
from pergola.spaces.models.network import DeclaredFigure, HubRole, MemberSystem, Milestone, Network, Phase
from pergola.spaces.models.team import Team, TeamMember

__all__ = [
    "Audience",
    "AudiencePerson",
    "Charter",
    "Community",
    "DeclaredFigure",
    "HubRole",
    "MemberSystem",
    "Membership",
    "Milestone",
    "Network",
    "Phase",
    "Reach",
    "Team",
    "TeamMember",
]
