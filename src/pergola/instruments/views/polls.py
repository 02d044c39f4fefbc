"""What would people join? A lead asks; counts are shown, and nobody's answer."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pergola.commons.once import do_once
from pergola.commons.places import page_of_communities
from pergola.instruments.actions import ask_who_would_join
from pergola.instruments.forms import PollForm
from pergola.instruments.models import Asking, Ticket
from pergola.instruments.reading import polls_behind
from pergola.kernel.errors import Refusal
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person, WallMember
from pergola.people.refusing import not_for
from pergola.walls.models import Wall

MOST = 20


@require_safe
@signed_in
def polls(request: PersonRequest, wall: int) -> HttpResponse:
    """What is asked now, and what came of it before."""
    here = _standing(request, wall)
    answered = set(Ticket.objects.visible_to(request.person).filter(answered=True).values_list("asking", flat=True))
    page = {
        "place": here.wall,
        "polls": polls_behind(request.person, wall, answered, MOST),
        "leading": here.role == WallMember.Role.LEAD,
        "home": page_of_communities(),
    }
    return render(request, "instruments/polls.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: PersonRequest, wall: int) -> HttpResponse:
    """A question, what can be chosen, and of whom it is asked."""
    here, by = _standing(request, wall), request.person
    if here.role != WallMember.Role.LEAD or not isinstance(by, Person):
        return not_for(request, wall)
    form = PollForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            address = do_once(by, wall, form.cleaned_data["once"], lambda: _ask(by, here.wall, form))
        except Refusal as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(
                request,
                _("Asked. Everybody gets a link by mail, and it stands on the page of communities until it closes."),
            )
            return redirect(address)
    page = {"place": here.wall, "form": form, "home": reverse("instruments:polls", args=[wall])}
    return render(request, "instruments/ask_poll.html", page, status=422 if form.errors else 200)


def _ask(by: Person, wall: Wall, form: PollForm) -> str:
    given = form.cleaned_data
    of = Asking.Of(given["of"])
    ask_who_would_join(
        by=by, wall=wall, question=given["question"], choices=given["choices"], of=of, days=given["days"]
    )
    return reverse("instruments:polls", args=[wall.pk])


def _standing(request: PersonRequest, wall: int) -> WallMember:
    """Where this person stands behind the wall of a school system; for all others there is nothing here."""
    for one in request.standing:
        if one.wall_id == wall and one.wall.kind == Wall.Kind.SYSTEM:
            return one
    raise Http404
