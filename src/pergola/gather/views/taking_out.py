"""Taking somebody out: a page that says what stays, then the act."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from pergola.commons.places import page_of
from pergola.gather.actions import take_off_hub, take_off_team, take_out_of_community
from pergola.gather.rules import keeps, leads_team, others_go_on
from pergola.kernel.errors import Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.hubs import leads, of_a_hub
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.people.step_up import fresh
from pergola.spaces.models import Community, HubRole, Membership, Network, Team, TeamMember

_OUT, _OFF_HUB = (
    gettext_lazy("%(name)s is no longer in “%(place)s”."),
    gettext_lazy("%(name)s is no longer of the hub of “%(place)s”."),
)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def of_community(request: PersonRequest, pk: UUID, membership: int) -> HttpResponse:
    """Somebody is no longer in this community."""
    community = get_object_or_404(Community.objects.visible_to(request.person), pk=pk)
    here = Membership.objects.visible_to(request.person).filter(community=community)
    one = get_object_or_404(here.select_related("person"), pk=membership)
    by = request.person
    if not isinstance(by, Person) or not keeps(by, community):
        return not_allowed(request)
    try:
        others_go_on(community, without=one.person)
        return _ask_first(
            request, community, one.person, lambda: take_out_of_community(by=by, community=community, person=one.person)
        )
    except Refusal as refused:
        messages.error(request, str(refused))
        return redirect("gather:people", community.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def of_team(request: PersonRequest, pk: UUID, member: int) -> HttpResponse:
    """Somebody is no longer on this team."""
    team = get_object_or_404(Team.objects.visible_to(request.person), pk=pk)
    on_it = TeamMember.objects.visible_to(request.person).filter(team=team)
    one = get_object_or_404(on_it.select_related("person"), pk=member)
    by = request.person
    if not isinstance(by, Person) or not leads_team(by, team):
        return not_allowed(request)
    return _ask_first(request, team, one.person, lambda: take_off_team(by=by, team=team, person=one.person))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@fresh()
def of_hub(request: PersonRequest, pk: UUID, person: UUID) -> HttpResponse:
    """Somebody is no longer of this network’s hub."""
    network = get_object_or_404(Network.objects.visible_to(request.person), pk=pk)
    roles = HubRole.objects.visible_to(request.person).filter(network=network, person=person)
    one, by = roles.select_related("person").first(), request.person
    if one is None or not of_a_hub(request.standing, network.wall_id):
        raise Http404
    if not isinstance(by, Person) or not leads(by, network.wall_id):
        return not_allowed(request)
    try:
        return _ask_first(request, network, one.person, lambda: take_off_hub(by=by, network=network, person=one.person))
    except Refusal as refused:
        messages.error(request, str(refused))
        return redirect("gather:hub_people", network.pk)


def page_of_people(place: Community | Team | Network) -> str:
    """Where whoever takes somebody out came from."""
    if isinstance(place, Team):
        return page_of(place)
    return reverse("gather:people" if isinstance(place, Community) else "gather:hub_people", args=[place.pk])


def _ask_first(
    request: PersonRequest, place: Community | Team | Network, person: Person, take_out: Callable[[], None]
) -> HttpResponse:
    if request.method == "POST":
        take_out()
        gone = _OFF_HUB if isinstance(place, Network) else _OUT
        messages.success(request, gone % {"name": person, "place": place.name})
        if person.pk == request.person.pk:
            return redirect("/" if isinstance(place, Network) else page_of(place))
        return redirect(page_of_people(place))
    stays, myself = not isinstance(place, Community), person.pk == request.person.pk
    page = {"place": place, "who": person, "home": page_of(place), "stays": stays, "myself": myself}
    return render(request, "gather/take_out.html", page)
