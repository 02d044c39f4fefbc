"""Every team's state on one page, for the people of the hub."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from pergola.commons.places import page_of
from pergola.desk.console import console
from pergola.insight.numbers import figures_of
from pergola.kernel.clock import now, today
from pergola.people.access import signed_in
from pergola.people.hubs import of_a_hub
from pergola.people.middleware import PersonRequest
from pergola.spaces.models import Network, Phase


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
    network = get_object_or_404(Network.objects.visible_to(request.person), pk=pk)
    if not of_a_hub(request.standing, network.wall_id):
        raise Http404
    length = month_of(network.starts, network.ends) if network.ends else None
    figures = [(one, reverse("insight:rows_now", args=[network.pk, one.key])) for one in figures_of(network)]
    context = {
        "console": console(network, request.person),
        "figures": figures,
        "network": network,
        "as_of": now(),
        "month": month_of(network.starts, today()),
        "length": length,
        "phases": list(Phase.objects.visible_to(request.person).filter(network=network)),
        "sample": network.sample,
    }
    return render(request, "desk/hub.html", context)
