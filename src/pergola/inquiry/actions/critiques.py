"""Critical friends: asking partner teams, saying something, saying what becomes of it, closing."""

from collections.abc import Sequence
from datetime import date
from uuid import uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Artifact, Participation
from pergola.commons.models.participation import took_part
from pergola.inquiry.critique_words import as_it_stands, may_be_asked_of
from pergola.inquiry.homes import works_in
from pergola.inquiry.making import said
from pergola.inquiry.models import Critique, CritiqueTeam, Remark, SentVersion
from pergola.inquiry.places import page_of_critique
from pergola.inquiry.rules import must_change, must_work_in
from pergola.kernel.clock import now, today
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person
from pergola.spaces.audiences import for_team
from pergola.spaces.models import Team
from pergola.talk.actions import News, tell
from pergola.talk.models import Notice
from pergola.walls.reasons import Reason

MOST_CRITERIA = 6


@transaction.atomic
def ask_critical_friends(
    *, by: Person, thing: Artifact, teams: Sequence[Team], criteria: Sequence[str], due: date, question: str = ""
) -> Critique:
    """Send the words of one thing, as they stand now, to partner teams for comments by criterion, until a day.

    They see these words while they are asked, and nothing else: no number, no file, no conversation, nothing it is tied to.
    """
    must_change(by, thing)
    team = thing.team
    if team is None or not may_be_asked_of(thing.kind):
        raise NotAllowed(_("Only a team’s problem, aim, idea, measure or cycle is sent to critical friends."))
    must_work_in(by, team)
    named = [line.strip() for line in criteria if line.strip()]
    _must_be_askable(team, teams, named, due)
    asked = Critique.objects.create(
        artifact_id=thing.pk, team=team, question=question.strip(), criteria="\n".join(named), due=due, asked_by=by,
        asked=now(),
    )  # fmt: skip
    SentVersion.objects.create(
        critique=asked, revision=thing.revision, title=thing.title, words=as_it_stands(thing, by)
    )
    for one in teams:
        CritiqueTeam.objects.create(critique=asked, team=one)
        _tell(by, asked, one, "asked")
    took_part(by, Participation.Verb.ASKED, artifact=thing)
    return asked


@transaction.atomic
def say_remark(*, by: Person, critique: Critique, team: Team, criterion: str, tone: str, words: str) -> Remark:
    """Say something by one criterion, for one's team, in one of three ways, while it is asked."""
    held = _held(critique)
    must_work_in(by, team)
    if not CritiqueTeam.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(critique=held, team=team).exists():
        raise NotAllowed(_("Your team was not asked about this."))
    _must_be_open(held)
    if criterion not in held.by_criterion:
        raise Refusal(_("Choose one of the criteria."), field="criterion")
    if tone not in Remark.Tone.values:
        raise Refusal(_("Choose one of the three: warm, cool or wondering."), field="tone")
    made = Remark.objects.create(
        critique=held, team=team, criterion=criterion, tone=tone, words=said(words, field="words"), by=by, said=now()
    )
    took_part(by, Participation.Verb.ANSWERED, wall=held.wall_id)
    _tell(by, held, held.team, f"heard {team.pk}")
    return made


@transaction.atomic
def take_remark_back(*, by: Person, remark: Remark) -> None:
    """By whoever said it, while nobody has answered it."""
    held = _held(remark.critique)
    current = Remark.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update().get(pk=remark.pk)
    if current.by_id != by.pk:
        raise NotAllowed(_("Only whoever said this takes it back."))
    _must_be_open(held)
    if current.answered is not None:
        raise Refusal(_("This was answered meanwhile, and stays. Say beneath it what you think now."))
    current.taken_back = now()
    current.save(update_fields=["taken_back"])


@transaction.atomic
def answer_remark(*, by: Person, remark: Remark, outcome: str, because: str = "") -> Remark:
    """Say what becomes of a remark: taken, or not taken because. It can be said otherwise until all is closed."""
    held = _held(remark.critique)
    if not works_in(by, held.team):
        raise NotAllowed(_("Only the team that asked says what becomes of this."))
    _must_be_open(held)
    if outcome not in (Remark.Outcome.TAKEN, Remark.Outcome.NOT_TAKEN):
        raise Refusal(_("Choose one of the two: taken, or not taken."), field="outcome")
    if outcome == Remark.Outcome.NOT_TAKEN and not because.strip():
        raise Refusal(_("Say in a sentence why not: they gave you their time."), field="because")
    current = Remark.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update().get(pk=remark.pk)
    if current.taken_back is not None:
        raise Refusal(_("This was taken back meanwhile."))
    current.outcome, current.because = outcome, because.strip()
    current.answered, current.answered_by = now(), by
    current.save(update_fields=["outcome", "because", "answered", "answered_by"])
    took_part(by, Participation.Verb.ANSWERED, artifact=held.artifact)
    return current


@transaction.atomic
def close_critique(*, by: Person, critique: Critique, summary: str = "") -> Critique:
    """Close it: the teams that were asked are told, see what became of what they said, and no longer the words themselves.

    The version of the thing that stands now is the one that answers; its page points here.
    """
    held = _held(critique)
    if not works_in(by, held.team):
        raise NotAllowed(_("Only the team that asked closes this."))
    _must_be_open(held)
    held.closed, held.closed_by, held.summary = now(), by, summary.strip()
    held.answered_revision = held.artifact.revision
    held.save(update_fields=["closed", "closed_by", "summary", "answered_revision"])
    took_part(by, Participation.Verb.DECIDED, artifact=held.artifact)
    asked = CritiqueTeam.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(critique=held).select_related("team")
    for one in asked:
        _tell(by, held, one.team, "closed")
    return held


def _must_be_askable(team: Team, teams: Sequence[Team], criteria: Sequence[str], due: date) -> None:
    if not teams:
        raise Refusal(_("Choose at least one team."), field="teams")
    if any(one.pk == team.pk or one.wall_id != team.wall_id for one in teams):
        raise Refusal(_("Choose partner teams of the same network."), field="teams")
    if not criteria:
        raise Refusal(_("Write at least one thing they should look at."), field="criteria")
    if len(criteria) > MOST_CRITERIA:
        raise Refusal(_("More than six things are hard to look at in an evening. Leave some out."), field="criteria")
    if any(len(one) > 200 for one in criteria):
        raise Refusal(_("One of these is longer than 200 characters. Make two of it."), field="criteria")
    if due < today():
        raise Refusal(_("That day is over already. Write one still to come."), field="due")


def _must_be_open(held: Critique) -> None:
    if held.closed is not None:
        raise Refusal(_("This was closed meanwhile. What was said stays to be read."))


def _held(critique: Critique) -> Critique:
    rows = Critique.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(of=("self",))
    return rows.select_related("team", "artifact").get(pk=critique.pk)


def _tell(by: Person, critique: Critique, team: Team, what: str) -> None:
    """The people of a team, once for each thing that happens."""
    event = uuid5(critique.pk, f"{what} {team.pk}")
    tell(
        by=by,
        news=News(Notice.Kind.CRITIQUE, event, for_team(team), team=team, led_to=page_of_critique(critique.pk)),
    )
