from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pergola.kernel.ids import new_id
from pergola.people.models import Person
from pergola.spaces.doors import BehindWall
from pergola.walls.models import Wall


class CommunityQuerySet(BehindWall["Community"]):
    pass


class Community(models.Model):
    """People who meet because of a question they share. Lives behind a system's wall, or a network's."""

    class Joining(models.TextChoices):
        OPEN = "open", _("open to join")
        INVITED = "invited", _("by invitation")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="communities")
    name = models.CharField(_("name"), max_length=120)
    charter = models.TextField(_("charter"), max_length=400, help_text=_("One sentence: why we meet and what we try."))
    joining = models.CharField(_("joining"), max_length=7, choices=Joining, default=Joining.OPEN)
    started = models.DateField()
    meets_next = models.DateTimeField(_("when we meet next"), null=True, blank=True)
    meets_where = models.CharField(_("where we meet next"), max_length=200, blank=True)
    sample = models.BooleanField(default=False, editable=False)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = _("communities")

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(BehindWall["Membership"]):
    pass


class Membership(models.Model):
    """Somebody in a community. Leaving removes the row; what they did there stays in Participation."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        FACILITATOR = "facilitator", _("facilitator")
        DOCUMENTER = "documenter", _("documenter")

    id = models.BigAutoField(primary_key=True)
    community = models.ForeignKey(Community, models.PROTECT, related_name="memberships", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="communities")
    role = models.CharField(max_length=11, choices=Role, default=Role.MEMBER)
    joined = models.DateTimeField()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["community", "person"], name="spaces_membership_once")]
        indexes: ClassVar = [models.Index(fields=["community", "role"], name="spaces_membership_roles")]
        ordering = ["role", "person__name"]
