"""Reading pathways: their levels with what is found there, where I am, and what a self-check suggests."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from pergola.commons.models import Artifact
from pergola.commons.places import page_of
from pergola.gather.models import Pathway, PathwayLevel, PathwayPlace, PathwayThing
from pergola.gather.models.pathway import PathwayQuerySet
from pergola.instruments.models import Item
from pergola.people.models import Asker
from pergola.spaces.models import Community, Membership
from pergola.walls.reasons import Reason

LESSON = "edition"
"""The kind of a published lesson, which stands on a floor above."""


@dataclass(frozen=True)
class Found:
    """One thing on a level, as the reader finds it. `url` is empty where it is not theirs to see any more."""

    pk: int
    kind: str
    title: str
    url: str
    text: str = ""
    community: UUID | None = None
    come_in: str = ""
    """How one comes into a community one is not in: open, on request; empty for whoever is in, and where one must be invited."""


@dataclass(frozen=True)
class Stretch:
    level: PathwayLevel
    here: bool
    """Is this where the reader says they are?"""
    found: list[Found] = field(default_factory=list)


@dataclass(frozen=True)
class Walk:
    """A pathway as one person sees it."""

    stretches: list[Stretch]
    place: PathwayPlace | None
    checks: bool
    """Is there a self-check?"""

    @property
    def first_here(self) -> Found | None:
        """What is found first where I am, and is mine to see: a community I am not in before anything else."""
        here = [thing for one in self.stretches if one.here for thing in one.found if thing.url]
        return next((one for one in here if one.come_in), here[0] if here else None)

    @property
    def next(self) -> PathwayLevel | None:
        """The level after mine."""
        here = next((at for at, one in enumerate(self.stretches) if one.here), None)
        after = self.stretches[here + 1 :] if here is not None else []
        return after[0].level if after else None


def walk_of(person: Asker, pathway: Pathway) -> Walk:
    """Five queries: levels, things, lessons, my place, and which of the communities I am in."""
    levels = list(PathwayLevel.objects.visible_to(person).filter(pathway=pathway))
    things = list(PathwayThing.objects.visible_to(person).filter(level__pathway=pathway).select_related("community"))
    lessons, inside = _lessons(person, things), _inside(person, things)
    place = PathwayPlace.objects.editable_by(person).filter(pathway=pathway).first()
    at = place.level_id if place is not None else None
    stretches = [
        Stretch(one, one.pk == at, [_found(thing, lessons, inside) for thing in things if thing.level_id == one.pk])
        for one in levels
    ]
    return Walk(stretches, place, any(one.check_with_id for one in levels))


def _lessons(person: Asker, things: Sequence[PathwayThing]) -> dict[UUID, Artifact]:
    refs = [one.lesson_ref for one in things if one.lesson_ref is not None]
    if not refs:
        return {}
    return Artifact.objects.visible_to(person).filter(kind=LESSON).defer("search", "words").in_bulk(refs)


def _inside(person: Asker, things: Sequence[PathwayThing]) -> set[UUID]:
    there = [one.community_id for one in things if one.community_id is not None]
    if not there:
        return set()
    mine = Membership.objects.visible_to(person).filter(person=person.pk, community__in=there)
    return set(mine.values_list("community", flat=True))


def _found(thing: PathwayThing, lessons: Mapping[UUID, Artifact], inside: Collection[UUID]) -> Found:
    if thing.community is not None:
        one = thing.community
        shut = one.pk in inside or one.closed is not None or one.joining == Community.Joining.INVITED
        return Found(thing.pk, thing.kind, one.name, page_of(one), one.charter, one.pk, "" if shut else one.joining)
    if thing.lesson_ref is not None:
        lesson = lessons.get(thing.lesson_ref)
        title = lesson.title if lesson is not None else thing.title
        return Found(thing.pk, thing.kind, title, lesson.get_absolute_url() if lesson is not None else "")
    return Found(thing.pk, thing.kind, thing.title, thing.link)


def pathways_shown(person: Asker, wall: int, *, all_of_them: bool) -> PathwayQuerySet:
    """Those people can set out on, and those this person is on; for whoever leads here all of them."""
    seen = Pathway.objects.visible_to(person).filter(wall=wall)
    mine = PathwayPlace.objects.editable_by(person).filter(wall=wall).values("pathway")
    return seen if all_of_them else seen.filter(Q(offered=True) | Q(pk__in=mine))


def places_of(person: Asker, pathways: Iterable[Pathway]) -> dict[UUID, PathwayPlace]:
    """Where this person is on each. One query."""
    mine = PathwayPlace.objects.editable_by(person).filter(pathway__in=[one.pk for one in pathways])
    return {one.pathway_id: one for one in mine.select_related("level")}


def sentences_of(level: PathwayLevel) -> list[str]:
    """What one can do after it, as it stands."""
    if level.check_with_id is None:
        return []
    every = Item.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(instrument=level.check_with_id)
    return list(every.values_list("own_words", flat=True))


@dataclass(frozen=True)
class Checked:
    """The sentences of one level, each with the name of its field."""

    level: PathwayLevel
    items: list[Item]


def check_of(person: Asker, pathway: Pathway) -> list[Checked]:
    """The self-check, level by level. Two queries. Levels without sentences are in it too, and ask nothing."""
    levels = list(PathwayLevel.objects.visible_to(person).filter(pathway=pathway))
    asked = Item.objects.visible_to(person).filter(instrument__in=[one.check_with_id for one in levels])
    items = list(asked.order_by("place"))
    return [Checked(one, [item for item in items if item.instrument_id == one.check_with_id]) for one in levels]


def suggested(check: Sequence[Checked], able: Mapping[int, bool]) -> PathwayLevel | None:
    """The first level at which something is not yet so; the last where all of it is. By the item's number, never a sum.

    Levels that ask nothing are passed over. None where nothing is asked at all.
    """
    asking = [one for one in check if one.items]
    for one in asking:
        if not all(able.get(item.pk, False) for item in one.items):
            return one.level
    return asking[-1].level if asking else None
