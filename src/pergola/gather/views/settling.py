"""What becomes of a focus area: it is launched as a community, merged, or retired. A lead says, and why."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pergola.commons.actions import discard_draft
from pergola.commons.drafts import draft_address, drafts_for
from pergola.commons.once import sent_before
from pergola.commons.places import page_of
from pergola.gather.actions.calling import merge_focus_area, retire_focus_area
from pergola.gather.actions.launching import launch_focus_area
from pergola.gather.call_forms import LaunchForm, MergeForm, ReasonForm
from pergola.gather.models import FocusArea
from pergola.gather.proposed import Proposed, with_signals
from pergola.gather.views.behind import do_behind, leads_here, page_behind
from pergola.gather.views.focus_areas import find_area
from pergola.gather.views.rooms import acting
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.people.refusing import not_for
from pergola.talk.clocks import clock_for

DRAFTED = ("charter", "question")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def launch(request: PersonRequest, pk: UUID) -> HttpResponse:
    """It becomes a community: who keeps it going, a first date, a first question. The people are there already."""
    area, by = find_area(request, pk), acting(request)
    if not leads_here(request, area.wall_id):
        return not_for(request, area.wall_id)
    if over := _settled_before(request, area, by):
        return over
    places = {name: f"launch:{area.pk}:{name}" for name in DRAFTED}
    kept = drafts_for(by, places.values())
    begins = {"name": area.title} | {name: kept[place].text for name, place in places.items() if place in kept}
    given = request.POST if request.method == "POST" else None
    form = LaunchForm(given, initial=begins, clock=clock_for(by, wall=area.wall_id), area=area, by=by)
    urls = {name: draft_address(place) for name, place in places.items()}

    def launched() -> str:
        made = launch_focus_area(by=by, area=area, launch=form.launch, sample=area.call.sample)
        for place in places.values():
            discard_draft(by=by, place=place)
        messages.success(request, _("The community is open. Everybody who said they would come is told."))
        return page_of(made)

    return _settled(request, area, by, form, launched, "gather/launch.html", urls=urls)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def merge(request: PersonRequest, pk: UUID) -> HttpResponse:
    """It is another one, too: those who supported it are asked to say so there."""
    area, by = find_area(request, pk), acting(request)
    if not leads_here(request, area.wall_id):
        return not_for(request, area.wall_id)
    if over := _settled_before(request, area, by):
        return over
    form = MergeForm(request.POST if request.method == "POST" else None, area=area, by=by)

    def merged() -> str:
        into = form.cleaned_data["into"]
        merge_focus_area(by=by, area=area, into=into, reason=form.cleaned_data["reason"])
        messages.success(
            request, _("Merged. Those who supported it are told, and say of this one with a tap that they would come.")
        )
        return str(into.get_absolute_url())

    return _settled(request, area, by, form, merged, "gather/merge.html")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def retire(request: PersonRequest, pk: UUID) -> HttpResponse:
    """It is not pursued, and everybody reads why."""
    area, by = find_area(request, pk), acting(request)
    if not leads_here(request, area.wall_id):
        return not_for(request, area.wall_id)
    if over := _settled_before(request, area, by):
        return over
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def retired() -> str:
        retire_focus_area(by=by, area=area, reason=form.cleaned_data["reason"])
        messages.success(request, _("Retired. Everybody here reads why, and those who supported it are told."))
        return area.get_absolute_url()

    return _settled(request, area, by, form, retired, "gather/retire.html")


def _settled_before(request: PersonRequest, area: FocusArea, by: Person) -> HttpResponse | None:
    """What became of it already, perhaps in another window: nothing is asked twice. None while it is open."""
    if area.is_open:
        return None
    led = sent_before(by, area.wall_id, request.POST.get("once"))
    if led is not None:
        return redirect(led)
    if area.grown is not None:
        told = _("“%(title)s” has begun already: this is its community.") % {"title": area.title}
        leads_to = page_of(area.grown)
    else:
        told = _("What becomes of “%(title)s” is said already. It stands on its page.") % {"title": area.title}
        leads_to = area.get_absolute_url()
    messages.info(request, told)
    return redirect(leads_to)


def _settled(
    request: PersonRequest, area: FocusArea, by: Person, form: Any, act: Any, template: str, **more: Any
) -> HttpResponse:
    def page() -> HttpResponse:
        one: Proposed = with_signals(by, [area])[0]
        more_of_it = {"area": area, "one": one, "home": area.get_absolute_url(), "sample": area.call.sample, **more}
        return page_behind(request, template, area.wall, form, **more_of_it)

    return do_behind(request, area.wall, form, act, page) if form.is_valid() else page()
