"""Every school system, found by name or state."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pergola.people.middleware import PersonRequest
from pergola.systems.counting import count_systems
from pergola.systems.forms import SystemSearch
from pergola.systems.models import SchoolSystem

A_PAGE = 50


@require_safe
def show(request: PersonRequest) -> HttpResponse:
    search = SystemSearch(request.GET)
    found = search.narrow(SchoolSystem.objects.visible_to(request.person)).order_by("sample", "name")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    counts = count_systems(page.object_list)
    rows = [(system, counts[system.pk]) for system in page.object_list]
    asked = request.GET.copy()
    asked.pop("page", None)
    return render(
        request,
        "systems/list.html",
        {"search": search, "page": page, "rows": rows, "asked": asked.urlencode(), "sample": False},
    )
