"""Passwords anybody would try first here: our own words, the keeper’s name, one’s own address, runs and repetitions.

No rules of composition: a long sentence is better than a short puzzle. Django’s list of common passwords is asked
for what is left of a repetition, so “passwordpassword” is as common as its half.
"""

import re
from collections.abc import Iterable

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pergola.people.models import Identity

OURS = (
    "pergola", "welcome", "password", "passwort", "contrasena", "secret", "letmein", "changeme", "login", "signin",
    "school", "schools", "district", "districts", "network", "teacher", "teachers", "principal", "student", "students",
    "educator", "community", "communities", "practice", "education", "learning", "escuela", "distrito", "maestra",
    "maestro", "public", "unified", "county", "city",
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
    "spring", "summer", "autumn", "winter",
)  # fmt: skip
RUNS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "01234567890123456789")
SHORTEST_RUN = 4
FEWEST_LEFT = 8
FEWEST_KINDS = 6
SHORTEST = 15
"""Of a shorter one it is said that it is short, and no more (settings: MinimumLengthValidator)."""
DISGUISES = str.maketrans("@4310$57!", "aaeiosstl")


class FirstGuessValidator:
    """Refuses a password of which too little is left once the words of this place are taken out."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words = {*OURS, *_words_of(*words)}
        self.common = CommonPasswordValidator()

    def validate(self, password: str, user: Identity | None = None) -> None:
        text = _bare(password)
        if len(set(text)) < FEWEST_KINDS and len(password) >= SHORTEST:
            raise ValidationError(
                _("This repeats very few letters. A short sentence of your own is safer."), "few_letters"
            )
        if _unit(text) in self.common.passwords:
            raise ValidationError(_("This repeats a password that many people use. Take another."), "repeats")
        if len(_left_of(text, self.words | _words_of(getattr(user, "email", "")))) < FEWEST_LEFT:
            raise ValidationError(
                _("Somebody who knows where you work would try this early. Add words only you would put together."),
                "first_guess",
            )

    def get_help_text(self) -> str:
        return _("Not the name of your school, your district or this place.")


def _bare(text: str) -> str:
    """Without case, spaces and punctuation, but with the signs that stand for letters."""
    return re.sub(r"[^\w@$!]|_", "", text.casefold())


def _words_of(*texts: str) -> set[str]:
    """The words of a name or an address worth four letters, such as `alder`, `valley` or `aldervalley`."""
    return {part for text in texts for part in re.split(r"[\W\d_]+", text.casefold()) if len(part) >= 4}


def _unit(text: str) -> str:
    """The shortest part of which the whole is a repetition; its last round may be cut short."""
    for size in range(1, len(text) // 2 + 1):
        if (text[:size] * (len(text) // size + 1)).startswith(text):
            return text[:size]
    return text


def _left_of(text: str, words: set[str]) -> str:
    """What a guesser would still have to find out: no known word, no run of letters or figures, no year."""
    for word in sorted(words, key=len, reverse=True):
        text = _without(text, word)
    text = re.sub(r"(19|20)\d\d", " ", text)
    for run in RUNS:
        text = _without_runs(_without_runs(text, run), run[::-1])
    return re.sub(r"[\W_]+", "", text)


def _without(text: str, word: str) -> str:
    """Take `word` out wherever it stands, also with a @ for its a or a 0 for its o."""
    while (at := text.translate(DISGUISES).find(word)) >= 0:
        text = f"{text[:at]} {text[at + len(word) :]}"
    return text


def _without_runs(text: str, run: str) -> str:
    """Take out every stretch that follows `run` for four signs or more."""
    for size in range(len(run), SHORTEST_RUN - 1, -1):
        for start in range(len(run) - size + 1):
            text = text.replace(run[start : start + size], " ")
    return text
