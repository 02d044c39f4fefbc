"""Ending what one began elsewhere."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Identity
from pergola.people.sessions import end_other_sessions, end_session


@require_POST
@signed_in
def end(request: PersonRequest, pk: int) -> HttpResponse:
    """One of them. No step-up: whoever sees a stranger there must not be held up."""
    assert isinstance(request.user, Identity)
    if not end_session(by=request.user, pk=pk):
        raise Http404
    messages.success(request, _("That device is signed out."))
    return HttpResponseRedirect(reverse("people:you") + "#signed-in")


@require_POST
@signed_in
def end_others(request: PersonRequest) -> HttpResponse:
    """All but this one."""
    assert isinstance(request.user, Identity)
    ended = end_other_sessions(by=request.user, here=request.session.session_key)
    messages.success(
        request,
        ngettext("%(n)s other device is signed out.", "%(n)s other devices are signed out.", ended) % {"n": ended},
    )
    return HttpResponseRedirect(reverse("people:you") + "#signed-in")
