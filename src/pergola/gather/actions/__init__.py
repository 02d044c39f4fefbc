"""Coming together and parting: founding, opening, inviting, joining, keeping, promising, handing over, ending."""

from pergola.gather.actions.arranging import arrange_community, choose_stage, say_leading
from pergola.gather.actions.asking import answer_request, ask_to_join, take_request_back
from pergola.gather.actions.becoming import become_community
from pergola.gather.actions.chartering import confirm_charter, write_charter
from pergola.gather.actions.closing import close_community, open_again, say_thanks
from pergola.gather.actions.committing import add_elsewhere, commit_to, rest_a_month, take_elsewhere_out
from pergola.gather.actions.founding import (
    add_member_system,
    add_phase,
    declare_figure,
    form_team,
    found_network,
    give_hub_role,
    wall_a_system,
)
from pergola.gather.actions.handing import answer_keeping, offer_keeping, take_offer_back
from pergola.gather.actions.inviting import accept_invitation, decline_invitation, invite, resend, take_back
from pergola.gather.actions.joining import (
    add_to_team,
    bring_behind,
    join_community,
    keep_community,
    leave_community,
    open_community,
)
from pergola.gather.actions.membership import join_network, leave_network, share_in_public
from pergola.gather.actions.network import (
    describe_network,
    drop_milestone,
    drop_phase,
    reach_milestone,
    set_milestone,
)
from pergola.gather.actions.opening import Opening, open_with_first
from pergola.gather.actions.packing import ask_for_pack
from pergola.gather.actions.pairing import allow_asking, answer_pair, ask_for_pair, end_asking, end_pair, take_pair_back
from pergola.gather.actions.promising import keep_promise, let_promise_go, open_promise_again, promise_help
from pergola.gather.actions.taking_out import end_hub_roles, take_off_hub, take_off_team, take_out_of_community
from pergola.gather.actions.teaming import ask_for_help, help_came, rest_until
from pergola.gather.actions.working import Work, say_where_i_work

__all__ = [
    "Opening",
    "Work",
    "accept_invitation",
    "add_elsewhere",
    "add_member_system",
    "add_phase",
    "add_to_team",
    "allow_asking",
    "answer_keeping",
    "answer_pair",
    "answer_request",
    "arrange_community",
    "ask_for_help",
    "ask_for_pack",
    "ask_for_pair",
    "ask_to_join",
    "become_community",
    "bring_behind",
    "choose_stage",
    "close_community",
    "commit_to",
    "confirm_charter",
    "declare_figure",
    "decline_invitation",
    "describe_network",
    "drop_milestone",
    "drop_phase",
    "end_asking",
    "end_hub_roles",
    "end_pair",
    "form_team",
    "found_network",
    "give_hub_role",
    "help_came",
    "invite",
    "join_community",
    "join_network",
    "keep_community",
    "keep_promise",
    "leave_community",
    "leave_network",
    "let_promise_go",
    "offer_keeping",
    "open_again",
    "open_community",
    "open_promise_again",
    "open_with_first",
    "promise_help",
    "reach_milestone",
    "resend",
    "rest_a_month",
    "rest_until",
    "say_leading",
    "say_thanks",
    "say_where_i_work",
    "set_milestone",
    "share_in_public",
    "take_back",
    "take_elsewhere_out",
    "take_off_hub",
    "take_off_team",
    "take_offer_back",
    "take_out_of_community",
    "take_pair_back",
    "take_request_back",
    "wall_a_system",
    "write_charter",
]
