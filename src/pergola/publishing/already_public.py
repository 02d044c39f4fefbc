"""What is public of a team already, by a lesson it agreed to: a package that shows no more of it need not ask again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q

from pergola.publishing.evidence import Chain, Place
from pergola.publishing.frozen import freeze
from pergola.publishing.models import Edition, Lesson
from pergola.publishing.sealing import theirs, words_of
from pergola.walls.reasons import Reason

type Said = Sequence[tuple[str, Chain]]


@dataclass(frozen=True, slots=True)
class Public:
    """A team that is in a published lesson with just this, and the lessons it is in."""

    place: Place
    lessons: tuple[UUID, ...]


def already_public(lesson: Lesson, said: Said, places: Mapping[str, Place]) -> dict[str, Public]:
    """Of these teams those of whom a package shows what published lessons show of them, and nothing else. One query.

    Its own words are new: a team that they name is asked, whatever is public of it.
    """
    if lesson.form != Lesson.Form.PACKAGE or not said:
        return {}
    wanted = [Q(content__claims__contains=[{"chain": {"ref": chain.ref}}]) for _sentence, chain in said]
    shown = Edition.objects.unrestricted(Reason.PUBLISHING).filter(reduce(or_, wanted), removed=None)
    lessons = shown.exclude(form=Lesson.Form.PACKAGE).exclude(lesson_ref=lesson.pk).order_by("-version", "pk")
    kept = [
        (ref, claim) for ref, content in lessons.values_list("lesson_ref", "content") for claim in content["claims"]
    ]
    words = _words(lesson)
    found = {}
    for team, place in places.items():
        rests = [_shown_by(kept, sentence, chain, team) for sentence, chain in _about(said, team)]
        if rests and all(rests) and place.name.casefold() not in words:
            found[team] = Public(place, tuple(sorted({ref for ref in rests if ref})))
    return found


def _about(said: Said, team: str) -> Iterator[tuple[str, Chain]]:
    """The claims that show anything of this team."""
    return ((sentence, chain) for sentence, chain in said if any(one.team == team for one in chain.contributors()))


def _shown_by(kept: Sequence[tuple[UUID, dict[str, Any]]], sentence: str, chain: Chain, team: str) -> UUID | None:
    """The lesson that says this claim in these words, and of this team just what the package would."""
    frozen = freeze(chain)
    for ref, claim in kept:
        same = claim["sentence"] == sentence and claim["chain"]["ref"] == frozen["ref"]
        alike = all(claim["chain"][name] == frozen[name] for name in ("sentence", "holds_for", "not_shown"))
        if same and alike and theirs(claim["chain"], team) == theirs(frozen, team):
            return ref
    return None


def _words(lesson: Lesson) -> str:
    return " ".join(str(getattr(lesson, name)) for name in words_of(lesson) if name != "byline").casefold()
