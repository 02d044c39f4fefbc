from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pergola.kernel.ids import new_id
from pergola.people.models import Person
from pergola.spaces.doors import BehindWall
from pergola.spaces.models.network import Network
from pergola.systems.models import SchoolSystem
from pergola.walls.models import Wall


class TeamQuerySet(BehindWall["Team"]):
    pass


class Team(models.Model):
    """The people of one school system who do its work in a network. Lives behind the network's wall."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    network = models.ForeignKey(Network, models.PROTECT, related_name="teams")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    system = models.ForeignKey(SchoolSystem, models.PROTECT, related_name="teams")
    name = models.CharField(_("name"), max_length=120)
    focus = models.CharField(_("focus"), max_length=80, blank=True)
    resting_until = models.DateField(
        _("resting until"), null=True, blank=True, help_text=_("A pause the team chose itself.")
    )
    asked_for_help = models.DateTimeField(null=True, blank=True)
    help_wanted = models.TextField(_("what would help"), blank=True)
    help_about = models.UUIDField(
        null=True,
        editable=False,
        help_text="Which problem or aim of its own the hub may read with it. An artifact’s id.",
    )

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class TeamMemberQuerySet(BehindWall["TeamMember"]):
    pass


class TeamMember(models.Model):
    """Somebody on a team, and what they do there."""

    class Role(models.TextChoices):
        LEAD = "lead", _("lead")
        MEMBER = "member", _("member")
        SPONSOR = "sponsor", _("sponsor")
        DATA = "data", _("data person")

    id = models.BigAutoField(primary_key=True)
    team = models.ForeignKey(Team, models.PROTECT, related_name="members", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="teams")
    role = models.CharField(max_length=7, choices=Role, default=Role.MEMBER)
    since = models.DateField()

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["team", "person"], name="spaces_teammember_once")]
        ordering = ["role", "person__name"]
