from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pergola.gather.rules import may_open_in
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.spaces.models import Community, Membership
from pergola.walls.models import Wall

MOST_WALLS = 100


@require_safe
@signed_in
def communities(request: PersonRequest) -> HttpResponse:
    """The communities one is in, and those one could join. Two queries, however many there are."""
    assert isinstance(request.person, Person)
    mine = {
        one.community_id: one for one in Membership.objects.visible_to(request.person).filter(person=request.person)
    }
    seen = Community.objects.visible_to(request.person).select_related("wall").annotate(people=Count("memberships"))
    every = [one for one in seen if one.pk in mine or one.joining == Community.Joining.OPEN]
    page = {
        "mine": [one for one in every if one.pk in mine],
        "others": [one for one in every if one.pk not in mine],
        "may_open": _may_open(request),
        "sample": any(one.sample for one in every),
    }
    return render(request, "desk/communities.html", page)


def _may_open(request: PersonRequest) -> list[Wall]:
    """Where one may open a community: behind the walls one leads; an operator behind any. No query, but for an operator."""
    assert isinstance(request.person, Person)
    if request.person.is_operator:
        return list(Wall.objects.exclude(kind=Wall.Kind.PUBLIC).order_by("name")[:MOST_WALLS])
    return [one.wall for one in request.standing if may_open_in(request.person, [one], one.wall_id)]
