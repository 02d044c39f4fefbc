from typing import ClassVar

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pergola.kernel.clock import today
from pergola.kernel.ids import new_id
from pergola.people.models import Person
from pergola.spaces.doors import BehindWall
from pergola.systems.models import SchoolSystem
from pergola.walls.models import Wall


class NetworkQuerySet(BehindWall["Network"]):
    pass


class Network(models.Model):
    """School systems that learn together for a time, with a hub that holds the work. It has a wall of its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    wall = models.OneToOneField(Wall, models.PROTECT, related_name="network")
    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("purpose"), max_length=600)
    starts = models.DateField(_("starts"))
    ends = models.DateField(_("ends"), null=True, blank=True)
    confidential = models.BooleanField(
        _("confidential"), default=False, help_text=_("Nothing of it is ever published, not even its name.")
    )
    sample = models.BooleanField(default=False, editable=False)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class MemberSystemQuerySet(BehindWall["MemberSystem"]):
    pass


class MemberSystem(models.Model):
    """A school system in a network, from the day it joined to the day it left."""

    id = models.BigAutoField(primary_key=True)
    network = models.ForeignKey(Network, models.PROTECT, related_name="member_systems", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    system = models.ForeignKey(SchoolSystem, models.PROTECT, related_name="networks")
    joined = models.DateField()
    left = models.DateField(null=True, blank=True)
    note = models.TextField(
        blank=True, help_text=_("What a reader should know about this entry, such as two readings of a record.")
    )
    named = models.BooleanField(
        _("named in public"), default=True, help_text=_("Its name may stand among the members on public pages.")
    )
    figures = models.BooleanField(
        _("figures in public"),
        default=True,
        help_text=_("What it declares of itself may be counted in public numbers."),
    )

    objects = MemberSystemQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "system"], name="spaces_membersystem_once"),
            models.CheckConstraint(
                condition=models.Q(left=None) | models.Q(left__gte=models.F("joined")),
                name="spaces_membersystem_left_after",
            ),
        ]
        ordering = ["system__name"]


class PhaseQuerySet(BehindWall["Phase"]):
    pass


class Phase(models.Model):
    """A stretch of a network's time with a name and a purpose."""

    id = models.BigAutoField(primary_key=True)
    network = models.ForeignKey(Network, models.PROTECT, related_name="phases")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    name = models.CharField(max_length=80)
    starts = models.DateField()
    ends = models.DateField()

    objects = PhaseQuerySet.as_manager()

    class Meta:
        ordering = ["starts"]

    @property
    def when(self) -> str:
        """“September 2025 to January 2026”."""
        words = {"from": date_format(self.starts, "F Y"), "to": date_format(self.ends, "F Y")}
        return str(_("%(from)s to %(to)s") % words)

    @property
    def is_now(self) -> bool:
        return self.starts <= today() <= self.ends


class MilestoneQuerySet(BehindWall["Milestone"]):
    pass


class Milestone(models.Model):
    """Something the network means to have done by a day, and the day it was."""

    id = models.BigAutoField(primary_key=True)
    network = models.ForeignKey(Network, models.PROTECT, related_name="milestones")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    name = models.CharField(max_length=120)
    due = models.DateField()
    reached = models.DateField(null=True, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]


class HubRoleQuerySet(BehindWall["HubRole"]):
    pass


class HubRole(models.Model):
    """What somebody does in a network's hub."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("coordinator")
        FACILITATOR = "facilitator", _("facilitator")
        COACH = "coach", _("improvement coach")
        EXPERT = "expert", _("content expert")
        DOCUMENTER = "documenter", _("documenter")
        EVALUATOR = "evaluator", _("evaluator")

    id = models.BigAutoField(primary_key=True)
    network = models.ForeignKey(Network, models.PROTECT, related_name="hub")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="hub_roles")
    role = models.CharField(max_length=11, choices=Role)
    until = models.DateField(null=True, blank=True, help_text=_("The last day of it, where one was set."))

    objects = HubRoleQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "person", "role"], name="spaces_hubrole_once")
        ]
        ordering = ["role", "person__name"]


class DeclaredFigureQuerySet(BehindWall["DeclaredFigure"]):
    pass


class DeclaredFigure(models.Model):
    """What a member system says of itself where no rows exist: a range, its source and its date."""

    class What(models.TextChoices):
        STUDENTS = "students", _("students")
        EDUCATORS = "educators", _("educators")
        SPENDING = "spending", _("spending on professional learning, US dollars a year")

    id = models.BigAutoField(primary_key=True)
    member = models.ForeignKey(MemberSystem, models.PROTECT, related_name="declared")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    what = models.CharField(max_length=9, choices=What)
    low = models.BigIntegerField()
    high = models.BigIntegerField()
    source = models.CharField(max_length=300)
    as_of = models.DateField()

    objects = DeclaredFigureQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "what", "as_of"], name="spaces_declared_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(low__gte=0, high__gte=models.F("low")), name="spaces_declared_range"
            ),
        ]
