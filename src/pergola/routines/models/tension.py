"""Tensions a community works between, where its people stand on them month by month, and what of that is told."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pergola.commons.models.draft import Own
from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person, Visitor
from pergola.spaces.models import Community, Membership
from pergola.talk.models import Conversation
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason

PLACES = 7
"""So many places lie between two poles, the poles among them; the fourth is the middle."""
LONGEST_POLE, LONGEST_WHY, LONGEST_QUESTION, LONGEST_REASON = 60, 600, 300, 500


class OfMembers[M: models.Model](models.QuerySet[M]):
    """What is said frankly among colleagues: read by those who are in the community, and by nobody who leads it from outside."""

    at: ClassVar[str] = "community"

    def _held(self, person: Asker, **role: Any) -> Self:
        if isinstance(person, Visitor):
            return self.none()
        inside = Membership.objects.filter(person=person, **role).values("community")
        return self.filter(Q((f"{self.at}__in", inside)))

    def visible_to(self, person: Asker) -> Self:
        return self._held(person)

    def editable_by(self, person: Asker) -> Self:
        """Its facilitators, while it goes on."""
        return self._held(person, role=Membership.Role.FACILITATOR).filter(Q((f"{self.at}__closed", None)))

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class TensionQuerySet(OfMembers["Tension"]):
    pass


class Tension(models.Model):
    """Two poles that both matter, why, and a question to talk about. Other poles are another tension, which follows this one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey(Community, models.PROTECT, related_name="+")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    one_pole = models.CharField(gettext_lazy("one pole"), max_length=LONGEST_POLE)
    other_pole = models.CharField(gettext_lazy("the other pole"), max_length=LONGEST_POLE)
    why = models.TextField(gettext_lazy("why both matter"), max_length=LONGEST_WHY)
    question = models.CharField(gettext_lazy("a question to talk about"), max_length=LONGEST_QUESTION)
    revision = models.PositiveIntegerField(default=1, editable=False)
    """Counts up with every change of its words: two who change them do not write over one another."""
    follows = models.OneToOneField("self", models.PROTECT, null=True, editable=False, related_name="followed_by")
    conversation = models.ForeignKey(
        Conversation, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    """Where it was talked about last."""
    put_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    put = models.DateTimeField(default=now)
    retired = models.DateTimeField(null=True, editable=False)
    retired_by = models.ForeignKey(Person, models.PROTECT, null=True, editable=False, related_name="+", db_index=False)
    reason = models.TextField(gettext_lazy("why it leaves the board"), max_length=LONGEST_REASON, blank=True)
    sample = models.BooleanField(default=False, editable=False)

    objects = TensionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["put", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(retired=None, retired_by=None)
                | (Q(retired__isnull=False, retired_by__isnull=False) & ~Q(reason="")),
                name="routines_tension_retired_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return _("“%(one)s” and “%(other)s”") % {"one": self.one_pole, "other": self.other_pole}


class MarkQuerySet(Own["Mark"]):
    pass


class Mark(models.Model):
    """Where somebody stands between the poles in one month, or that they leave the month out: their own, and sealed.

    It has no moment, and its making is written down nowhere else. Only its owner's door opens on it.
    """

    id = models.BigAutoField(primary_key=True)
    tension = models.ForeignKey(Tension, models.PROTECT, related_name="marks", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    month = models.DateField()
    """Its first day, by the clock of the community."""
    sealed = models.BinaryField()
    """The place, 1 at the one pole and 7 at the other; 0 where the month is left out. Of one length whatever it is."""

    objects = MarkQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tension", "month", "person"], name="routines_mark_once")
        ]


class PooledMonthQuerySet(OfMembers["PooledMonth"]):
    at = "tension__community"

    def editable_by(self, person: Asker) -> Self:
        """Nobody changes what was told."""
        return self.none()


class PooledMonth(models.Model):
    """What is told of a month that is over: its middle and its middle half, once and for good. Or that fewer than five marked."""

    id = models.BigAutoField(primary_key=True)
    tension = models.ForeignKey(Tension, models.PROTECT, related_name="months", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    month = models.DateField()
    at = models.PositiveSmallIntegerField(null=True)
    """The middle mark, a place from 0; the lower of the two where it lies between two."""
    upper = models.PositiveSmallIntegerField(null=True)
    low = models.PositiveSmallIntegerField(null=True)
    high = models.PositiveSmallIntegerField(null=True)

    objects = PooledMonthQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tension", "month"], name="routines_pooledmonth_once"),
            models.CheckConstraint(
                condition=Q(at=None, upper=None, low=None, high=None)
                | Q(low__lte=models.F("at"), at__lte=models.F("upper"), upper__lte=models.F("high"), high__lt=PLACES),
                name="routines_pooledmonth_in_order",
            ),
        ]
