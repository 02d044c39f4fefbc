"""Pathways: where learning on a theme can lead, level by level or freely; and where somebody says they are on one."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from pergola.commons.models.draft import Own
from pergola.instruments.models import Instrument
from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person, Visitor, WallMember
from pergola.spaces.doors import BehindWall
from pergola.spaces.models import Community
from pergola.walls.models import Wall


class PathwayQuerySet(BehindWall["Pathway"]):
    def visible_to(self, person: Asker) -> Self:
        """Once it has a level: before, by those who lay it out, and by whoever is on it already."""
        if isinstance(person, Visitor):
            return self.none()
        begun = Exists(PathwayLevel.objects.filter(pathway=OuterRef("pk")))
        on_it = Exists(PathwayPlace.objects.editable_by(person).filter(pathway=OuterRef("pk")))
        leads = WallMember.objects.filter(person=person, role=WallMember.Role.LEAD).values("wall")
        return super().visible_to(person).filter(Q(begun) | Q(on_it) | Q(wall__in=leads))


class Pathway(models.Model):
    """What the people of a school system can work their way through, in an order or in none."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    about = models.TextField(_("what it is for"), max_length=1000)
    ordered = models.BooleanField(_("one level leads to the next"), default=True)
    offered = models.BooleanField(_("people can set out on it"), default=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    made = models.DateTimeField(default=now)
    sample = models.BooleanField(default=False, editable=False)

    objects = PathwayQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class PathwayLevelQuerySet(BehindWall["PathwayLevel"]):
    pass


class PathwayLevel(models.Model):
    """A stretch of a pathway, such as “2.0 Stations that listen”; and what somebody who begins there can do already."""

    id = models.BigAutoField(primary_key=True)
    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="levels", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    place = models.PositiveSmallIntegerField()
    number = models.CharField(_("its number"), max_length=10, blank=True)
    name = models.CharField(_("what it is called"), max_length=120)
    about = models.TextField(_("what one works on"), max_length=1000, blank=True)
    check_with = models.ForeignKey(Instrument, models.PROTECT, null=True, related_name="+", db_index=False)
    """What one can do after it, in sentences that one says yes or not yet to. Other sentences are another version."""
    revision = models.PositiveIntegerField(default=1, editable=False)
    """Counts up with every change of its words: two who change them do not write over one another."""

    objects = PathwayLevelQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["pathway", "place"], name="gather_pathwaylevel_place")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()


class PathwayThingQuerySet(BehindWall["PathwayThing"]):
    pass


class PathwayThing(models.Model):
    """What one finds on a level: a community, a published lesson, or a page anywhere. A lesson is cited, since it is public."""

    class Kind(models.TextChoices):
        COMMUNITY = "community", _("community")
        LESSON = "lesson", _("lesson")
        PAGE = "page", _("page")

    id = models.BigAutoField(primary_key=True)
    level = models.ForeignKey(PathwayLevel, models.PROTECT, related_name="things")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    kind = models.CharField(max_length=9, choices=Kind)
    community = models.ForeignKey(Community, models.PROTECT, null=True, related_name="+", db_index=False)
    lesson_ref = models.UUIDField(null=True)
    title = models.CharField(_("what it is called"), max_length=200, blank=True)
    link = models.URLField(_("its address"), max_length=500, blank=True)

    objects = PathwayThingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="community", community__isnull=False, lesson_ref=None, link="")
                | (Q(kind="lesson", community=None, lesson_ref__isnull=False, link="") & ~Q(title=""))
                | (Q(kind="page", community=None, lesson_ref=None) & ~Q(link="") & ~Q(title="")),
                name="gather_pathwaything_of_one_kind",
            )
        ]


class PathwayPlaceQuerySet(Own["PathwayPlace"]):
    def visible_to(self, person: Asker) -> Self:
        """One’s own; and who else is on a pathway, where both have said that others on it may find them."""
        if isinstance(person, Visitor):
            return self.none()
        mine = PathwayPlace.objects.editable_by(person).filter(found=True).values("pathway")
        return self.filter(Q(person=person) | Q(found=True, pathway__in=mine))

    def editable_by(self, person: Asker) -> Self:
        """One’s own."""
        return self.none() if isinstance(person, Visitor) else self.filter(person=person)


class PathwayPlace(models.Model):
    """Where somebody says they are on a pathway: their own word, seen by them, changed whenever they like.

    That they are on it at all is told to others on it who are found as well, where they let it; at which level, to nobody.
    """

    id = models.BigAutoField(primary_key=True)
    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="places", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    level = models.ForeignKey(PathwayLevel, models.PROTECT, null=True, related_name="+")
    """Empty: on the pathway, and not at any level of it."""
    since = models.DateTimeField(default=now)
    found = models.BooleanField(default=False)

    objects = PathwayPlaceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["pathway", "person"], name="gather_pathwayplace_once")]
