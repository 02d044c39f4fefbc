"""One bundle: how far it is, what it would do, and the two buttons."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pergola.exchange.actions import put_away, put_in
from pergola.exchange.inviting import to_invite
from pergola.exchange.showing import show_bundle
from pergola.kernel.errors import Refusal
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.people.step_up import fresh
from pergola.systems.models import RosterImport, SchoolSystem


@require_safe
@fresh()
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    one = _mine(request, pk)
    system = get_object_or_404(SchoolSystem.objects.visible_to(request.person), wall=one.wall_id)
    page = {"one": one, "system": system, "shown": show_bundle(one)} | _next(request, one, system)
    return render(request, "exchange/bundle.html", page)


def _next(request: PersonRequest, one: RosterImport, system: SchoolSystem) -> dict[str, object]:
    """After it is put in: whoever has no account yet. Where it was refused: the one that goes on waiting. One query at most."""
    assert isinstance(request.person, Person)
    if one.state == RosterImport.State.APPLIED:
        return {"invited": to_invite(request.person, system).count()}
    if one.state == RosterImport.State.REFUSED:
        every = RosterImport.objects.visible_to(request.person).filter(wall=one.wall_id)
        return {"ready": every.filter(state=RosterImport.State.READY).only("file").first()}
    return {}


@require_POST
@fresh()
def do_put_in(request: PersonRequest, pk: UUID) -> HttpResponse:
    """As the preview says: all of it, or nothing."""
    one = _mine(request, pk)
    assert isinstance(request.person, Person)
    try:
        put_in(by=request.person, one=one)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("exchange:bundle", one.pk)


@require_POST
@fresh()
def do_put_away(request: PersonRequest, pk: UUID) -> HttpResponse:
    one = _mine(request, pk)
    assert isinstance(request.person, Person)
    try:
        put_away(by=request.person, one=one)
        messages.success(request, _("It is put away. Nothing was changed."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("exchange:bundle", one.pk)


def _mine(request: PersonRequest, pk: UUID) -> RosterImport:
    return get_object_or_404(RosterImport.objects.visible_to(request.person).select_related("by"), pk=pk)
