"""Who works in a school system, as its own roster says: behind the system's wall, seen by its leads alone."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person, Visitor, WallMember
from pergola.systems.models.published import School
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


class OfItsLeads[M: models.Model](models.QuerySet[M]):
    """The three doors of a roster: the leads of its system, and nobody else."""

    def visible_to(self, person: Asker) -> Self:
        if isinstance(person, Visitor):
            return self.none()
        leading = WallMember.objects.filter(person=person, role=WallMember.Role.LEAD)
        return self.filter(wall__in=leading.values("wall"))

    def editable_by(self, person: Asker) -> Self:
        return self.visible_to(person)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class RosterOrgQuerySet(OfItsLeads["RosterOrg"]):
    def standing(self) -> Self:
        """Those the roster still names."""
        return self.filter(gone=None)


class RosterOrg(models.Model):
    """A school, an office or the district itself as the roster names it; `school` is the same one in the directory."""

    id = models.BigAutoField(primary_key=True)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False)
    sourced_id = models.CharField(max_length=255)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, blank=True)
    identifier = models.CharField(max_length=100, blank=True)
    parent = models.CharField(max_length=255, blank=True, help_text=_("The sourcedId it stands under, as written."))
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    gone = models.DateTimeField(null=True, blank=True)

    objects = RosterOrgQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["wall", "sourced_id"], name="systems_rosterorg_once")]

    def __str__(self) -> str:
        return self.name


class RosterPersonQuerySet(OfItsLeads["RosterPerson"]):
    def standing(self) -> Self:
        """Those the roster still names."""
        return self.filter(gone=None)


class RosterPerson(models.Model):
    """A line of the roster and the person it made, known by the system's own id and never by an address.

    Its organisation is named as the roster names it, by an id that means something behind this wall alone.

    `line` is a digest of what was read, so that a line that is as it was costs no more than looking at it; it counts
    until the day `until`, when one of the roles in it ends.
    """

    id = models.BigAutoField(primary_key=True)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    sourced_id = models.CharField(max_length=255)
    person = models.ForeignKey(Person, models.PROTECT, related_name="rostered", db_index=False, db_constraint=False)
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254, blank=True)
    role = models.CharField(max_length=40)
    org = models.CharField(max_length=255, blank=True, help_text=_("The sourcedId of where they mainly work."))
    roles = models.JSONField(default=dict)
    line = models.BigIntegerField(null=True, editable=False)
    until = models.DateField(null=True, editable=False)
    since = models.DateTimeField()
    gone = models.DateTimeField(null=True, blank=True)

    objects = RosterPersonQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wall", "sourced_id"], name="systems_rosterperson_once"),
            models.UniqueConstraint(fields=["wall", "person"], name="systems_rosterperson_one_line"),
        ]

    def __str__(self) -> str:
        return self.name


class RosterImportQuerySet(OfItsLeads["RosterImport"]):
    def put_in(self) -> Self:
        """Those that changed the roster, the newest first."""
        return self.filter(state=RosterImport.State.APPLIED).order_by("-settled", "-pk")


class RosterImport(models.Model):
    """One bundle: sent, read, looked at, and put in or put away. `key` names what of it is kept until then: staff alone."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be read")
        READING = "reading", _("being read")
        READY = "ready", _("read; nothing is changed yet")
        APPLYING = "applying", _("being put in")
        APPLIED = "applied", _("put in")
        REFUSED = "refused", _("refused")
        DROPPED = "dropped", _("put away")

    OPEN: ClassVar = (State.WAITING, State.READING, State.READY, State.APPLYING)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    file = models.CharField(max_length=255)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    kind = models.CharField(max_length=5, blank=True, help_text=_("bulk or delta"))
    as_of = models.DateTimeField(null=True, help_text=_("The newest change the bundle tells of."))
    after = models.UUIDField(null=True, help_text=_("The import that was the last one when this was read."))
    done = models.BigIntegerField(default=0)
    size = models.BigIntegerField(default=0)
    key = models.CharField(max_length=100, blank=True, editable=False)
    report = models.JSONField(default=dict)
    made = models.DateTimeField()
    settled = models.DateTimeField(null=True)

    objects = RosterImportQuerySet.as_manager()

    class Meta:
        ordering = ["-made", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["wall"],
                condition=Q(state__in=["waiting", "reading", "applying"]),
                name="systems_rosterimport_one_at_work",
            ),
            models.UniqueConstraint(fields=["wall"], condition=Q(state="ready"), name="systems_rosterimport_one_ready"),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_at_work(self) -> bool:
        return self.state in (self.State.WAITING, self.State.READING, self.State.APPLYING)


class RosterInvitationQuerySet(OfItsLeads["RosterInvitation"]):
    pass


class RosterInvitation(models.Model):
    """A mail to the address of a roster's line: whoever opens it signs up as that person. Only the secret's hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False)
    sourced_id = models.CharField(max_length=255, help_text=_("Of the roster’s line."))
    email = models.EmailField()
    secret = models.CharField(max_length=64, editable=False)
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    sent = models.DateTimeField()
    mailed = models.DateTimeField(null=True)
    refused = models.DateTimeField(null=True)
    expires = models.DateTimeField()
    answered = models.DateTimeField(null=True)

    objects = RosterInvitationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wall", "secret"], name="systems_rosterinvitation_secret"),
            models.UniqueConstraint(fields=["wall", "sourced_id"], name="systems_rosterinvitation_one_a_line"),
        ]
