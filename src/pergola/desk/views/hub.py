"""Every team's state on one page, for the people of the hub."""

from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from pergola.commons.places import page_of
from pergola.desk.console import console
from pergola.kernel.clock import now, today
from pergola.people.access import signed_in
from pergola.people.hubs import leads_among, of_a_hub
from pergola.people.middleware import PersonRequest
from pergola.spaces.models import HubRole, Network, Phase


def month_of(starts: date, day: date) -> int:
    """Which month of a time that began at `starts` this day is in, the first being 1."""
    return (day.year - starts.year) * 12 + day.month - starts.month + 1


@require_safe
@signed_in
def hubs(request: PersonRequest) -> HttpResponse:
    """The hub one is in; where one is in several, the list of them."""
    mine = [one.wall_id for one in request.standing if of_a_hub([one], one.wall_id)]
    networks = list(Network.objects.visible_to(request.person).filter(wall__in=mine))
    if len(networks) == 1:
        return redirect("desk:hub", pk=networks[0].pk)
    if not networks:
        raise Http404
    return render(request, "desk/hubs.html", {"networks": [(one, page_of(one)) for one in networks]})


@require_safe
@signed_in
def hub(request: PersonRequest, pk: UUID) -> HttpResponse:
    hub = HubRole.objects.visible_to(request.person).filter(network=OuterRef("pk")).order_by()
    counted = hub.values("network").annotate(n=Count("person", distinct=True)).values("n")
    stretches = Phase.objects.visible_to(request.person).filter(network=OuterRef("pk")).order_by("starts")
    phases = ArraySubquery(stretches.values(one=JSONObject(name="name", starts="starts", ends="ends")))
    seen = Network.objects.visible_to(request.person).annotate(hub_people=Subquery(counted), stretches=phases)
    network = get_object_or_404(seen, pk=pk)
    if not of_a_hub(request.standing, network.wall_id):
        raise Http404
    context = {
        "console": console(network, request.person, leading=leads_among(request.standing, network.wall_id)),
        "network": network,
        "people": getattr(network, "hub_people", 0),
        "as_of": now(),
        "month": month_of(network.starts, today()),
        "length": month_of(network.starts, network.ends) if network.ends else None,
        "phases": [_phase(**one) for one in getattr(network, "stretches", [])],
        "sample": network.sample,
    }
    return render(request, "desk/hub.html", context)


def _phase(name: str, starts: str, ends: str) -> Phase:
    """As it was read beside its network."""
    return Phase(name=name, starts=date.fromisoformat(starts), ends=date.fromisoformat(ends))
