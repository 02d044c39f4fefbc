"""Another day, another place; or not at all."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pergola.commons.once import do_once
from pergola.commons.seen import seen_by
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.meetings.actions import call_off, move_gathering
from pergola.meetings.forms import GatheringForm
from pergola.meetings.models import Gathering
from pergola.meetings.rules import may_keep
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def move(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Move it, or say more of it. Everybody it is for is told of another day, hour or place."""
    gathering, by = _gathering(request, pk), request.person
    if not isinstance(by, Person) or not may_keep(by, gathering):
        return not_allowed(request)
    form = GatheringForm(request.POST) if request.method == "POST" else GatheringForm.of(gathering)
    if not form.is_valid():
        return _page(request, gathering, form)
    words = {name: form.cleaned_data[name] for name in ("title", "body")}

    def moved() -> str:
        move_gathering(by=by, gathering=gathering, when=form.when, **form.where, **words)
        return gathering.get_absolute_url()

    try:
        address = do_once(by, gathering.wall_id, form.cleaned_data["once"], moved)
    except Refusal as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return _page(request, gathering, form)
    messages.success(request, _("It stands so now. Where day, time or place changed, everybody it is for is told."))
    return redirect(address)


@require_POST
@signed_in
def off(request: PersonRequest, pk: UUID) -> HttpResponse:
    """It does not take place."""
    gathering = _gathering(request, pk)
    assert isinstance(request.person, Person)
    try:
        call_off(by=request.person, gathering=gathering)
    except NotAllowed:
        return not_allowed(request)
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It is called off, and everybody it was for is told."))
    return redirect(gathering.get_absolute_url())


def _page(request: PersonRequest, gathering: Gathering, form: GatheringForm) -> HttpResponse:
    page = {"form": form, "gathering": gathering, "seen": seen_by(gathering.audience)}
    return render(request, "meetings/move.html", page, status=422 if form.errors else 200)


def _gathering(request: PersonRequest, pk: UUID) -> Gathering:
    seen = Gathering.objects.visible_to(request.person).select_related("audience", "community", "team")
    return get_object_or_404(seen, pk=pk)
