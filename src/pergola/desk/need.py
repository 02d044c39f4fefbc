"""How teams are sorted by need: from what teams did and said, never from anything about one person. No models in here.

Every rule gives its reason in the words the hub reads. The first that holds decides; `docs/guides/hub.md` lists them.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, IntEnum

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

UNANSWERED, SILENT, OPEN_STUDY, ENDING = timedelta(days=7), timedelta(days=28), timedelta(days=21), timedelta(days=45)
LONG_PLAN, NOTHING_YET = timedelta(days=42), timedelta(days=30)


class Need(IntEnum):
    """Where a team stands on the hub's page, the most pressing first."""

    HELP = 0
    LOOK = 1
    ALONG = 2
    BETWEEN = 3

    @property
    def words(self) -> str:
        return {
            Need.HELP: _("Would be glad of help"),
            Need.LOOK: _("Worth a look"),
            Need.ALONG: _("Going along"),
            Need.BETWEEN: _("Between cycles"),
        }[self]


class At(Enum):
    """Where what might help is done."""

    TEAM = "the team’s page"
    CHAIN = "the chain of the claim"
    WRITE = "a conversation with the team"
    MEET = "a date with the team"
    PROMISE = "a promise to the team"
    PROMISED = "what was promised, on the team’s page"


@dataclass(frozen=True)
class Facts:
    """What is known of one team's work: states and days, no words of theirs but those they addressed to the hub."""

    since: datetime
    resting_until: date | None = None
    asked: datetime | None = None
    help_wanted: str = ""
    promised: str = ""
    """What the hub has promised and neither kept nor let go: the one that is due first."""
    promise_due: date | None = None
    answered: bool = False
    """Has the hub promised something since the team asked?"""
    contradiction: datetime | None = None
    """Since when a finding of theirs contradicts a claim and nobody has answered."""
    contradicts_published: bool = False
    step: str = ""
    number: int = 0
    step_since: datetime | None = None
    measures: int = 0
    last_data: datetime | None = None
    decide_by: date | None = None
    aim_ends: date | None = None
    has_problem: bool = False
    lesson_published: datetime | None = None


@dataclass(frozen=True)
class Why:
    """Why a team stands where it does, and what of the hub’s might help it: an offer, never a reminder."""

    reason: str
    offer: str = ""
    at: At = At.TEAM
    tells: str = ""
    """Does the reason say what was “asked”, or “promised”?"""


@dataclass(frozen=True)
class Standing:
    need: Need
    reason: str
    urgency: int = 9
    """Within the group, the smaller the sooner: readers of a published claim are misled meanwhile, so that is first."""
    offer: str = ""
    """What might help."""
    at: At = At.TEAM
    tells: str = ""

    @property
    def tells_what_was_asked(self) -> bool:
        return self.tells == "asked"

    @property
    def tells_what_was_promised(self) -> bool:
        return self.tells == "promised"


def stands(facts: Facts, now: datetime) -> Standing:
    """Where a team stands and why, from its facts alone."""
    today = timezone.localtime(now).date()
    for need, rule in (
        (Need.BETWEEN, _resting),
        (Need.HELP, _help),
        (Need.LOOK, _look),
        (Need.BETWEEN, _between),
    ):
        if why := rule(facts, now, today):
            return Standing(need, why.reason, _urgency(facts, today), why.offer, why.at, why.tells)
    return Standing(Need.ALONG, _along(facts))


def _urgency(facts: Facts, today: date) -> int:
    if facts.contradiction and facts.contradicts_published:
        return 0
    if _is_late(facts, today):
        return 1
    return 2 if facts.asked and not facts.answered else 3 if facts.contradiction else 4


def _is_late(facts: Facts, today: date) -> bool:
    """Does the team wait for what the hub promised longer than it was told?"""
    return facts.promise_due is not None and facts.promise_due < today


def _days(since: datetime, now: datetime) -> int:
    """Days as people count them, from one date to the other."""
    return (timezone.localdate(now) - timezone.localdate(since)).days


def _resting(facts: Facts, now: datetime, today: date) -> Why | None:
    if facts.resting_until and facts.resting_until > today and not facts.asked and not _is_late(facts, today):
        return Why(_("Resting until %(day)s, by its own choice.") % {"day": date_format(facts.resting_until, "j F")})
    return None


