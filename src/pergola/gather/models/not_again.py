"""Somebody does not want to be asked by one other person any more. Said quietly: whom it is about is not told."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from pergola.commons.models.draft import Own
from pergola.kernel.clock import now
from pergola.people.models import Person
from pergola.walls.models import Wall


class NotAgainQuerySet(Own["NotAgain"]):
    """One's own, for oneself alone: neither whom it is about nor a lead reads it."""


class NotAgain(models.Model):
    """`person` is not asked by `of` behind this wall. Taken back, the row is gone."""

    id = models.BigAutoField(primary_key=True)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    of = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    said = models.DateTimeField(default=now)

    objects = NotAgainQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["said", "pk"]
        indexes: ClassVar = [models.Index(fields=["of", "wall"], name="gather_notagain_of")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wall", "person", "of"], name="gather_notagain_once"),
            models.CheckConstraint(condition=~Q(person=models.F("of")), name="gather_notagain_of_another"),
        ]
