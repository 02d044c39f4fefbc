from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from pergola.commons.models.artifact import seen
from pergola.inquiry.models.measure import Measure
from pergola.kernel.clock import now
from pergola.people.models import Asker, Person
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


class SplitQuerySet(models.QuerySet["Split"]):
    def visible_to(self, person: Asker) -> Self:
        return self.filter(seen(person, "measure__"))

    def editable_by(self, person: Asker) -> Self:
        return self.filter(measure__in=Measure.objects.editable_by(person).values("pk"))

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Split(models.Model):
    """From this day on the limits of a chart are set anew, because something is known to have changed."""

    id = models.BigAutoField(primary_key=True)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="splits", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    on = models.DateField(_("first day after the change"))
    what = models.CharField(_("what changed"), max_length=60)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    made = models.DateTimeField(default=now)

    objects = SplitQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["on"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["measure", "on"], name="inquiry_split_once_a_day")]
