"""Everything one may see that holds some words: people and places by their names, things, posts and files by theirs."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from pergola.commons.search import Narrowed, find_artifacts, find_files, marked
from pergola.people.models import Asker
from pergola.spaces.models.audience import audience_ids
from pergola.talk.hits import FILE, NAMED, POST, Found, Hit
from pergola.talk.named import find_named
from pergola.talk.search import find_posts

PUBLISHED, DRAFTED = "edition", "lesson"
"""Kinds of a higher floor, by their names: where both are found, what is published stands for what it was written from."""


def look_for(person: Asker, words: str, kind: str = "", narrowed: Narrowed | None = None) -> Found:
    """Names first, a few of each kind; then things by how well they fit; then posts and files, the newest first.

    With `narrowed` to a place or a time there are no names: those stand nowhere in it. At most eight queries.
    """
    where = narrowed or Narrowed()
    placed = bool(where.space or where.behind or where.since)
    names = [] if placed or (where.skip and not kind) else find_named(person, words, kind, where)
    audiences = audience_ids(person) if kind not in NAMED else []
    one_more = replace(where, most=where.most + 1)
    things = _things(person, words, kind, audiences, one_more)
    said = _said(person, words, kind, audiences, one_more)
    filed = _filed(person, words, kind, audiences, one_more)
    more = any(len(each) > where.most for each in (things, said, filed)) or (kind in NAMED and len(names) >= where.most)
    hits = (*names, *_told_once(things[: where.most]), *said[: where.most], *filed[: where.most])
    return Found(hits, more)


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
    url, snippet = one.get_absolute_url(), marked(one.snippet, of_lesson=one.kind in {PUBLISHED, DRAFTED})
    by = "" if one.kind == PUBLISHED else str(one.made_by)
    return Hit(one.title, url, one.kind, one.kind_word, snippet, _where(one), by, one.changed)


def _where(thing: Any) -> str:
    return str(thing.community or thing.team or "")


def _said(person: Asker, words: str, kind: str, audiences: Sequence[int], where: Narrowed) -> list[Hit]:
    return [_of_post(one) for one in find_posts(person, words, audiences, where)] if kind in {"", POST} else []


def _of_post(one: Any) -> Hit:
    url = f"{one.artifact.get_absolute_url()}?posts=all#post-{one.pk}"
    return Hit(
        one.artifact.title, url, POST, str(_("post")), marked(one.snippet), _where(one.artifact), str(one.by), one.said
    )


def _filed(person: Asker, words: str, kind: str, audiences: Sequence[int], where: Narrowed) -> list[Hit]:
    return [_of_file(one) for one in find_files(person, words, audiences, where)] if kind in {"", FILE} else []


def _of_file(one: Any) -> Hit:
    """It leads to the thing it is on, where it stands among what was said of it."""
    every = "?posts=all" if one.said_in else ""  # it may stand with a post that is no longer among the newest
    url = f"{one.artifact.get_absolute_url()}{every}#file-{one.pk}"
    by = "" if one.artifact.kind == PUBLISHED else str(one.added_by)
    said = one.get_kind_display(), marked(one.snippet), _where(one.artifact), by, one.added
    return Hit(one.name, url, FILE, *said)
