"""One tap: whether one is coming; afterwards, that one was there."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pergola.commons.addresses import next_address
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.meetings.actions import confirm_presence, say_coming, take_presence_back
from pergola.meetings.forms import ComingForm, ThereForm
from pergola.meetings.models import Coming, Gathering
from pergola.meetings.rules import may_keep, people_of
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person


@require_POST
@signed_in
def coming(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Yes, no, perhaps; and back to where the button was."""
    gathering, form = _gathering(request, pk), ComingForm(request.POST)
    assert isinstance(request.person, Person)
    if not form.is_valid():
        messages.error(request, _("Nothing is said: press yes, no or perhaps."))
        return redirect(gathering.get_absolute_url())
    answer = Coming.Answer(form.cleaned_data["answer"])
    try:
        say_coming(by=request.person, gathering=gathering, answer=answer)
    except NotAllowed:
        return not_allowed(request)
    except Refusal as refused:
        messages.error(request, str(refused))
        return redirect(gathering.get_absolute_url())
    messages.success(
        request, _("You said: %(answer)s. You can say otherwise until it is over.") % {"answer": answer.label}
    )
    return redirect(next_address(request, gathering.get_absolute_url()))


@require_POST
@signed_in
def there(request: PersonRequest, pk: UUID) -> HttpResponse:
    """That one was there oneself; or was not after all."""
    gathering, form, by = _gathering(request, pk), ThereForm(request.POST), request.person
    assert isinstance(by, Person)
    try:
        if "not" in request.POST:
            take_presence_back(by=by, gathering=gathering, person=by)
            messages.success(request, _("It is noted that you were not there."))
        elif form.is_valid():
            confirm_presence(by=by, gathering=gathering, person=by, minutes=form.cleaned_data["minutes"])
            messages.success(request, _("It is noted that you were there. You and those who keep this see it."))
        else:
            messages.error(request, _("Write how many minutes it was: a number from 1 to 1440."))
    except NotAllowed:
        return not_allowed(request)
    except Refusal as refused:
        messages.error(request, str(refused))
    return redirect(gathering.get_absolute_url())


@require_POST
@signed_in
def who_was_there(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Those who keep it say of everybody at once who was there: whoever is ticked was. Whoever was ticked before and no longer is
    was not; what somebody has said of themselves since the page was drawn stays."""
    gathering, by = _gathering(request, pk), request.person
    if not isinstance(by, Person) or not may_keep(by, gathering):
        return not_allowed(request)
    ticked, before = set(request.POST.getlist("person")), set(request.POST.getlist("noted"))
    try:
        for one in people_of(gathering):
            if str(one.pk) in ticked - before:
                confirm_presence(by=by, gathering=gathering, person=one)
            elif str(one.pk) in before - ticked:
                take_presence_back(by=by, gathering=gathering, person=one)
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It is noted who was there. Each of them sees it of themselves."))
    return redirect(gathering.get_absolute_url())


def _gathering(request: PersonRequest, pk: UUID) -> Gathering:
    return get_object_or_404(Gathering.objects.visible_to(request.person).select_related("community"), pk=pk)
