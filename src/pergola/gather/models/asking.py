from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person, Visitor, WallMember
from pergola.spaces.models import Community, Membership
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def visible_to(self, person: Asker) -> Self:
        """One's own, and those of the communities one keeps going."""
        if isinstance(person, Visitor):
            return self.none()
        return self.filter(Q(person=person) | self._kept(person))

    def editable_by(self, person: Asker) -> Self:
        """Answered by those who keep the community, while it is open."""
        return self.none() if isinstance(person, Visitor) else self.filter(self._kept(person), answered=None)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()

    @staticmethod
    def _kept(person: Person) -> Q:
        keeping = Membership.objects.filter(person=person, role=Membership.Role.FACILITATOR).values("community")
        walls = WallMember.objects.filter(person=person, role=WallMember.Role.LEAD).values("wall")
        return Q(community__in=keeping) | Q(wall__in=walls)


class JoinRequest(models.Model):
    """Somebody behind the wall asks to come into a community, with a sentence. Those who keep it answer."""

    class Answer(models.TextChoices):
        OPEN = "", _("not answered yet")
        LET_IN = "let in", _("let in")
        NOT_NOW = "not now", _("not now")
        TAKEN_BACK = "back", _("taken back")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey(Community, models.PROTECT, related_name="join_requests", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.TextField(_("why you would like to come"), max_length=400)
    asked = models.DateTimeField(default=now)
    answer = models.CharField(max_length=7, choices=Answer, blank=True, default="")
    reply = models.TextField(_("a word with it"), max_length=400, blank=True)
    answered = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["community", "person"], condition=Q(answered=None), name="gather_joinrequest_one_open"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered=None) | (~Q(answer="") & Q(answered__isnull=False)),
                name="gather_joinrequest_answered_once",
            ),
        ]
