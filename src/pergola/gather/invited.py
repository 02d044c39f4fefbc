"""Invitations that wait for somebody who is here already: found by their proved addresses, behind the walls they stand behind."""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower

from pergola.gather.models import Invitation
from pergola.gather.models.invitation import InvitationQuerySet
from pergola.kernel.clock import now
from pergola.people.models import Identity, Person
from pergola.spaces.models import Membership, TeamMember
from pergola.walls.reasons import Reason


def own_addresses(person: Person) -> Q:
    """To an address of theirs that signs them in: the owner has proved it."""
    own = Identity.objects.filter(person=person, is_active=True).annotate(lower=Lower("email"))
    return Q(email__in=own.values("lower"))


def invitations_for(person: Person) -> InvitationQuerySet:
    """Those into a community, a team or a hub that are good still, where they are not yet. None of what was sent to others.

    A system that is asked to join a network is asked by mail alone.
    """
    every = Invitation.objects.unrestricted(Reason.SIGN_IN)
    inside = Membership.objects.filter(person=person, community=OuterRef("community"))
    on_it = TeamMember.objects.filter(person=person, team=OuterRef("team"))
    waiting = every.filter(own_addresses(person), answered=None, system=None, expires__gt=now())
    return waiting.exclude(Exists(inside)).exclude(Exists(on_it)).order_by("-sent")
