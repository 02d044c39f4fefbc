from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person, Visitor
from pergola.routines.models.routine import OfRoutine, Routine
from pergola.spaces.models import Audience
from pergola.walls.models import Wall


class TrialQuerySet(OfRoutine["Trial"]):
    def visible_to(self, person: Asker) -> Self:
        return super().visible_to(person).filter(taken_back=None)

    def editable_by(self, person: Asker) -> Self:
        """Whoever tried it may take back what they wrote."""
        return self.none() if isinstance(person, Visitor) else self.visible_to(person).filter(by=person)


class Trial(models.Model):
    """Somebody tried a routine with a class: on which day, what happened, what they changed, whether they would again."""

    class Again(models.TextChoices):
        YES = "yes", gettext_lazy("Yes, as it is")
        CHANGED = "changed", gettext_lazy("Yes, with a change")
        NO = "no", gettext_lazy("No, not with these students")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    """It stands in an address, so it does not say how many were written before."""
    routine = models.ForeignKey(Routine, models.PROTECT, related_name="trials")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+", editable=False, db_index=False)
    """Who saw the routine when this was written."""
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    on = models.DateField(gettext_lazy("on which day"))
    with_whom = models.CharField(gettext_lazy("with which class or grade"), max_length=80)
    students = models.PositiveSmallIntegerField(gettext_lazy("how many students"), null=True, blank=True)
    happened = models.TextField(gettext_lazy("what happened"), max_length=2000)
    changed = models.TextField(gettext_lazy("what you changed"), max_length=1000, blank=True)
    again = models.CharField(gettext_lazy("would you do it again"), max_length=7, choices=Again)
    said = models.DateTimeField(default=now)
    taken_back = models.DateTimeField(null=True)

    objects = TrialQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(students=None) | Q(students__gte=1, students__lte=999), name="routines_trial_of_a_class"
            )
        ]
