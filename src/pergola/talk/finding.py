"""Everything one may see that holds some words: people and places by their names, things and posts by their texts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from pergola.commons.kinds import every_kind
from pergola.commons.places import page_of
from pergola.commons.search import Narrowed, find_artifacts, find_files, marked
from pergola.kernel.errors import Sentence
from pergola.people.models import Asker, Person
from pergola.spaces.models import Community, Membership, Team
from pergola.spaces.models.audience import audience_ids
from pergola.systems.models import School, SchoolSystem
from pergola.systems.names import beginning_with
from pergola.talk.search import find_posts

POST, FILE, COMMUNITY, TEAM, PERSON, SYSTEM, SCHOOL = "post", "file", "community", "team", "person", "system", "school"
NAMED: Final[dict[str, Sentence]] = {
    COMMUNITY: _("community"),
    TEAM: _("team"),
    PERSON: _("person"),
    SYSTEM: _("school system"),
    SCHOOL: _("school"),
}
"""What is found by its name."""
PUBLISHED, DRAFTED = "edition", "lesson"
"""Kinds of a higher floor, by their names: where both are found, what is published stands for what it was written from."""
A_FEW: Final = 5
"""Of each kind of name, beside things and posts; all of them when one asks for that kind."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of what was found."""

    title: str
    url: str
    """Empty for a person: nobody has a page about somebody else."""
    name: str
    """Its kind, as the address says it."""
    what: str
    snippet: SafeString | str = ""
    by: str = ""
    when: datetime | None = None
    meet: tuple[tuple[str, str], ...] = ()
    """Of a person: the communities one shares with them, and their addresses."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, and whether there is more of it."""

    hits: tuple[Hit, ...]
    more: bool


def kinds_of_hits() -> dict[str, Sentence]:
    """Every kind that can be found, by the name it has in an address."""
    return {one.name: one.word for one in every_kind()} | {POST: _("post"), FILE: _("file")} | NAMED


def look_for(person: Asker, words: str, kind: str = "", narrowed: Narrowed | None = None) -> Found:
    """Names first, a few of each kind; then things by how well they fit; then posts and files, the newest first.

    With `narrowed` to a place or a time there are no names: those stand nowhere in it. At most eleven queries.
    """
    where = narrowed or Narrowed()
    placed = bool(where.space or where.behind or where.since)
    names = [] if placed or (where.skip and not kind) else _names(person, words, kind, where)
    audiences = audience_ids(person) if kind not in NAMED else []
    one_more = replace(where, most=where.most + 1)
    things = _things(person, words, kind, audiences, one_more)
    said = _said(person, words, kind, audiences, one_more)
    filed = _filed(person, words, kind, audiences, one_more)
    more = any(len(each) > where.most for each in (things, said, filed)) or (kind in NAMED and len(names) >= where.most)
    hits = (*names, *_told_once(things[: where.most]), *said[: where.most], *filed[: where.most])
    return Found(hits, more)


def _names(person: Asker, words: str, kind: str, where: Narrowed) -> list[Hit]:
    asked = beginning_with(words)
    if asked is None or (kind and kind not in NAMED):
        return []
    some = slice(where.skip, where.skip + where.most) if kind else slice(A_FEW)
    finders = {COMMUNITY: _communities, TEAM: _teams, PERSON: _people, SYSTEM: _systems, SCHOOL: _schools}
    return [hit for name, finder in finders.items() if kind in {"", name} for hit in finder(person, asked, some)]


def _called[M: Any](rows: QuerySet[M], asked: SearchQuery, some: slice, *columns: str) -> Sequence[M]:
    named = rows.annotate(called=SearchVector(*columns, config="simple")).filter(called=asked)
    return list(named.order_by("name", "pk")[some])


def _communities(person: Asker, asked: SearchQuery, some: slice) -> Iterable[Hit]:
    for one in _called(Community.objects.visible_to(person), asked, some, "name"):
        yield Hit(one.name, page_of(one), COMMUNITY, str(NAMED[COMMUNITY]), one.charter)


