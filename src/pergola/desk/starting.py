"""Start here: six sentences one says yes or not yet to, and what follows from them.

They are data beside the page, in plain code, and no instrument of the house: an instrument is rows behind a wall, and who
reads this page is mostly behind none. Nothing of what is said is kept (docs/decisions/0028).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Way(StrEnum):
    """What the page can suggest, from the least to the most."""

    NOT_NOW = "not now"
    COLLEAGUE = "one colleague"
    JOIN = "join"
    OPEN = "open"


@dataclass(frozen=True)
class Sentence:
    """One sentence of the self-check, and the reason it gives where somebody says “not yet”."""

    name: str
    words: Promise
    if_not_yet: Promise


SENTENCES = (
    Sentence(
        "question",
        _("There is a question about my teaching, or my leading, that I keep coming back to"),
        _("You have no question yet that you keep coming back to, and a community begins with one."),
    ),
    Sentence(
        "hour",
        _("I can find an hour a month"),
        _(
            "You have no hour a month just now. A community lives from people who come back; it should not be one more thing left undone."
        ),
    ),
    Sentence(
        "unfinished",
        _("I am willing to show work that is not finished"),
        _("Showing work that is not finished is easier with one person you trust than with ten you do not know yet."),
    ),
    Sentence(
        "small",
        _("I would try something small between two meetings, and say how it went even if it did not work"),
        _(
            "Trying something and telling of it is a habit, and two people can begin it without promising anything to a group."
        ),
    ),
    Sentence(
        "known",
        _("I know somebody who has the same question"),
        _("You do not know yet who has the same question: in a community that is there already you find out."),
    ),
    Sentence(
        "people",
        _("I could ask three or four people to begin with me"),
        _(
            "To open one takes three or four people from the first day. Where a community has begun, one more is enough."
        ),
    ),
)
DECIDES = (
    (Way.NOT_NOW, {"question", "hour"}),
    (Way.COLLEAGUE, {"unfinished", "small"}),
    (Way.JOIN, {"known", "people"}),
)
"""One “not yet” among these sentences, and that is the way; the first that fits. Six times yes opens a community."""


@dataclass(frozen=True)
class Suggestion:
    """One way, and the reasons for it in words."""

    way: Way
    reasons: tuple[Promise, ...]


def suggested(said: Mapping[str, bool]) -> Suggestion:
    """What somebody who said this could do next. A yes changes no reason; a “not yet” that decides becomes one."""
    for way, deciding in DECIDES:
        reasons = tuple(one.if_not_yet for one in SENTENCES if one.name in deciding and not said[one.name])
        if reasons:
            return Suggestion(way, reasons)
    return Suggestion(Way.OPEN, ())
