"""What is public of a team already, by a lesson it agreed to: a package that shows no more of it need not ask again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from pergola.publishing.evidence import Chain, Place
from pergola.publishing.frozen import freeze, thaw
from pergola.publishing.models import Edition, Lesson
from pergola.publishing.sealing import theirs, words_of
from pergola.publishing.willing import answers, said_no, unwilling
from pergola.walls.reasons import Reason

type Kept = dict[str, Any]
"""A claim as an edition keeps it: its sentence and its chain."""


@dataclass(frozen=True, slots=True)
class Public:
    """A team that is in a published lesson with just this, and the lessons it is in."""

    place: Place
    lessons: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim of a published lesson, and the teams that do not agree to be shown there any more."""

    lesson: UUID
    claim: Kept
    unwilling: Collection[str]


def already_public(
    lesson: Lesson, said: Sequence[tuple[str, Chain]], places: Mapping[str, Place], *, also: str = ""
) -> dict[str, Public]:
    """Of these teams those of whom a package shows what published lessons show of them, and nothing else. Two queries.

    Its own words, and those of its files (`also`), are new: a team that they name is asked, whatever is public of it. So is one that has said no to the
    package itself: nothing speaks for it but its newest word.
    """
    if lesson.form != Lesson.Form.PACKAGE or not said:
        return {}
    claims = [{"sentence": sentence, "chain": freeze(chain)} for sentence, chain in said]
    words = _words(lesson) + also.casefold()
    asked = {team: place for team, place in places.items() if place.name.casefold() not in words}
    return _shown_already(lesson.pk, claims, asked)


def still_public(edition: Edition) -> bool:
    """Does every team that a package shows without having asked it still stand so in a lesson it rests on?"""
    names, rests = (
        set(edition.content.get("relied_on", ())),
        {UUID(one) for one in edition.content.get("relies_on", ())},
    )
    claims = edition.content["claims"]
    places = {one.team: one for kept in claims for one in thaw(kept["chain"]).contributors() if one.name in names}
    found = _shown_already(edition.lesson_ref, claims, places, among=rests)
    return set(places) == set(found)


def _shown_already(
    package: UUID, claims: Sequence[Kept], places: Mapping[str, Place], among: Collection[UUID] | None = None
) -> dict[str, Public]:
    if not places:
        return {}
    shown, refusing = _shown(package, [one["chain"]["ref"] for one in claims], among)
    found = {}
    for team, place in places.items():
        about = [one for one in claims if team in {each.team for each in thaw(one["chain"]).contributors()}]
        rests = [_shown_by(shown, one, team) for one in about]
        if rests and all(rests) and team not in refusing:
            found[team] = Public(place, tuple(sorted({ref for ref in rests if ref})))
    return found


def _shown(package: UUID, refs: Sequence[str], among: Collection[UUID] | None) -> tuple[list[Shown], set[str]]:
    """The claims with these refs in the newest shown version of each lesson; and who has said no to the package."""
    every = Edition.objects.unrestricted(Reason.PUBLISHING).filter(removed=None).exclude(form=Lesson.Form.PACKAGE)
    if among is not None:
        every = every.filter(lesson_ref__in=among)
    newer = every.filter(lesson_ref=OuterRef("lesson_ref"), version__gt=OuterRef("version"))
    wanted = reduce(or_, (Q(content__claims__contains=[{"chain": {"ref": one}}]) for one in refs))
    newest = every.filter(wanted).exclude(Exists(newer)).exclude(lesson_ref=package).order_by("pk")
    kept = list(newest.values_list("lesson_ref", "content"))
    said = answers([package, *(ref for ref, _content in kept)])
    shown = [
        Shown(ref, claim, {str(team) for team in unwilling(said[ref], content.get("given", content.get("seals", ())))})
        for ref, content in kept
        for claim in content["claims"]
    ]
    return shown, {str(team) for team in said_no(said[package])}


def _shown_by(shown: Sequence[Shown], wanted: Kept, team: str) -> UUID | None:
    """The lesson that says this claim in these words, and of this team just what the package would."""
    chain = wanted["chain"]
    for one in shown:
        kept = one.claim["chain"]
        same = one.claim["sentence"] == wanted["sentence"] and kept["ref"] == chain["ref"]
        alike = all(kept[name] == chain[name] for name in ("sentence", "holds_for", "not_shown"))
        if same and alike and team not in one.unwilling and theirs(kept, team) == theirs(chain, team):
            return one.lesson
    return None


def _words(lesson: Lesson) -> str:
    return " ".join(str(getattr(lesson, name)) for name in words_of(lesson) if name != "byline").casefold()
