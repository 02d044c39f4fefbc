"""A director’s question: what should we support next?"""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from pergola.desk.what_next import what_next as weigh
from pergola.gather.views.behind import leads_here, standing
from pergola.kernel.clock import now
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest


@require_safe
@signed_in
def what_next(request: PersonRequest, wall: int) -> HttpResponse:
    """For the leads of a school system: its focus areas, sorted, each with its reason."""
    here = standing(request, wall)
    if not leads_here(request, wall):
        raise Http404
    found = weigh(request.person, wall)
    page = {
        "place": here.wall,
        "found": found,
        "as_of": now(),
        "home": reverse("gather:calls", args=[wall]),
        "sample": any(one.area.call.sample for one in found.weighed),
    }
    return render(request, "desk/what_next.html", page)
