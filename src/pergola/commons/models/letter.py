from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, person: Asker) -> Self:
        """Nobody reads the outbox: what became of a letter is said where it was caused."""
        return self.none()

    def editable_by(self, person: Asker) -> Self:
        return self.none()

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Letter(models.Model):
    """A mail that is to go, written in the transaction of the act that causes it. The worker sends it.

    The row holds no words: a letter about a thing is composed when it is sent, through the doors of whoever gets it.
    What cannot be composed again (a code, the secret of an invitation) is sealed, and emptied once it has gone.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        CLAIMED = "claimed", _("being sent")
        SENT = "sent", _("sent")
        REFUSED = "refused", _("the address was refused")
        LAPSED = "lapsed", _("no longer to be sent")
        GIVEN_UP = "given up", _("given up")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=120)
    """What it is, once: writing the same letter again changes nothing."""
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+", db_index=False)
    to = models.EmailField(blank=True)
    """Where nobody is known by this address yet; else the person's own address is asked for when it is sent."""
    about = models.UUIDField(null=True)
    sealed = models.BinaryField(default=b"")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=60, blank=True)
    written = models.DateTimeField(default=now)
    next_at = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True)
    """After this it is of no use, such as a code that is no longer good."""
    closed = models.DateTimeField(null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["wall", "key"], name="commons_letter_once")]
        indexes: ClassVar = [
            models.Index(
                fields=["wall", "next_at"],
                name="commons_letter_waiting",
                condition=models.Q(state__in=["waiting", "claimed"]),
            )
        ]
