"""What a stranger may ask of this place: who sees what, how it is made to be read, where help is."""

from django.http import HttpResponse
from django.shortcuts import render

from pergola.people.middleware import PersonRequest


def who_sees(request: PersonRequest) -> HttpResponse:
    return render(request, "desk/who_sees.html")


def accessibility(request: PersonRequest) -> HttpResponse:
    return render(request, "desk/accessibility.html")


def help_page(request: PersonRequest) -> HttpResponse:
    return render(request, "desk/help.html")
