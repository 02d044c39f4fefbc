from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pergola.kernel.clock import now
from pergola.people.models import Asker, Person, Visitor
from pergola.routines.models.routine import OfRoutine, Routine
from pergola.spaces.models import Audience
from pergola.walls.models import Wall


class AdoptionQuerySet(OfRoutine["Adoption"]):
    def visible_to(self, person: Asker) -> Self:
        return super().visible_to(person).filter(stopped=None)

    def editable_by(self, person: Asker) -> Self:
        """One's own."""
        return self.none() if isinstance(person, Visitor) else self.visible_to(person).filter(by=person)


class Adoption(models.Model):
    """Somebody uses a routine now: from whom they learned it, and how they use it otherwise."""

    id = models.BigAutoField(primary_key=True)
    routine = models.ForeignKey(Routine, models.PROTECT, related_name="adoptions", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+", editable=False, db_index=False)
    """Who saw the routine when this was written."""
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    learned_from = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    """Somebody of the routine's community."""
    learned_elsewhere = models.CharField(_("a colleague outside"), max_length=120, blank=True)
    adapted = models.TextField(_("how you use it otherwise"), max_length=600, blank=True)
    school = models.CharField(_("at which school"), max_length=120, blank=True)
    """Counted, and shown beside nobody."""
    since = models.DateTimeField(default=now)
    stopped = models.DateTimeField(null=True)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-since", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["routine", "by"], name="routines_adoption_once"),
            models.CheckConstraint(
                condition=Q(learned_from=None) | Q(learned_elsewhere=""), name="routines_adoption_of_one"
            ),
            models.CheckConstraint(
                condition=Q(learned_from=None) | ~Q(learned_from=F("by")), name="routines_adoption_from_another"
            ),
        ]
