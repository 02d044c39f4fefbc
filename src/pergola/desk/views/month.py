"""What a member has three minutes for."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pergola.desk.first_steps import KINDS
from pergola.desk.leading import system_led, ways_of_a_lead
from pergola.desk.month import month_of_person
from pergola.kernel.clock import today
from pergola.people.access import signed_in
from pergola.people.actions import put_guide_away
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person


@require_safe
@signed_in
def month(request: PersonRequest) -> HttpResponse:
    assert isinstance(request.person, Person)
    led = system_led(request.standing)
    context = {
        "led": led,
        "ways": ways_of_a_lead(led) if led else [],
        "month": month_of_person(request.person, request.standing),
        "day": today(),
        "nowhere": not request.standing,
    }
    return render(request, "desk/month.html", context)


@require_POST
@signed_in
def put_away(request: PersonRequest) -> HttpResponse:
    """No more first steps of this kind. Nothing else changes, and the guides stay under Help."""
    assert isinstance(request.person, Person)
    kind = request.POST.get("kind", "")
    if kind not in KINDS:
        raise Http404
    put_guide_away(by=request.person, kind=kind)
    messages.success(request, _("Put away. The guides stand under Help whenever you want one."))
    return redirect("desk:month")
