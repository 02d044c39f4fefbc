from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pergola.commons.models import Artifact, Link
from pergola.inquiry.actions import edit_idea, propose_idea
from pergola.inquiry.chain import above, beneath
from pergola.inquiry.forms import IdeaEdit, IdeaForm
from pergola.inquiry.homes import home_of
from pergola.inquiry.idea_forms import of_idea
from pergola.inquiry.models import Aim, ChangeIdea, Cycle, TakenUp, Weighing
from pergola.inquiry.ramps import ramps_of
from pergola.inquiry.views.sending import ask, edit, me, must_be_mine, who_sees, who_will_see, words
from pergola.people.access import signed_in
from pergola.people.hubs import leads_among
from pergola.people.middleware import PersonRequest
from pergola.spaces.models import Audience, Network, TeamMember


@require_safe
@signed_in
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A change idea, its warrant, and the cycles that test it."""
    idea, person = get_object_or_404(_as_seen(request), pk=pk), request.person
    cycles = beneath(Cycle.objects.visible_to(person), idea, Link.Kind.TESTS)
    aim = above(Aim.objects.visible_to(person), idea, Link.Kind.ADDRESSES)
    context = {
        "idea": idea,
        "whose": of_idea(idea),
        "aim": aim,
        "network": None if aim else _network_of(request, idea),
        "ramps": ramps_of(cycles.select_related("team", "community")),
        "mine": idea.own,
        "at_home": home_of(idea) is not None,
        "seen": who_sees(idea),
        **_in_the_network(request, idea),
    }
    return render(request, "inquiry/idea.html", context)


def _network_of(request: PersonRequest, idea: ChangeIdea) -> UUID | None:
    """The network among whose ideas it stands: the way up for one that belongs to no aim."""
    if idea.team is not None:
        return idea.team.network_id
    return Network.objects.visible_to(request.person).filter(wall=idea.wall_id).values_list("pk", flat=True).first()


def _in_the_network(request: PersonRequest, idea: Any) -> dict[str, object]:
    """What the hub thinks of it, who took it up and from where it came, and what this person may do about it."""
    person = request.person
    taken = TakenUp.objects.visible_to(person).filter(Q(idea=idea) | Q(own=idea)).select_related("team", "idea")
    ups = list(taken.order_by("at", "pk"))
    mine = set(idea.my_teams)
    had = {one.team_id for one in ups if one.idea_id == idea.pk}
    return {
        "weighed": list(
            Weighing.objects.visible_to(person).filter(idea=idea).select_related("by").order_by("-at", "-pk")
        ),
        "taken": [one for one in ups if one.idea_id == idea.pk],
        "came_from": next((one for one in ups if one.own_id == idea.pk), None),
        "may_weigh": leads_among(request.standing, idea.wall_id) and idea.audience.kind == Audience.Kind.WALL,
        "may_take_up": bool(mine - had - {idea.team_id}) and idea.team_id not in mine,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Propose something to try for an aim."""
    aims = Aim.objects.visible_to(request.person).select_related("audience", "team", "community")
    aim = get_object_or_404(aims, pk=pk)
    must_be_mine(request, aim)
    form = IdeaForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: propose_idea(by=me(request), aim=aim, **words(form)),
        wall=aim.wall_id,
        seen=who_will_see(aim),
        heading=_("What could you try?"),
        lede=_("Small enough to try next week. Say what speaks for it before you test it."),
        button=_("Propose it"),
        trail=aim,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Change the idea's words."""
    idea = get_object_or_404(_ideas(request), pk=pk)

    def act(revision: int, said: dict[str, object]) -> ChangeIdea:
        return edit_idea(by=me(request), idea=idea, revision=revision, **said)

    return edit(request, idea, IdeaEdit, act)


def _ideas(request: PersonRequest) -> QuerySet[ChangeIdea]:
    return ChangeIdea.objects.visible_to(request.person).select_related("audience", "team", "community", "made_by")


def _as_seen(request: PersonRequest) -> QuerySet[Any]:
    """Each with `own`: may this person change it? And with `my_teams`: theirs behind its wall."""
    own = Artifact.objects.editable_by(request.person).filter(pk=OuterRef("pk"))
    mine = TeamMember.objects.visible_to(request.person).filter(person=request.person.pk, wall=OuterRef("wall"))
    return _ideas(request).annotate(own=Exists(own), my_teams=ArraySubquery(mine.order_by().values("team")))
