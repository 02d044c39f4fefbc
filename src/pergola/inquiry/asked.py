"""The link by which somebody outside gives one number: what it holds, finding again what is asked, and whether it still is."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db.models import Exists, OuterRef

from pergola.commons.by_link import drawn_secret, found_by, token
from pergola.inquiry.models import AskedNumber, Measure
from pergola.inquiry.rules import may_change
from pergola.kernel.clock import today
from pergola.people.models import Person
from pergola.walls.reasons import Reason


def secret_for(asked: UUID) -> str:
    """The team can be shown its link again."""
    return drawn_secret("pergola.inquiry.asked", str(asked))


def token_of(asked: AskedNumber) -> str:
    return token(asked.wall_id, secret_for(asked.pk))


def held_by(token: str) -> AskedNumber | None:
    """What this link asks for."""
    every = AskedNumber.objects.unrestricted(Reason.SIGN_IN)
    return found_by(token, every.select_related("measure__team", "measure__community", "asked_by"))


def still_asked(asked: AskedNumber) -> bool:
    """Not ended, not over, and made by somebody who may still put numbers in. Given, it says thanks until its last day."""
    return _lasts(asked) and may_change(asked.asked_by, asked.measure)


@dataclass(frozen=True, slots=True)
class Sent:
    """A link as the team reads of it."""

    asked: AskedNumber
    works: bool
    left: bool
    """Its days are not over, and whoever asked may no longer put numbers in: it opens nothing."""
    token: str
    """Of one that works; of any other nothing."""
    once: UUID
    """The key of its button."""


def links_of(measure: Measure, person: Person, most: int) -> list[Sent]:
    """The links there are for this measure, the newest first. Two queries."""
    every = list(AskedNumber.objects.editable_by(person).filter(measure=measure).select_related("asked_by")[:most])
    open_ones = [one for one in every if one.given is None and _lasts(one)]
    able = _able(measure, person, {one.asked_by for one in open_ones})
    works = {one.pk for one in open_ones if one.asked_by_id in able}
    left = {one.pk for one in open_ones} - works
    return [
        Sent(one, one.pk in works, one.pk in left, token_of(one) if one.pk in works else "", uuid4()) for one in every
    ]


def _lasts(asked: AskedNumber) -> bool:
    return asked.ended is None and today() <= asked.until


def _able(measure: Measure, person: Person, askers: Iterable[Person]) -> set[UUID]:
    """Who of them may still put numbers in, in one query."""
    by_name = {f"asker_{one.pk.hex}": one for one in askers}
    if not by_name:
        return set()
    may = {name: Exists(Measure.objects.editable_by(one).filter(pk=OuterRef("pk"))) for name, one in by_name.items()}
    found = Measure.objects.visible_to(person).filter(pk=measure.pk).values(**may).first() or {}
    return {by_name[name].pk for name, able in found.items() if able}
