"""Every school system, found by name or state."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
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
    parts = [
        (_("From published facts"), [row for row in rows if not row[0].sample]),
        (_("Invented, for the sample"), [row for row in rows if row[0].sample]),
    ]
    asked = request.GET.copy()
    asked.pop("page", None)
    return render(
        request,
        "systems/list.html",
        {
            "search": search,
            "page": page,
            "parts": [part for part in parts if part[1]],
            "asked": asked.urlencode(),
            "sample": False,
        },
    )
