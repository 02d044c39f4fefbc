"""What the hub says it will do for a team, and by when; kept, or let go with a word."""

from datetime import date
from uuid import uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.commons.places import page_of
from pergola.gather.models import Promise
from pergola.gather.rules import is_on
from pergola.kernel.clock import now, today
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.hubs import leads
from pergola.people.models import Person
from pergola.spaces.audiences import for_team
from pergola.spaces.models import Team
from pergola.talk.actions import News, tell
from pergola.talk.models import Notice
from pergola.walls.reasons import Reason


@transaction.atomic
def promise_help(*, by: Person, team: Team, words: str, by_when: date) -> Promise:
    """Say to a team what the hub will do, and by when. Its people are told. What they had asked for stays beside it."""
    if not leads(by, team.wall_id):
        raise NotAllowed(_("Only the hub promises a team something."))
    if not words.strip():
        raise Refusal(_("Say what you will do, in a sentence."), field="words")
    if by_when < today():
        raise Refusal(_("That day is over already. Write one still to come."), field="by_when")
    asked = team.help_wanted if team.asked_for_help else ""
    made = Promise.objects.create(
        team=team, words=words.strip(), by_when=by_when, asked=asked, made_by=by, made=now()
    )  # fmt: skip
    took_part(by, Participation.Verb.ANSWERED, wall=team.wall_id)
    _tell(by, made)
    return made


@transaction.atomic
def keep_promise(*, by: Person, promise: Promise) -> Promise:
    """It is done: said by the hub, or by the team that has it now. Twice is once."""
    held = _held(promise)
    if not (is_on(by, held.team) or leads(by, held.wall_id)):
        raise NotAllowed(_("Only the team and the hub can say this."))
    return held if held.outcome == Promise.Outcome.KEPT else _end(by, held, Promise.Outcome.KEPT, "")


@transaction.atomic
def open_promise_again(*, by: Person, promise: Promise) -> Promise:
    """It was said to be kept too soon, and is open again. Whoever may say that it is kept may say this; all are told. Twice is once."""
    held = _held(promise)
    if not (is_on(by, held.team) or leads(by, held.wall_id)):
        raise NotAllowed(_("Only the team and the hub can say this."))
    if held.outcome == Promise.Outcome.LET_GO:
        raise Refusal(_("This was let go, with a word. Promise it anew, by another day."))
    if held.ended is None:
        return held
    held.outcome, held.ended, held.ended_by = Promise.Outcome.OPEN, None, None
    held.save(update_fields=["outcome", "ended", "ended_by"])
    took_part(by, Participation.Verb.CHANGED, wall=held.wall_id)
    _tell(by, held, again=True)
    return held


@transaction.atomic
def let_promise_go(*, by: Person, promise: Promise, why: str) -> Promise:
    """The hub will not do it after all, and says so with a word: better than a promise nobody speaks of."""
    held = _held(promise)
    if not leads(by, held.wall_id):
        raise NotAllowed(_("Only the hub lets go what it promised."))
    if not why.strip():
        raise Refusal(_("Say in a sentence why it is let go: the team reads it."), field="why")
    return _end(by, held, Promise.Outcome.LET_GO, why.strip())


def _end(by: Person, held: Promise, outcome: Promise.Outcome, why: str) -> Promise:
    if held.ended is not None:
        raise Refusal(_("This was kept or let go meanwhile."))
    held.outcome, held.why, held.ended, held.ended_by = outcome, why, now(), by
    held.save(update_fields=["outcome", "why", "ended", "ended_by"])
    took_part(by, Participation.Verb.DECIDED, wall=held.wall_id)
    _tell(by, held)
    return held


def _held(promise: Promise) -> Promise:
    rows = Promise.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(of=("self",)).select_related("team")
    return rows.get(pk=promise.pk)


def _tell(by: Person, promise: Promise, *, again: bool = False) -> None:
    event = uuid5(promise.pk, f"open again {now()}" if again else f"{promise.outcome} {promise.ended or ''}")
    led_to = f"{page_of(promise.team)}#promised"
    tell(by=by, news=News(Notice.Kind.PROMISE, event, for_team(promise.team), team=promise.team, led_to=led_to))
