from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person, Visitor, WallMember
from pergola.spaces.models import Community, Membership, Network, Team, TeamMember
from pergola.systems.models import SchoolSystem
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, person: Asker) -> Self:
        """Seen by those who could have sent it: who keeps the community, leads the team, or leads behind the wall.

        One that makes somebody the first lead of a school system, by operators too: they send it.
        """
        if isinstance(person, Visitor):
            return self.none()
        keeping = Membership.objects.filter(person=person, role=Membership.Role.FACILITATOR).values("community")
        leading = TeamMember.objects.filter(person=person, role=TeamMember.Role.LEAD).values("team")
        walls = WallMember.objects.filter(person=person, role=WallMember.Role.LEAD).values("wall")
        theirs = Q(network=None, system__isnull=False) if person.is_operator else Q(pk=None)
        return self.filter(Q(community__in=keeping) | Q(team__in=leading) | Q(wall__in=walls) | theirs)

    def editable_by(self, person: Asker) -> Self:
        return self.visible_to(person).filter(answered=None)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Invitation(models.Model):
    """A mail that lets one address into one community, team or hub, or makes its reader a lead of a school system.

    The link holds a secret; only its hash is kept.
    """

    class Answer(models.TextChoices):
        OPEN = "", _("not answered yet")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("taken back")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False)
    community = models.ForeignKey(Community, models.PROTECT, null=True, blank=True, related_name="invitations")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="invitations")
    network = models.ForeignKey(Network, models.PROTECT, null=True, blank=True, related_name="invitations")
    system = models.ForeignKey(
        SchoolSystem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("To a network: the school system that is asked to join. Without a network: the one to lead."),
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(max_length=11, blank=True)
    until = models.DateField(null=True, blank=True, help_text="Into a hub: the last day of the role, where one is set.")
    words = models.TextField(_("a word with it"), blank=True, max_length=1000)
    secret = models.CharField(max_length=64, editable=False)
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sent = models.DateTimeField()
    mailed = models.DateTimeField(null=True, editable=False, help_text="When a mail server took it; empty until then.")
    refused = models.DateTimeField(null=True, editable=False, help_text="When a mail server said: no such address.")
    given_up = models.DateTimeField(null=True, editable=False, help_text="When we stopped trying to send it.")
    expires = models.DateTimeField()
    answer = models.CharField(max_length=9, choices=Answer, blank=True, default="", editable=False)
    answered = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, editable=False, related_name="+", db_index=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wall", "secret"], name="gather_invitation_secret"),
            models.UniqueConstraint(
                fields=["wall", "email", "community", "team", "network", "system"],
                condition=Q(answered=None),
                nulls_distinct=False,
                name="gather_invitation_one_open",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered=None) | (~Q(answer="") & Q(answered__isnull=False)),
                name="gather_invitation_answered_once",
            ),
            models.CheckConstraint(
                condition=Q(community__isnull=False, team=None, network=None)
                | Q(community=None, team__isnull=False, network=None)
                | Q(community=None, team=None, network__isnull=False)
                | Q(community=None, team=None, system__isnull=False),
                name="gather_invitation_to_one_place",
            ),
            models.CheckConstraint(
                condition=Q(system=None) | Q(community=None, team=None), name="gather_invitation_of_a_system"
            ),
        ]

    @property
    def asks_system(self) -> bool:
        """Does it ask a school system to join a network?"""
        return self.system_id is not None and self.network_id is not None

    @property
    def is_to_lead(self) -> bool:
        """Does it make somebody a lead of a school system?"""
        return self.system_id is not None and self.network_id is None

    @property
    def place(self) -> Community | Team | Network | SchoolSystem:
        """Where it leads. One of them is set: a constraint says so."""
        place = self.community or self.team or self.network or self.system
        assert place is not None
        return place
