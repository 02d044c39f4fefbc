"""Coming in from behind no wall: asking the leads of a school system, and their answers."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pergola.commons.once import do_once
from pergola.commons.places import page_of_communities
from pergola.gather.actions.entering import answer_entry, ask_to_come_in, take_entry_back
from pergola.gather.community_forms import EntryAnswerForm, EntryForm
from pergola.gather.entries import asks_again_from, not_now_lately, own_request
from pergola.gather.models import EntryRequest
from pergola.gather.rules import somebody_leads
from pergola.gather.views.rooms import acting
from pergola.kernel.clock import now
from pergola.kernel.errors import Refusal
from pergola.kernel.paging import paged
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.hubs import leads
from pergola.people.middleware import PersonRequest
from pergola.people.step_up import fresh
from pergola.systems.models import SchoolSystem
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.opening import open_walls, walls

A_PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def come_in(request: PersonRequest, slug: str) -> HttpResponse:
    """Ask to come in; or what became of it; or, where nobody leads yet, whom to turn to."""
    system, by = get_object_or_404(SchoolSystem.objects.visible_to(request.person), slug=slug), acting(request)
    if not _is_led(system):
        return _nobody_leads(request, system)
    form = EntryForm(request.POST if request.method == "POST" else None)
    address = str(getattr(request.user, "email", ""))
    own_page, answers = (reverse(f"gather:{name}", args=[system.slug]) for name in ("come_in", "entries"))
    here = any(one.wall_id == system.wall_id for one in request.standing)
    if here and form.is_bound:
        return redirect(own_page)

    def asked() -> str:
        ask_to_come_in(by=by, system=system, words=form.cleaned_data["words"], address=address, led_to=answers)
        return own_page

    with walls({*open_walls(), _wall(system)}):
        before = own_request(by, system)
    if form.is_valid():
        try:
            return redirect(do_once(by, PUBLIC_WALL, _mark(form, before), asked))
        except Refusal as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    page = {
        "system": system, "form": form, "before": before, "again": asks_again_from(before), "now": now(),
        "here": here, "communities": page_of_communities(),
    }  # fmt: skip
    return render(request, "gather/come_in.html", page, status=422 if form.errors else 200)


def _mark(form: EntryForm, before: EntryRequest | None) -> UUID | None:
    """By which a form that is sent twice is known. Once it was answered, it is asked anew, or refused in words."""
    over = before is not None and before.answered is not None
    return None if over else form.cleaned_data["once"]


@require_POST
@signed_in
def take_back(request: PersonRequest, slug: str) -> HttpResponse:
    """One no longer asks."""
    system = _where_one_asks(request, slug)
    try:
        take_entry_back(by=acting(request), system=system)
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("You no longer ask, and nobody is told. You can ask again tomorrow."))
    return redirect("gather:come_in", system.slug)


@require_safe
@signed_in
@fresh()
def entries(request: PersonRequest, slug: str) -> HttpResponse:
    """Who asks to come in, for those who lead; the longest waiting first."""
    system = get_object_or_404(SchoolSystem.objects.visible_to(request.person), slug=slug)
    if system.wall_id is None or not leads(request.person, system.wall_id):
        raise Http404
    waiting = EntryRequest.objects.visible_to(request.person).filter(wall=system.wall_id, answered=None)
    asking = paged(waiting.select_related("person").order_by("asked", "pk"), request.GET.get("page"), a_page=A_PAGE)
    lately = not_now_lately(request.person).filter(wall=system.wall_id).order_by("-answered")
    lately = lately.select_related("person", "answered_by")
    return render(request, "gather/entries.html", {"system": system, "page": asking, "lately": lately[:A_PAGE]})


@require_POST
@signed_in
@fresh()
def answer(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Let somebody in, or not now."""
    asked = get_object_or_404(EntryRequest.objects.visible_to(request.person).select_related("person"), pk=pk)
    system = get_object_or_404(SchoolSystem.objects.visible_to(request.person), wall=asked.wall_id)
    if not leads(request.person, asked.wall_id):
        raise Http404
    form, back = EntryAnswerForm(request.POST), redirect("gather:entries", system.slug)
    if not form.is_valid():
        why = form.errors.get("reply", [_("Nothing is answered: let them in, or not now.")])[0]
        messages.error(request, _("%(name)s is not answered yet. %(why)s") % {"name": asked.person, "why": why})
        return back
    said, come_in = form.cleaned_data["answer"], reverse("gather:come_in", args=[system.slug])
    let_in, word = said != "not", form.cleaned_data["reply"]
    try:
        answer_entry(
            by=acting(request), asked=asked, let_in=let_in, reply=word, led_to=come_in, after_all=said == "after"
        )
    except Refusal as refused:
        messages.error(request, str(refused))
        return back
    told = (
        _("%(name)s is in, and is told.")
        if let_in
        else _("Not now: %(name)s gets a mail, and reads it where they asked.")
    )
    messages.success(request, told % {"name": asked.person})
    return back


def _where_one_asks(request: PersonRequest, slug: str) -> SchoolSystem:
    """A system that somebody leads. Elsewhere nobody could answer."""
    system = get_object_or_404(SchoolSystem.objects.visible_to(request.person).exclude(wall=None), slug=slug)
    if not _is_led(system):
        raise Http404
    return system


def _nobody_leads(request: PersonRequest, system: SchoolSystem) -> HttpResponse:
    """Nobody could answer; the page says whom to turn to."""
    if request.method == "POST":
        return not_allowed(request)
    return render(request, "gather/come_in.html", {"system": system, "nobody": True})


def _is_led(system: SchoolSystem) -> bool:
    return system.wall_id is not None and somebody_leads(system.wall_id)


def _wall(system: SchoolSystem) -> int:
    assert system.wall_id is not None
    return system.wall_id
