"""Versions of a problem, a driver diagram, a theory: one kept now, and one looked at with what was otherwise before."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pergola.inquiry.actions import keep_version
from pergola.inquiry.aims import sentence_of
from pergola.inquiry.causes import Beneath
from pergola.inquiry.diagram import Shown
from pergola.inquiry.growing_forms import KeepForm
from pergola.inquiry.models import Aim, ChangeIdea, Problem, Version
from pergola.inquiry.parts import Kept, Node, compared, nodes_kept
from pergola.inquiry.purpose_forms import ProblemWords
from pergola.inquiry.theories import Theory
from pergola.inquiry.views.growing import aims, problems
from pergola.inquiry.views.picture_page import Thing, address_of
from pergola.inquiry.views.sending import ask, me, must_be_mine, who_sees
from pergola.kernel.charts.marks import svg
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest

Of = Version.Of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def keep_drivers(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Keep the diagram as it stands."""
    return _keep(request, get_object_or_404(aims(request), pk=pk), Of.DRIVERS)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def keep_causes(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Keep the problem as it stands, with what lies beneath it."""
    return _keep(request, get_object_or_404(problems(request), pk=pk), Of.PROBLEM)


@require_safe
@signed_in
def of_problem(request: PersonRequest, pk: UUID, number: int) -> HttpResponse:
    """A problem as it was."""
    problem = get_object_or_404(problems(request), pk=pk)
    version, nodes, before = _versions(request, problem, Of.PROBLEM, number)
    then = Problem(
        **{name: version.told["words"][name] for name in ("title", "affected", "scope", "evidence", "baseline", "body")}
    )
    drawing = SafeString(svg(Beneath(then, nodes).fishbone())) if nodes else ""
    more = {
        "then": then,
        "drawing": drawing,
        "outline": Beneath(then, nodes).outline(),
        "otherwise": _otherwise(before, version),
    }
    return _page(request, problem, version, nodes, before, problem.get_absolute_url(), **more)


@require_safe
@signed_in
def of_drivers(request: PersonRequest, pk: UUID, number: int) -> HttpResponse:
    """A diagram as it was. What tests found stands on the one that stands now."""
    aim = get_object_or_404(aims(request), pk=pk)
    version, nodes, before = _versions(request, aim, Of.DRIVERS, number)
    shown = Shown(aim, sentence_of(aim), nodes, {})
    more = {"drawing": SafeString(svg(shown.picture(slim=True))), "outline": shown.outline()}
    return _page(request, aim, version, nodes, before, address_of(aim), **more)


@require_safe
@signed_in
def of_theory(request: PersonRequest, pk: UUID, number: int) -> HttpResponse:
    """A theory as it was."""
    aim = get_object_or_404(aims(request), pk=pk)
    version, nodes, before = _versions(request, aim, Of.THEORY, number)
    return _page(request, aim, version, nodes, before, Theory.address(aim), theory=Theory(aim, nodes, []))


def _keep(request: PersonRequest, thing: Thing, of: str) -> HttpResponse:
    must_be_mine(request, thing)
    form = KeepForm(request.POST or None)

    def act() -> str:
        keep_version(by=me(request), thing=thing, of=of, why=form.cleaned_data["why"])
        return f"{address_of(thing)}#versions"

    return ask(
        request, form, act, wall=thing.wall_id, seen=who_sees(thing), heading=_("Keep this version"),
        lede=_("What stands now stays to be read, with what changed and why. You go on from there."),
        button=_("Keep this version"), trail=thing,
    )  # fmt: skip


def _versions(request: PersonRequest, thing: Thing, of: str, number: int) -> tuple[Version, list[Node], Version | None]:
    """The one, its parts as far as this person sees the ideas among them, and the one before."""
    seen = Version.objects.visible_to(request.person).filter(artifact=thing.pk, of=of).select_related("by")
    version = get_object_or_404(seen, number=number)
    before = seen.filter(number=number - 1).first()
    return version, nodes_kept(version.told["parts"], _titles(request, version, before)), before


def _titles(request: PersonRequest, *versions: Version | None) -> dict[UUID, str]:
    told: list[Kept] = [part for one in versions if one for part in one.told["parts"]]
    ideas = {part["idea"] for part in told if part["idea"]}
    return dict(ChangeIdea.objects.visible_to(request.person).filter(pk__in=ideas).values_list("pk", "title"))


def _otherwise(before: Version | None, version: Version) -> list[tuple[str, str, str]]:
    """Of a problem’s words: what they are of, what they were, what they became."""
    if before is None:
        return []
    was, now = before.told["words"], version.told["words"]
    names = {name: label for name, label in ProblemWords.Meta.labels.items() if name != "read_from"}
    return [
        (str(names[name]), was.get(name, ""), now.get(name, ""))
        for name in names
        if was.get(name, "") != now.get(name, "")
    ]


def _page(
    request: PersonRequest,
    thing: Aim | Problem,
    version: Version,
    nodes: list[Node],
    before: Version | None,
    up: str,
    **more: Any,
) -> HttpResponse:
    changed = compared(nodes_kept(before.told["parts"], _titles(request, before)), nodes) if before else None
    page = {"thing": thing, "version": version, "nodes": nodes, "changed": changed, "up": up, **more}
    return render(request, "inquiry/version.html", page)
