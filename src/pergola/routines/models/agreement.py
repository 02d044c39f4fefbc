"""Agreement by consent: a wording is put to a community for some days, and stands unless somebody objects with a reason."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pergola.kernel.addresses import address_of
from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person, Visitor
from pergola.routines.models.routine import OfRoutine, Routine
from pergola.spaces.models import Audience, Membership
from pergola.talk.models import Conversation
from pergola.walls.models import Wall


class AgreementQuerySet(OfRoutine["Agreement"]):
    def editable_by(self, person: Asker) -> Self:
        """Whoever proposed it, while they are in the community; and those who keep the community going. While it lasts."""
        if isinstance(person, Visitor):
            return self.none()
        inside = Membership.objects.filter(person=person)
        keeping = inside.filter(role=Membership.Role.FACILITATOR).values("community")
        mine = Q(by=person, routine__community__in=inside.values("community")) | Q(routine__community__in=keeping)
        return self.visible_to(person).filter(mine, ended=None, routine__community__closed=None)


class Agreement(models.Model):
    """“We teach with this routine”, put to the routine's community. Whether it stands is read from its newest wording,
    what was said to it, and the day it is; nothing has to run for it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    routine = models.ForeignKey(Routine, models.PROTECT, related_name="agreed")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+", editable=False, db_index=False)
    """The community, however many see the routine."""
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    made = models.DateTimeField(default=now)
    ended = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    because = models.TextField(_("because"), max_length=1000, blank=True)
    conversation = models.ForeignKey(
        Conversation, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    """Where it was talked about last."""

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["routine"], condition=Q(ended=None), name="routines_agreement_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended=None, ended_by=None)
                | (Q(ended__isnull=False, ended_by__isnull=False) & ~Q(because="")),
                name="routines_agreement_ended_because",
            ),
        ]

    def get_absolute_url(self) -> str:
        return address_of("routines:agreement", self.pk)


class WordingQuerySet(OfRoutine["Wording"]):
    at: ClassVar[str] = "agreement__routine__"
    said_to: ClassVar[str] = "agreement__"

    def editable_by(self, person: Asker) -> Self:
        """Never: what was put to people is what they answered. Another wording is another row."""
        return self.none()


class Wording(models.Model):
    """What is proposed, word for word, and until which day one can object. Another begins the days anew."""

    id = models.BigAutoField(primary_key=True)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="wordings", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    number = models.PositiveSmallIntegerField()
    words = models.TextField(_("what is proposed"), max_length=600)
    revision = models.PositiveIntegerField(help_text="The routine as it stood when this was proposed.")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    opened = models.DateTimeField(default=now)
    until = models.DateField(_("until when one can object"))

    objects = WordingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "number"], name="routines_wording_number"),
            models.CheckConstraint(condition=~Q(words=""), name="routines_wording_of_words"),
        ]


class VoiceQuerySet(OfRoutine["Voice"]):
    at: ClassVar[str] = "wording__agreement__routine__"
    said_to: ClassVar[str] = "wording__agreement__"

    def editable_by(self, person: Asker) -> Self:
        """One's own."""
        return self.none() if isinstance(person, Visitor) else self.visible_to(person).filter(by=person)


class Voice(models.Model):
    """One member on one wording: consents, or objects and says why. Each time it is a row of its own, and its words stay.

    What is `met` no longer counts: an objection that is answered, a consent of whoever objected after all.
    """

    class Says(models.TextChoices):
        CONSENT = "consent", _("consents")
        OBJECT = "object", _("objects")

    id = models.BigAutoField(primary_key=True)
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="voices")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    says = models.CharField(max_length=7, choices=Says)
    reason = models.TextField(_("why"), max_length=1000, blank=True)
    at = models.DateTimeField(default=now)
    met = models.DateTimeField(null=True)

    objects = VoiceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wording", "by"], condition=Q(met=None), name="routines_voice_once"),
            models.CheckConstraint(
                condition=Q(says="consent") | (Q(says="object") & ~Q(reason="")),
                name="routines_voice_objects_with_a_reason",
            ),
        ]
