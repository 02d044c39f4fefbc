"""One school system: where it is, what the directory says of it, and who says so."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from pergola.kernel.clock import today
from pergola.people.middleware import PersonRequest
from pergola.systems.counting import count_systems
from pergola.systems.grades import grade_span
from pergola.systems.models import District, SchoolSystem

MOST_DISTRICTS = 100


def show(request: PersonRequest, slug: str) -> HttpResponse:
    system = get_object_or_404(SchoolSystem.objects.visible_to(request.person), slug=slug)
    districts = District.objects.visible_to(request.person).filter(systems=system).order_by("leaid")
    low, high = system.schools().running().grade_range()
    return render(
        request,
        "systems/system.html",
        {
            "system": system,
            "sample": system.sample,
            "districts": list(districts.select_related("source")[:MOST_DISTRICTS]),
            "counts": count_systems([system])[system.pk],
            "grades": grade_span(low, high),
            "departments": list(system.departments.all()),
            "programmes": list(system.programmes.counted()),
            "today": today(),
        },
    )
