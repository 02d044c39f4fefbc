from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from pergola.commons.models.artifact import Artifact, seen
from pergola.kernel.clock import now
from pergola.people.models import Asker, Person
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


class LinkQuerySet(models.QuerySet["Link"]):
    def visible_to(self, person: Asker) -> Self:
        """A link is seen by whoever sees both its ends: it tells of neither to anyone else."""
        return self.filter(seen(person, "source__"), seen(person, "target__"))

    def editable_by(self, person: Asker) -> Self:
        """A link is said of one's own thing: its source (evidence, a lesson, an adaptation)."""
        return self.visible_to(person).filter(source__in=Artifact.objects.editable_by(person).values("pk"))

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Link(models.Model):
    """A typed tie between two artifacts of one wall. The chain of evidence is a walk along these."""

    class Kind(models.TextChoices):
        ADDRESSES = "addresses", _("addresses")
        TESTS = "tests", _("tests")
        MEASURES = "measures", _("measures")
        SUPPORTS = "supports", _("supports")
        CONTRADICTS = "contradicts", _("contradicts")
        REPLICATES = "replicates", _("replicates")
        ADAPTS = "adapts", _("adapts")
        CITES = "cites", _("cites")

    RESTS_ON_TARGET: ClassVar = (Kind.ADDRESSES, Kind.TESTS, Kind.ADAPTS, Kind.CITES)
    """source → target reads towards the problem: an aim addresses a problem, a lesson cites a claim."""
    RESTS_ON_SOURCE: ClassVar = (Kind.SUPPORTS, Kind.CONTRADICTS, Kind.REPLICATES, Kind.MEASURES)
    """target rests on source: a cycle supports a claim, a measure measures a cycle."""
    EVIDENCE: ClassVar = (Kind.SUPPORTS, Kind.CONTRADICTS, Kind.REPLICATES)
    """What is said of a claim."""

    id = models.BigAutoField(primary_key=True)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    source = models.ForeignKey(Artifact, models.PROTECT, related_name="links_out", db_index=False)
    target = models.ForeignKey(Artifact, models.PROTECT, related_name="links_in")
    kind = models.CharField(max_length=11, choices=Kind)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    told = models.CharField(
        max_length=200,
        blank=True,
        default="",
        editable=False,
        help_text="What the claim said when this was tied to it.",
    )
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=now, editable=False)

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="commons_link_once"),
            models.UniqueConstraint(
                fields=["source", "target"],
                condition=models.Q(kind__in=["supports", "contradicts", "replicates"]),
                name="commons_link_one_evidence",
            ),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="commons_link_two_ends"),
        ]


class CitationQuerySet(models.QuerySet["Citation"]):
    def visible_to(self, person: Asker) -> Self:
        return self.filter(seen(person, "artifact__"))

    def editable_by(self, person: Asker) -> Self:
        return self.filter(artifact__in=Artifact.objects.editable_by(person).values("pk"))

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Citation(models.Model):
    """A tie to something behind another wall, kept as words: no key crosses a wall."""

    id = models.BigAutoField(primary_key=True)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    artifact = models.ForeignKey(Artifact, models.PROTECT, related_name="citations")
    kind = models.CharField(max_length=11, choices=Link.Kind)
    cited_id = models.UUIDField()
    cited_title = models.CharField(max_length=200)
    cited_wall = models.CharField(max_length=200)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=now, editable=False)

    objects = CitationQuerySet.as_manager()
