"""The end of a community: closing it, the page of thanks, opening it again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pergola.commons.places import page_of
from pergola.gather.actions import close_community, open_again, say_thanks
from pergola.gather.community_forms import CloseForm, ThanksForm
from pergola.gather.ending import left_by
from pergola.gather.models import Pack
from pergola.gather.rules import is_in, keeps, may_open_again
from pergola.gather.views.rooms import acting, done_once, find, seen_here, shown
from pergola.kernel.errors import NotAllowed
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.spaces.models import Community


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def close(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What closing means, a word at the end, and the button."""
    community, by = find(request, pk), acting(request)
    if not keeps(by, community):
        return not_allowed(request)
    form = CloseForm(request.POST if request.method == "POST" else None)
    seen = seen_here(request, community)
    if not form.is_valid():
        return shown(request, "gather/close.html", community, form, seen=seen)
    words, inside = form.cleaned_data["farewell"], is_in(by, community)
    return done_once(
        request, community, form, lambda: close_community(by=by, community=community, farewell=words),
        reverse("gather:thanks", args=[community.pk]) if inside else page_of(community),
        lambda: shown(request, "gather/close.html", community, form, seen=seen),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def thanks(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Who was here, what was made, and words of thanks by those who were."""
    community, by = find(request, pk), acting(request)
    if community.closed is None or not is_in(by, community):
        raise Http404
    left = left_by(by, community)
    mine = next((one.words for one in left.thanks if one.person_id == by.pk), "")
    form = ThanksForm(request.POST if request.method == "POST" else None, initial={"words": mine})
    page = {"left": left, "seen": seen_here(request, community), "again": may_open_again(by, community)}
    page["pack"] = Pack.objects.visible_to(by).filter(community=community).order_by("-asked").first()
    if not form.is_valid():
        return shown(request, "gather/thanks.html", community, form, **page)
    words = form.cleaned_data["words"]
    return done_once(
        request, community, form, lambda: say_thanks(by=by, community=community, words=words),
        request.path, lambda: shown(request, "gather/thanks.html", community, form, **page),
    )  # fmt: skip


@require_POST
@signed_in
def again(request: PersonRequest, pk: UUID) -> HttpResponse:
    """It goes on after all."""
    community: Community = find(request, pk)
    try:
        open_again(by=acting(request), community=community)
    except NotAllowed:
        return not_allowed(request)
    messages.success(request, _("It goes on. Dates that were called off stay so: set a new one."))
    return redirect(page_of(community))
