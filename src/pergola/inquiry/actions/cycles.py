"""Plan, do, study: one turn, in order. The prediction is written first and locked before its data."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Link, Participation
from pergola.commons.models.artifact import bump
from pergola.commons.models.participation import took_part
from pergola.inquiry.actions.sharing import share_with_network
from pergola.inquiry.homes import Home, home_of
from pergola.inquiry.making import fresh, link, make, rewrite, said, stale
from pergola.inquiry.models import ChangeIdea, Cycle, Expectation, Measure
from pergola.inquiry.possible import must_be_near, must_be_possible
from pergola.inquiry.rules import must_change, must_see, must_work_in
from pergola.inquiry.sealing import missing_before_lock, points_since, units_of
from pergola.kernel.clock import now
from pergola.kernel.errors import Incomplete, Locked, Refusal
from pergola.people.models import Person
from pergola.walls.reasons import Reason

Step = Cycle.Step
MOST_EXPECTATIONS = 8


@transaction.atomic
def plan_cycle(
    *,
    by: Person,
    idea: ChangeIdea,
    scope: str = "",
    change: str = "",
    begins: date | None = None,
    study_by: date | None = None,
    decide_by: date | None = None,
    title: str = "",
    measures: Sequence[Measure] = (),
    home: Home | None = None,
    follows: Cycle | None = None,
    **said: str,
) -> Cycle:
    """Begin a cycle that tests the idea. Its number is the next of this home for this idea; its title is the idea's.

    `follows`: the cycle of the same home after which this one comes, wider or changed. `said`: question, who, width,
    school, context, dose.
    """
    must_see(by, idea)
    chosen = home or home_of(idea)
    if chosen is None:
        raise Refusal(_("This was proposed to the network. Take it up for your team first, then plan a cycle."))
    must_work_in(by, chosen)
    _must_come_after(follows, chosen)
    _in_order(begins, study_by, decide_by)
    fresh(idea)  # two people who plan at once get two numbers
    cycle = make(
        Cycle,
        by=by,
        home=chosen,
        title=title or idea.title,
        number=_next_number(idea, chosen),
        scope=scope.strip(),
        change=change.strip(),
        begins=begins,
        study_by=study_by,
        decide_by=decide_by,
        follows_id=follows.pk if follows else None,
        **{name: words.strip() for name, words in said.items()},
    )
    link(by=by, source=cycle, kind=Link.Kind.TESTS, target=idea)
    for measure in measures:
        must_change(by, measure)
        link(by=by, source=measure, kind=Link.Kind.MEASURES, target=cycle)
    return cycle


@transaction.atomic
def edit_cycle(*, by: Person, cycle: Cycle, revision: int, **words: Any) -> Cycle:
    """Change title, scope, change, begins, study_by, decide_by, and where and with how much of it.

    The question and the first day are part of what is locked.
    """
    must_change(by, cycle)
    current = fresh(cycle)
    if current.locked and "begins" in words and words["begins"] != current.begins:
        raise Locked(
            _("The first day was set when the prediction was locked, and stays. Plan another cycle if it began later."),
            field="begins",
        )
    _must_be_in_order(current, words)
    return rewrite(cycle, by=by, revision=revision, words=words)


@transaction.atomic
def write_prediction(
    *,
    by: Person,
    cycle: Cycle,
    revision: int,
    prediction: str,
    predicted: Decimal | None = None,
    expectations: Iterable[str] | None = None,
) -> Cycle:
    """Write what one expects, as often as needed, until it is locked. `expectations`: its parts, to hold beside the data.

    None leaves the parts as they are. Raises Locked once it is sealed, Stale where somebody else wrote meanwhile.
    """
    must_change(by, cycle)
    held = fresh(cycle)
    _must_be_open(held)
    must_be_possible(predicted, units_of(held), field="predicted")
    words = {"prediction": prediction.strip(), "predicted": predicted}
    return _write(held, by=by, revision=revision, words=words, expectations=expectations)


@transaction.atomic
def write_plan(
    *,
    by: Person,
    cycle: Cycle,
    revision: int,
    prediction: str,
    predicted: Decimal | None = None,
    expectations: Iterable[str] | None = None,
    **words: Any,
) -> Cycle:
    """The prediction with the plan around it (change, begins, study_by), written over the same revision."""
    must_change(by, cycle)
    held = fresh(cycle)
    _must_be_open(held)
    _must_be_in_order(held, words)
    must_be_possible(predicted, units_of(held), field="predicted")
    words |= {"prediction": prediction.strip(), "predicted": predicted}
    return _write(held, by=by, revision=revision, words=words, expectations=expectations)


@transaction.atomic
def lock_prediction(*, by: Person, cycle: Cycle) -> Cycle:
    """Seal what was predicted, for good, and go on to Do. Says how many points of the change were in already."""
    must_change(by, cycle)
    current = fresh(cycle)
    _must_be_open(current)
    missing = list(missing_before_lock(current))
    if missing:
        raise Incomplete(_("The prediction cannot be locked yet."), missing=missing)
    current.points_at_lock = points_since(current)
    current.locked, current.locked_by, current.step = now(), by, Step.DO
    current.save()
    bump(current)
    took_part(by, Participation.Verb.PREDICTED, artifact=current)
    return current


@transaction.atomic
def finish_do(*, by: Person, cycle: Cycle, happened: str = "", surprises: str = "") -> Cycle:
    """Close Do: say what happened and what surprised you, and go on to Study. Both are shown there beside the data."""
    must_change(by, cycle)
    current = _at(cycle, Step.DO)
    current.happened, current.surprises = happened.strip(), surprises.strip()
    current.did, current.step = now(), Step.STUDY
    return _stepped(current, by)


@transaction.atomic
def finish_study(
    *,
    by: Person,
    cycle: Cycle,
    learned: str,
    outcomes: Mapping[int, tuple[str, str]] | None = None,
) -> Cycle:
    """Close Study: hold each part of the prediction beside the data, say what was learned, and let the network see.

    `outcomes`: of each expectation's id, the outcome and what was found. A team's cycle is shared with its network by
    this act, with what it rests on; the form says so. A community's stays with the community.
    """
    must_change(by, cycle)
    current = _at(cycle, Step.STUDY)
    current.learned = said(learned, field="learned")
    for part in current.expectations.all():
        if outcomes and part.pk in outcomes:
            part.outcome, found = outcomes[part.pk]
            part.found = found.strip()[:300]
            part.save(update_fields=["outcome", "found"])
    current.studied, current.step = now(), Step.ACT
    _stepped(current, by)
    if current.team_id is not None:
        share_with_network(by=by, thing=current)
    return current


def _at(cycle: Cycle, step: Cycle.Step) -> Cycle:
    """The cycle, held, if it is at this step. Raises Refusal that says where it is."""
    current = fresh(cycle)
    if current.step == step:
        return current
    names = {"here": current.get_step_display(), "there": step.label}
    raise Refusal(_("This cycle is not at “%(there)s” but at “%(here)s”. Somebody may have moved it on.") % names)


def _stepped(cycle: Cycle, by: Person) -> Cycle:
    cycle.save()
    bump(cycle)
    took_part(by, Participation.Verb.CHANGED, artifact=cycle)
    return cycle


def _write(
    held: Cycle, *, by: Person, revision: int, words: Mapping[str, Any], expectations: Iterable[str] | None
) -> Cycle:
    """The words and the parts of the prediction: one act, written down once, whichever of the two it changes."""
    parts = None if expectations is None else [part.strip() for part in expectations if part.strip()]
    if parts is not None and len(parts) > MOST_EXPECTATIONS:
        raise Refusal(_("More than eight parts are hard to hold beside the data. Join some."), field="expectations")
    before = list(held.expectations.values_list("text", flat=True))
    same = parts is None or [part[:200] for part in parts] == before
    if not same and held.revision != revision and all(getattr(held, name) == value for name, value in words.items()):
        raise stale("expectations", theirs="\n".join(before), mine="\n".join(parts or []))
    changed = rewrite(held, by=by, revision=revision, words=words)
    if not same:
        held.expectations.all().delete()
        Expectation.objects.bulk_create(Expectation(cycle=held, text=part[:200]) for part in parts or [])
        if changed.revision == held.revision:
            bump(changed)
            took_part(by, Participation.Verb.CHANGED, artifact=changed)
    return changed


def _must_come_after(follows: Cycle | None, home: Home) -> None:
    """The next of a ramp comes after one of the same team or community, that has been decided."""
    if follows is None:
        return
    before = Cycle.objects.unrestricted(Reason.CHAIN_OF_ACT).select_related("team", "community").get(pk=follows.pk)
    if home_of(before) != home:
        raise Refusal(_("A cycle comes after one of your own. Plan it without, and say what it adapts."))
    if before.step != Step.DONE:
        raise Refusal(_("Decide what becomes of the cycle before, then plan the next."))


def _must_be_open(cycle: Cycle) -> None:
    if cycle.locked is not None:
        raise Locked(
            _("This prediction is locked and stays as it was written. You can add a note beneath the cycle."),
            field="prediction",
        )


def _next_number(idea: ChangeIdea, home: Home) -> int:
    tests = Link.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(target=idea, kind=Link.Kind.TESTS)
    cycles = Cycle.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk__in=tests.values("source"))
    same = cycles.filter(wall=home.wall_id)
    of_home = [cycle.number for cycle in same.select_related("team", "community") if home_of(cycle) == home]
    return max(of_home, default=0) + 1


def _must_be_in_order(current: Cycle, words: Mapping[str, Any]) -> None:
    begins, study_by, decide_by = (
        words.get(name, getattr(current, name)) for name in ("begins", "study_by", "decide_by")
    )
    _in_order(begins, study_by, decide_by)


def _in_order(begins: date | None, study_by: date | None, decide_by: date | None) -> None:
    must_be_near(begins=begins, study_by=study_by, decide_by=decide_by)
    if begins and study_by and study_by < begins:
        raise Refusal(_("You would study before the change begins. Write a later day."), field="study_by")
    if study_by and decide_by and decide_by < study_by:
        raise Refusal(_("You would decide before you have studied. Write a later day."), field="decide_by")
