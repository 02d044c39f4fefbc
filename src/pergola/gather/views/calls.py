"""Calls for themes: those of a school system, one of them with what was proposed, opening and closing one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pergola.commons.places import page_of_communities, page_of_what_next
from pergola.gather.actions.calling import close_call, open_call
from pergola.gather.call_forms import CallForm, ReasonForm
from pergola.gather.models import Call
from pergola.gather.proposed import areas_of, with_signals
from pergola.gather.views.behind import do_behind, leads_here, page_behind, standing
from pergola.gather.views.rooms import acting
from pergola.kernel.paging import paged
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.refusing import not_for

A_PAGE, AREAS_A_PAGE = 30, 30


def find_call(request: PersonRequest, pk: UUID) -> Call:
    return get_object_or_404(Call.objects.visible_to(request.person).select_related("wall", "opened_by"), pk=pk)


@require_safe
@signed_in
def calls(request: PersonRequest, wall: int) -> HttpResponse:
    """Those that are open, and those that were."""
    here = standing(request, wall)
    newest = paged(Call.objects.visible_to(request.person).filter(wall=wall), request.GET.get("page"), a_page=A_PAGE)
    every = list(newest)
    page: dict[str, Any] = {
        "page": newest,
        "open_ones": [one for one in every if one.is_open],
        "over": [one for one in every if not one.is_open],
        "home": page_of_communities(),
        "next_page": page_of_what_next(wall),
        "sample": any(one.sample for one in every),
    }
    return page_behind(request, "gather/calls.html", here.wall, **page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def open_one(request: PersonRequest, wall: int) -> HttpResponse:
    """A lead asks."""
    here, by = standing(request, wall), acting(request)
    if not leads_here(request, wall):
        return not_for(request, wall)
    form = CallForm(request.POST if request.method == "POST" else None)

    def page() -> HttpResponse:
        home = reverse("gather:calls", args=[wall])
        return page_behind(request, "gather/call_open.html", here.wall, form, home=home)

    def opened() -> str:
        given = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        made = open_call(by=by, wall=here.wall, **given)
        messages.success(request, _("The call is open. It stands on the page of communities, for everyone here."))
        return reverse("gather:call", args=[made.pk])

    return do_behind(request, here.wall, form, opened, page) if form.is_valid() else page()


@require_safe
@signed_in
def call(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What it asks, and what was proposed."""
    one = find_call(request, pk)
    areas = paged(areas_of(request.person, one), request.GET.get("page"), a_page=AREAS_A_PAGE)
    page: dict[str, Any] = {
        "call": one,
        "page": areas,
        "listed": with_signals(request.person, list(areas)),
        "n_proposed": areas.paginator.count,
        "home": reverse("gather:calls", args=[one.wall_id]),
        "next_page": page_of_what_next(one.wall_id),
        "sample": one.sample,
    }
    return page_behind(request, "gather/call.html", one.wall, **page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def close(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Before its day, and why; or after it, with a word on what comes of it."""
    one, by = find_call(request, pk), acting(request)
    if not leads_here(request, one.wall_id):
        return not_for(request, one.wall_id)
    form, home = ReasonForm(request.POST if request.method == "POST" else None), reverse("gather:call", args=[pk])

    def page() -> HttpResponse:
        return page_behind(request, "gather/call_close.html", one.wall, form, call=one, home=home, sample=one.sample)

    def closed() -> str:
        close_call(by=by, call=one, reason=form.cleaned_data["reason"])
        messages.success(request, _("The call is closed. What was proposed stays, and can still become a community."))
        return home

    return do_behind(request, one.wall, form, closed, page) if form.is_valid() else page()
