"""Telling: writing a lesson, asking for consent and giving it, publishing, withdrawing."""

from pergola.publishing.actions.adopting import BegunAlready, adopt_package, name_adoption
from pergola.publishing.actions.consenting import answer_consent, ask_for_consent
from pergola.publishing.actions.editions import bring_lesson_back, publish_lesson, withdraw_lesson
from pergola.publishing.actions.writing import cite_claim, edit_lesson, make_package, uncite_claim, write_lesson

__all__ = [
    "BegunAlready",
    "adopt_package",
    "answer_consent",
    "ask_for_consent",
    "bring_lesson_back",
    "cite_claim",
    "edit_lesson",
    "make_package",
    "name_adoption",
    "publish_lesson",
    "uncite_claim",
    "withdraw_lesson",
    "write_lesson",
]
