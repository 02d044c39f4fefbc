from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pergola.commons.models import Citation, Link
from pergola.inquiry.actions import edit_problem, name_problem
from pergola.inquiry.aims import sentence_of
from pergola.inquiry.baselines import baseline_of
from pergola.inquiry.causes import Beneath
from pergola.inquiry.chain import beneath
from pergola.inquiry.homes import Home, seen_at_home, works_in
from pergola.inquiry.models import Aim, Ground, Part, Problem, Version
from pergola.inquiry.parts import nodes_of
from pergola.inquiry.purpose_forms import ProblemEdit, ProblemForm
from pergola.inquiry.rules import may_change
from pergola.inquiry.views.sending import ask, edit, me, who_sees, words
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.spaces.models import Community, Team


@require_safe
@signed_in
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A problem of practice, and the aims that address it."""
    problem = get_object_or_404(_problems(request), pk=pk)
    person, aims = request.person, Aim.objects.visible_to(request.person)
    causes = Part.objects.visible_to(person).filter(artifact=problem.pk, of=Part.Of.CAUSES)
    grounds = Ground.objects.visible_to(person).filter(artifact=problem.pk).select_related("source", "made_by")
    context = {
        "problem": problem,
        "aims": [(aim, sentence_of(aim)) for aim in beneath(aims, problem, Link.Kind.ADDRESSES)],
        "causes": Beneath(problem, nodes_of(causes)),
        "grounds": list(grounds),
        "baseline": baseline_of(person, problem),
        "versions": Version.objects.visible_to(person).filter(artifact=problem.pk).select_related("by"),
        "mine": may_change(person, problem),
        "seen": who_sees(problem),
    }
    return render(request, "inquiry/problem.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def name_for_team(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Name a problem of practice, for one's team."""
    team = get_object_or_404(Team.objects.visible_to(request.person), pk=pk)
    return _name(request, team)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def name_for_community(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Name a problem of practice, for one's community."""
    community = get_object_or_404(Community.objects.visible_to(request.person), pk=pk)
    return _name(request, community)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Change the problem's words."""
    problem = get_object_or_404(_problems(request), pk=pk)

    def act(revision: int, said: dict[str, Any]) -> Problem:
        return edit_problem(by=me(request), problem=problem, revision=revision, **said)

    place = {"team": problem.team_id, "community": problem.community_id}
    return edit(request, problem, ProblemEdit, act, fit=lambda form: form.of(request.person, place))


def _name(request: PersonRequest, home: Home) -> HttpResponse:
    if not works_in(request.person, home):
        raise PermissionDenied
    place: dict[str, object] = {"team": home} if isinstance(home, Team) else {"community": home}
    form = ProblemForm(request.POST or None)
    form.of(request.person, place)
    return ask(
        request,
        form,
        lambda: name_problem(by=me(request), home=home, **words(form)),
        wall=home.wall_id,
        seen=seen_at_home(home),
        heading=_("What is the problem?"),
        lede=_("A problem of practice lies in your own hands: what happens in your rooms, not who is in them."),
        button=_("Name the problem"),
        trail=home,
    )


def _problems(request: PersonRequest) -> QuerySet[Problem]:
    """Each with whether it was taken from elsewhere, which is then asked for."""
    taken = Citation.objects.visible_to(request.person).filter(artifact=OuterRef("pk"), kind=Link.Kind.ADAPTS)
    seen = Problem.objects.visible_to(request.person).annotate(taken=Exists(taken))
    return seen.select_related("audience", "team", "community", "made_by")
