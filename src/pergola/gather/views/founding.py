from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pergola.commons.once import do_once
from pergola.commons.places import page_of, page_of_communities
from pergola.gather.actions import found_network, give_hub_role, invite
from pergola.gather.network_forms import FoundForm
from pergola.kernel.errors import Refusal
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.people.step_up import fresh
from pergola.spaces.models import HubRole
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.opening import open_walls, walls


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@fresh()
def found(request: PersonRequest) -> HttpResponse:
    """Found a network: an operator does, and names who coordinates it."""
    by = request.person
    assert isinstance(by, Person)
    if not by.is_operator:
        raise Http404
    form = FoundForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, form)
    try:
        address = do_once(by, PUBLIC_WALL, form.cleaned_data["once"], lambda: _found(by, form))
    except Refusal as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return _page(request, form)
    messages.success(request, _("The network is founded. Next: ask the first school systems to join."))
    return redirect(address)


def _found(by: Person, form: FoundForm) -> str:
    given = form.cleaned_data
    facts = {name: given[name] for name in ("name", "purpose", "starts", "ends", "confidential")}
    network = found_network(by=by, **facts)
    with walls({*open_walls(), network.wall_id}):
        coordinator = HubRole.Role.COORDINATOR
        if not given["coordinator"]:
            give_hub_role(by=by, network=network, person=by, role=coordinator)
            return page_of(network)
        site = f"{settings.SITE}/"
        invite(by=by, place=network, addresses=[given["coordinator"]], site=site, role=coordinator)
    return page_of_communities()


def _page(request: PersonRequest, form: FoundForm) -> HttpResponse:
    return render(request, "gather/found.html", {"form": form}, status=422 if form.errors else 200)
