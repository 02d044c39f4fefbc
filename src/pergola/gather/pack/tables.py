"""The same as the pages of a pack, as tables for a spreadsheet."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pergola.gather.charters import ALL_NAMES, PARTS
from pergola.gather.pack.cells import table
from pergola.spaces.models import Charter

if TYPE_CHECKING:
    from pergola.gather.pack.contents import Contents, Thing


def tables(contents: "Contents") -> Iterator[tuple[str, bytes]]:
    yield "tables/things.csv", _of_things(contents.things)
    yield "tables/posts.csv", _of_posts(contents.things)
    yield "tables/files.csv", _of_files(contents.things)
    yield "tables/gatherings.csv", _of_gatherings(contents)
    yield "tables/charter.csv", _of_charters(contents.charters)


def _of_things(things: "Sequence[Thing]") -> bytes:
    head = [_("kind"), _("title"), _("by"), _("made"), _("text"), _("page")]
    rows = (
        (one.kind_word, one.title, one.made_by, one.made.isoformat(), one.body, thing.page)
        for thing in things
        for one in (thing.artifact,)
    )
    return table(head, rows)


def _of_posts(things: "Sequence[Thing]") -> bytes:
    head = [_("about"), _("by"), _("said"), _("text")]
    return table(
        head,
        ((one.artifact.title, post.by, post.said.isoformat(), post.body) for one in things for post in one.posts),
    )


def _of_files(things: "Sequence[Thing]") -> bytes:
    head = [_("name"), _("about"), _("by"), _("added"), _("description"), _("address"), _("place")]
    rows = (
        (file.name, one.artifact.title, file.added_by, file.added.isoformat(), file.description, file.address, place)
        for one in things
        for file, place in one.files
    )
    return table(head, rows)


def _of_gatherings(contents: "Contents") -> bytes:
    head = [_("title"), _("begins"), _("ends"), _("clock"), _("where"), _("called off")]
    rows = (
        (one.title, one.begins.isoformat(), one.ends.isoformat(), one.zone, where, one.called_off or "")
        for one, _when, where in contents.gatherings
    )
    return table(head, rows)


def _of_charters(charters: Sequence[Charter]) -> bytes:
    head = [_("version"), _("by"), _("day"), *map(str, ALL_NAMES.values()), _("what changed, and why")]
    rows = (
        (one.version, one.by or "", one.at.isoformat(), *(getattr(one, name) for name in PARTS), one.why)
        for one in charters
    )
    return table(head, rows)
