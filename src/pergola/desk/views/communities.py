from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pergola.desk.listing import in_order
from pergola.gather.invited import invitations_for
from pergola.gather.rules import places_to_open_in
from pergola.meetings.reading import next_of_each
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Identity, Person
from pergola.spaces.models import Community, Membership
from pergola.walls.models import Wall

MOST = 12
MAY_COME = {Community.Joining.OPEN, Community.Joining.REQUEST}


@require_safe
@signed_in
def communities(request: PersonRequest) -> HttpResponse:
    """The communities one is in, as trees, and those one could join or ask to. Four queries, however many there are."""
    assert isinstance(request.person, Person)
    mine = {
        one.community_id: one for one in Membership.objects.visible_to(request.person).filter(person=request.person)
    }
    seen = (
        Community.objects.visible_to(request.person)
        .select_related("wall", "parent")
        .annotate(people=Count("memberships"))
        .order_by("name")
    )
    every = [one for one in seen if one.pk in mine or (one.closed is None and one.joining in MAY_COME)]
    dates = next_of_each(request.person, mine)
    ours = [one for one in every if one.pk in mine and one.closed is None]
    page = {
        "mine": in_order(ours, dates),
        "closed": [one for one in every if one.closed is not None],
        "others": in_order([one for one in every if one.pk not in mine], {}),
        "polls": [one.wall for one in request.standing if one.wall.kind == Wall.Kind.SYSTEM],
        "may_open": places_to_open_in(request.standing),
        "nowhere": not request.standing,
        "sample": any(one.sample for one in every),
    }
    return render(request, "desk/communities.html", page | _how_in(request, request.person))


def _how_in(request: PersonRequest, person: Person) -> dict[str, object]:
    """Invitations that wait; to whoever is behind no wall, by which address one finds them. One query, or none."""
    if not request.standing:
        return {"own_address": request.user.email if isinstance(request.user, Identity) else ""}
    waiting = invitations_for(person).select_related("community", "team", "network", "invited_by")
    return {"invited": list(waiting[:MOST])}
