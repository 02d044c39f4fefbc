from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pergola.commons.once import do_once
from pergola.commons.places import page_of
from pergola.commons.seen import SeenBy, seen_by_number
from pergola.kernel.errors import Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.meetings.actions import plan_gathering
from pergola.meetings.forms import PlanForm
from pergola.meetings.known import known_of
from pergola.meetings.rules import Space, is_in, may_meet_one, may_plan
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.spaces.models import Audience, Community, Membership, Team, TeamMember
from pergola.talk.clocks import clock_for


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def in_community(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Set a date for everybody in a community, or for two of them."""
    return _plan(request, get_object_or_404(Community.objects.visible_to(request.person), pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def on_team(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Set a date for everybody on a team, or for two of them."""
    return _plan(request, get_object_or_404(Team.objects.visible_to(request.person), pk=pk))


@dataclass(frozen=True)
class Page:
    """For whom the date is: everybody here, one of them, or a team that somebody of the hub meets with."""

    space: Space
    everybody: bool
    visiting: bool


def _plan(request: PersonRequest, space: Space) -> HttpResponse:
    by = request.person
    everybody = may_plan(by, space)
    if not isinstance(by, Person) or not (everybody or may_meet_one(by, space)):
        return not_allowed(request)
    visiting = isinstance(space, Team) and not is_in(by, space)
    data = request.POST if request.method == "POST" else None
    initial = known_of(space) if isinstance(space, Team) and visiting else None
    clock = clock_for(by, wall=space.wall_id, system=space.system_id if isinstance(space, Team) else None)
    form = PlanForm(data, initial=initial, clock=clock, person=by, space=space, everybody=everybody)
    page = Page(space, everybody=everybody, visiting=visiting)
    if not form.is_valid():
        return _page(request, form, page)
    try:
        address = do_once(by, space.wall_id, form.cleaned_data["once"], lambda: _set(by, space, form))
    except Refusal as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return _page(request, form, page)
    messages.success(request, _("The date is set. Everybody it is for is told now, and reminded the day before."))
    return redirect(address)


def _set(by: Person, space: Space, form: PlanForm) -> str:
    given = form.cleaned_data
    words: dict[str, Any] = {name: given[name] for name in ("title", "body", "alone_with")}
    words |= form.where
    return plan_gathering(by=by, space=space, when=form.when, **words).get_absolute_url()


def _page(request: PersonRequest, form: PlanForm, page: Page) -> HttpResponse:
    told = {
        "form": form, "space": page.space, "home": page_of(page.space), "everybody": page.everybody,
        "visiting": page.visiting, "seen": _seen(request, page),
    }  # fmt: skip
    return render(request, "meetings/plan.html", told, status=422 if form.errors else 200)


def _seen(request: PersonRequest, page: Page) -> SeenBy:
    space = page.space
    if isinstance(space, Community):
        return seen_by_number(Membership.objects.visible_to(request.person).filter(community=space).count())
    on_it = TeamMember.objects.visible_to(request.person).filter(team=space).count()
    return SeenBy(on_it, _("this team, and by you")) if page.visiting else seen_by_number(on_it, Audience.Kind.TEAM)
