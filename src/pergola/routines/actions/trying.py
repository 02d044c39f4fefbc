"""Saying that one tried a routine, and that one uses it."""

from datetime import date
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.kernel.clock import now, today
from pergola.kernel.errors import Refusal
from pergola.people.models import Person
from pergola.routines.holding import held, stir
from pergola.routines.models import Adoption, Routine, Trial
from pergola.routines.rules import home_of, must_use
from pergola.spaces.models import Membership
from pergola.walls.reasons import Reason

EARLIEST: Final = date(1990, 1, 1)
"""A year that was mistyped."""


@transaction.atomic
def log_trial(
    *, by: Person, routine: Routine, on: date, with_whom: str, happened: str, again: str, changed: str = "",
    students: int | None = None,
) -> Trial:  # fmt: skip
    """Say that one tried it: when, with which class, what happened, what one changed, whether one would again."""
    must_use(by, routine)
    if on < EARLIEST:
        raise Refusal(_("This day lies before 1990. Check the year."), field="on")
    if on > today():
        raise Refusal(_("That day is still to come. Write this once you have tried it."), field="on")
    if not with_whom.strip():
        raise Refusal(_("Say with which class or grade: others look for students like theirs."), field="with_whom")
    if not happened.strip():
        raise Refusal(_("Say in a sentence what happened."), field="happened")
    if again not in Trial.Again.values:
        raise Refusal(_("Choose one of the three: yes, yes with a change, or no."), field="again")
    current = held(routine)
    made = Trial.objects.create(
        routine=current, audience=current.audience, by=by, on=on, with_whom=with_whom.strip(), students=students,
        happened=happened.strip(), changed=changed.strip(), again=again, said=now(),
    )  # fmt: skip
    took_part(by, Participation.Verb.OBSERVED, artifact=current)
    stir(current)
    return made


@transaction.atomic
def take_trial_back(*, by: Person, trial: Trial) -> None:
    """By whoever wrote it. That they tried it stays in what they did."""
    Trial.objects.editable_by(by).filter(pk=trial.pk).update(taken_back=now())


@transaction.atomic
def adopt_routine(
    *, by: Person, routine: Routine, learned_from: Person | None = None, learned_elsewhere: str = "", adapted: str = "",
    school: str = "",
) -> Adoption:  # fmt: skip
    """“I use this now”: from whom one learned it and how one uses it otherwise. Said again, the newer words stand.

    Whoever one said it of before may have left since: that one learned it from them stays so. Whoever begins again after
    stopping uses it since then.
    """
    must_use(by, routine)
    current = held(routine)
    elsewhere = learned_elsewhere.strip()
    if learned_from is not None and elsewhere:
        raise Refusal(
            _("Say one of the two: somebody of this community, or a colleague outside it."), field="learned_elsewhere"
        )
    mine = Adoption.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(routine=current, by=by).first()
    if learned_from is not None and (mine is None or mine.learned_from_id != learned_from.pk):
        _must_be_from_here(by, current, learned_from)
    goes_on = mine is not None and mine.stopped is None
    said = {
        "learned_from": learned_from, "learned_elsewhere": elsewhere, "adapted": adapted.strip(),
        "school": " ".join(school.split()), "audience": current.audience, "stopped": None,
    } | ({} if goes_on else {"since": now()})  # fmt: skip
    every = Adoption.objects.unrestricted(Reason.CHAIN_OF_ACT)
    made, _new = every.update_or_create(routine=current, by=by, defaults=said)
    took_part(by, Participation.Verb.CHANGED if goes_on else Participation.Verb.DECIDED, artifact=current)
    stir(current)
    return made


@transaction.atomic
def stop_using_routine(*, by: Person, routine: Routine) -> None:
    """One no longer uses it. Nobody is told; saying so again brings the line back."""
    if Adoption.objects.editable_by(by).filter(routine=routine).update(stopped=now()):
        took_part(by, Participation.Verb.CHANGED, artifact=routine)


def _must_be_from_here(by: Person, routine: Routine, who: Person) -> None:
    if who.pk == by.pk:
        raise Refusal(_("Choose somebody else, or leave it open."), field="learned_from")
    known = (
        Membership.objects.filter(community=home_of(routine), person=who),
        Trial.objects.visible_to(by).filter(routine=routine, by=who),
        Adoption.objects.visible_to(by).filter(routine=routine, by=who),
    )
    if who.pk != routine.made_by_id and not any(one.exists() for one in known):
        raise Refusal(_("Choose somebody of this community, or write the name of a colleague."), field="learned_from")
