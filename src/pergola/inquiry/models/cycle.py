from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from pergola.commons.kinds import declare
from pergola.commons.models import Artifact, Readable
from pergola.commons.models.artifact import seen
from pergola.people.models import Asker, Person, Visitor
from pergola.spaces.models import Membership, TeamMember
from pergola.walls.models import OwnWall, Wall
from pergola.walls.reasons import Reason


class CycleQuerySet(Readable["Cycle"]):
    pass


class Cycle(Artifact, OwnWall):
    """One turn of plan, do, study, act. Its prediction is written and locked before its data. It tests an idea."""

    KIND = declare("cycle", word=_("cycle"), url="inquiry:cycle")

    class Step(models.TextChoices):
        PLAN = "plan", _("Plan")
        DO = "do", _("Do")
        STUDY = "study", _("Study")
        ACT = "act", _("Act")
        DONE = "done", _("Decided")

    class Decision(models.TextChoices):
        ADOPT = "adopt", _("Adopt: keep it as it is")
        ADAPT = "adapt", _("Adapt: change one thing, test again")
        ABANDON = "abandon", _("Abandon: stop, and say why")
        SCALE = "scale", _("Scale: more places")

    class Width(models.TextChoices):
        """How far a test reaches. In a ramp each cycle is as wide as the one before it, or wider."""

        UNSAID = "", _("not said")
        CLASS = "class", _("one class or group")
        CLASSES = "classes", _("several classes")
        SCHOOL = "school", _("a whole school")
        SCHOOLS = "schools", _("several schools")
        SYSTEM = "system", _("a whole system")

    number = models.PositiveSmallIntegerField(_("number"), default=1)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="followed_by", db_index=False
    )
    step = models.CharField(max_length=5, choices=Step, default=Step.PLAN, editable=False)
    scope = models.CharField(
        _("where and with whom"), max_length=200, blank=True, help_text=_("Five classes in two schools, for example.")
    )
    change = models.CharField(
        _("what begins"), max_length=60, blank=True, help_text=_("As it stands on the chart: Partner talk begins.")
    )
    begins = models.DateField(_("first day with the change"), null=True, blank=True)
    study_by = models.DateField(_("study by"), null=True, blank=True)
    question = models.CharField(_("what we want to find out"), max_length=300, blank=True)
    who = models.CharField(_("who does what"), max_length=300, blank=True)
    width = models.CharField(_("how far it reaches"), max_length=7, choices=Width, blank=True, default="")
    school = models.CharField(_("school"), max_length=120, blank=True)
    context = models.CharField(_("what kind of place it is"), max_length=200, blank=True)
    dose = models.CharField(_("how much of it, how often"), max_length=120, blank=True)
    prediction = models.TextField(_("what we predict"), blank=True)
    predicted = models.DecimalField(_("predicted value"), max_digits=14, decimal_places=4, null=True, blank=True)
    locked = models.DateTimeField(null=True, editable=False)
    locked_by = models.ForeignKey(Person, models.PROTECT, null=True, editable=False, related_name="+", db_index=False)
    points_at_lock = models.PositiveIntegerField(
        default=0, editable=False, help_text="Observations of the change already in when it was locked."
    )
    happened = models.TextField(_("what happened"), blank=True)
    surprises = models.TextField(_("what surprised us"), blank=True)
    did = models.DateTimeField(null=True, editable=False)
    learned = models.TextField(_("what we learned that we did not expect"), blank=True)
    studied = models.DateTimeField(null=True, editable=False)
    decide_by = models.DateField(_("decide by"), null=True, blank=True)
    decision = models.CharField(_("what becomes of it"), max_length=7, choices=Decision, blank=True)
    because = models.TextField(_("because"), blank=True)
    decided = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, editable=False, related_name="+", db_index=False)

    objects = CycleQuerySet.as_manager()  # type: ignore[misc, assignment]  # a child has its own doors

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(step="plan") | models.Q(locked__isnull=False), name="inquiry_locked_before_data"
            ),
            models.CheckConstraint(
                condition=~models.Q(step="done") | ~models.Q(decision=""), name="inquiry_done_is_decided"
            ),
        ]

    def searchable(self) -> list[str]:
        place = [self.scope, self.school, self.context, self.dose, self.who]
        return [
            self.question,
            *place,
            self.change,
            self.prediction,
            self.happened,
            self.surprises,
            self.learned,
            self.because,
        ]


class OfCycle[M: models.Model](models.QuerySet[M]):
    """What belongs to a cycle uses the cycle's doors."""

    def visible_to(self, person: Asker) -> Self:
        return self.filter(seen(person, "cycle__"))

    def editable_by(self, person: Asker) -> Self:
        return self.filter(cycle__in=Cycle.objects.editable_by(person).values("pk"))

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class ExpectationQuerySet(OfCycle["Expectation"]):
    pass


class Expectation(models.Model):
    """One part of a prediction, held beside the data when the team studies it."""

    class Outcome(models.TextChoices):
        OPEN = "", _("not looked at yet")
        AS_PREDICTED = "as", _("as predicted")
        NOT_AS_PREDICTED = "not", _("not as predicted")
        CANNOT_TELL = "unclear", _("cannot tell")

    id = models.BigAutoField(primary_key=True)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="expectations")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    text = models.CharField(_("what we expect"), max_length=200)
    outcome = models.CharField(_("beside the data"), max_length=7, choices=Outcome, blank=True, default="")
    found = models.CharField(_("what we found"), max_length=300, blank=True)

    objects = ExpectationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]


class LeanQuerySet(OfCycle["Lean"]):
    def visible_to(self, person: Asker) -> Self:
        """By those who decide: the team, or the community. Sharing a cycle does not share who leaned which way."""
        if isinstance(person, Visitor):
            return self.none()
        teams = TeamMember.objects.filter(person=person).values("team")
        joined = Membership.objects.filter(person=person).values("community")
        mine = models.Q(cycle__team__in=teams) | models.Q(cycle__team=None, cycle__community__in=joined)
        return super().visible_to(person).filter(mine)

    def editable_by(self, person: Asker) -> Self:
        """One's own."""
        return self.none() if isinstance(person, Visitor) else self.visible_to(person).filter(person=person)


class Lean(models.Model):
    """Which way one member of the team leans before the team decides."""

    id = models.BigAutoField(primary_key=True)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="leans", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    towards = models.CharField(_("which way I lean"), max_length=7, choices=Cycle.Decision)
    because = models.TextField(_("because"), blank=True, max_length=1000)
    said = models.DateTimeField()

    objects = LeanQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["cycle", "person"], name="inquiry_lean_once")]
