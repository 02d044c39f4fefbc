"""Wording questions, asking them, answering, closing; and the self-assessment a team fills in."""

from pergola.instruments.actions.answering import answer
from pergola.instruments.actions.asking import ask_for_self_assessment, ask_pulse, ask_who_would_join
from pergola.instruments.actions.assessing import agree_on_sheet, save_sheet, share_with_hub, stop_sharing
from pergola.instruments.actions.closing import close
from pergola.instruments.actions.wording import word_pulse

__all__ = [
    "agree_on_sheet",
    "answer",
    "ask_for_self_assessment",
    "ask_pulse",
    "ask_who_would_join",
    "close",
    "save_sheet",
    "share_with_hub",
    "stop_sharing",
    "word_pulse",
]
