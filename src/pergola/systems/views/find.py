"""Every school of the directory, found by its name, its state, its county, its level."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pergola.people.middleware import PersonRequest
from pergola.systems.forms import SchoolSearch
from pergola.systems.models import School

A_PAGE = 50


@require_safe
def show(request: PersonRequest) -> HttpResponse:
    search = SchoolSearch(request.GET)
    found = search.narrow(School.objects.visible_to(request.person)).select_related("district")
    page = Paginator(found.order_by("state", "name", "pk"), A_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    return render(
        request,
        "systems/find.html",
        {"search": search, "page": page, "asked": asked.urlencode(), "sample": False},
    )
