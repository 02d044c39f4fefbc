from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pergola.instruments.models.asking import Asking
from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person, Visitor, WallMember
from pergola.spaces.models import Team, TeamMember
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason

HUB = [WallMember.Role.LEAD, WallMember.Role.EVALUATOR]


class SharingQuerySet(models.QuerySet["Sharing"]):
    def visible_to(self, person: Asker) -> Self:
        """The team that says so, and the hub it says it to."""
        if isinstance(person, Visitor):
            return self.none()
        mine = TeamMember.objects.filter(person=person).values("team")
        hubs = WallMember.objects.filter(person=person, role__in=HUB).values("wall")
        return self.filter(Q(team__in=mine) | Q(wall__in=hubs))

    def editable_by(self, person: Asker) -> Self:
        if isinstance(person, Visitor):
            return self.none()
        return self.filter(team__in=TeamMember.objects.filter(person=person).values("team"))

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Sharing(models.Model):
    """A team lets the hub read its self-assessments. Taken back, the row is gone, and with it what the hub saw."""

    team = models.OneToOneField(Team, models.PROTECT, primary_key=True, related_name="+")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    said = models.DateTimeField(default=now)

    objects = SharingQuerySet.as_manager()


def _read_by(person: Person, to: str = "") -> Q:
    """The team itself; the hub, what is agreed and while the team lets it. `to` leads to the sheet."""
    mine = TeamMember.objects.filter(person=person).values("team")
    hubs = WallMember.objects.filter(person=person, role__in=HUB).values("wall")
    shared = Sharing.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall__in=hubs).values("team")
    return Q((f"{to}team__in", mine)) | Q((f"{to}team__in", shared), (f"{to}agreed__isnull", False))


class SheetQuerySet(models.QuerySet["Sheet"]):
    def visible_to(self, person: Asker) -> Self:
        return self.none() if isinstance(person, Visitor) else self.filter(_read_by(person))

    def editable_by(self, person: Asker) -> Self:
        """Those on the team, until it has agreed."""
        if isinstance(person, Visitor):
            return self.none()
        return self.filter(team__in=TeamMember.objects.filter(person=person).values("team"), agreed=None)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Sheet(models.Model):
    """One system's answer to one self-assessment, written by its team. Agreed, it stays as it is."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    asking = models.ForeignKey(Asking, models.PROTECT, related_name="sheets", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    saved = models.DateTimeField(default=now)
    agreed = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)

    objects = SheetQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["asking", "team"], name="instruments_sheet_once")]


class SheetLineQuerySet(models.QuerySet["SheetLine"]):
    def visible_to(self, person: Asker) -> Self:
        return self.none() if isinstance(person, Visitor) else self.filter(_read_by(person, "sheet__"))

    def editable_by(self, person: Asker) -> Self:
        if isinstance(person, Visitor):
            return self.none()
        mine = TeamMember.objects.filter(person=person).values("team")
        return self.filter(sheet__team__in=mine, sheet__agreed=None)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class SheetLine(models.Model):
    """Where the system stands on one question, and how the team knows."""

    id = models.BigAutoField(primary_key=True)
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="lines", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    key = models.CharField(max_length=12)
    level = models.PositiveSmallIntegerField(null=True)
    """A place on the scale, 0 being the least; empty where the team has not said."""
    evidence = models.TextField(_("how we know"), blank=True, max_length=2000)

    objects = SheetLineQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["sheet", "key"], name="instruments_sheetline_once")]
