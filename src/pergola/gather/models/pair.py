"""Two people by mutual consent: a coach and whom they coach, a mentor and who learns from them, or two who learn together."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person, Visitor
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


class PairQuerySet(models.QuerySet["Pair"]):
    def visible_to(self, person: Asker) -> Self:
        """By the two it is between, and by nobody else."""
        return self.none() if isinstance(person, Visitor) else self.filter(Q(asked_by=person) | Q(asked_to=person))

    def editable_by(self, person: Asker) -> Self:
        """Until it has come to an end."""
        return self.visible_to(person).filter(answer__in=["", "yes"], ended=None)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()

    def stand(self) -> Self:
        """Those both have agreed to, and neither has ended."""
        return self.filter(answer="yes", ended=None)


class Pair(models.Model):
    """One asks another behind the same wall; nothing is so before the other says yes, and either may end it without a word."""

    class Kind(models.TextChoices):
        """What the one who is asked would be to the one who asks."""

        COACH = "coach", _("my coach")
        MENTOR = "mentor", _("my mentor")
        LEARNER = "learner", _("somebody I am a mentor to")
        PEER = "peer", _("somebody I learn with")

    class Answer(models.TextChoices):
        OPEN = "", _("not answered yet")
        ACCEPTED = "yes", _("accepted")
        DECLINED = "no", _("declined")
        TAKEN_BACK = "back", _("taken back")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(_("what they would be"), max_length=7, choices=Kind)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    asked_to = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.TextField(_("a word with it"), max_length=400, blank=True)
    asked = models.DateTimeField(default=now)
    answer = models.CharField(max_length=4, choices=Answer, blank=True, default="")
    answered = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    """Nobody: one of the two is no longer behind the wall."""

    objects = PairQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-asked"]
        indexes: ClassVar = [models.Index(fields=["asked_by", "wall"], name="gather_pair_asked_by")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(asked_by=models.F("asked_to")), name="gather_pair_of_two"),
            models.CheckConstraint(
                condition=Q(answer="", answered=None) | (~Q(answer="") & Q(answered__isnull=False)),
                name="gather_pair_answered_once",
            ),
            models.CheckConstraint(condition=Q(ended=None) | Q(answer="yes"), name="gather_pair_began_first"),
            models.UniqueConstraint(
                fields=["wall", "asked_by", "asked_to"],
                condition=Q(answer__in=["", "yes"], ended=None),
                name="gather_pair_once",
            ),
            models.UniqueConstraint(
                fields=["wall", "asked_by"],
                condition=Q(kind="coach", answer__in=["", "yes"], ended=None),
                name="gather_pair_one_coach",
            ),
        ]

    def other_than(self, person: Person) -> Person:
        """The other of the two."""
        return self.asked_to if self.asked_by_id == person.pk else self.asked_by

    @property
    def stands(self) -> bool:
        return self.answer == self.Answer.ACCEPTED and self.ended is None

    @property
    def is_open(self) -> bool:
        return self.answer == self.Answer.OPEN
