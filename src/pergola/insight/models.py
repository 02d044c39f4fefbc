"""What the whole tells: figures that were counted on a day, released to the public as they stood."""

from typing import ClassVar, Self

from django.db import models

from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.people.models import Asker
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


class NumbersReleaseQuerySet(models.QuerySet["NumbersRelease"]):
    def visible_to(self, person: Asker) -> Self:
        """Everyone: it stands behind the public wall and holds only what was counted for all to see."""
        return self.all()

    def editable_by(self, person: Asker) -> Self:
        return self.none()

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class NumbersRelease(models.Model):
    """A network's numbers as of one day: an immutable public copy, with the rows each figure was counted from."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False)
    network_ref = models.UUIDField()
    network_name = models.CharField(max_length=120)
    purpose = models.TextField()
    figures = models.JSONField()
    """A list of figures and their rows: what `insight/numbers.py` writes and reads."""
    as_of = models.DateTimeField(default=now)
    sample = models.BooleanField(default=False)

    objects = NumbersReleaseQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["network_ref", "-as_of"], name="insight_release_newest")]
