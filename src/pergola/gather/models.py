"""Coming together: invitations by mail."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person, Visitor
from pergola.spaces.models import Community, Membership, Network, Team
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, person: Asker) -> Self:
        """Seen by who sent it, and by the facilitators of the community it is for."""
        if isinstance(person, Visitor):
            return self.none()
        keeping = Membership.objects.filter(person=person, role=Membership.Role.FACILITATOR).values("community")
        return self.filter(Q(invited_by=person) | Q(community__in=keeping))

    def editable_by(self, person: Asker) -> Self:
        return self.visible_to(person).filter(answered=None)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Invitation(models.Model):
    """A mail that lets one address into one community or team. The link holds a secret; only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False)
    community = models.ForeignKey(Community, models.PROTECT, null=True, blank=True, related_name="invitations")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="invitations")
    network = models.ForeignKey(Network, models.PROTECT, null=True, blank=True, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(max_length=11, blank=True)
    words = models.TextField(_("a word with it"), blank=True, max_length=1000)
    secret = models.CharField(max_length=64, editable=False)
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sent = models.DateTimeField()
    expires = models.DateTimeField()
    answered = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, editable=False, related_name="+", db_index=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wall", "secret"], name="gather_invitation_secret"),
            models.CheckConstraint(
                condition=Q(community__isnull=False, team=None, network=None)
                | Q(community=None, team__isnull=False, network=None)
                | Q(community=None, team=None, network__isnull=False),
                name="gather_invitation_to_one_place",
            ),
        ]
