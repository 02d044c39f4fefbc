"""Coming in on request."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pergola.commons.places import page_of
from pergola.gather.actions import answer_request, ask_to_join, take_request_back
from pergola.gather.community_forms import AnswerForm, AskForm
from pergola.gather.models import JoinRequest
from pergola.gather.rules import may_ask_to_join
from pergola.gather.views.rooms import acting, done_once, find, shown
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask to come in, with a sentence."""
    community, by = find(request, pk), acting(request)
    if not may_ask_to_join(by, community):
        return not_allowed(request)
    form = AskForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return shown(request, "gather/ask.html", community, form)
    return done_once(
        request, community, form, lambda: ask_to_join(by=by, community=community, words=form.cleaned_data["words"]),
        page_of(community), lambda: shown(request, "gather/ask.html", community, form),
    )  # fmt: skip


@require_POST
@signed_in
def answer(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Let somebody in, or not now."""
    seen = JoinRequest.objects.editable_by(request.person).select_related("community", "person")
    asked, form = get_object_or_404(seen, pk=pk), AnswerForm(request.POST)
    leads_to = f"{page_of(asked.community)}people/"
    if not form.is_valid():
        messages.error(request, _("Nothing is answered: let them in, or not now; a word of at most 400 letters."))
        return redirect(leads_to)
    let_in = form.cleaned_data["answer"] == "in"
    try:
        answer_request(by=acting(request), asked=asked, let_in=let_in, reply=form.cleaned_data["reply"])
    except NotAllowed:
        return not_allowed(request)
    except Refusal as refused:
        messages.error(request, str(refused))
        return redirect(leads_to)
    told = _("%(name)s is in, and is told.") if let_in else _("%(name)s is told: not now.")
    messages.success(request, told % {"name": asked.person})
    return redirect(leads_to)


@require_POST
@signed_in
def take_back(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One no longer asks."""
    mine = JoinRequest.objects.visible_to(request.person).filter(person=request.person.pk, answered=None)
    asked = get_object_or_404(mine.select_related("community"), pk=pk)
    try:
        take_request_back(by=acting(request), asked=asked)
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("You no longer ask, and nobody is told."))
    return redirect(page_of(asked.community))
