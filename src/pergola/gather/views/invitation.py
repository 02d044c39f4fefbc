from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pergola.commons.places import page_of
from pergola.gather.actions import accept_invitation, decline_invitation, resend, take_back
from pergola.gather.awaiting import what_awaits
from pergola.gather.invitations import addressed_to, came_by, held_by, hinted, still_good
from pergola.gather.invited import sent_to
from pergola.gather.models import Invitation
from pergola.gather.network_forms import SharesForm
from pergola.gather.views.invite import page_of_invitations
from pergola.gather.views.rooms import acting
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Asker, Person
from pergola.people.step_up import ask_again, is_fresh
from pergola.spaces.models import Community, Team
from pergola.walls.opening import open_walls, walls


@never_cache
def answer(request: PersonRequest, token: str) -> HttpResponse:
    """Who invites to what, for whoever holds the link and for nobody else; and the two answers."""
    invitation = held_by(token)
    if invitation is not None and _is_in_by(request, invitation):
        return redirect(_led_to(request.person, invitation))
    if invitation is None or not still_good(invitation):
        return render(request, "gather/no_invitation.html", status=404)
    if request.method == "POST":
        with walls([*open_walls(), invitation.wall_id]):
            return _answer(request, invitation)
    request.session["invitation"] = token  # so that the entrance lets somebody we do not know make an account
    return _page(request, invitation)


@never_cache
@signed_in
def here(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The same page for somebody who stands behind its wall already: it was sent to an address they have proved."""
    joined = ("wall", "community", "team", "network", "invited_by", "system")
    invitation = get_object_or_404(sent_to(acting(request)).select_related(*joined), pk=pk)
    if came_by(acting(request), invitation):
        return redirect(_led_to(request.person, invitation))
    if not still_good(invitation):
        return render(request, "gather/no_invitation.html", status=404)
    return _answer(request, invitation) if request.method == "POST" else _page(request, invitation)


def _answer(request: PersonRequest, invitation: Invitation) -> HttpResponse:
    by = request.person if isinstance(request.person, Person) else None
    if request.POST.get("answer") == "decline":
        decline_invitation(by=by, invitation=invitation)
        request.session.pop("invitation", None)
        return render(request, "gather/declined.html", {"invitation": invitation})
    if by is None:
        return _page(request, invitation)
    form = SharesForm(request.POST)
    form.is_valid()  # two boxes that may stay empty: there is nothing to refuse
    try:
        accept_invitation(by=by, invitation=invitation, **form.cleaned_data)
    except Refusal as refusal:
        return _page(request, invitation, refusal=str(refusal))
    request.session.pop("invitation", None)
    messages.success(request, _("You are in: %(place)s.") % {"place": invitation.place})
    return redirect(_led_to(by, invitation))


def _led_to(person: Asker, invitation: Invitation) -> str:
    """Where one is then: of a system that joined, its team’s page; of one to lead, where its first community is opened."""
    if invitation.is_to_lead:
        with walls([*open_walls(), invitation.wall_id]):
            begun = Community.objects.visible_to(person).filter(wall=invitation.wall_id).exists()
        return page_of(invitation.place) if begun else reverse("gather:open", args=[invitation.wall_id])
    if not invitation.asks_system:
        return page_of(invitation.place)
    with walls([*open_walls(), invitation.wall_id]):
        team = Team.objects.visible_to(person).filter(network=invitation.network, system=invitation.system).first()
    return page_of(team) if team else page_of(invitation.place)


def _page(request: PersonRequest, invitation: Invitation, refusal: str = "") -> HttpResponse:
    mine = addressed_to(request.person, invitation)
    page = {
        "invitation": invitation,
        "behind": any(one.wall_id == invitation.wall_id for one in request.standing),
        "awaits": what_awaits(invitation, addressed=mine),
        "place": invitation.place,
        "address": hinted(invitation.email),
        "mine": mine,
        "shares": SharesForm(initial={"named": True, "figures": True}),
        "refusal": refusal,
    }
    return render(request, "gather/invitation.html", page, status=422 if refusal else 200)


def _is_in_by(request: PersonRequest, invitation: Invitation) -> bool:
    """Somebody who accepted it and opens the mail again is led to where it led."""
    accepted = invitation.answer == Invitation.Answer.ACCEPTED and invitation.answered_by_id == request.person.pk
    return accepted and isinstance(request.person, Person) and came_by(request.person, invitation)


@require_POST
@signed_in
def again(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Send it once more, with a fresh link. Into a hub, or to lead, that is inviting anew: who does shows again who they are."""
    invitation = _mine(request, pk)
    assert isinstance(request.person, Person)
    if (invitation.network_id or invitation.is_to_lead) and not is_fresh(request):
        return ask_again(request)
    try:
        sent = resend(by=request.person, invitation=invitation, site=f"{settings.SITE}/")
    except NotAllowed:
        return not_allowed(request)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(_back(invitation))
    if sent is None:
        said = _("%(address)s is here already. The invitation is closed.")
        messages.info(request, said % {"address": invitation.email})
    else:
        messages.success(request, _("A fresh link is on its way; the old one no longer works."))
    return redirect(_back(invitation))


@require_POST
@signed_in
def withdraw(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The link in the mail stops working."""
    invitation = _mine(request, pk)
    assert isinstance(request.person, Person)
    try:
        take_back(by=request.person, invitation=invitation)
        messages.success(request, _("It is taken back; the link in the mail no longer works."))
    except NotAllowed:
        return not_allowed(request)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(_back(invitation))


def _mine(request: PersonRequest, pk: UUID) -> Invitation:
    joined = ("community", "team", "network", "system", "wall")
    return get_object_or_404(Invitation.objects.editable_by(request.person).select_related(*joined), pk=pk)


def _back(invitation: Invitation) -> str:
    return page_of_invitations(invitation.place, of_systems=invitation.asks_system)
