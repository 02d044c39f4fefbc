from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pergola.commons.models.draft import Own
from pergola.instruments.models.instrument import Instrument
from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person, Visitor, WallMember
from pergola.spaces.doors import BehindWall
from pergola.spaces.models import Community, Membership, Network
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


class AskingQuerySet(BehindWall["Asking"]):
    pass


class Asking(models.Model):
    """A version of an instrument is put to somebody, from one day to another."""

    class Kind(models.TextChoices):
        HEALTH = "health", _("a pulse of a community")
        POLL = "poll", _("an interest poll")
        SELF = "self", _("a self-assessment")

    class Of(models.TextChoices):
        MEMBERS = "members", _("the people of this community")
        TEACHERS = "teachers", _("teachers")
        PRINCIPALS = "principals", _("principals")
        BOTH = "both", _("teachers and principals")
        TEAMS = "teams", _("the team of each member system")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="askings", db_index=False)
    kind = models.CharField(max_length=6, choices=Kind)
    of = models.CharField(max_length=10, choices=Of)
    community = models.ForeignKey(Community, models.PROTECT, null=True, related_name="+")
    network = models.ForeignKey(Network, models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    opened = models.DateTimeField(default=now)
    closes = models.DateTimeField()
    closed = models.DateTimeField(null=True)
    asked = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    """How many; who did stands in the tickets, and nowhere once it is closed."""

    objects = AskingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["wall", "community"],
                condition=Q(closed=None, kind="health"),
                name="instruments_one_pulse_at_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="health", community__isnull=False, network=None)
                | Q(kind="self", community=None, network__isnull=False)
                | Q(kind="poll", community=None, network=None),
                name="instruments_asking_of_one_place",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.closed is None and self.closes > now()


class TicketQuerySet(Own["Ticket"]):
    pass


class Ticket(models.Model):
    """Somebody is asked, and has answered or not. It knows no answer and no time; at the close it is deleted."""

    id = models.BigAutoField(primary_key=True)
    asking = models.ForeignKey(Asking, models.PROTECT, related_name="+", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    secret = models.CharField(max_length=64, editable=False)
    """The hash of what the link in the mail holds."""
    answered = models.BooleanField(default=False)

    objects = TicketQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["asking", "person"], name="instruments_ticket_once"),
            models.UniqueConstraint(fields=["wall", "secret"], name="instruments_ticket_secret"),
        ]


class TallyQuerySet(models.QuerySet["Tally"]):
    def visible_to(self, person: Asker) -> Self:
        """Nobody reads what has not been released."""
        return self.none()

    def editable_by(self, person: Asker) -> Self:
        return self.none()

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Tally(models.Model):
    """What was answered, added up. There is no row for an answer: one row for all, written anew by each of them.

    Sealed with the installation's key, which is not in the database: the sum of one answer is an answer.
    """

    asking = models.OneToOneField(Asking, models.PROTECT, primary_key=True, related_name="+")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    sealed = models.BinaryField(default=b"")

    objects = TallyQuerySet.as_manager()


class ResultQuerySet(models.QuerySet["Result"]):
    def visible_to(self, person: Asker) -> Self:
        """A pulse: the people of its community. A poll: the leads who ask; when it is closed, everybody behind the wall."""
        if isinstance(person, Visitor):
            return self.none()
        inside = Membership.objects.filter(person=person).values("community")
        behind = WallMember.objects.filter(person=person)
        poll = Q(asking__kind=Asking.Kind.POLL) & (
            Q(wall__in=behind.filter(role=WallMember.Role.LEAD).values("wall"))
            | Q(asking__closed__isnull=False, wall__in=behind.values("wall"))
        )
        return self.filter(Q(asking__community__in=inside) | poll)

    def editable_by(self, person: Asker) -> Self:
        return self.none()

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Result(models.Model):
    """What of the tally has been released. It changes in steps of five answers or more, or not at all."""

    asking = models.OneToOneField(Asking, models.PROTECT, primary_key=True, related_name="result")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    heard: Any = models.JSONField(default=dict)

    objects = ResultQuerySet.as_manager()
