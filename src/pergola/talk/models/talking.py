"""Conversations, and posts on any artifact."""

from typing import ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pergola.commons.kinds import declare
from pergola.commons.models import Artifact, Readable
from pergola.commons.models.artifact import seen
from pergola.commons.stems import Stems
from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person, Visitor
from pergola.spaces.models import Audience
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


class ConversationQuerySet(Readable["Conversation"]):
    pass


class Conversation(Artifact):
    """A question or a telling, and what others answered."""

    KIND = declare("conversation", word=_("conversation"), url="talk:conversation")

    objects = ConversationQuerySet.as_manager()  # type: ignore[misc, assignment]  # a child has its own doors

    class Meta:
        proxy = True


def said_to(person: Asker, at: str = "") -> Q:
    """The one condition under which a post is read; `at` leads there from another table."""
    return seen(person, at) & seen(person, f"{at}artifact__")


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, person: Asker) -> Self:
        """By whoever sees its artifact, and was among those who saw it when it was said: sharing widens no words."""
        return self.filter(said_to(person))

    def editable_by(self, person: Asker) -> Self:
        """One's own words, where one may still see them."""
        return self.none() if isinstance(person, Visitor) else self.visible_to(person).filter(by=person)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Post(models.Model):
    """Something said about an artifact. As written, in Markdown; drawn safely by the page."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    artifact = models.ForeignKey(Artifact, models.PROTECT, related_name="posts", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    audience = models.ForeignKey(
        Audience, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False
    )
    """Filled with the wall, by the same trigger: who saw the artifact when this was said. “Seen by the 4 people of this team” stays true."""
    by = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    body = models.TextField(_("text"), max_length=20_000)
    said = models.DateTimeField(default=now, editable=False)
    edited = models.DateTimeField(null=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    removed = models.DateTimeField(null=True, editable=False)
    removed_by = models.ForeignKey(Person, models.PROTECT, null=True, editable=False, related_name="+", db_index=False)
    search = models.GeneratedField(db_persist=True, output_field=SearchVectorField(), expression=Stems("body"))

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["said", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["artifact", "said"], name="talk_post_artifact"),
            models.Index(fields=["wall", "-said"], name="talk_post_wall"),
            GinIndex(fields=["search"], name="talk_post_search"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(removed=None) | Q(removed_by__isnull=False), name="talk_removed_by_somebody"
            ),
        ]
