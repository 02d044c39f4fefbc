"""What a stranger may ask of this place: who sees what, how it is made to be read, where help is."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pergola.people.middleware import PersonRequest


@require_safe
def who_sees(request: PersonRequest) -> HttpResponse:
    return render(request, "desk/who_sees.html")


@require_safe
def accessibility(request: PersonRequest) -> HttpResponse:
    return render(request, "desk/accessibility.html")


@require_safe
def help_page(request: PersonRequest) -> HttpResponse:
    return render(request, "desk/help.html")
