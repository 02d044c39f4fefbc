"""Where what people say and what happened disagree: a question to begin a conversation with, for each feature and each way round."""

from django.utils.translation import gettext_lazy as _

from pergola.kernel.errors import Sentence

SAID_MORE: dict[str, Sentence] = {
    "problem": _(
        "You feel that you share a problem, and none is written here. If each of you wrote it down in a sentence, would it be the same one?"
    ),
    "active": _(
        "People say that they try things, and little of it is written here. Where does it happen, and who hears of it?"
    ),
    "decisions": _(
        "People say that they decide together, and no decision here shows it. How was the last thing decided that you changed?"
    ),
    "inquiry": _(
        "People say that you look before you judge, and no prediction is locked here. What would you bet on for the next try?"
    ),
    "ownership": _(
        "People say that it would go on by itself, and hardly anybody but the facilitators begins anything here. What would a month without them look like?"
    ),
    "value": _(
        "People say that it is worth their time, and nothing that was tried here is kept or told. What do you take from it that is written nowhere?"
    ),
}
"""High by what people say, low by what happened."""

DONE_MORE: dict[str, Sentence] = {
    "problem": _(
        "A problem is written here and worked on, and people say that it is not theirs. Whose is it, and what would be yours?"
    ),
    "active": _(
        "Things were tried here in many weeks, and people say that they try little themselves. Who does, and what keeps the others from it?"
    ),
    "decisions": _(
        "Decisions here follow what several said, and people say that they have no say. What was decided without them?"
    ),
    "inquiry": _(
        "Predictions are locked here, and people say that you guess more than you find out. When did a finding last change what you did?"
    ),
    "ownership": _("Several people begin things here, and people say that it hangs on one. What hangs on them?"),
    "value": _(
        "Things that were tried here are kept, and people say that it is not worth their time. For whom is it worth it?"
    ),
}
"""The other way round."""
