"""Everything that is done in inquiry, each act once, by somebody."""

from pergola.inquiry.actions.asking_number import ask_number, end_asked, give_number
from pergola.inquiry.actions.critiques import (
    answer_remark,
    ask_critical_friends,
    close_critique,
    say_remark,
    take_remark_back,
)
from pergola.inquiry.actions.cycles import (
    edit_cycle,
    finish_do,
    finish_study,
    lock_prediction,
    plan_cycle,
    write_prediction,
)
from pergola.inquiry.actions.deciding import decide, say_lean
from pergola.inquiry.actions.defining import change_definition, count_by, count_by_version, write_definition
from pergola.inquiry.actions.grouping import put_in_groups
from pergola.inquiry.actions.growing import add_part, bring_back_part, hang_idea, move_part, reword_part, take_out_part
from pergola.inquiry.actions.ideas import propose_to_network, take_up_idea, weigh_idea
from pergola.inquiry.actions.keeping import keep_version
from pergola.inquiry.actions.measures import define_measure, edit_measure, watch
from pergola.inquiry.actions.observing import (
    bring_back_value,
    correct_observation,
    put_in_observations,
    put_in_text,
    remove_observation,
)
from pergola.inquiry.actions.purpose import edit_aim, edit_idea, edit_problem, name_problem, propose_idea, set_aim
from pergola.inquiry.actions.sharing import share_with_network
from pergola.inquiry.actions.splitting import join_limits, split_limits
from pergola.inquiry.actions.staging import hear_nudge, quiet_nudge, say_stage
from pergola.inquiry.actions.theorising import say_ground, take_ground_away, write_theory
from pergola.inquiry.actions.tying import edit_claim, make_claim, tie, untie
from pergola.inquiry.actions.withdrawing import bring_back_definition, withdraw_definition

__all__ = [
    "add_part",
    "answer_remark",
    "ask_critical_friends",
    "ask_number",
    "bring_back_definition",
    "bring_back_part",
    "bring_back_value",
    "change_definition",
    "close_critique",
    "correct_observation",
    "count_by",
    "count_by_version",
    "decide",
    "define_measure",
    "edit_aim",
    "edit_claim",
    "edit_cycle",
    "edit_idea",
    "edit_measure",
    "edit_problem",
    "end_asked",
    "finish_do",
    "finish_study",
    "give_number",
    "hang_idea",
    "hear_nudge",
    "join_limits",
    "keep_version",
    "lock_prediction",
    "make_claim",
    "move_part",
    "name_problem",
    "plan_cycle",
    "propose_idea",
    "propose_to_network",
    "put_in_groups",
    "put_in_observations",
    "put_in_text",
    "quiet_nudge",
    "remove_observation",
    "reword_part",
    "say_ground",
    "say_lean",
    "say_remark",
    "say_stage",
    "set_aim",
    "share_with_network",
    "split_limits",
    "take_ground_away",
    "take_out_part",
    "take_remark_back",
    "take_up_idea",
    "tie",
    "untie",
    "watch",
    "weigh_idea",
    "withdraw_definition",
    "write_definition",
    "write_prediction",
    "write_theory",
]
