"""School systems in a network: asking one to join, what it shares, leaving."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pergola.commons.once import do_once
from pergola.commons.places import page_of_communities
from pergola.gather.actions import invite, leave_network, share_in_public
from pergola.gather.network_forms import AskSystemForm, SharesForm, systems_called
from pergola.gather.rules import answers_for
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.hubs import leads
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.people.step_up import fresh
from pergola.spaces.models import MemberSystem, Network
from pergola.systems.actions import enter_district
from pergola.systems.models import District, SchoolSystem

EITHER = ["GET", "HEAD", "POST"]


@require_http_methods(EITHER)
@signed_in
@fresh()
def ask(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask a school system to join: first it is looked for, then somebody who can say yes for it gets a mail."""
    network = get_object_or_404(Network.objects.visible_to(request.person), pk=pk)
    by = request.person
    if not isinstance(by, Person) or not leads(by, network.wall_id):
        return not_allowed(request)
    sent = request.POST if request.method == "POST" else None
    name = str((sent or request.GET).get("name", ""))[:80].strip()
    found = systems_called(name, by)
    form = AskSystemForm(sent, found=found, initial={"name": name})
    page = {"network": network, "home": _home(network), "name": name, "found": found, "form": form}
    if form.is_valid():
        try:
            once = form.cleaned_data["once"]
            return redirect(do_once(by, network.wall_id, once, lambda: _ask(request, by, network, form)))
        except Refusal as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    return render(request, "gather/ask_system.html", page, status=422 if form.errors else 200)


def _ask(request: PersonRequest, by: Person, network: Network, form: AskSystemForm) -> str:
    given = form.cleaned_data
    system, site = _chosen(by, given["system"]), f"{settings.SITE}/"
    invite(by=by, place=network, addresses=[given["email"]], site=site, words=given["words"], system=system)
    said = _("%(system)s is asked. Whether it joins, %(email)s says.")
    messages.success(request, said % {"system": system, "email": given["email"]})
    return f"{_home(network)}#systems"


def _chosen(by: Person, value: str) -> SchoolSystem:
    """The form has seen to it that it is one of those that were found."""
    kind, _dash, pk = value.partition("-")
    if kind == "district":
        return enter_district(by=by, district=District.objects.visible_to(by).get(pk=pk))
    return SchoolSystem.objects.visible_to(by).get(pk=pk)


@require_http_methods(EITHER)
@signed_in
def shares(request: PersonRequest, pk: UUID, member: int) -> HttpResponse:
    """What of the system may stand in public: its own people say so, and may say otherwise tomorrow."""
    one = _member(request, pk, member)
    by = request.person
    if not isinstance(by, Person) or not answers_for(by, one):
        return not_allowed(request)
    now = {"named": one.named, "figures": one.figures}
    form = SharesForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        share_in_public(by=by, member=one, **form.cleaned_data)
        messages.success(request, _("Kept. It counts from the next numbers that are published."))
        return redirect(f"{_home(one.network)}#systems")
    page = {"member": one, "network": one.network, "home": _home(one.network), "form": form}
    return render(request, "gather/shares.html", page, status=422 if form.errors else 200)


@require_http_methods(EITHER)
@signed_in
@fresh()
def leave(request: PersonRequest, pk: UUID, member: int) -> HttpResponse:
    """The system leaves the network; what it did there stays."""
    one = _member(request, pk, member)
    by = request.person
    own = answers_for(by, one)
    if not isinstance(by, Person) or not (own or leads(by, one.wall_id)):
        return not_allowed(request)
    if request.method != "POST":
        page = {"member": one, "network": one.network, "home": _home(one.network), "own": own}
        return render(request, "gather/leave_network.html", page)
    try:
        leave_network(by=by, member=one)
    except NotAllowed:
        return not_allowed(request)
    messages.success(request, _("%(system)s is no longer in the network.") % {"system": one.system})
    return redirect(f"{_home(one.network)}#systems" if leads(by, one.wall_id) else page_of_communities())


def _member(request: PersonRequest, pk: UUID, member: int) -> MemberSystem:
    joined = MemberSystem.objects.visible_to(request.person).select_related("system", "network")
    return get_object_or_404(joined, pk=member, network=pk, left=None)


def _home(network: Network) -> str:
    return reverse("gather:network", args=[network.pk])
