"""Calls for themes: a lead asks, people propose focus areas, and others say what they would come to."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pergola.commons.kinds import declare
from pergola.commons.models import Artifact, Readable
from pergola.kernel.clock import now, today
from pergola.kernel.errors import Sentence
from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person, Visitor, WallMember
from pergola.spaces.doors import BehindWall
from pergola.spaces.models import Community
from pergola.walls.models import OwnWall, Wall
from pergola.walls.reasons import Reason

FEWEST_PEOPLE = 5
"""No threshold is lower: under five nobody is told how many there are, and reaching it would tell."""


class CallQuerySet(BehindWall["Call"]):
    def going_on(self) -> Self:
        """Those in which one still proposes and signals."""
        return self.filter(closed=None, until__gte=today())


class Call(models.Model):
    """A lead asks the people of a school system what they would like to learn about together, until a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+")
    asks = models.CharField(_("what it asks"), max_length=200)
    about = models.TextField(_("what people should know"), max_length=2000, blank=True)
    until = models.DateField(_("until when"))
    people = models.PositiveSmallIntegerField(_("how many people"))
    schools = models.PositiveSmallIntegerField(_("from how many schools"), default=1)
    """With so many people, from so many schools, a focus area can become a community."""
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    opened = models.DateTimeField(default=now)
    closed = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, editable=False, related_name="+", db_index=False)
    reason = models.TextField(_("why it is closed"), max_length=1000, blank=True, editable=False)
    sample = models.BooleanField(default=False, editable=False)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-opened", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(people__gte=FEWEST_PEOPLE), name="gather_call_of_five_at_least"),
            models.CheckConstraint(condition=Q(schools__gte=1), name="gather_call_of_a_school"),
            models.CheckConstraint(
                condition=Q(closed=None, closed_by=None)
                | (Q(closed__isnull=False, closed_by__isnull=False) & ~Q(reason="")),
                name="gather_call_closed_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.asks

    @property
    def is_open(self) -> bool:
        return self.closed is None and self.until >= today()


def _stays(_pk: object) -> Sentence:
    """Others have signalled support for these very words."""
    return _("A focus area stays in its call. Whoever leads here can retire it, with a reason.")


class FocusAreaQuerySet(Readable["FocusArea"]):
    def signalled_for(self) -> Self:
        """Those one can still support: neither launched nor merged nor retired, in a call that is open."""
        return self.filter(state=FocusArea.State.OPEN, call__closed=None, call__until__gte=today())


class FocusArea(Artifact, OwnWall):
    """What somebody would have others look at: a challenge, for whom it is one, and why now. Its words stay as they were
    proposed, since people support these words; what there is to say further is said beneath it."""

    KIND = declare("focusarea", word=_("focus area"), url="gather:focus_area", stays=_stays)

    class State(models.TextChoices):
        OPEN = "open", _("open")
        LAUNCHED = "launched", _("launched")
        MERGED = "merged", _("merged")
        RETIRED = "retired", _("retired")

    call = models.ForeignKey(Call, models.PROTECT, related_name="focus_areas")
    for_whom = models.CharField(_("for whom it is one"), max_length=300)
    why_now = models.TextField(_("why now"), max_length=1000)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN, editable=False)
    grown = models.ForeignKey(Community, models.PROTECT, null=True, editable=False, related_name="grew_from")
    """The community it was launched as."""
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="merged")
    settled = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, editable=False, related_name="+", db_index=False)
    reason = models.TextField(_("why"), max_length=1000, blank=True, editable=False)
    """Why it was merged or retired; everybody here reads it."""

    objects = FocusAreaQuerySet.as_manager()  # type: ignore[misc, assignment]  # a child has its own doors

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="open", grown=None, merged_into=None, settled=None)
                | Q(state="launched", grown__isnull=False, merged_into=None, settled__isnull=False)
                | (Q(state="merged", grown=None, merged_into__isnull=False, settled__isnull=False) & ~Q(reason=""))
                | (Q(state="retired", grown=None, merged_into=None, settled__isnull=False) & ~Q(reason="")),
                name="gather_focusarea_settled_how",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("artifact_ptr")),
                name="gather_focusarea_not_into_itself",
            ),
        ]

    def searchable(self) -> list[str]:
        return [self.for_whom, self.why_now, self.reason]

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class SupportQuerySet(models.QuerySet["Support"]):
    def visible_to(self, person: Asker) -> Self:
        """One's own; and to the leads those who offer to lead, since one answers an offer. Nobody else is named to anybody."""
        if isinstance(person, Visitor):
            return self.none()
        leading = WallMember.objects.filter(person=person, role=WallMember.Role.LEAD).values("wall")
        return self.filter(Q(person=person) | Q(leads=True, wall__in=leading))

    def editable_by(self, person: Asker) -> Self:
        return self.none() if isinstance(person, Visitor) else self.filter(person=person)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Support(models.Model):
    """Somebody would come to this, and perhaps offers to lead it. Taken back, the row is gone.

    `school` is where they work, as the roster says or they themselves: it is counted and never shown.
    """

    id = models.BigAutoField(primary_key=True)
    focus_area = models.ForeignKey(FocusArea, models.PROTECT, related_name="support", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    leads = models.BooleanField(_("I would lead it"), default=False)
    school = models.CharField(max_length=270, blank=True, editable=False)
    said = models.DateTimeField(default=now)

    objects = SupportQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["focus_area", "person"], name="gather_support_once"),
        ]
