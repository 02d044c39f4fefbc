"""What grows from a problem or an aim: causes and their whys, drivers and the ideas hung on them, the clauses of a theory."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pergola.commons.models import Artifact
from pergola.commons.models.artifact import seen
from pergola.inquiry.models.purpose import ChangeIdea
from pergola.kernel.clock import now
from pergola.people.models import Asker, Person
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason

LONGEST_WORDS = 300


def told(person: Asker) -> Q:
    """A change idea that hangs here is not told of to whoever does not see the idea itself."""
    return Q(idea=None) | Q(idea__in=ChangeIdea.objects.visible_to(person).values("pk"))


class PartQuerySet(models.QuerySet["Part"]):
    def visible_to(self, person: Asker) -> Self:
        return self.filter(seen(person, "artifact__"), told(person), removed=None)

    def editable_by(self, person: Asker) -> Self:
        """By those who may change what it grows from; theirs is also what was taken out, to be brought back."""
        return self.filter(told(person), artifact__in=Artifact.objects.editable_by(person).values("pk"))

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Part(models.Model):
    """One part of a picture: a cause, a driver, a change idea hung on one (its words are the idea’s own), or a clause."""

    class Of(models.TextChoices):
        CAUSES = "causes", _("root causes")
        DRIVERS = "drivers", _("driver diagram")
        THEORY = "theory", _("theory of action")

    class Clause(models.TextChoices):
        IF = "if", _("If")
        THEN = "then", _("then")
        SO = "so", _("so that")

    id = models.BigAutoField(primary_key=True)
    artifact = models.ForeignKey(Artifact, models.PROTECT, related_name="parts", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    of = models.CharField(max_length=7, choices=Of)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    position = models.PositiveSmallIntegerField(default=0)
    words = models.TextField(_("words"), blank=True, max_length=LONGEST_WORDS)
    idea = models.ForeignKey(ChangeIdea, models.PROTECT, null=True, related_name="+")
    clause = models.CharField(max_length=4, choices=Clause, blank=True, default="")
    revision = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    made = models.DateTimeField(default=now)
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    changed = models.DateTimeField(default=now)
    removed = models.DateTimeField(null=True, editable=False)
    removed_by = models.ForeignKey(Person, models.PROTECT, null=True, editable=False, related_name="+", db_index=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        indexes: ClassVar = [models.Index(fields=["artifact", "of", "position"], name="inquiry_part_artifact")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["artifact", "idea"],
                condition=Q(removed=None, idea__isnull=False),
                name="inquiry_idea_hangs_once",
            ),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="inquiry_part_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.idea.title if self.idea else self.words


class OfThing[M: models.Model](models.QuerySet[M]):
    """What belongs to a problem or an aim uses its doors."""

    def visible_to(self, person: Asker) -> Self:
        return self.filter(seen(person, "artifact__"))

    def editable_by(self, person: Asker) -> Self:
        return self.filter(artifact__in=Artifact.objects.editable_by(person).values("pk"))

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class GroundQuerySet(OfThing["Ground"]):
    def visible_to(self, person: Asker) -> Self:
        """By whoever sees both: what it is said of, and what it is."""
        return super().visible_to(person).filter(seen(person, "source__"))

    def editable_by(self, person: Asker) -> Self:
        return super().editable_by(person).filter(seen(person, "source__"))


class Ground(models.Model):
    """What is known of a problem or of one clause of a theory: something that can be opened, and how it speaks."""

    class Says(models.TextChoices):
        SUPPORTS = "supports", _("speaks for it")
        CONTRADICTS = "contradicts", _("speaks against it")
        OPEN = "open", _("will tell; it does not yet")

    id = models.BigAutoField(primary_key=True)
    artifact = models.ForeignKey(Artifact, models.PROTECT, related_name="grounds", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    part = models.ForeignKey(Part, models.PROTECT, null=True, related_name="grounds")
    source = models.ForeignKey(Artifact, models.PROTECT, related_name="+")
    says = models.CharField(_("how it speaks"), max_length=11, choices=Says, default=Says.SUPPORTS)
    note = models.CharField(_("what a reader should know"), max_length=300, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    made = models.DateTimeField(default=now)

    objects = GroundQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["made", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["artifact", "part", "source"], nulls_distinct=False, name="inquiry_ground_once"
            ),
        ]


class VersionQuerySet(OfThing["Version"]):
    def editable_by(self, person: Asker) -> Self:
        """A version that was kept stays as it was."""
        return self.none()


class Version(models.Model):
    """A problem, a driver diagram or a theory as it stood when somebody kept it, with what changed and why. Append-only."""

    class Of(models.TextChoices):
        PROBLEM = "problem", _("problem of practice")
        DRIVERS = "drivers", _("driver diagram")
        THEORY = "theory", _("theory of action")

    id = models.BigAutoField(primary_key=True)
    artifact = models.ForeignKey(Artifact, models.PROTECT, related_name="versions", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    of = models.CharField(max_length=7, choices=Of)
    number = models.PositiveSmallIntegerField()
    why = models.CharField(_("what changed, and why"), max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(default=now)
    told = models.JSONField(default=dict, editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["artifact", "of", "number"], name="inquiry_version_number")
        ]
