"""Coming together: founding networks and communities, forming teams, inviting, joining and leaving."""

from pergola.gather.actions.founding import (
    add_member_system,
    add_phase,
    declare_figure,
    form_team,
    found_network,
    give_hub_role,
    wall_a_system,
)
from pergola.gather.actions.inviting import accept_invitation, decline_invitation, invite, resend, take_back
from pergola.gather.actions.joining import (
    add_to_team,
    bring_behind,
    join_community,
    keep_community,
    leave_community,
    open_community,
)
from pergola.gather.actions.meeting import meet_next
from pergola.gather.actions.membership import join_network, leave_network, share_in_public
from pergola.gather.actions.network import (
    describe_network,
    drop_milestone,
    drop_phase,
    reach_milestone,
    set_milestone,
)
from pergola.gather.actions.taking_out import end_hub_roles, take_off_hub, take_off_team, take_out_of_community
from pergola.gather.actions.teaming import ask_for_help, help_came, rest_until

__all__ = [
    "accept_invitation",
    "add_member_system",
    "add_phase",
    "add_to_team",
    "ask_for_help",
    "bring_behind",
    "declare_figure",
    "decline_invitation",
    "describe_network",
    "drop_milestone",
    "drop_phase",
    "end_hub_roles",
    "form_team",
    "found_network",
    "give_hub_role",
    "help_came",
    "invite",
    "join_community",
    "join_network",
    "keep_community",
    "leave_community",
    "leave_network",
    "meet_next",
    "open_community",
    "reach_milestone",
    "resend",
    "rest_until",
    "set_milestone",
    "share_in_public",
    "take_back",
    "take_off_hub",
    "take_off_team",
    "take_out_of_community",
    "wall_a_system",
]
