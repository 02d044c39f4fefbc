"""What somebody means to do each month, and what of it happened elsewhere. Seen by themselves and by the coach they chose."""

from datetime import timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from pergola.commons.rules import DAYS_TO_COME_BACK
from pergola.gather.models.pair import Pair
from pergola.kernel.clock import now
from pergola.people.models import Asker, Person, Visitor
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason

MOST = 12
"""A month has four weeks: more than three a week is work, and not a commitment beside it."""


class WithCoach[M: models.Model](models.QuerySet[M]):
    """The three doors of a commitment: one’s own, and those of whom one coaches, while both want it. No lead, no hub, no export."""

    def visible_to(self, person: Asker) -> Self:
        if isinstance(person, Visitor):
            return self.none()
        coached: Any = Pair.objects.visible_to(person).stand().filter(
            wall=OuterRef("wall"), asked_by=OuterRef("person"), asked_to=person, kind=Pair.Kind.COACH
        )  # fmt: skip
        return self.filter(Q(person=person) | Exists(coached))

    def editable_by(self, person: Asker) -> Self:
        """One’s own: a coach reads."""
        return self.none() if isinstance(person, Visitor) else self.filter(person=person)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Kind(models.TextChoices):
    """The ways in which a commitment is met, in any mix."""

    CHECK_IN = "check-in", _("a check-in with my coach")
    PLAYLIST = "playlist", _("time in a playlist")
    MEETING = "meeting", _("meeting with others")
    VISIT = "visit", _("a visit")
    CONFERENCE = "conference", _("a conference")
    DISTRICT = "district", _("district PD")


class CommitmentQuerySet(WithCoach["Commitment"]):
    pass


class Commitment(models.Model):
    """So many a month, from this month on, until said otherwise; none: nothing is meant any more."""

    id = models.BigAutoField(primary_key=True)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    times = models.PositiveSmallIntegerField(_("how many a month"))
    starts = models.DateField()
    """The first day of the month."""

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-starts"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "wall", "starts"], name="gather_commitment_once"),
            models.CheckConstraint(condition=Q(times__lte=MOST, starts__day=1), name="gather_commitment_of_a_month"),
        ]


class ElsewhereQuerySet(WithCoach["Elsewhere"]):
    def taken_out(self) -> Self:
        """Those that can still come back."""
        return self.filter(removed__gt=now() - timedelta(days=DAYS_TO_COME_BACK))


class Elsewhere(models.Model):
    """Something that counts and of which nothing is written here: a conference, a visit, a day of the district’s."""

    id = models.BigAutoField(primary_key=True)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(_("what it was"), max_length=10, choices=Kind)
    day = models.DateField(_("on which day"))
    words = models.CharField(_("a line about it, for yourself and your coach"), max_length=300, blank=True)
    said = models.DateTimeField(default=now)
    removed = models.DateTimeField(null=True)

    objects = ElsewhereQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-day", "-pk"]
        indexes: ClassVar = [models.Index(fields=["person", "wall", "day"], name="gather_elsewhere_day")]


class RestQuerySet(WithCoach["Rest"]):
    pass


class Rest(models.Model):
    """A month somebody has chosen to leave out. It needs no reason, and none is asked for."""

    id = models.BigAutoField(primary_key=True)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()
    """Its first day."""

    objects = RestQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "wall", "month"], name="gather_rest_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="gather_rest_of_a_month"),
        ]
