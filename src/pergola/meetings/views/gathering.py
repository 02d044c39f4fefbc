from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from pergola.commons.addresses import space_of
from pergola.commons.places import page_of
from pergola.meetings.forms import ThereForm
from pergola.meetings.models import Coming, Gathering
from pergola.meetings.reading import in_space, listed, whole
from pergola.meetings.rules import Space, is_in, may_meet_one, may_plan
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.spaces.models import Community, Team

JOINED = ("community", "team__network", "audience", "made_by", "wall")


@require_safe
@signed_in
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """When and where, who is coming; afterwards who was there; what people say about it."""
    seen = Gathering.objects.visible_to(request.person).select_related(*JOINED).defer("search", "words")
    gathering = get_object_or_404(seen, pk=pk)
    kept_in = gathering.community or (gathering.team and gathering.team.network)
    page = {
        "gathering": gathering,
        "whole": whole(request.person, gathering),
        "answers": Coming.Answer.choices,
        "there": ThereForm(initial={"minutes": gathering.minutes}),
        "space": gathering.team or gathering.community,
        "home": space_of(gathering),
        "sample": bool(kept_in and kept_in.sample),
    }
    return render(request, "meetings/gathering.html", page)


@require_safe
@signed_in
def of_community(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The gatherings of a community: those to come, and those that were."""
    return _of(request, get_object_or_404(Community.objects.visible_to(request.person), pk=pk))


@require_safe
@signed_in
def of_team(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The gatherings of a team."""
    return _of(request, get_object_or_404(Team.objects.visible_to(request.person).select_related("network"), pk=pk))


def _of(request: PersonRequest, space: Space) -> HttpResponse:
    person = request.person
    if not is_in(person, space):
        raise Http404
    every, home = in_space(person, space), isinstance(space, Community)
    page = {
        "space": space,
        "home": page_of(space),
        "to_come": listed(person, every.to_come()),
        "held": listed(person, every.held()),
        "plan": "meetings:plan" if home else "meetings:plan_on_team",
        "plans": may_plan(person, space),
        "meets_one": may_meet_one(person, space),
        "sample": space.sample if isinstance(space, Community) else space.network.sample,
    }
    return render(request, "meetings/gatherings.html", page)
