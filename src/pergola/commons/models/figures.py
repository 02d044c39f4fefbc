from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


class FigureReleaseQuerySet(models.QuerySet["FigureRelease"]):
    def visible_to(self, person: Asker) -> Self:
        """Nobody: what was told of a thing is read with the thing, through its door (`commons/releasing.py`)."""
        return self.none()

    def editable_by(self, person: Asker) -> Self:
        return self.none()

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class FigureRelease(models.Model):
    """A table of numbers about people, as it was told: what, to whom, when. It is never changed and never removed.

    What was told stands in the clear, and of what was hidden only that it was. What is true of the hidden cells must be known
    when the next table is judged beside this one; it is sealed with the installation's key, which is not in the database.
    """

    class What(models.TextChoices):
        GROUPS = "groups", _("a measure by group")
        ANSWERS = "answers", _("answers to questions")
        NUMBERS = "numbers", _("the numbers of a network")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False)
    what = models.CharField(max_length=8, choices=What)
    about = models.UUIDField()
    """The thing whose people were counted. Of one thing all that was ever told is judged together."""
    moment = models.CharField(max_length=32, blank=True)
    """Tables of one moment are of the same people."""
    told_to = models.CharField(max_length=12)
    """The kind of its audience when it was told: a word of `Audience.Kind`."""
    cells: Any = models.JSONField()
    sealed = models.BinaryField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    made = models.DateTimeField(default=now)

    objects = FigureReleaseQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["wall", "about", "made"], name="commons_figures_about")]
