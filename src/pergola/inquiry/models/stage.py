"""Where a team stands, as it or its coach has said; and which nudges somebody does not want."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pergola.inquiry.models.cycle import Cycle
from pergola.inquiry.models.weighing import OF_A_HUB
from pergola.kernel.clock import now
from pergola.people.models import Asker, Person, Visitor, WallMember
from pergola.spaces.models import Team, TeamMember
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


class TeamStageQuerySet(models.QuerySet["TeamStage"]):
    def visible_to(self, person: Asker) -> Self:
        """By the team, and by the hub."""
        if isinstance(person, Visitor):
            return self.none()
        teams = TeamMember.objects.filter(person=person).values("team")
        hub = WallMember.objects.filter(person=person, role__in=OF_A_HUB).values("wall")
        return self.filter(Q(team__in=teams) | Q(wall__in=hub))

    def editable_by(self, person: Asker) -> Self:
        """Never: a team that stands elsewhere now says so anew, and what it said before stays."""
        return self.none()

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class TeamStage(models.Model):
    """Where a team stands, said by somebody: what was suggested at that moment, for which reasons, and what they chose."""

    id = models.BigAutoField(primary_key=True)
    team = models.ForeignKey(Team, models.PROTECT, related_name="stages")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    scale = models.CharField(max_length=40, help_text="The scale and its version, as it was then.")
    stage = models.CharField(_("where you stand"), max_length=12)
    suggested = models.CharField(max_length=12)
    reasons = models.TextField(blank=True, help_text="Why it was suggested, a reason a line, as it read then.")
    because = models.TextField(_("because"), max_length=1000, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(default=now)

    objects = TeamStageQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]


class QuietNudgeQuerySet(models.QuerySet["QuietNudge"]):
    def visible_to(self, person: Asker) -> Self:
        """One's own."""
        return self.none() if isinstance(person, Visitor) else self.filter(person=person)

    def editable_by(self, person: Asker) -> Self:
        return self.visible_to(person)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class QuietNudge(models.Model):
    """Somebody does not want to be told this: of one cycle, or (no cycle) of any behind this wall."""

    class Kind(models.TextChoices):
        NO_DATA = "data", _("a prediction waits for its first number")
        OPEN_STUDY = "study", _("Study has been open for long")
        UNDECIDED = "decide", _("a decision is overdue")
        UNLOCKED = "lock", _("the first day has come, and no prediction is locked")

    id = models.BigAutoField(primary_key=True)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nudge = models.CharField(max_length=6, choices=Kind)
    cycle = models.ForeignKey(Cycle, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    objects = QuietNudgeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["wall", "person", "nudge", "cycle"], name="inquiry_quiet_once", nulls_distinct=False
            )
        ]
