"""How a community goes on without those who kept it, and how it ends."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pergola.commons.models.draft import Own
from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person, Visitor
from pergola.spaces.models import Community, Membership
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


def _in_it(person: Person) -> Q:
    return Q(community__in=Membership.objects.filter(person=person).values("community"))


class HandOverQuerySet(models.QuerySet["HandOver"]):
    def visible_to(self, person: Asker) -> Self:
        """By the two it is between."""
        return self.none() if isinstance(person, Visitor) else self.filter(Q(given_by=person) | Q(given_to=person))

    def editable_by(self, person: Asker) -> Self:
        """While it is open."""
        return self.visible_to(person).filter(answered=None)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class HandOver(models.Model):
    """Keeping a community passes to somebody else, who says yes first."""

    class Answer(models.TextChoices):
        OPEN = "", _("not answered yet")
        ACCEPTED = "yes", _("accepted")
        DECLINED = "no", _("declined")
        TAKEN_BACK = "back", _("taken back")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey(Community, models.PROTECT, related_name="hand_overs", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    given_to = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kept_for = models.CharField(_("who carries it from then on"), max_length=120, blank=True)
    leaves = models.BooleanField(_("I leave it then"), default=False)
    words = models.TextField(_("a word with it"), max_length=1000, blank=True)
    offered = models.DateTimeField(default=now)
    answer = models.CharField(max_length=4, choices=Answer, blank=True, default="")
    answered = models.DateTimeField(null=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community"], condition=Q(answered=None), name="gather_handover_one_open"),
            models.CheckConstraint(condition=~Q(given_by=models.F("given_to")), name="gather_handover_to_another"),
            models.CheckConstraint(
                condition=Q(answer="", answered=None) | (~Q(answer="") & Q(answered__isnull=False)),
                name="gather_handover_answered_once",
            ),
        ]


class ThanksQuerySet(models.QuerySet["Thanks"]):
    def visible_to(self, person: Asker) -> Self:
        """By those who were in it to the end."""
        return self.none() if isinstance(person, Visitor) else self.filter(_in_it(person))

    def editable_by(self, person: Asker) -> Self:
        return self.visible_to(person).filter(person=person.pk)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Thanks(models.Model):
    """A word of thanks by one member, on the page with which a community ends. Said again, the newer stands."""

    id = models.BigAutoField(primary_key=True)
    community = models.ForeignKey(Community, models.PROTECT, related_name="thanks", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.TextField(_("a word of thanks"), max_length=1000)
    said = models.DateTimeField()

    objects = ThanksQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["said"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["community", "person"], name="gather_thanks_once")]


class PackQuerySet(Own["Pack"]):
    pass


class Pack(models.Model):
    """Everything of a community that one person may see, in one file, made by a job for them alone. Kept a week."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey(Community, models.PROTECT, related_name="+", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked = models.DateTimeField(default=now)
    made = models.DateTimeField(null=True)
    failed = models.DateTimeField(null=True)
    key = models.CharField(max_length=100, blank=True)
    """Where its bytes lie; empty before it is made, and again once they are let go."""
    size = models.PositiveBigIntegerField(default=0)

    objects = PackQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["community", "person"], condition=Q(made=None, failed=None), name="gather_pack_one_at_a_time"
            )
        ]
