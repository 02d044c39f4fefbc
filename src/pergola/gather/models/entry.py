from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person, Visitor, WallMember
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


class EntryRequestQuerySet(models.QuerySet["EntryRequest"]):
    def visible_to(self, person: Asker) -> Self:
        """One's own, and those of the school systems one leads."""
        return self.none() if isinstance(person, Visitor) else self.filter(Q(person=person) | self._led(person))

    def editable_by(self, person: Asker) -> Self:
        """Answered by those who lead there."""
        return self.none() if isinstance(person, Visitor) else self.filter(self._led(person), answered=None)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()

    @staticmethod
    def _led(person: Person) -> Q:
        return Q(wall__in=WallMember.objects.filter(person=person, role=WallMember.Role.LEAD).values("wall"))


class EntryRequest(models.Model):
    """Somebody who is not behind the wall of a school system asks to come in, and says where they work. Its leads answer."""

    class Answer(models.TextChoices):
        OPEN = "", _("not answered yet")
        LET_IN = "let in", _("let in")
        NOT_NOW = "not now", _("not now")
        TAKEN_BACK = "back", _("taken back")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    words = models.TextField(_("where you work there, and as what"), max_length=400)
    address = models.EmailField(blank=True, default="", editable=False)
    """The one they signed in with when they asked, proved: kept while it waits, and no other of theirs is told."""
    asked = models.DateTimeField(default=now)
    answer = models.CharField(max_length=7, choices=Answer, blank=True, default="")
    reply = models.TextField(_("a word with it"), max_length=400, blank=True)
    answered = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)

    objects = EntryRequestQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["wall", "person"], name="gather_entryrequest_whose")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["wall", "person"], condition=Q(answered=None), name="gather_entryrequest_one_open"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered=None) | (~Q(answer="") & Q(answered__isnull=False)),
                name="gather_entryrequest_answered_once",
            ),
        ]
