"""Pathways: those of a school system, one of them with where I am on it, and the self-check that suggests a place."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pergola.commons.places import page_of_communities
from pergola.gather.actions.walking import be_found_on_pathway, step_off_pathway, step_on_pathway
from pergola.gather.models import Pathway
from pergola.gather.pathway_forms import CheckForm, PlaceForm
from pergola.gather.pathways import check_of, pathways_shown, places_of, suggested, walk_of
from pergola.gather.views.behind import leads_here, page_behind, standing
from pergola.gather.views.rooms import acting
from pergola.kernel.errors import Refusal
from pergola.kernel.paging import paged
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest

A_PAGE = 30


def find_pathway(request: PersonRequest, pk: UUID) -> Pathway:
    return get_object_or_404(Pathway.objects.visible_to(request.person).select_related("wall"), pk=pk)


@require_safe
@signed_in
def pathways(request: PersonRequest, wall: int) -> HttpResponse:
    """Those one can set out on, and those one is on."""
    here = standing(request, wall)
    seen = pathways_shown(request.person, wall, all_of_them=leads_here(request, wall))
    every = paged(seen, request.GET.get("page"), a_page=A_PAGE)
    places = places_of(request.person, every)
    shown = [(one, places.get(one.pk)) for one in every]
    page: dict[str, Any] = {"listed": shown, "page": every, "home": page_of_communities()}
    page["sample"] = any(one.sample for one in every)
    return page_behind(request, "gather/pathways.html", here.wall, **page)


@require_safe
@signed_in
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Its levels with what is found there, and where I say I am."""
    pathway = find_pathway(request, pk)
    page: dict[str, Any] = {
        "pathway": pathway,
        "walk": walk_of(request.person, pathway),
        "home": reverse("gather:pathways", args=[pathway.wall_id]),
        "sample": pathway.sample,
    }
    return page_behind(request, "gather/pathway.html", pathway.wall, **page)


@require_POST
@signed_in
def place(request: PersonRequest, pk: UUID) -> HttpResponse:
    """I am here: at a level, or on the pathway and no more. Moved at any time."""
    pathway, by = find_pathway(request, pk), acting(request)
    form, leads_to = PlaceForm(request.POST, pathway=pathway, by=by), reverse("gather:pathway", args=[pk])
    if not form.is_valid():
        messages.error(request, _("Nothing is changed: choose one of the levels of this pathway."))
        return redirect(leads_to)
    try:
        step_on_pathway(by=by, pathway=pathway, level=form.cleaned_data["level"])
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("That is where you are, by your own word. You can move whenever you like."))
    return redirect(leads_to)


@require_POST
@signed_in
def found(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Others on it may find me, or no longer."""
    pathway = find_pathway(request, pk)
    say = request.POST.get("found") == "yes"
    try:
        be_found_on_pathway(by=acting(request), pathway=pathway, found=say)
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, _("Whoever is on it and says the same may find you.") if say else _("Nobody finds you by it.")
        )
    return redirect(reverse("gather:pathway", args=[pk]))


@require_POST
@signed_in
def off(request: PersonRequest, pk: UUID) -> HttpResponse:
    """I am no longer on it."""
    pathway = find_pathway(request, pk)
    step_off_pathway(by=acting(request), pathway=pathway)
    messages.success(request, _("You are no longer on it, and nobody is told."))
    return redirect(reverse("gather:pathway", args=[pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def check(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Sentences one says yes or not yet to. Nothing of it is kept: only a level is suggested, and one places oneself."""
    pathway = find_pathway(request, pk)
    asked = check_of(request.person, pathway)
    if not any(one.items for one in asked):
        raise Http404
    form = CheckForm(request.POST if request.method == "POST" else None, check=asked)
    fields = [(one.level, [form[f"can-{item.pk}"] for item in one.items]) for one in asked if one.items]
    fits = suggested(asked, form.able) if form.is_valid() else None
    page: dict[str, Any] = {
        "place": pathway.wall,
        "pathway": pathway,
        "form": form,
        "asked": fields,
        "fits": fits,
        "all_of_it": fits is not None and all(form.able.values()),
        "home": reverse("gather:pathway", args=[pk]),
        "sample": pathway.sample,
    }
    return render(request, "gather/pathway_check.html", page, status=422 if form.errors else 200)
