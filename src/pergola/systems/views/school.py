"""One school: what the directory says of it, who says so, and which systems it belongs to."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from pergola.people.middleware import PersonRequest
from pergola.systems.models import Feeder, School, SchoolOf, SchoolSystem


@require_safe
def show(request: PersonRequest, pk: int) -> HttpResponse:
    rows = School.objects.visible_to(request.person).select_related("district", "source")
    school = get_object_or_404(rows, pk=pk)
    of = SchoolOf.objects.visible_to(request.person).filter(school=school.pk).values("system")
    page = {
        "school": school,
        "systems": list(SchoolSystem.objects.visible_to(request.person).filter(pk__in=of).order_by("name")),
        "onward": list(
            Feeder.objects.visible_to(request.person).filter(school=school).select_related("into", "system")
        ),
        "programmes": list(school.programmes.order_by("kind", "name")),
        "sample": school.sample,
        "record": not school.sample,
    }
    return render(request, "systems/school.html", page)
