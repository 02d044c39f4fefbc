"""The schools of a system, row by row: what every figure about it is counted from."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from pergola.people.middleware import PersonRequest
from pergola.systems.models import SchoolSystem

A_PAGE = 100


@require_safe
def show(request: PersonRequest, slug: str) -> HttpResponse:
    system = get_object_or_404(SchoolSystem.objects.visible_to(request.person), slug=slug)
    schools = system.schools().select_related("source").order_by("name", "pk")
    page = Paginator(schools, A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "systems/schools.html",
        {"system": system, "sample": system.sample, "record": not system.sample, "page": page},
    )
