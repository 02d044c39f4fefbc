"""The ideas of a network: found, proposed to everyone, weighed by the hub, taken up by teams."""

from typing import Any, Final
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pergola.commons.once import sent_before
from pergola.inquiry.actions import propose_to_network, take_up_idea, weigh_idea
from pergola.inquiry.forms import IdeaForm
from pergola.inquiry.homes import seen_at_home, seen_by_all
from pergola.inquiry.idea_forms import FindForm, TakeUpForm, WeighForm, of_idea
from pergola.inquiry.models import Aim, ChangeIdea, TakenUp, Weighing
from pergola.inquiry.views.sending import ask, me, who_sees, words
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.hubs import leads_among
from pergola.people.middleware import PersonRequest
from pergola.people.models import Asker
from pergola.spaces.models import Network, Team, TeamMember

A_PAGE: Final = 25


@require_safe
@signed_in
def every(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What can be tried in a network: everything of it that one may see, found by words, by the hub, by whose it is."""
    network = get_object_or_404(Network.objects.visible_to(request.person), pk=pk)
    form = FindForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = Paginator(_found(request.person, network, wanted), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "network": network,
        "form": form,
        "page": page,
        "lines": [(one, of_idea(one), Weighing.Word(one.hub).label if one.hub else "") for one in page.object_list],
        "asked": any(wanted.values()),
        "kept": "&".join(f"{name}={value}" for name, value in request.GET.items() if name in wanted and value),
    }
    return render(request, "inquiry/ideas.html", context)


def _found(person: Asker, network: Network, wanted: dict[str, str]) -> QuerySet[Any]:
    """Each with what the hub thinks of it now and whether somebody has taken it up. One query."""
    newest = Weighing.objects.visible_to(person).filter(idea=OuterRef("pk")).order_by("-at", "-pk")
    taken = TakenUp.objects.visible_to(person).filter(idea=OuterRef("pk"))
    ideas = ChangeIdea.objects.visible_to(person).filter(wall=network.wall_id)
    found = ideas.annotate(hub=Subquery(newest.values("word")[:1]), taken=Exists(taken))
    if text := wanted.get("q", "").strip():
        found = found.filter(Q(title__icontains=text) | Q(body__icontains=text) | Q(words__icontains=text))
    if hub := wanted.get("hub"):
        found = found.filter(hub=None) if hub == "none" else found.filter(hub=hub)
    if wanted.get("whose") == "mine":
        teams = TeamMember.objects.visible_to(person).filter(person=person.pk).values("team")
        found = found.filter(Q(team__in=teams) | Q(made_by=person.pk))
    if wanted.get("whose") == "taken":
        found = found.filter(taken=True)
    return found.select_related("team", "community", "made_by").order_by("-changed", "pk")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def propose(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Propose something to everyone in the network."""
    network = get_object_or_404(Network.objects.visible_to(request.person), pk=pk)
    form = IdeaForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: propose_to_network(by=me(request), network=network, **words(form)),
        wall=network.wall_id,
        seen=seen_by_all(network.wall_id),
        heading=_("What is worth trying in %(network)s?") % {"network": network},
        lede=_("The hub weighs it and says what it thinks; teams take up what helps them. Say what speaks for it."),
        button=_("Propose it to the network"),
        trail=network,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def weigh(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say what the hub thinks of an idea."""
    idea = _idea(request, pk)
    if not leads_among(request.standing, idea.wall_id):
        return not_allowed(request)
    form = WeighForm(request.POST or None)

    def act() -> ChangeIdea:
        weigh_idea(by=me(request), idea=idea, **words(form))
        return idea

    return ask(
        request,
        form,
        act,
        wall=idea.wall_id,
        seen=who_sees(idea),
        heading=_("What does the hub think of it?"),
        lede=_(
            "A word and a reason. If you think otherwise later, say so again: the newest counts, and all stay to be read."
        ),
        button=_("Say it"),
        trail=idea,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def take_up(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Make an idea of the network one's team's own."""
    idea = _idea(request, pk)
    if led := sent_before(me(request), idea.wall_id, request.POST.get("once")):
        return redirect(led)  # its team has it now, and is no longer among those that can take it up
    mine = (
        TeamMember.objects.visible_to(request.person).filter(person=request.person.pk, wall=idea.wall_id).values("team")
    )
    had = TakenUp.objects.visible_to(request.person).filter(idea=idea).values("team")
    able = Team.objects.visible_to(request.person).filter(pk__in=mine).exclude(pk__in=had).exclude(artifacts=idea.pk)
    teams = list(able)
    if not teams:
        return not_allowed(request)
    form = TakeUpForm(request.POST or None, initial={"team": teams[0]})
    form.fields["team"].queryset = able  # type: ignore[attr-defined]
    aims = Aim.objects.editable_by(request.person).filter(team__in=mine).select_related("team")
    form.fields["aim"].queryset = aims.order_by("made", "pk")  # type: ignore[attr-defined]
    return ask(
        request,
        form,
        lambda: take_up_idea(by=me(request), idea=idea, **words(form)),
        wall=idea.wall_id,
        seen=seen_at_home(teams[0]),
        also=_("The hub and whoever proposed it see that your team has taken it up."),
        heading=_("Take up “%(title)s”?") % {"title": idea.title},
        lede=_("It becomes an idea of your team’s own, to change as you like, and says where it came from."),
        button=_("Take it up"),
        trail=idea,
    )


def _idea(request: PersonRequest, pk: UUID) -> ChangeIdea:
    seen = ChangeIdea.objects.visible_to(request.person).select_related("audience", "team", "community", "wall")
    return get_object_or_404(seen, pk=pk)
