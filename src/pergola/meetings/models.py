"""Gatherings: when people meet, who is coming, who was there."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pergola.commons.kinds import declare
from pergola.commons.models import Artifact, Readable
from pergola.commons.models.artifact import seen
from pergola.kernel.clock import now
from pergola.people.models import Asker, Person, Visitor
from pergola.walls.models import OwnWall, Wall
from pergola.walls.reasons import Reason


class GatheringQuerySet(Readable["Gathering"]):
    maker_keeps = True
    """Whoever set a date: the hub meets with a team that it is not on."""

    def to_come(self) -> Self:
        """Not over yet and not called off, the nearest first."""
        return self.filter(called_off=None, ends__gt=now()).order_by("begins", "pk")

    def held(self) -> Self:
        """Over, and not called off, the newest first."""
        return self.filter(called_off=None, ends__lte=now()).order_by("-begins", "-pk")


class Gathering(Artifact, OwnWall):
    """People of a community or a team meet, all of them or two; at a moment, on a clock that is named, somewhere or by a link."""

    KIND = declare("gathering", word=_("gathering"), url="meetings:gathering")

    begins = models.DateTimeField(_("when it begins"))
    ends = models.DateTimeField(_("when it ends"))
    zone = models.CharField(_("whose clock it is"), max_length=40)
    place = models.CharField(_("where"), max_length=200, blank=True)
    link = models.URLField(_("link to the call"), max_length=500, blank=True)
    of_two = models.BooleanField(default=False, editable=False)
    """Two people alone, such as a check-in with a coach: its audience is the two of them."""
    called_off = models.DateTimeField(null=True, editable=False)

    objects = GatheringQuerySet.as_manager()  # type: ignore[misc, assignment]  # a child has its own doors

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["ends"], name="meetings_gathering_ends", condition=Q(called_off=None))
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="meetings_gathering_ends_later")
        ]

    def searchable(self) -> list[str]:
        return [self.place]

    @property
    def minutes(self) -> int:
        """How long it is meant to take."""
        return int((self.ends - self.begins).total_seconds()) // 60

    @property
    def has_begun(self) -> bool:
        return self.begins <= now()

    @property
    def is_over(self) -> bool:
        return self.ends <= now()


class OfGathering[M: models.Model](models.QuerySet[M]):
    """What hangs on a gathering is seen by whoever sees it."""

    def visible_to(self, person: Asker) -> Self:
        return self.filter(seen(person, "gathering__"))

    def editable_by(self, person: Asker) -> Self:
        """One's own."""
        return self.none() if isinstance(person, Visitor) else self.visible_to(person).filter(person=person)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class ComingQuerySet(OfGathering["Coming"]):
    pass


class Coming(models.Model):
    """Whether somebody is coming, as they said it last."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        PERHAPS = "perhaps", _("Perhaps")

    id = models.BigAutoField(primary_key=True)
    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="coming", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=7, choices=Answer)
    said = models.DateTimeField()

    objects = ComingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["gathering", "person"], name="meetings_coming_once")]


class PresenceQuerySet(OfGathering["Presence"]):
    def visible_to(self, person: Asker) -> Self:
        """One's own, and by those who keep the gathering: they confirm it. Others are told how many, never who."""
        if isinstance(person, Visitor):
            return self.none()
        kept = Gathering.objects.editable_by(person).values("pk")
        return super().visible_to(person).filter(Q(person=person) | Q(gathering__in=kept))


class Presence(models.Model):
    """Somebody was there, for so many minutes; confirmed by themselves or by who keeps the gathering.

    What commitments read is the Participation written with it.
    """

    id = models.BigAutoField(primary_key=True)
    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="presences", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField()
    confirmed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["gathering", "person"], name="meetings_presence_once")]
