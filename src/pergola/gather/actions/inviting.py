from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext as _

from pergola.commons.by_link import hashed, new_secret
from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.commons.places import page_of
from pergola.gather.actions.founding import give_hub_role
from pergola.gather.actions.joining import add_to_team, bring_behind, keep_community
from pergola.gather.actions.membership import join_network
from pergola.gather.invitations import (
    GOOD_FOR,
    Place,
    addressed_to,
    here_already,
    hold_place,
    is_here,
    is_member,
    still_good,
    to_place,
)
from pergola.gather.letters import post_invitation
from pergola.gather.models import Invitation
from pergola.gather.pasted import MOST
from pergola.gather.rules import may_invite
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.addresses import NOT_PLAIN, is_plain
from pergola.people.models import Identity, Person, WallMember
from pergola.spaces.audiences import for_facilitators, for_leads, for_team, for_wall
from pergola.spaces.models import Community, HubRole, Membership, Network, Team, TeamMember
from pergola.systems.models import SchoolSystem
from pergola.talk.actions import News, forget_event, tell
from pergola.talk.models import Notice
from pergola.walls.reasons import Reason


@transaction.atomic
def invite(
    *,
    by: Person,
    place: Place,
    addresses: Sequence[str],
    site: str,
    role: str = "",
    words: str = "",
    until: date | None = None,
    system: SchoolSystem | None = None,
) -> list[Invitation]:
    """Invite by mail. Who is here already gets none; who was invited before gets a fresh link and the old one dies.

    Into a hub, `until` is the last day of the role. With `system` a network asks that system to join.

    The place is held, so that of two who invite one address at the same moment the second renews the link of the first.
    """
    if not may_invite(by, place):
        raise NotAllowed(_("Only those who keep this going can invite people."))
    if len(addresses) > MOST:
        raise Refusal(_("That is more than 200 addresses at once. Invite them in parts."), field="addresses")
    if not all(map(is_plain, addresses)):
        raise Refusal(str(NOT_PLAIN), field="addresses")
    assert place.wall_id is not None
    hold_place(place)
    if system is not None and isinstance(place, Network) and is_member(place, system):
        raise Refusal(_("%(system)s is a member already.") % {"system": system}, field="system")
    system = system if isinstance(place, Network) else None
    here = here_already(place, list(addresses)) if system is None else set()
    waiting = Invitation.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(to_place(place, system), answered=None)
    before = {one.email: one for one in waiting.select_for_update(of=("self",))}
    blank = Invitation(wall_id=place.wall_id, role=role, words=words, until=until, system=system, invited_by=by)
    made = [
        _write(place, before.get(address), address, blank, site)
        for address in dict.fromkeys(one.lower() for one in addresses)
        if address not in here
    ]
    if made:
        took_part(by, Participation.Verb.INVITED, wall=place.wall_id, community=_community(place))
    for one in made if system is None else ():
        _tell_who_is_here(one, by)
    return made


@transaction.atomic
def resend(*, by: Person, invitation: Invitation, site: str) -> Invitation | None:
    """A fresh link to the same address; the old one dies. None where its person came in another way: then it is closed."""
    if invitation.answered is not None:
        raise Refusal(_("This invitation is answered already."))
    sent = invite(
        by=by,
        place=invitation.place,
        addresses=[invitation.email],
        site=site,
        role=invitation.role,
        words=invitation.words,
        until=invitation.until,
        system=invitation.system,
    )
    if sent:
        return sent[0]
    _answer(invitation, Invitation.Answer.WITHDRAWN, by)
    return None


@transaction.atomic
def take_back(*, by: Person, invitation: Invitation) -> None:
    """The link stops working."""
    if not may_invite(by, invitation.place):
        raise NotAllowed(_("Only those who keep this going can take an invitation back."))
    _answer(invitation, Invitation.Answer.WITHDRAWN, by)


@transaction.atomic
def accept_invitation(*, by: Person, invitation: Invitation, named: bool = True, figures: bool = True) -> Invitation:
    """Come in: behind the wall as a member, and into the community, the team or the hub. Its wall must be open.

    Where a system was asked, it joins, and `named` and `figures` say what of it may stand in public.
    """
    held = Invitation.objects.unrestricted(Reason.SIGN_IN).select_for_update(of=("self",)).get(pk=invitation.pk)
    if held.answer == Invitation.Answer.ACCEPTED and held.answered_by_id == by.pk:
        return held
    if not still_good(held):
        raise Refusal(_("This invitation is no longer good. Ask whoever invited you for a new one."))
    if not addressed_to(by, held):
        raise NotAllowed(_("This invitation was sent to another address than yours."))
    if held.system is not None or not is_here(by, held.place):
        try:
            _bring_in(held, by, named=named, figures=figures)
        except NotAllowed:
            who = {"name": held.invited_by, "place": held.place}
            raise Refusal(
                _("%(name)s can no longer invite into “%(place)s”. Ask somebody there for a new invitation.") % who
            ) from None
    _answer(held, Invitation.Answer.ACCEPTED, by)
    _tell_who_invited(held, by)
    return held


