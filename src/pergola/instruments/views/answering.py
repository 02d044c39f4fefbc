"""Answering: with the link of a mail and nobody signed in, or where one is."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pergola.commons.places import page_of
from pergola.instruments.actions import answer
from pergola.instruments.forms import AnswerForm
from pergola.instruments.models import Asking
from pergola.instruments.reading import items_of
from pergola.instruments.rules import is_asked
from pergola.instruments.tickets import held_by, ticket_of
from pergola.kernel.errors import Refusal
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.walls.opening import open_walls, walls


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: PersonRequest, token: str) -> HttpResponse:
    """The questions, for whoever holds the link: it opens nothing else, signs nobody in, and answers nothing by itself."""
    ticket = held_by(token)
    if ticket is not None:
        with walls([*open_walls(), ticket.wall_id]):
            if is_asked(ticket.person, ticket.asking) and ticket.asking.is_open:
                return _questions(request, ticket.person, ticket.asking, answered=ticket.answered)
    return render(request, "instruments/no_link.html", status=404)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def answer_here(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The same, for somebody who is signed in."""
    person = request.person
    seen = Asking.objects.visible_to(person).select_related("community", "instrument", "wall")
    asking = get_object_or_404(seen, pk=pk)
    if not isinstance(person, Person) or not is_asked(person, asking):
        raise Http404
    mine = ticket_of(person, asking)
    return _questions(request, person, asking, answered=mine is not None and mine.answered)


def _questions(request: PersonRequest, person: Person, asking: Asking, *, answered: bool) -> HttpResponse:
    """The questions, or thanks. Answered, one is led to the same address: a second press finds the thanks."""
    items = [] if answered else items_of(asking)
    form = AnswerForm(request.POST if request.method == "POST" and not answered else None, items=items)
    if request.method == "POST" and (answered or form.is_valid()):
        try:
            if not answered:
                answer(by=person, asking=asking, said=form.said)
            return redirect(request.path)
        except Refusal as refused:
            form.add_error(None, str(refused))
    page = {
        "asking": asking,
        "place": asking.community or asking.wall,
        "form": form,
        "answered": answered,
        "home": _home(asking) if request.person == person else "",
    }
    return render(request, "instruments/answer.html", page, status=422 if form.errors else 200)


def _home(asking: Asking) -> str:
    """Where one sees what came of it."""
    return (
        f"{page_of(asking.community)}health/"
        if asking.community
        else reverse("instruments:polls", args=[asking.wall_id])
    )
