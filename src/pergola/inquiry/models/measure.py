from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from pergola.commons.kinds import declare
from pergola.commons.models import Artifact, Readable
from pergola.commons.models.artifact import seen
from pergola.kernel.clock import now
from pergola.people.models import Asker, Person
from pergola.walls.models import OwnWall, Wall
from pergola.walls.reasons import Reason


class MeasureQuerySet(Readable["Measure"]):
    pass


class Measure(Artifact, OwnWall):
    """What is counted, out of what, how often. It measures an aim, and cycles are pinned on its chart."""

    KIND = declare("measure", word=_("measure"), url="inquiry:measure")

    class Role(models.TextChoices):
        OUTCOME = "outcome", _("outcome: is the aim getting nearer?")
        DRIVER = "driver", _("driver: does what should carry it move?")
        PROCESS = "process", _("process: is the change being done?")
        BALANCING = "balancing", _("balancing: does anything else suffer?")

    class Unit(models.TextChoices):
        SHARE = "share", _("per cent")
        COUNT = "count", _("a count")
        RATE = "rate", _("a rate: so many for every so many")
        MINUTES = "minutes", _("minutes")
        SCORE = "score", _("a score")

    role = models.CharField(_("what it is for"), max_length=9, choices=Role, default=Role.OUTCOME)
    unit = models.CharField(_("unit"), max_length=7, choices=Unit, default=Unit.SHARE)
    counts = models.CharField(
        _("counts"),
        max_length=200,
        blank=True,
        help_text=_("Slips where a reason links evidence and claim, for example."),
    )
    out_of = models.CharField(_("out of"), max_length=200, blank=True)
    per = models.PositiveIntegerField(
        _("for every"), null=True, blank=True, help_text=_("Of a rate: 100, for so many in every hundred.")
    )
    window = models.CharField(_("over what time"), max_length=200, blank=True, default="", db_default="")
    population = models.CharField(_("of whom"), max_length=200, blank=True, default="", db_default="")
    every = models.CharField(
        _("how often"), max_length=40, blank=True, help_text=_("A word for one point: lesson, week, month.")
    )
    more_is_better = models.BooleanField(_("more is better"), default=True)
    baseline_points = models.PositiveSmallIntegerField(
        _("points before the change"),
        null=True,
        blank=True,
        help_text=_("The median of these first points is carried forward."),
    )
    limit = models.DecimalField(
        _("the least (or most) we would accept"), max_digits=14, decimal_places=4, null=True, blank=True
    )

    objects = MeasureQuerySet.as_manager()  # type: ignore[misc, assignment]  # a child has its own doors

    def searchable(self) -> list[str]:
        return [self.counts, self.out_of, self.window, self.population]


GROUPED = (Measure.Unit.MINUTES, Measure.Unit.SCORE)
"""What is measured of each, so that a point may be the mean of a group."""

ROLES = Measure.Role.values
"""The order in which measures are shown: the outcome first."""


class ObservationQuerySet(models.QuerySet["Observation"]):
    def visible_to(self, person: Asker) -> Self:
        return self.filter(seen(person, "measure__"))

    def editable_by(self, person: Asker) -> Self:
        return self.filter(measure__in=Measure.objects.editable_by(person).values("pk"))

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Observation(models.Model):
    """What was seen on one day: a value, or a gap (no value), with what it was counted out of where that is known.

    With a `spread` it is the mean of a group: the numerator is the sum of its values, the denominator how many they are,
    `spread` their standard deviation.
    """

    id = models.BigAutoField(primary_key=True)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="observations", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    on = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    numerator = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    spread = models.DecimalField(max_digits=20, decimal_places=10, null=True)
    came_from = models.CharField(
        _("from whom it came by a link"), max_length=120, blank=True, default="", db_default=""
    )
    put_in_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    put_in = models.DateTimeField(default=now)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["measure", "on"], name="inquiry_observation_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(spread=None)
                | models.Q(spread__gte=0, denominator__gte=2, numerator__isnull=False, value__isnull=False),
                name="inquiry_observation_spread_of_a_group",
            ),
        ]


class EarlierValueQuerySet(models.QuerySet["EarlierValue"]):
    def visible_to(self, person: Asker) -> Self:
        return self.filter(seen(person, "measure__"))

    def editable_by(self, person: Asker) -> Self:
        return self.filter(measure__in=Measure.objects.editable_by(person).values("pk"))

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class EarlierValue(models.Model):
    """What stood for a day until somebody corrected it or took it out. It can be brought back; no number is lost."""

    id = models.BigAutoField(primary_key=True)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="earlier_values")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    on = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    numerator = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    spread = models.DecimalField(max_digits=20, decimal_places=10, null=True)
    came_from = models.CharField(
        _("from whom it came by a link"), max_length=120, blank=True, default="", db_default=""
    )
    put_in_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    put_in = models.DateTimeField()
    until = models.DateTimeField(default=now)
    taken_out_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)

    objects = EarlierValueQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-until", "-pk"]
