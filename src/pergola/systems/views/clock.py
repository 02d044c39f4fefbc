"""By which clock a school system lives, as its leads say it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pergola.kernel.errors import Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.systems.actions import set_clock
from pergola.systems.forms import ClockForm
from pergola.systems.rules import leads_system
from pergola.systems.views.feeders import find


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: PersonRequest, slug: str) -> HttpResponse:
    """What every form for a date begins with, for the people of this system."""
    system = find(request, slug)
    if not leads_system(request.person, system):
        return not_allowed(request)
    assert isinstance(request.person, Person)
    form = ClockForm(request.POST if request.method == "POST" else None, system=system)
    if form.is_valid():
        try:
            set_clock(by=request.person, system=system, zone=form.cleaned_data["zone"])
        except Refusal as refused:
            form.add_error("zone", str(refused))
        else:
            messages.success(request, _("It is set. Dates that are set already stay as they are."))
            return redirect("systems:system", system.slug)
    page = {"system": system, "form": form, "sample": system.sample}
    return render(request, "systems/clock.html", page, status=422 if form.errors else 200)