@transaction.atomic
def decline_invitation(*, by: Person | None, invitation: Invitation) -> None:
    """No, thank you. Whoever holds the link may say so."""
    _answer(invitation, Invitation.Answer.DECLINED, by)


def _bring_in(held: Invitation, person: Person, *, named: bool, figures: bool) -> None:
    """By whoever invited, who must still be allowed to: the rule is asked again, today."""
    if held.is_to_lead:
        bring_behind(by=held.invited_by, wall=held.wall, person=person, role=WallMember.Role.LEAD)
        return
    WallMember.objects.get_or_create(wall_id=held.wall_id, person=person)
    if held.community is not None:
        role = Membership.Role(held.role or Membership.Role.MEMBER)
        keep_community(by=held.invited_by, community=held.community, person=person, role=role)
    elif held.team is not None:
        add_to_team(
            by=held.invited_by, team=held.team, person=person, role=TeamMember.Role(held.role or TeamMember.Role.MEMBER)
        )
    elif held.network is not None and held.system is not None:
        shared = {"named": named, "figures": figures}
        join_network(by=held.invited_by, network=held.network, system=held.system, person=person, **shared)
    elif held.network is not None:
        does = HubRole.Role(held.role or HubRole.Role.COACH)
        give_hub_role(by=held.invited_by, network=held.network, person=person, role=does, until=held.until)


def _write(place: Place, before: Invitation | None, address: str, blank: Invitation, site: str) -> Invitation:
    """As `blank` says, to this address: a new one, or the one that waits, with a fresh link."""
    assert place.wall_id is not None
    invitation = before or Invitation(email=address, wall_id=place.wall_id, system=blank.system)
    invitation.system = place if isinstance(place, SchoolSystem) else blank.system
    invitation.community = place if isinstance(place, Community) else None
    invitation.team = place if isinstance(place, Team) else None
    invitation.network = place if isinstance(place, Network) else None
    secret = new_secret()
    invitation.secret, invitation.invited_by = hashed(secret), blank.invited_by
    invitation.role, invitation.words, invitation.until = blank.role, blank.words, blank.until
    invitation.sent, invitation.expires, invitation.mailed = now(), now() + GOOD_FOR, None
    invitation.refused = invitation.given_up = None
    invitation.save()
    post_invitation(invitation, secret, site)
    return invitation


def _answer(invitation: Invitation, answer: Invitation.Answer, by: Person | None) -> None:
    open_ones = Invitation.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=invitation.pk, answered=None)
    if not open_ones.update(answer=answer, answered=now(), answered_by=by):
        raise Refusal(_("This invitation is answered already."))
    invitation.answer, invitation.answered, invitation.answered_by = answer, now(), by
    forget_event(by=by, kind=Notice.Kind.INVITED, event=invitation.pk)


def _tell_who_invited(held: Invitation, by: Person) -> None:
    """By the group in which they invited: those who keep the community, the team, the leads."""
    inviter, team, community = held.invited_by, held.team, held.community
    if community is not None and is_here(inviter, community):
        audience = for_facilitators(community)
    else:
        audience = for_team(team) if team is not None and is_here(inviter, team) else for_leads(held.wall_id)
    place = page_of(held.place)
    news = News(Notice.Kind.CAME, held.pk, audience, community=community, team=team, led_to=place)
    tell(by=by, news=news, among=Q(pk=inviter.pk))


def _tell_who_is_here(held: Invitation, by: Person) -> None:
    """Whoever stands behind this wall already hears of it here as well, on a page that needs no link from a mail."""
    own = Identity.objects.filter(is_active=True).annotate(lower=Lower("email")).filter(lower=held.email.lower())
    place = reverse("gather:invited_here", args=[held.pk])
    news = News(
        Notice.Kind.INVITED, held.pk, for_wall(held.wall_id), community=held.community, team=held.team, led_to=place
    )
    tell(by=by, news=news, among=Q(pk__in=own.values("person")))


def _community(place: Place) -> Community | None:
    return place if isinstance(place, Community) else None
