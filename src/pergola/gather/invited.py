"""Invitations that wait for somebody who is here already: found by their proved addresses, behind the walls they stand behind."""

from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower

from pergola.gather.models import Invitation
from pergola.gather.models.invitation import InvitationQuerySet
from pergola.kernel.clock import now
from pergola.people.models import Identity, Person
from pergola.spaces.models import Membership, TeamMember
from pergola.walls.reasons import Reason


def sent_to(person: Person) -> InvitationQuerySet:
    """All that ever went to an address of theirs that signs them in: its owner has proved it.

    A system that is asked to join a network is asked by mail alone.
    """
    own = Identity.objects.filter(person=person, is_active=True).annotate(lower=Lower("email"))
    return Invitation.objects.unrestricted(Reason.SIGN_IN).filter(email__in=own.values("lower"), system=None)


def invitations_for(person: Person) -> InvitationQuerySet:
    """Those into a community, a team or a hub that are good still, where they are not yet. None of what was sent to others."""
    inside = Membership.objects.filter(person=person, community=OuterRef("community"))
    on_it = TeamMember.objects.filter(person=person, team=OuterRef("team"))
    waiting = sent_to(person).filter(answered=None, expires__gt=now())
    return waiting.exclude(Exists(inside)).exclude(Exists(on_it)).order_by("-sent")