def _teams(person: Asker, asked: SearchQuery, some: slice) -> Iterable[Hit]:
    for one in _called(Team.objects.visible_to(person), asked, some, "name"):
        yield Hit(one.name, page_of(one), TEAM, str(NAMED[TEAM]), one.focus)


def _people(person: Asker, asked: SearchQuery, some: slice) -> Iterable[Hit]:
    """With where one meets them: a name alone leads nowhere."""
    found = _called(Person.objects.visible_to(person), asked, some, "name")
    mine = Membership.objects.visible_to(person).filter(person=person.pk).values("community")
    shared = Membership.objects.visible_to(person).filter(community__in=mine, person__in=[one.pk for one in found])
    meet: dict[Any, list[tuple[str, str]]] = {one.pk: [] for one in found}
    for each in shared.select_related("community").order_by("community__name") if found else ():
        meet[each.person_id].append((each.community.name, page_of(each.community)))
    for one in found:
        yield Hit(one.name, "", PERSON, str(NAMED[PERSON]), one.work, meet=tuple(meet[one.pk]))


def _systems(person: Asker, asked: SearchQuery, some: slice) -> Iterable[Hit]:
    for one in _called(SchoolSystem.objects.visible_to(person), asked, some, "name", "short_name", "town"):
        yield Hit(one.name, reverse("systems:system", args=[one.slug]), SYSTEM, str(NAMED[SYSTEM]), one.place)


def _schools(person: Asker, asked: SearchQuery, some: slice) -> Iterable[Hit]:
    for one in _called(School.objects.visible_to(person), asked, some, "name", "city"):
        place = ", ".join(filter(None, (one.city, one.state)))
        yield Hit(str(one), one.get_absolute_url(), SCHOOL, str(NAMED[SCHOOL]), place)


def _things(person: Asker, words: str, kind: str, audiences: Sequence[int], where: Narrowed) -> list[Hit]:
    if kind in {POST, FILE} or kind in NAMED:
        return []
    kinds = replace(where, kinds=(kind,) if kind else ())
    found = find_artifacts(person, words, audiences, kinds)
    return [_of_thing(one) for one in found]


def _told_once(things: Sequence[Hit]) -> list[Hit]:
    """A lesson that is published is found as what was published, and not once more as its draft."""
    published = {one.title for one in things if one.name == PUBLISHED}
    return [one for one in things if one.name != DRAFTED or one.title not in published]


def _of_thing(one: Any) -> Hit:
    """What is public names nobody but whom its own text names: whoever pressed “publish” agreed to nothing else."""
    url, snippet = one.get_absolute_url(), marked(one.snippet.strip())
    by = "" if one.kind == PUBLISHED else str(one.made_by)
    return Hit(one.title, url, one.kind, one.kind_word, snippet, by, one.changed)


def _said(person: Asker, words: str, kind: str, audiences: Sequence[int], where: Narrowed) -> list[Hit]:
    return [_of_post(one) for one in find_posts(person, words, audiences, where)] if kind in {"", POST} else []


def _of_post(one: Any) -> Hit:
    url = f"{one.artifact.get_absolute_url()}#post-{one.pk}"
    return Hit(one.artifact.title, url, POST, str(_("post")), marked(one.snippet), str(one.by), one.said)


def _filed(person: Asker, words: str, kind: str, audiences: Sequence[int], where: Narrowed) -> list[Hit]:
    return [_of_file(one) for one in find_files(person, words, audiences, where)] if kind in {"", FILE} else []


def _of_file(one: Any) -> Hit:
    """It leads to the thing it is on, where it stands among what was said of it."""
    url = f"{one.artifact.get_absolute_url()}#file-{one.pk}"
    return Hit(one.name, url, FILE, one.get_kind_display(), marked(one.snippet), str(one.added_by), one.added)
