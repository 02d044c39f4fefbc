"""What a stranger may ask of this place: who sees what, how it is made to be read, where help is."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from pergola.desk.guides import GUIDES, guide_html
from pergola.people.middleware import PersonRequest


@require_safe
def who_sees(request: PersonRequest) -> HttpResponse:
    return render(request, "desk/who_sees.html")


@require_safe
def accessibility(request: PersonRequest) -> HttpResponse:
    return render(request, "desk/accessibility.html")


@require_safe
def help_page(request: PersonRequest) -> HttpResponse:
    return render(
        request, "desk/help.html", {"guides": [(name, title, route_of(name)) for name, title in GUIDES.items()]}
    )


@require_safe
def guide(request: PersonRequest, name: str) -> HttpResponse:
    """One guide. Its name comes from the routes, which name each."""
    words = mark_safe(guide_html(name))  # noqa: S308 - our own words, out of docs/guides
    return render(request, "desk/guide.html", {"guide": words, "title": GUIDES[name]})


def route_of(name: str) -> str:
    return f"desk:guide_{name.replace('-', '_')}"