def _help(facts: Facts, now: datetime, today: date) -> Why | None:
    if facts.promise_due and _is_late(facts, today):
        said = {"words": facts.promised, "day": date_format(facts.promise_due, "j F")}
        late = _("Promised by %(day)s, and neither kept nor let go: “%(words)s”") % said
        return Why(late, _("Keep it, or let it go with a word"), At.PROMISED, "promised")
    if facts.asked and not facts.answered:
        asked = (
            _("The team asked for help: “%(words)s”") % {"words": facts.help_wanted}
            if facts.help_wanted
            else _("The team asked for help.")
        )
        return Why(asked, _("Promise something, by a day"), At.PROMISE, "asked")
    if facts.contradiction and _days(facts.contradiction, now) > UNANSWERED.days:
        days = _days(facts.contradiction, now)
        if facts.contradicts_published:
            sentence = ngettext(
                "Their finding contradicts a claim now published; nobody has answered for %(n)d day.",
                "Their finding contradicts a claim now published; nobody has answered for %(n)d days.",
                days,
            )
        else:
            sentence = ngettext(
                "Their finding contradicts another team’s; nobody has answered for %(n)d day.",
                "Their finding contradicts another team’s; nobody has answered for %(n)d days.",
                days,
            )
        return Why(sentence % {"n": days}, _("Answer on the chain"), At.CHAIN)
    if facts.step == "do" and facts.step_since:
        quiet = max(filter(None, (facts.step_since, facts.last_data)))
        if now - quiet > SILENT:
            weeks = _days(quiet, now) // 7
            return Why(
                _("Prediction locked, and no data for %(n)d weeks.") % {"n": weeks},
                _("Offer to count with them once"),
                At.WRITE,
            )
    return None


def _look(facts: Facts, now: datetime, today: date) -> Why | None:
    days = _days(facts.step_since, now) if facts.step_since else 0
    if facts.step == "study" and days > OPEN_STUDY.days:
        return Why(_("Study open for %(n)d days.") % {"n": days}, _("Read the chart with them"), At.MEET)
    if facts.step == "plan" and days > LONG_PLAN.days:
        return Why(_("Plan open for %(n)d days.") % {"n": days}, _("Help make the cycle smaller"), At.WRITE)
    if facts.step in {"do", "study"} and not facts.measures:
        return Why(_("The cycle has no measure yet."), _("Ask what they could count"), At.WRITE)
    if facts.decide_by and facts.step == "act" and facts.decide_by < today:
        return Why(
            _("Was to decide by %(day)s.") % {"day": date_format(facts.decide_by, "j F")},
            _("Offer an hour to decide in"),
            At.MEET,
        )
    if facts.aim_ends and today <= facts.aim_ends <= today + ENDING:
        return Why(
            _("Its aim ends %(day)s.") % {"day": date_format(facts.aim_ends, "j F")},
            _("Ask what comes after"),
            At.WRITE,
        )
    if not facts.has_problem and now - facts.since > NOTHING_YET:
        return Why(_("No problem of practice named yet."), _("Visit, and name one together"), At.MEET)
    if facts.asked and facts.promise_due:  # and it is not late
        due = {"day": date_format(facts.promise_due, "j F"), "words": facts.promised}
        return Why(
            _("Asked for help; we promised by %(day)s: “%(words)s”") % due, _("Say how it goes"), At.WRITE, "promised"
        )
    return None


def _between(facts: Facts, now: datetime, today: date) -> Why | None:
    if facts.step in {"plan", "do", "study", "act"}:
        return None
    if facts.lesson_published:
        return Why(_("Lesson published; choosing what next."))
    return Why(_("Cycle decided; choosing what next.") if facts.step == "done" else _("No cycle begun."))


def _along(facts: Facts) -> str:
    def day(moment: datetime) -> str:
        return date_format(timezone.localtime(moment), "j F")

    if facts.lesson_published and facts.step == "act":
        return _("Lesson published.")
    if facts.step == "act" and facts.decide_by:
        return _("Decides by %(day)s.") % {"day": date_format(facts.decide_by, "j F")}
    if facts.last_data:
        return _("Data put in %(day)s.") % {"day": day(facts.last_data)}
    if facts.step == "do" and facts.step_since:
        return _("Prediction locked %(day)s.") % {"day": day(facts.step_since)}
    return _("Planning.") if facts.step == "plan" else _("Work in hand.")
