from typing import ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pergola.commons.models.artifact import Artifact, reached, seen
from pergola.commons.stems import StemsOfFile
from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person, Visitor
from pergola.spaces.models import Audience
from pergola.walls.models import PUBLIC_WALL, Wall
from pergola.walls.reasons import Reason


class FileQuerySet(models.QuerySet["File"]):
    def visible_to(self, person: Asker) -> Self:
        """By whoever sees its artifact; one added with a post, only by those who saw the artifact when it was said."""
        when_said = Q(said_in=None) | reached(person)
        return self.filter(when_said, seen(person, "artifact__"), removed=None, post_removed=None)

    def editable_by(self, person: Asker) -> Self:
        """By whoever added it, where they may still see it; what stands on the thing itself, by whoever may edit the thing.

        What is published with a thing stays as it was published.
        """
        if isinstance(person, Visitor):
            return self.none()
        editable = Artifact.objects.editable_by(person).values("pk")
        own = Q(added_by=person) | Q(said_in=None, artifact__in=editable)
        return self.visible_to(person).filter(own).exclude(wall=PUBLIC_WALL)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class File(models.Model):
    """A picture, a document, or the address of a video, on an artifact. The bytes are in the store, under a drawn name.

    A file is there once its row is committed: bytes without a row are nobody's, and are swept (docs/decisions/0007).
    """

    class Kind(models.TextChoices):
        PICTURE = "picture", _("picture")
        DOCUMENT = "document", _("document")
        VIDEO = "video", _("video")

    class Captions(models.TextChoices):
        YES = "yes", _("It has captions")
        NO = "no", _("It has no captions")
        UNKNOWN = "unknown", _("I do not know")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    artifact = models.ForeignKey(Artifact, models.PROTECT, related_name="files", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    audience = models.ForeignKey(
        Audience, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False
    )
    """Filled with the wall, by the same trigger: who saw the artifact when this was added."""
    said_in = models.UUIDField(null=True, editable=False)
    """The post it was added with. Posts stand on a higher floor, which holds this by a key of its own."""
    post_removed = models.DateTimeField(null=True, editable=False)
    """When that post was taken back: nobody sees this while nobody sees the post."""
    kind = models.CharField(max_length=8, choices=Kind, editable=False)
    media = models.CharField(max_length=8, blank=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True, max_length=1000)
    size = models.PositiveBigIntegerField(default=0, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    key = models.CharField(max_length=100, blank=True, editable=False)
    small_key = models.CharField(max_length=100, blank=True, editable=False)
    large_key = models.CharField(max_length=100, blank=True, editable=False)
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    previewed = models.DateTimeField(null=True, editable=False)
    address = models.URLField(_("address"), max_length=500, blank=True)
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), null=True)
    captions = models.CharField(_("captions"), max_length=7, choices=Captions, blank=True)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="files")
    added = models.DateTimeField(default=now, editable=False)
    removed = models.DateTimeField(null=True, editable=False)
    removed_by = models.ForeignKey(Person, models.PROTECT, null=True, editable=False, related_name="+", db_index=False)
    search = models.GeneratedField(
        expression=StemsOfFile("name", "description"), output_field=SearchVectorField(), db_persist=True
    )

    objects = FileQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["added", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["artifact", "added"], name="commons_file_artifact"),
            models.Index(fields=["wall"], name="commons_file_wall"),
            GinIndex(fields=["search"], name="commons_file_search"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(removed=None) | Q(removed_by__isnull=False), name="commons_file_removed_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(removed__isnull=False)
                | Q(kind="video", key="") & ~Q(address="")
                | ~Q(kind="video") & ~Q(key=""),
                name="commons_file_is_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(removed__isnull=False) | ~Q(kind="picture") | ~Q(description=""),
                name="commons_picture_described",
            ),
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="commons_file_key_once"),
        ]

    def __str__(self) -> str:
        return self.name
