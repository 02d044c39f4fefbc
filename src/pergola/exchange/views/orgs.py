"""The schools and offices of a roster, and which schools of the directory they are."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pergola.exchange.views.roster import system_kept_by
from pergola.people.middleware import PersonRequest
from pergola.people.step_up import fresh
from pergola.systems.models import RosterOrg

A_PAGE = 100


@require_safe
@fresh()
def show(request: PersonRequest, slug: str) -> HttpResponse:
    system = system_kept_by(request, slug)
    orgs = RosterOrg.objects.visible_to(request.person).filter(wall=system.wall_id).standing().select_related("school")
    page = Paginator(orgs.order_by("name", "pk"), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "exchange/orgs.html", {"system": system, "page": page})
