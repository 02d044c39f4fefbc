"""Pathways: laying one out, saying where one is on it, moving, stepping off."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.gather.models import Pathway, PathwayLevel, PathwayPlace, PathwayThing
from pergola.gather.pathways import sentences_of
from pergola.gather.rules import must_be_behind, must_lead_call
from pergola.instruments.models import Instrument, Item
from pergola.kernel.clock import now
from pergola.kernel.errors import Refusal, Stale
from pergola.people.models import Person
from pergola.spaces.models import Community
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason

MOST_LEVELS, MOST_SENTENCES, MOST_THINGS = 12, 8, 30


@transaction.atomic
def make_pathway(
    *, by: Person, wall: Wall, name: str, about: str, ordered: bool = True, sample: bool = False
) -> Pathway:
    """A lead lays out a pathway; its levels follow."""
    must_lead_call(by, wall)
    facts = {"name": name.strip(), "about": about.strip(), "ordered": ordered, "sample": sample}
    made = Pathway.objects.create(wall=wall, made_by=by, made=now(), **facts)
    took_part(by, Participation.Verb.MADE, wall=wall.pk)
    return made


@transaction.atomic
def change_pathway(
    *, by: Person, pathway: Pathway, revision: int, name: str, about: str, ordered: bool, offered: bool
) -> Pathway:
    """Its words; whether levels follow one another; whether people can still set out on it. Who is on it stays there.

    `revision` is the one they were written over. Raises Stale where somebody else changed them meanwhile.
    """
    must_lead_call(by, pathway.wall)
    held, words = _held(pathway), {"name": name.strip(), "about": about.strip(), "ordered": ordered, "offered": offered}
    if all(getattr(held, one) == said for one, said in words.items()):
        return held
    if held.revision != revision:
        raise Stale(_meanwhile(), theirs=f"{held.name}\n\n{held.about}", mine=f"{name}\n\n{about}")
    for one, said in words.items():
        setattr(held, one, said)
    held.revision += 1
    held.save(update_fields=[*words, "revision"])
    took_part(by, Participation.Verb.CHANGED, wall=held.wall_id)
    return held


@dataclass(frozen=True)
class Level:
    """A stretch of a pathway, with what one can do after it."""

    name: str
    number: str = ""
    about: str = ""
    sentences: Sequence[str] = ()

    def in_words(self) -> str:
        return "\n\n".join(filter(None, (f"{self.number} {self.name}".strip(), self.about, "\n".join(self.sentences))))


@transaction.atomic
def add_level(*, by: Person, pathway: Pathway, level: Level) -> PathwayLevel:
    """The next level, after those there are."""
    must_lead_call(by, pathway.wall)
    held = _held(pathway)
    places = held.levels.unrestricted(Reason.CHAIN_OF_ACT).aggregate(last=Max("place"))
    place = (places["last"] or 0) + 1
    if place > MOST_LEVELS:
        raise Refusal(_("A pathway has twelve levels at most. Make another one."))
    facts = {"number": level.number.strip(), "name": level.name.strip(), "about": level.about.strip()}
    check = _check_of(by, held.wall, level, place)
    made = PathwayLevel.objects.create(pathway=held, place=place, check_with=check, **facts)
    took_part(by, Participation.Verb.CHANGED, wall=held.wall_id)
    return made


@transaction.atomic
def change_level(*, by: Person, level: PathwayLevel, words: Level, revision: int) -> PathwayLevel:
    """Its words. Other sentences are another version of the self-check; who stands there stays.

    `revision` is the one they were written over. Raises Stale where somebody else changed them meanwhile.
    """
    must_lead_call(by, level.pathway.wall)
    pathway = _held(level.pathway)
    held = pathway.levels.unrestricted(Reason.CHAIN_OF_ACT).select_related("check_with").get(pk=level.pk)
    stands = Level(held.name, held.number, held.about, sentences_of(held))
    said = Level(words.name.strip(), words.number.strip(), words.about.strip(), list(words.sentences))
    if said == stands:
        return held
    if held.revision != revision:
        raise Stale(_meanwhile(), theirs=stands.in_words(), mine=said.in_words())
    held.number, held.name, held.about = said.number, said.name, said.about
    if said.sentences != stands.sentences:
        held.check_with = _check_of(by, pathway.wall, said, held.place, held.check_with)
    held.revision += 1
    held.save(update_fields=["number", "name", "about", "check_with", "revision"])
    took_part(by, Participation.Verb.CHANGED, wall=held.wall_id)
    return held


def _meanwhile() -> str:
    return _("Somebody else changed this meanwhile. Both are here; keep what you want of them.")


def _check_of(by: Person, wall: Wall, level: Level, place: int, before: Instrument | None = None) -> Instrument | None:
    """The sentences as questions of the house’s one engine."""
    if len(level.sentences) > MOST_SENTENCES:
        raise Refusal(_("Eight sentences at most: a self-check is short."), field="sentences")
    if not level.sentences:
        return None
    version = before.version + 1 if before is not None else 1
    made = Instrument.objects.create(wall=wall, question=level.name.strip(), version=version, made_by=by, made=now())
    Item.objects.bulk_create(
        Item(
            instrument=made, wall=wall, place=at, key=f"can-{place}-{at}", kind=Item.Kind.CHOICE, own_words=one,
            choices=["yes", "not yet"],
        )
        for at, one in enumerate(level.sentences)
    )  # fmt: skip
    return made


@dataclass(frozen=True)
class Thing:
    """One thing to find on a level: a community, a published lesson, or a page."""

    community: Community | None = None
    lesson: UUID | None = None
    title: str = ""
    link: str = ""


@transaction.atomic
def put_on_level(*, by: Person, level: PathwayLevel, thing: Thing) -> PathwayThing:
    """A community of the same wall, a lesson, or a page anywhere. Twice is once."""
    must_lead_call(by, level.pathway.wall)
    _held(level.pathway)
    there = PathwayThing.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(level=level)
    if thing.community is not None and thing.community.wall_id != level.wall_id:
        raise Refusal(_("Choose a community of this school system."), field="community")
    facts = _facts(thing)
    same = there.filter(**facts).first()
    if same is not None:
        return same
    if there.count() >= MOST_THINGS:
        raise Refusal(_("Thirty things are on this level already. Take one off first."))
    made = PathwayThing.objects.create(level=level, **facts)
    took_part(by, Participation.Verb.CHANGED, wall=level.wall_id)
    return made


def _facts(thing: Thing) -> dict[str, object]:
    if thing.community is not None:
        return {"kind": PathwayThing.Kind.COMMUNITY, "community": thing.community}
    if thing.lesson is not None:
        return {"kind": PathwayThing.Kind.LESSON, "lesson_ref": thing.lesson, "title": thing.title}
    if not thing.link or not thing.title.strip():
        raise Refusal(_("Choose a community or a lesson, or write a page’s address and what it is called."))
    return {"kind": PathwayThing.Kind.PAGE, "title": thing.title.strip(), "link": thing.link}


@transaction.atomic
def take_off_level(*, by: Person, thing: PathwayThing) -> None:
    """It is no longer found there; the thing itself stays."""
    must_lead_call(by, thing.level.pathway.wall)
    wall = thing.wall_id
    if PathwayThing.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=thing.pk).delete()[0]:
        took_part(by, Participation.Verb.CHANGED, wall=wall)


@transaction.atomic
def step_on_pathway(*, by: Person, pathway: Pathway, level: PathwayLevel | None = None) -> PathwayPlace:
    """One says where one is: at a level, or on the pathway and no more. Said again, the newer stands."""
    must_be_behind(by, pathway.wall_id)
    held = _held(pathway)
    if level is not None and level.pathway_id != held.pk:
        raise Refusal(_("Choose a level of this pathway."), field="level")
    mine = PathwayPlace.objects.editable_by(by).filter(pathway=held).first()
    if mine is None and not held.offered:
        raise Refusal(_("Nobody sets out on this pathway any more."))
    if mine is not None and mine.level_id == (level.pk if level else None):
        return mine
    stands = {"level": level, "since": now()}
    made, new = PathwayPlace.objects.update_or_create(pathway=held, person=by, defaults=stands)
    took_part(by, Participation.Verb.JOINED if new else Participation.Verb.CHANGED, wall=held.wall_id)
    return made


@transaction.atomic
def be_found_on_pathway(*, by: Person, pathway: Pathway, found: bool) -> None:
    """Others on this pathway who say the same may find one; or no longer. Said of a pathway one is on, and not written down as an act."""
    if not PathwayPlace.objects.editable_by(by).filter(pathway=pathway).update(found=found):
        raise Refusal(_("You are not on this pathway."))


@transaction.atomic
def step_off_pathway(*, by: Person, pathway: Pathway) -> None:
    """One is no longer on it. Nobody is told."""
    gone, _rows = PathwayPlace.objects.editable_by(by).filter(pathway=pathway).delete()
    if gone:
        took_part(by, Participation.Verb.LEFT, wall=pathway.wall_id)


def _held(pathway: Pathway) -> Pathway:
    rows = Pathway.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(no_key=True, of=("self",))
    return rows.select_related("wall").get(pk=pathway.pk)
