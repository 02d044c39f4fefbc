from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pergola.inquiry.models.measure import Measure
from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.people.models import Person
from pergola.spaces.doors import BehindWall
from pergola.spaces.models import Network
from pergola.walls.models import Wall

WORDS = ("title", "counts", "out_of", "window", "population", "every", "role", "more_is_better")
"""What a definition says and a measure that takes it up says after it, word by word."""


class DefinitionQuerySet(BehindWall["Definition"]):
    pass


class Definition(models.Model):
    """A measure defined once by a hub, for every team of its network: so that their numbers mean the same.

    What kind of number it is never changes: another kind is another definition. Everything else is said in versions.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    network = models.ForeignKey(Network, models.PROTECT, related_name="definitions")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    unit = models.CharField(_("what kind of number"), max_length=7, choices=Measure.Unit)
    per = models.PositiveIntegerField(_("per how many"), null=True, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    made = models.DateTimeField(default=now)
    withdrawn = models.DateTimeField(null=True, editable=False)
    """From then on nobody begins to count by it. Who did goes on, by the words they took up."""
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    because = models.TextField(_("why it is withdrawn"), max_length=600, blank=True)

    objects = DefinitionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["made", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(unit="rate", per__gte=1) | ~models.Q(unit="rate") & models.Q(per=None),
                name="inquiry_definition_rate_per",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn=None, withdrawn_by=None)
                | (models.Q(withdrawn__isnull=False, withdrawn_by__isnull=False) & ~models.Q(because="")),
                name="inquiry_definition_withdrawn_because",
            ),
        ]


class DefinitionVersionQuerySet(BehindWall["DefinitionVersion"]):
    pass


class DefinitionVersion(models.Model):
    """What a definition says from then on, and what is different from before. Append-only: a REVOKE says so."""

    id = models.BigAutoField(primary_key=True)
    definition = models.ForeignKey(Definition, models.PROTECT, related_name="versions", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    counts = models.CharField(_("counts"), max_length=200)
    out_of = models.CharField(_("out of"), max_length=200, blank=True)
    window = models.CharField(_("over what time"), max_length=200, blank=True)
    population = models.CharField(_("of whom"), max_length=200, blank=True)
    every = models.CharField(_("how often"), max_length=40, blank=True)
    role = models.CharField(_("what it is for"), max_length=9, choices=Measure.Role, default=Measure.Role.OUTCOME)
    more_is_better = models.BooleanField(_("more is better"), default=True)
    differs = models.TextField(_("what is different from before"), max_length=400, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    made = models.DateTimeField(default=now)

    objects = DefinitionVersionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["definition", "number"], name="inquiry_version_once"),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(differs=""), name="inquiry_version_says_what_differs"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CountedByQuerySet(BehindWall["CountedBy"]):
    pass


class CountedBy(models.Model):
    """A measure is counted by this version, from that day on. The network sees that it is; the numbers stay with whom they were.

    Append-only: which version a number was collected under is a fact about the past.
    """

    id = models.BigAutoField(primary_key=True)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="counted_by", db_index=False)
    version = models.ForeignKey(DefinitionVersion, models.PROTECT, related_name="counted_by")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    since = models.DateField(_("first day counted so"), null=True, help_text="None: from the first number on.")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(default=now)

    objects = CountedByQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["measure", "version"], name="inquiry_counted_by_once"),
        ]
