from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pergola.kernel.clock import now, today
from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person, Visitor, WallMember
from pergola.spaces.models import Team, TeamMember
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason

OF_A_HUB = (WallMember.Role.LEAD, WallMember.Role.EVALUATOR)


class PromiseQuerySet(models.QuerySet["Promise"]):
    def visible_to(self, person: Asker) -> Self:
        """By the team it was made to, and by the hub."""
        if isinstance(person, Visitor):
            return self.none()
        teams = TeamMember.objects.filter(person=person).values("team")
        hub = WallMember.objects.filter(person=person, role__in=OF_A_HUB).values("wall")
        return self.filter(Q(team__in=teams) | Q(wall__in=hub))

    def editable_by(self, person: Asker) -> Self:
        """While it is open: by the team, which says that it came, and by those who lead the hub. The words stay as they were."""
        if isinstance(person, Visitor):
            return self.none()
        teams = TeamMember.objects.filter(person=person).values("team")
        hub = WallMember.objects.filter(person=person, role=WallMember.Role.LEAD).values("wall")
        return self.filter(Q(team__in=teams) | Q(wall__in=hub), ended=None)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()

    def open(self) -> Self:
        """Neither kept nor let go, the one that is due first before the others."""
        return self.filter(ended=None).order_by("by_when", "pk")


class Promise(models.Model):
    """What the hub has said it will do for a team, and by when: kept, or let go with a word."""

    class Outcome(models.TextChoices):
        OPEN = "", _("open")
        KEPT = "kept", _("kept")
        LET_GO = "let go", _("let go")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="promises")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    words = models.TextField(_("what we will do"), max_length=400)
    by_when = models.DateField(_("by when"))
    asked = models.TextField(
        blank=True, help_text="What the team had asked for when this was promised, as it stood then."
    )
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    made = models.DateTimeField(default=now)
    outcome = models.CharField(max_length=6, choices=Outcome, blank=True, default="")
    why = models.TextField(_("a word with it"), max_length=400, blank=True)
    ended = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="", ended=None, ended_by=None)
                | (~Q(outcome="") & Q(ended__isnull=False, ended_by__isnull=False)),
                name="gather_promise_ended_once",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="let go") | ~Q(why=""), name="gather_promise_let_go_with_a_word"
            ),
        ]

    @property
    def is_late(self) -> bool:
        due: date = self.by_when
        return self.ended is None and due < today()
