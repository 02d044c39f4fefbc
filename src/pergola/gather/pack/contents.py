"""What goes into a pack: everything of a community that one person may see, read through their doors."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.template.loader import render_to_string

from pergola.commons.models import Artifact, File
from pergola.gather.ending import left_by
from pergola.gather.pack.tables import tables
from pergola.meetings.models import Gathering
from pergola.meetings.words import when_of, where_of
from pergola.people.models import Person
from pergola.spaces.models import Charter, Community
from pergola.talk.models import Conversation, Post
from pergola.talk.rendering import as_html


@dataclass
class Thing:
    """An artifact with what was said about it and what hangs on it."""

    artifact: Artifact
    page: str
    posts: list[Post] = field(default_factory=list)
    files: list[tuple[File, str]] = field(default_factory=list)

    @property
    def html(self) -> str:
        return as_html(self.artifact.body)

    @property
    def said(self) -> list[tuple[Post, str]]:
        return [(one, as_html(one.body)) for one in self.posts]

    @property
    def further(self) -> str:
        """What else is written in it, such as the parts of a cycle."""
        return "" if self.artifact.kind in (Conversation.KIND, Gathering.KIND) else self.artifact.words


class Contents:
    """Read once; `pages` and `files` are what is written into the archive."""

    def __init__(self, person: Person, community: Community) -> None:
        self.community = community
        self.left = left_by(person, community)
        self.charters = list(
            Charter.objects.visible_to(person).filter(community=community).select_related("by").order_by("-version")
        )
        self.things = self._things(person)
        mine = Gathering.objects.visible_to(person).filter(community=community).order_by("begins")
        self.gatherings = [(one, when_of(one), where_of(one)) for one in mine.defer("search")]

    def _things(self, person: Person) -> list[Thing]:
        seen = Artifact.objects.visible_to(person).filter(community=self.community)
        things = {
            one.pk: Thing(one, f"things/{number:04d}.html")
            for number, one in enumerate(seen.select_related("made_by").defer("search").order_by("made", "pk"), 1)
        }
        posts = Post.objects.visible_to(person).filter(artifact__in=things).select_related("by").defer("search")
        for post in posts.order_by("said", "pk"):
            things[post.artifact_id].posts.append(post)
        files = File.objects.visible_to(person).filter(artifact__in=things).select_related("added_by").defer("search")
        for number, file in enumerate(files.order_by("added", "pk"), 1):
            place = f"files/{number:04d} {file.name}" if file.key else ""
            things[file.artifact_id].files.append((file, place))
        return list(things.values())

    def pages(self) -> Iterator[tuple[str, bytes]]:
        """Every page and table, by its name in the archive."""
        yield "index.html", self._page("index", contents=self, tables="tables/things.csv")
        yield "charter.html", self._page("charter", charters=self.charters)
        yield "gatherings.html", self._page("gatherings", gatherings=self.gatherings)
        for one in self.things:
            yield one.page, self._page("thing", thing=one, up="../")
        yield from tables(self)

    def files(self) -> Iterator[tuple[str, File]]:
        for one in self.things:
            yield from ((place, file) for file, place in one.files if place)

    def _page(self, name: str, **context: object) -> bytes:
        return render_to_string(f"gather/pack/{name}.html", {"community": self.community, **context}).encode()
