"""What a member has three minutes for."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pergola.desk.month import month_of_person
from pergola.kernel.clock import today
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person


@require_safe
@signed_in
def month(request: PersonRequest) -> HttpResponse:
    assert isinstance(request.person, Person)
    context = {
        "month": month_of_person(request.person, request.standing),
        "day": today(),
        "nowhere": not request.standing,
    }
    return render(request, "desk/month.html", context)
