from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pergola.commons.gone import just_removed
from pergola.commons.places import page_of_hubs
from pergola.inquiry.nudges import nudges_of
from pergola.inquiry.tree import cycles_in, trees_of
from pergola.people.access import signed_in
from pergola.people.hubs import of_a_hub
from pergola.people.middleware import PersonRequest
from pergola.spaces.models import Network


@require_safe
@signed_in
def show(request: PersonRequest) -> HttpResponse:
    """What my teams and communities inquire into, and the next act."""
    trees, first = trees_of(request.person)
    hubs = page_of_hubs() if of_a_hub(request.standing) else ""
    behind = [one.wall_id for one in request.standing if of_a_hub([one], one.wall_id)]
    seen = Network.objects.visible_to(request.person).filter(wall__in=behind).order_by("name")
    return render(
        request,
        "inquiry/home.html",
        {
            "trees": trees,
            "next": first,
            "nudges": nudges_of(request.person, cycles_in(trees)),
            "hubs": hubs,
            "networks": seen if hubs and not trees else (),
            "gone": just_removed(request, request.person),
        },
    )
