from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.talk.actions import choose_hearing, keep_hours, stop_letters, try_address_again
from pergola.talk.hearing_forms import HearingForm, places_of
from pergola.talk.models import Notice
from pergola.talk.unsubscribing import read_off


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def hearing(request: PersonRequest) -> HttpResponse:
    """What comes by mail, and when."""
    by = request.person
    assert isinstance(by, Person)
    form = HearingForm(request.POST or None, person=by, places=places_of(by))
    if not form.is_valid():
        return render(request, "talk/hearing.html", {"form": form}, status=422 if form.errors else 200)
    given = form.cleaned_data
    hours = {name: given[name] for name in ("zone", "starts", "ends", "digest", "digest_day")}
    keep_hours(by=by, **hours)
    for place, kind, how in form.chosen():
        choose_hearing(by=by, wall=place.wall, place=place.pk, kind=kind, how=how)
    messages.success(request, _("Kept."))
    return redirect("talk:hearing")


@require_POST
@signed_in
def address_again(request: PersonRequest) -> HttpResponse:
    """The address that was refused is to be tried again."""
    assert isinstance(request.person, Person)
    try_address_again(by=request.person)
    messages.success(request, _("The next mail goes to this address again."))
    return redirect("talk:hearing")


@csrf_exempt  # RFC 8058: the reader's mail program sends it, with no page of ours before it. It can only turn off.
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: PersonRequest, token: str) -> HttpResponse:
    """What the link in a letter leads to, signed out: one button, and the mails stop."""
    off = read_off(token)
    person = off.whom if off else None
    if off is None or person is None:
        raise Http404
    done = request.method == "POST"
    if done:
        stop_letters(by=person, wall=off.wall, place=off.place, kind=off.kind)
    label = Notice.Kind(off.kind).label if off.place else ""
    return render(request, "talk/stop.html", {"done": done, "label": label})
