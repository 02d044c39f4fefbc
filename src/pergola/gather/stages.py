"""The five stages of a community's life, and what helps at each; in our own words, after Wenger, McDermott and Snyder."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from pergola.kernel.errors import Sentence
from pergola.spaces.models import Community


@dataclass(frozen=True)
class Told:
    """How a stage feels, and what helps there."""

    stage: Community.Stage
    feels: Sentence
    helps: tuple[Sentence, ...]


STAGES = (
    Told(
        Community.Stage.POTENTIAL,
        _("A few people have the same question and do not meet over it yet."),
        (
            _("Talk with three of them about what would make an hour together worth it."),
            _("Choose one question small enough for the first date."),
            _("Ask somebody to come rather than announcing it to everybody."),
        ),
    ),
    Told(
        Community.Stage.COALESCING,
        _("You meet, and find out what you can trust each other with."),
        (
            _("Keep the dates, even when few can come: the rhythm is what holds."),
            _("Between dates, speak with one or two: most of it grows there."),
            _("Bring something unfinished yourself, so that others dare to."),
        ),
    ),
    Told(
        Community.Stage.MATURING,
        _("It is clear what you are good at together, and more people want in."),
        (
            _("Say in the charter what is yours and what is not."),
            _("Let more than one person keep it going."),
            _("Make it easy to come late: write down what you found."),
        ),
    ),
    Told(
        Community.Stage.STEWARDSHIP,
        _("It works, others count on it, and it could fall asleep."),
        (
            _("Look for what has changed around you, and take up a new question."),
            _("Ask those who came last what they would do otherwise."),
            _("Visit another community, or have one visit you."),
        ),
    ),
    Told(
        Community.Stage.TRANSFORMATION,
        _("What brought you together is done, or has become something else."),
        (
            _("Say so, before it fades: ending well is an act too."),
            _("Hand it over, become something new, or close with thanks."),
            _("Take along what you made: everybody can have a pack of it."),
        ),
    ),
)
