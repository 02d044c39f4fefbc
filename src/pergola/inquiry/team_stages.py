"""How far a team has come, on a scale in our own words, and the step that what happened suggests. No models in here.

The scale has a name and a version, and what is said of a team keeps both: a later version changes nothing that was said.
A step is suggested from counts and days alone; a person says where the team stands.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pergola.inquiry.wording import plain_day
from pergola.kernel.errors import Sentence

SCALE: Final = "steps of a team, 1"


@dataclass(frozen=True, slots=True)
class TeamStep:
    """A step: its key in rows, what it is called, what is so then, and what helps to go on."""

    key: str
    name: Sentence
    means: Sentence
    helps: Sentence


STEPS: Final = (
    TeamStep(
        "gathering", gettext_lazy("Gathering"), gettext_lazy("The team is there, and talks about what bothers it."),
        gettext_lazy("Name one problem of practice in a sentence, and count once how things stand."),
    ),
    TeamStep(
        "named", gettext_lazy("Problem named"), gettext_lazy("What the team works on stands in a sentence, with how it knows."),
        gettext_lazy("Set an aim with a day, and say what you will count."),
    ),
    TeamStep(
        "aiming", gettext_lazy("Aim and measure"), gettext_lazy("It is said what will be different, by when, and it is counted."),
        gettext_lazy("Choose one idea and plan a test so small that it can begin next week."),
    ),
    TeamStep(
        "testing", gettext_lazy("Testing"), gettext_lazy("A change is being tested, with a prediction written before."),
        gettext_lazy("Finish the round: hold what you predicted beside the data, and decide."),
    ),
    TeamStep(
        "learning", gettext_lazy("Learning from tests"), gettext_lazy("Tests were studied and decided on, whatever they showed."),
        gettext_lazy("Change one thing and test again; ask critical friends what they see."),
    ),
    TeamStep(
        "moving", gettext_lazy("The numbers move"), gettext_lazy("A chart says that something changed, in the direction hoped for."),
        gettext_lazy("Go on counting. Test it with other classes, and look for whom it does not hold."),
    ),
    TeamStep(
        "holding", gettext_lazy("It holds"), gettext_lazy("The change is kept or made wider, and the numbers still say so."),
        gettext_lazy("Say in a claim what you know, for whom it holds and for whom it is not shown."),
    ),
    TeamStep(
        "spreading", gettext_lazy("It spreads"), gettext_lazy("Another team has taken it up, or found the same."),
        gettext_lazy("Stand beside those who try it, and watch what they change."),
    ),
)  # fmt: skip
BY_KEY: Final = {one.key: one for one in STEPS}


@dataclass(frozen=True, slots=True)
class StageFacts:
    """What happened, as counts and days: no word of the team's own."""

    problems: int = 0
    aims: int = 0
    measures: int = 0
    locked: int = 0
    studied: int = 0
    last_studied: date | None = None
    kept: int = 0
    """Cycles decided as adopt or scale."""
    charts_moved: int = 0
    """Measures whose chart says that something changed, as hoped."""
    taken_up: int = 0
    """Other teams that took up an idea of this one, or cycles elsewhere that found the same."""


@dataclass(frozen=True, slots=True)
class Suggested:
    step: TeamStep
    reasons: list[str]


def suggest(facts: StageFacts) -> Suggested:
    """The furthest step all of whose conditions hold, each step resting on the ones before it; and why."""
    reached = [
        True,
        facts.problems > 0,
        facts.aims > 0 and facts.measures > 0,
        facts.locked > 0,
        facts.studied > 0,
        facts.charts_moved > 0,
        facts.kept > 0,
        facts.taken_up > 0,
    ]
    place = next((n for n, so in enumerate(reached) if not so), len(STEPS)) - 1
    return Suggested(STEPS[place], [*_what_is(facts), *_what_is_not(place)])


def _what_is(facts: StageFacts) -> list[str]:
    told = [
        (facts.problems, ngettext("One problem is named.", "%(n)d problems are named.", facts.problems)),
        (facts.aims, ngettext("One aim is set.", "%(n)d aims are set.", facts.aims)),
        (facts.measures, ngettext("One measure is defined.", "%(n)d measures are defined.", facts.measures)),
        (facts.locked, ngettext("One prediction was locked.", "%(n)d predictions were locked.", facts.locked)),
        (facts.studied, ngettext("One cycle was studied.", "%(n)d cycles were studied.", facts.studied)),
        (
            facts.charts_moved,
            ngettext(
                "One chart says that something changed, as hoped.",
                "%(n)d charts say that something changed, as hoped.",
                facts.charts_moved,
            ),
        ),
        (
            facts.kept,
            ngettext("One change was kept or made wider.", "%(n)d changes were kept or made wider.", facts.kept),
        ),
        (
            facts.taken_up,
            ngettext(
                "Once somebody elsewhere took it up.", "%(n)d times somebody elsewhere took it up.", facts.taken_up
            ),
        ),
    ]
    reasons = [words % {"n": many} for many, words in told if many]
    if facts.last_studied is not None:
        reasons.append(_("The last study was finished on %(day)s.") % {"day": plain_day(facts.last_studied)})
    return reasons


def _what_is_not(place: int) -> list[str]:
    """What the next step would want to see."""
    if place + 1 >= len(STEPS):
        return []
    return [_("Not yet: %(next)s") % {"next": STEPS[place + 1].means}]
