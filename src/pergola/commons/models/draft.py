from typing import ClassVar, Self

from django.db import models

from pergola.kernel.clock import now
from pergola.people.models import Asker, Person, Visitor
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


class Own[M: models.Model](models.QuerySet[M]):
    """What belongs to one person alone."""

    def visible_to(self, person: Asker) -> Self:
        return self.none() if isinstance(person, Visitor) else self.filter(person=person)

    def editable_by(self, person: Asker) -> Self:
        return self.visible_to(person)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class DraftQuerySet(Own["Draft"]):
    pass


class Draft(models.Model):
    """Words somebody is writing, saved as they type. `place` names the box: `post:<artifact>`, `cycle-study:<cycle>`."""

    id = models.BigAutoField(primary_key=True)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    place = models.CharField(max_length=80)
    text = models.TextField()
    saved = models.DateTimeField(default=now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["wall", "person", "place"], name="commons_draft_once")]


class OnceQuerySet(Own["Once"]):
    pass


class Once(models.Model):
    """The mark of a form already sent: a second click finds it and does nothing more."""

    id = models.BigAutoField(primary_key=True)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    key = models.UUIDField()
    led_to = models.CharField(max_length=300, blank=True)
    sent = models.DateTimeField(default=now)

    objects = OnceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["wall", "person", "key"], name="commons_once_a_key")]
