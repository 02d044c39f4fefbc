"""Handing a community over, and being asked to keep one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pergola.commons.places import page_of
from pergola.gather.actions import answer_keeping, offer_keeping, take_offer_back
from pergola.gather.community_forms import HandOverForm
from pergola.gather.ending import passes_on
from pergola.gather.models import HandOver
from pergola.gather.rules import facilitates
from pergola.gather.views.rooms import acting, done_once, find, shown
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def offer(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask somebody to keep it going from now on: what passes on is listed, and nothing changes before they say yes."""
    community, by = find(request, pk), acting(request)
    if not facilitates(by, community):
        return not_allowed(request)
    form = HandOverForm(request.POST if request.method == "POST" else None, community=community, by=by)
    waits = HandOver.objects.editable_by(by).filter(community=community, given_by=by).select_related("given_to").first()
    page = {"passes": passes_on(community), "waits": waits}
    if not form.is_valid():
        return shown(request, "gather/hand_over.html", community, form, **page)
    given = {name: form.cleaned_data[name] for name in ("person", "kept_for", "leaves", "words")}
    return done_once(
        request, community, form, lambda: offer_keeping(by=by, community=community, **given),
        request.path, lambda: shown(request, "gather/hand_over.html", community, form, **page),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def hand_over(request: PersonRequest, pk: UUID) -> HttpResponse:
    """For the two it is between: what passes on; yes, no, or taken back."""
    seen = HandOver.objects.visible_to(request.person).select_related("community__wall", "given_by", "given_to")
    held, by = get_object_or_404(seen, pk=pk), acting(request)
    community = held.community
    if request.method == "POST":
        try:
            if "back" in request.POST:
                take_offer_back(by=by, offer=held)
            else:
                answer_keeping(by=by, offer=held, accepted=request.POST.get("answer") == "yes")
        except NotAllowed:
            return not_allowed(request)
        except Refusal as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("It is answered, and the other of you is told."))
        return redirect("gather:hand_over", held.pk)
    page = {"offer": held, "community": community, "home": page_of(community), "passes": passes_on(community)}
    page |= {"asked": held.given_to_id == by.pk, "open": held.answered is None, "sample": community.sample}
    return render(request, "gather/hand_over_asked.html", page)
