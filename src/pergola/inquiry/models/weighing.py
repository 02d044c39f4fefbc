"""What the hub thinks of an idea, and who has taken it up."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pergola.commons.models.artifact import seen
from pergola.inquiry.models.purpose import ChangeIdea
from pergola.kernel.clock import now
from pergola.people.models import Asker, Person, Visitor, WallMember
from pergola.spaces.models import Team, TeamMember
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason

OF_A_HUB = (WallMember.Role.LEAD, WallMember.Role.EVALUATOR)


class WeighingQuerySet(models.QuerySet["Weighing"]):
    def visible_to(self, person: Asker) -> Self:
        """By whoever sees the idea."""
        return self.filter(seen(person, "idea__"))

    def editable_by(self, person: Asker) -> Self:
        """Never: who thinks otherwise now says so anew, and the newest counts."""
        return self.none()

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Weighing(models.Model):
    """What somebody of the hub thinks of an idea, with a reason. Of several the newest counts."""

    class Word(models.TextChoices):
        TAKE_UP = "take up", _("Take it up: worth a test in more places")
        PROMISING = "promising", _("Promising: worth a small test")
        NOT_NOW = "not now", _("Not now")

    id = models.BigAutoField(primary_key=True)
    idea = models.ForeignKey(ChangeIdea, models.PROTECT, related_name="weighed")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    word = models.CharField(_("what the hub thinks"), max_length=9, choices=Word)
    because = models.TextField(_("because"), max_length=1000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(default=now)

    objects = WeighingQuerySet.as_manager()


class TakenUpQuerySet(models.QuerySet["TakenUp"]):
    def visible_to(self, person: Asker) -> Self:
        """By the team that took it up, by those whose idea it is, and by the hub; as long as they see the idea itself."""
        if isinstance(person, Visitor):
            return self.none()
        teams = TeamMember.objects.filter(person=person).values("team")
        hub = WallMember.objects.filter(person=person, role__in=OF_A_HUB).values("wall")
        mine = Q(team__in=teams) | Q(idea__team__in=teams) | Q(idea__team=None, idea__made_by=person) | Q(wall__in=hub)
        return self.filter(seen(person, "idea__"), mine)

    def editable_by(self, person: Asker) -> Self:
        return self.none()

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class TakenUp(models.Model):
    """A team made an idea its own: that of the network it came from, and its own, which it changes as it likes."""

    id = models.BigAutoField(primary_key=True)
    idea = models.ForeignKey(ChangeIdea, models.PROTECT, related_name="taken_up")
    own = models.OneToOneField(ChangeIdea, models.PROTECT, related_name="came_from")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(default=now)

    objects = TakenUpQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["idea", "team"], name="inquiry_taken_up_once")]
