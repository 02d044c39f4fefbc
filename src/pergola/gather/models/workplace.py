"""Where somebody works and what they do there, as they say it themselves: what they are found by."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pergola.kernel.clock import now
from pergola.people.models import Asker, Person, Visitor, WallMember
from pergola.systems.grades import grade_span
from pergola.systems.models import School
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


class WorkplaceQuerySet(models.QuerySet["Workplace"]):
    def visible_to(self, person: Asker) -> Self:
        """One’s own, and those of people behind a wall with one who may be found."""
        if isinstance(person, Visitor):
            return self.none()
        return self.filter(
            Q(person=person) | Q(found=True, wall__in=WallMember.objects.filter(person=person).values("wall"))
        )

    def editable_by(self, person: Asker) -> Self:
        return self.none() if isinstance(person, Visitor) else self.filter(person=person)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Workplace(models.Model):
    """Said by the person, behind one wall. A roster is its leads’ to read: what it says of somebody becomes this only by their own yes."""

    class Role(models.TextChoices):
        TEACHER = "teacher", _("teacher")
        COACH = "coach", _("instructional coach")
        SPECIALIST = "specialist", _("specialist, librarian or counselor")
        LEADER = "leader", _("principal or another leader of a school")
        OFFICE = "office", _("central office")

    id = models.BigAutoField(primary_key=True)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    role = models.CharField(_("what you do"), max_length=10, choices=Role)
    low_grade = models.SmallIntegerField(null=True, blank=True)
    high_grade = models.SmallIntegerField(null=True, blank=True)
    found = models.BooleanField(_("others may find me by it"), default=False)
    said = models.DateTimeField(default=now)

    objects = WorkplaceQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["wall", "school", "role"], name="gather_workplace_at", condition=Q(found=True))
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wall", "person"], name="gather_workplace_once"),
            models.CheckConstraint(
                condition=Q(low_grade=None, high_grade=None) | Q(low_grade__lte=models.F("high_grade")),
                name="gather_workplace_grades_in_order",
            ),
        ]

    @property
    def grades(self) -> str:
        return "" if self.low_grade is None else grade_span(self.low_grade, self.high_grade)
