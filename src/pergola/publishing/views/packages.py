"""Solution packages: those that are published, beginning one, and beginning with one."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pergola.commons.once import do_once
from pergola.inquiry.models import Problem
from pergola.kernel.clock import today
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.publishing.actions import BegunAlready, adopt_package, make_package, name_adoption
from pergola.publishing.adopted import cycle_begun, teams_to_begin
from pergola.publishing.forms import AdoptForm, NewPackageForm
from pergola.publishing.models import Edition, EditionQuerySet, Lesson, PackageAdoption
from pergola.publishing.packages import read_package
from pergola.publishing.reading import lessons_to_pack, published_packages, writes, writing_homes
from pergola.publishing.sending import acting, once_of
from pergola.spaces.models import Team
from pergola.walls.models import PUBLIC_WALL

A_PAGE = 20
WEEKS = 12
"""How far off an aim is put that nobody has thought about yet."""


@require_safe
def packages(request: PersonRequest) -> HttpResponse:
    """Every published package, the newest first."""
    page = Paginator(published_packages(request.person), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "publishing/packages.html", {"page": page, "writes": writes(request.person)})


@signed_in
def new(request: PersonRequest) -> HttpResponse:
    """Begin a package: from a lesson, or with its title alone."""
    homes, lessons = writing_homes(request.person), lessons_to_pack(request.person)
    chosen = next((one for one in lessons if str(one.pk) == request.GET.get("lesson")), None)
    first = {"lesson": chosen, "title": chosen.title if chosen else "", "home": _home(chosen)}
    choices = [(key, str(home)) for key, home in homes.items()]
    form = NewPackageForm(request.POST or None, homes=choices, lessons=lessons, initial=first)
    if request.method == "POST" and form.is_valid():
        home, said = homes[form.cleaned_data["home"]], form.cleaned_data
        by, network = acting(request), said["seen"] == "network"

        def begin() -> str:
            made = make_package(by=by, home=home, title=said["title"], lesson=said["lesson"], whole_network=network)
            return made.get_absolute_url()

        try:
            return redirect(do_once(by, home.wall_id, said["once"], begin))
        except Refusal as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    status = 422 if request.method == "POST" else 200
    return render(request, "publishing/new_package.html", {"form": form, "homes": homes}, status=status)


@signed_in
def begin(request: PersonRequest, pk: object) -> HttpResponse:
    """Begin with a package: says what will be made, and where; and makes it."""
    edition = get_object_or_404(_packages(request), pk=pk)
    teams = teams_to_begin(edition, request.person).select_related("network")
    form = AdoptForm(request.POST or None, teams=teams, initial=_initial(edition))
    begun: Problem | None = None
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_made(request, edition, form.cleaned_data))
        except Refusal as refused:
            begun = refused.problem if isinstance(refused, BegunAlready) else None
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    shown = {"edition": edition, "form": form, "teams": teams, "begun": begun}
    shown["package"] = read_package(edition.content["package"])
    return render(request, "publishing/begin.html", shown, status=422 if request.method == "POST" else 200)


def _made(request: PersonRequest, edition: Edition, said: Mapping[str, Any]) -> str:
    """Begin, and say so; where it leads."""
    by, team = acting(request), said["team"]
    words = {name: said[name] for name in ("title", "body", "aim", "goal", "by_when", "scope", "named")}

    def make() -> str:
        problem = adopt_package(by=by, edition=edition, team=team, **words)
        return cycle_begun(problem, by).get_absolute_url()

    address = do_once(by, team.wall_id, said["once"], make)
    made = _("Made, for %(team)s: a problem, its aim, an idea, and this small cycle of it. Next: say what you expect.")
    messages.success(request, made % {"team": team})
    return address


@signed_in
@require_POST
def named(request: PersonRequest, pk: object, adoption: UUID) -> HttpResponse:
    """Say whether everyone may read that one's team began with it."""
    edition = get_object_or_404(_packages(request), pk=pk)
    own = get_object_or_404(
        PackageAdoption.objects.visible_to(request.person), pk=adoption, package_ref=edition.lesson_ref
    )
    team = get_object_or_404(Team.objects.visible_to(request.person).select_related("network"), pk=own.team_ref)

    def say() -> str:
        name_adoption(by=acting(request), adoption=own, team=team, named=request.POST.get("named") == "yes")
        return edition.get_absolute_url()

    try:
        return redirect(do_once(acting(request), PUBLIC_WALL, once_of(request), say))
    except NotAllowed:
        return not_allowed(request)
    except Refusal as refused:
        messages.error(request, str(refused))
        return redirect(edition.get_absolute_url())


def _home(lesson: Lesson | None) -> str:
    return str(lesson.team_id or lesson.community_id or "") if lesson else ""


def _packages(request: PersonRequest) -> EditionQuerySet:
    return Edition.objects.visible_to(request.person).filter(form=Lesson.Form.PACKAGE).defer("search")


def _initial(edition: Edition) -> dict[str, object]:
    """The package’s words, to be changed; the day is far enough off to learn something by."""
    problem = edition.content["package"]["solves"].strip()
    return {
        "title": problem.splitlines()[0].rstrip(".")[:200] if problem else edition.title,
        "body": "\n".join(problem.splitlines()[1:]).strip() or edition.dek,
        "by_when": today() + timedelta(weeks=WEEKS),
    }
