"""What the hub promises a team: made, kept, let go with a word."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pergola.commons.once import do_once
from pergola.commons.places import page_of
from pergola.commons.seen import SeenBy
from pergola.gather.actions import keep_promise, let_promise_go, open_promise_again, promise_help
from pergola.gather.models import Promise
from pergola.gather.promise_forms import LetGoForm, PromiseForm
from pergola.gather.views.rooms import acting
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.hubs import leads
from pergola.people.middleware import PersonRequest
from pergola.spaces.models import Team, TeamMember


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def promise(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say what the hub will do for a team, and by when."""
    seen = Team.objects.visible_to(request.person).select_related("network")
    team, by = get_object_or_404(seen, pk=pk), acting(request)
    if not leads(by, team.wall_id):
        return not_allowed(request)
    form = PromiseForm(request.POST if request.method == "POST" else None)

    def act(given: dict[str, Any]) -> None:
        promise_help(by=by, team=team, words=given["words"], by_when=given["by_when"])

    return _do(request, "gather/promise.html", team, form, act)


@require_POST
@signed_in
def kept(request: PersonRequest, pk: UUID) -> HttpResponse:
    """It is done; or, with `not_yet`, it was not after all."""
    found, not_yet = _found(request, pk), "not_yet" in request.POST
    try:
        (open_promise_again if not_yet else keep_promise)(by=acting(request), promise=found)
    except NotAllowed:
        return not_allowed(request)
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        kept_said = _("Kept. It stays to be read on the team’s page, and can be opened again there.")
        messages.success(request, _("It is open again, and the team is told.") if not_yet else kept_said)
    return redirect(page_of(found.team))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def let_go(request: PersonRequest, pk: UUID) -> HttpResponse:
    """It will not be done after all, and why."""
    found, by = _found(request, pk), acting(request)
    if not leads(by, found.wall_id):
        return not_allowed(request)
    form = LetGoForm(request.POST if request.method == "POST" else None)

    def act(given: dict[str, Any]) -> None:
        let_promise_go(by=by, promise=found, why=given["why"])

    return _do(request, "gather/let_go.html", found.team, form, act, promise=found)


def _do(
    request: PersonRequest,
    template: str,
    team: Team,
    form: forms.Form,
    act: Callable[[dict[str, Any]], None],
    **more: Any,
) -> HttpResponse:
    """The form's act, once, and on to the team; or the page, again with everything that was written."""
    by, home = acting(request), page_of(team)
    if form.is_valid():

        def acted() -> str:
            act(form.cleaned_data)
            return f"{home}#promised"

        try:
            return redirect(do_once(by, team.wall_id, form.cleaned_data["once"], acted))
        except Refusal as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    on_it = TeamMember.objects.visible_to(by).filter(team=team).count()
    seen = SeenBy(on_it, _("this team, and by those of the hub"))
    page = {"team": team, "home": home, "form": form, "seen": seen, "sample": team.network.sample, **more}
    return render(request, template, page, status=422 if form.errors else 200)


def _found(request: PersonRequest, pk: UUID) -> Promise:
    seen = Promise.objects.visible_to(request.person).select_related("team__network")
    return get_object_or_404(seen, pk=pk)
