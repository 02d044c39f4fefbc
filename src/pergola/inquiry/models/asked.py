from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pergola.commons.models.artifact import seen
from pergola.inquiry.models.measure import Measure
from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


class AskedNumberQuerySet(models.QuerySet["AskedNumber"]):
    def visible_to(self, person: Asker) -> Self:
        return self.filter(seen(person, "measure__"))

    def editable_by(self, person: Asker) -> Self:
        return self.filter(measure__in=Measure.objects.editable_by(person).values("pk"))

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class AskedNumber(models.Model):
    """One number of one day, that somebody without an account is asked for by a link.

    The link is drawn from the installation's key; only its hash is kept. It works while whoever made it may put numbers in.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="asked")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    on = models.DateField(_("of which day"))
    of_whom = models.CharField(_("whom you ask"), max_length=120)
    until = models.DateField(_("last day of the link"))
    secret = models.CharField(max_length=64, editable=False)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    asked = models.DateTimeField(default=now)
    given = models.DateTimeField(null=True, editable=False)
    ended = models.DateTimeField(null=True, editable=False)

    objects = AskedNumberQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-asked", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wall", "secret"], name="inquiry_asked_number_secret"),
            models.UniqueConstraint(
                fields=["measure", "on"], condition=Q(given=None, ended=None), name="inquiry_asked_number_one_open"
            ),
            models.CheckConstraint(condition=Q(given=None) | Q(ended=None), name="inquiry_asked_number_one_end"),
        ]
