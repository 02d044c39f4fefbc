"""Critical friends: a version of something put before partner teams for comments, and what becomes of each."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pergola.commons.models import Artifact
from pergola.inquiry.places import page_of_critique
from pergola.kernel.clock import now, today
from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person, Visitor
from pergola.spaces.models import Team, TeamMember
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


def on_teams(person: Person) -> Any:
    """A question, not an answer: the teams this person is on."""
    return TeamMember.objects.filter(person=person).values("team")


class CritiqueQuerySet(models.QuerySet["Critique"]):
    def visible_to(self, person: Asker) -> Self:
        """By the team that asks and the teams it asked: what is asked, never the thing itself."""
        if isinstance(person, Visitor):
            return self.none()
        asked = CritiqueTeam.objects.filter(team__in=on_teams(person)).values("critique")
        return self.filter(Q(team__in=on_teams(person)) | Q(pk__in=asked), artifact__removed=None)

    def editable_by(self, person: Asker) -> Self:
        """By the team that asks, until it is closed."""
        if isinstance(person, Visitor):
            return self.none()
        return self.filter(team__in=on_teams(person), closed=None, artifact__removed=None)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Critique(models.Model):
    """A team asks partner teams for comments on one thing of its own, by criterion, until a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    artifact = models.ForeignKey(Artifact, models.PROTECT, related_name="critiques")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    question = models.CharField(_("what you would like to know"), max_length=300, blank=True)
    criteria = models.TextField(_("by what"), max_length=1500, help_text="A criterion a line.")
    due = models.DateField(_("by when"))
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    asked = models.DateTimeField(default=now)
    closed = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    summary = models.TextField(_("what you do with what you heard"), max_length=1000, blank=True)
    answered_revision = models.PositiveIntegerField(
        null=True, help_text="The version of the thing that stood when this was closed."
    )

    objects = CritiqueQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-asked", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed=None, closed_by=None) | Q(closed__isnull=False, closed_by__isnull=False),
                name="inquiry_critique_closed_once",
            )
        ]

    @property
    def by_criterion(self) -> list[str]:
        return [line for line in self.criteria.splitlines() if line]

    @property
    def page(self) -> str:
        return page_of_critique(self.pk)

    @property
    def is_over(self) -> bool:
        due: date = self.due
        return self.closed is not None or due < today()


class OfCritique[M: models.Model](models.QuerySet[M]):
    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class CritiqueTeamQuerySet(OfCritique["CritiqueTeam"]):
    def visible_to(self, person: Asker) -> Self:
        """By the team that asks; each team that was asked sees that it was, and not who else."""
        if isinstance(person, Visitor):
            return self.none()
        there = Q(critique__team__in=on_teams(person)) | Q(team__in=on_teams(person))
        return self.filter(there, critique__artifact__removed=None)

    def editable_by(self, person: Asker) -> Self:
        return self.none()


class CritiqueTeam(models.Model):
    """A team that was asked."""

    id = models.BigAutoField(primary_key=True)
    critique = models.ForeignKey(Critique, models.PROTECT, related_name="teams", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")

    objects = CritiqueTeamQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["critique", "team"], name="inquiry_critique_team_once")
        ]


class SentVersionQuerySet(OfCritique["SentVersion"]):
    def visible_to(self, person: Asker) -> Self:
        """By the team whose it is; by the teams that were asked while they are, and while the thing is there."""
        if isinstance(person, Visitor):
            return self.none()
        asked = CritiqueTeam.objects.filter(team__in=on_teams(person)).values("critique")
        while_asked = Q(critique__in=asked, critique__closed=None)
        return self.filter(Q(critique__team__in=on_teams(person)) | while_asked, critique__artifact__removed=None)

    def editable_by(self, person: Asker) -> Self:
        """Never: what was sent is what was spoken to."""
        return self.none()


class SentVersion(models.Model):
    """The words of the thing as they were sent. Nothing else of it goes along: no number, no file, no conversation."""

    critique = models.OneToOneField(Critique, models.PROTECT, primary_key=True, related_name="sent")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    revision = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    words = models.JSONField(default=list)
    """Pairs: the name of a field, and what stood in it."""

    objects = SentVersionQuerySet.as_manager()


class RemarkQuerySet(OfCritique["Remark"]):
    def visible_to(self, person: Asker) -> Self:
        """By the team it was said to, and by the team that said it. Teams do not read each other’s."""
        if isinstance(person, Visitor):
            return self.none()
        there = Q(critique__team__in=on_teams(person)) | Q(team__in=on_teams(person))
        return self.filter(there, taken_back=None, critique__artifact__removed=None)

    def editable_by(self, person: Asker) -> Self:
        """What became of it is said by the team it was said to."""
        if isinstance(person, Visitor):
            return self.none()
        open_one = Q(critique__team__in=on_teams(person), critique__closed=None)
        return self.filter(open_one, taken_back=None, critique__artifact__removed=None)


class Remark(models.Model):
    """What one team says by one criterion, in one of three ways; and what became of it."""

    class Tone(models.TextChoices):
        WARM = "warm", _("Warm: what speaks for it")
        COOL = "cool", _("Cool: where it does not hold yet")
        WONDERING = "wonder", _("Wondering: what we would like to know")

    class Outcome(models.TextChoices):
        OPEN = "", _("not answered yet")
        TAKEN = "taken", _("taken")
        NOT_TAKEN = "not", _("not taken")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    critique = models.ForeignKey(Critique, models.PROTECT, related_name="remarks")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="+", db_index=False)
    criterion = models.CharField(_("by what"), max_length=200)
    tone = models.CharField(_("how"), max_length=6, choices=Tone)
    words = models.TextField(_("what you say"), max_length=2000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    said = models.DateTimeField(default=now)
    taken_back = models.DateTimeField(null=True)
    outcome = models.CharField(_("what becomes of it"), max_length=5, choices=Outcome, blank=True, default="")
    because = models.TextField(_("because"), max_length=1000, blank=True)
    answered = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="", answered=None) | (~Q(outcome="") & Q(answered__isnull=False)),
                name="inquiry_remark_answered",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="not") | ~Q(because=""), name="inquiry_remark_not_taken_because"
            ),
        ]
