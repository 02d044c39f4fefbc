"""One school system: where it is, what the directory says of it, and who says so."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pergola.kernel.clock import today
from pergola.kernel.zones import clock_name
from pergola.people.middleware import PersonRequest
from pergola.systems.beside import groups_beside
from pergola.systems.counting import Figure, SystemCounts, count_systems
from pergola.systems.grades import grade_span
from pergola.systems.models import District, SchoolSystem
from pergola.systems.rules import leads_system
from pergola.systems.tellers import TOLD_BY

MOST_DISTRICTS = 100


def definitions(counts: SystemCounts) -> dict[str, str]:
    """What each figure counts, and the editions that told it; invented schools have no edition."""
    listed = _("Listed for this system, without those called closed or not yet open.")
    summed = _("The sum of what its schools publish.")
    told: dict[str, tuple[str, SystemCounts | Figure]] = {
        "schools": (listed, counts),
        "students": (summed, counts.students),
        "teachers": (summed, counts.teachers),
    }
    editions = _("Editions: %(editions)s.")
    return {
        name: f"{words} {editions % {'editions': figure.editions}}" if figure.editions else words
        for name, (words, figure) in told.items()
    }


@require_safe
def show(request: PersonRequest, slug: str) -> HttpResponse:
    system = get_object_or_404(SchoolSystem.objects.visible_to(request.person), slug=slug)
    districts = District.objects.visible_to(request.person).filter(systems=system).order_by("leaid")
    counts = count_systems([system])[system.pk]
    low, high = system.schools().running().grade_range()
    return render(
        request,
        "systems/system.html",
        {
            "system": system,
            "sample": system.sample,
            "record": not system.sample,
            "districts": list(districts.select_related("source")[:MOST_DISTRICTS]),
            "counts": counts,
            "definitions": definitions(counts),
            "grades": grade_span(low, high),
            "departments": list(system.departments.all()),
            "programmes": list(system.programmes.counted()),
            "beside": groups_beside(request.person, system, TOLD_BY),
            "today": today(),
            "clock": clock_name(system.zone) if system.zone else "",
            "leads": leads_system(request.person, system),
        },
    )
