from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from pergola.desk.health import health_of
from pergola.instruments.rules import is_in
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.spaces.models import Community, Membership


@require_safe
@signed_in
def health(request: PersonRequest, pk: UUID) -> HttpResponse:
    """For the people of the community alone: whoever leads the system, and is not in it, reads nothing of this."""
    person = request.person
    community = get_object_or_404(Community.objects.visible_to(person).select_related("wall"), pk=pk)
    if not isinstance(person, Person) or not is_in(person, community):
        raise Http404
    page = {
        "community": community,
        "health": health_of(person, community),
        "people": Membership.objects.visible_to(person).filter(community=community).count(),
        "sample": community.sample,
    }
    return render(request, "desk/health.html", page)
