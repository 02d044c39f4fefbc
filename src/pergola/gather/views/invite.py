from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext

from pergola.commons.once import do_once
from pergola.commons.places import page_of
from pergola.gather.actions import invite
from pergola.gather.forms import InviteForm
from pergola.gather.invitations import Place, here_already
from pergola.gather.rules import may_invite
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.people.step_up import fresh
from pergola.spaces.models import Community, Network, Team
from pergola.systems.models import SchoolSystem


@signed_in
def to_community(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Invite people into a community."""
    return _invite(request, get_object_or_404(Community.objects.visible_to(request.person), pk=pk))


@signed_in
def to_team(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Invite people onto a team."""
    return _invite(request, get_object_or_404(Team.objects.visible_to(request.person), pk=pk))


@signed_in
@fresh()
def to_hub(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Invite people into a network's hub, from where much is seen: who does shows again who they are."""
    return _invite(request, get_object_or_404(Network.objects.visible_to(request.person), pk=pk))


def _invite(request: PersonRequest, place: Community | Team | Network) -> HttpResponse:
    """First what was pasted is read back, with who will get a mail; only then, on the second button, is it sent."""
    by = request.person
    if not isinstance(by, Person) or not may_invite(by, place):
        return not_allowed(request)
    form = InviteForm(request.POST or None, place=place)
    page = {"form": form, "place": place, "home": page_of(place)}
    if not form.is_valid():
        return render(request, "gather/invite.html", page, status=422 if form.errors else 200)
    here = here_already(place, form.pasted.addresses)
    told = [one for one in form.pasted.addresses if one not in here]
    if not told or "send" not in request.POST:
        words = form.cleaned_data["words"]
        return render(request, "gather/invite_look.html", page | {"told": told, "here": sorted(here), "words": words})
    return redirect(do_once(by, place.wall_id, form.cleaned_data["once"], lambda: _send(request, by, place, form)))


def _send(request: PersonRequest, by: Person, place: Place, form: InviteForm) -> str:
    given = form.cleaned_data
    addresses = form.pasted.addresses
    said = {"role": given["role"], "words": given["words"], "until": given.get("until")}
    sent = invite(by=by, place=place, addresses=addresses, site=f"{settings.SITE}/", **said)
    count = ngettext("%(n)s person is invited.", "%(n)s people are invited.", len(sent)) % {"n": len(sent)}
    messages.success(request, count)
    return page_of_invitations(place)


def page_of_invitations(place: Place, *, of_systems: bool = False) -> str:
    """Where one sees what became of the invitations to a place; of those that ask school systems into a network."""
    if of_systems:
        return f"{reverse('gather:network', args=[place.pk])}#systems"
    if isinstance(place, SchoolSystem):
        return f"{reverse('gather:leads', args=[place.slug])}#invited"
    home = page_of(place)
    return f"{home}people/#invited" if isinstance(place, Community) else home
