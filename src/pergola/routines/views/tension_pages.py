"""A board of tensions as its members see it: marking, what is told of months that are over, and talking about it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pergola.commons.once import do_once
from pergola.commons.places import page_of
from pergola.commons.seen import seen_by
from pergola.instruments.rules import is_in
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.routines.actions.marking import place_marks
from pergola.routines.actions.tension_talk import talk_about_tension
from pergola.routines.board import Board, board_of, months_of, my_marks
from pergola.routines.board_rules import keeps_board, marks_in, off_in_words
from pergola.routines.models import Tension
from pergola.routines.talks import talks_of
from pergola.routines.tension_forms import MarksForm, TalkForm
from pergola.spaces.audiences import for_community
from pergola.spaces.models import Community


def acting(request: PersonRequest) -> Person:
    assert isinstance(request.person, Person)
    return request.person


def find_board(request: PersonRequest, pk: UUID) -> Community:
    """For those who are in it: to all others this page is not there."""
    found = get_object_or_404(Community.objects.visible_to(request.person), pk=pk)
    if not is_in(request.person, found):
        raise Http404
    return found


def find_tension(request: PersonRequest, pk: UUID) -> Tension:
    seen = Tension.objects.visible_to(request.person).select_related("community", "follows")
    return get_object_or_404(seen, pk=pk)


def left_the_board(request: PersonRequest, one: Tension) -> HttpResponse:
    """There is nothing left to fill in: its page says why."""
    messages.info(request, off_in_words(one))
    return redirect("routines:tension", one.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def board(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The tensions of a community; sent, one’s marks of this month."""
    community, by = find_board(request, pk), acting(request)
    seen = board_of(by, community)
    if request.method != "POST":
        return _board(request, community, seen, _empty(seen))
    tensions = [one.tension for one in seen.standings]
    form = MarksForm(request.POST, tensions=tensions, mine=seen.mine)
    if form.is_valid():
        try:
            place_marks(by=by, community=community, month=form.cleaned_data["month"], places=form.places)
        except NotAllowed:
            return not_allowed(request)
        except Refusal as refused:
            form = _asked_anew(request, seen, str(refused))
        else:
            messages.success(request, _("Kept. Nobody sees it but you, and until the month is over you can change it."))
            return redirect("routines:tensions", pk)
    return _board(request, community, seen, form)


def _empty(seen: Board) -> MarksForm:
    return MarksForm(initial={"month": seen.month}, tensions=[one.tension for one in seen.standings], mine=seen.mine)


def _asked_anew(request: PersonRequest, seen: Board, why: str) -> MarksForm:
    """What was chosen, about the month it is now."""
    data = request.POST.copy()
    data["month"] = seen.month.isoformat()
    form = MarksForm(data, tensions=[one.tension for one in seen.standings], mine=seen.mine)
    form.add_error(None, why)
    return form


def _board(request: PersonRequest, community: Community, seen: Board, form: MarksForm) -> HttpResponse:
    by = request.person
    page = {
        "community": community, "home": page_of(community), "board": seen, "form": form, "sample": community.sample,
        "marks": marks_in(by, community), "keeps": keeps_board(by, community), "wrong": bool(form.errors),
    }  # fmt: skip
    return render(request, "routines/tensions.html", page, status=422 if form.errors else 200)


@require_safe
@signed_in
def tension(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One tension, month by month; and one’s own marks, for nobody else’s eyes."""
    one, by = find_tension(request, pk), request.person
    page = {
        "tension": one, "community": one.community, "months": months_of(by, [one])[one.pk], "mine": my_marks(by, one),
        "board_url": reverse("routines:tensions", args=[one.community_id]), "sample": one.sample,
        "talked": talks_of(by, [one.conversation_id]).get(one.conversation_id),
        "goes_on": one.retired is None and one.community.closed is None, "keeps": keeps_board(by, one.community),
    }  # fmt: skip
    return render(request, "routines/tension.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def talk(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Its question opens a conversation in the community."""
    one, by = find_tension(request, pk), acting(request)
    if request.method != "POST":
        if not marks_in(by, one.community):
            return not_allowed(request)
        if one.retired is not None:
            return left_the_board(request, one)
    about = _("It is about %(tension)s.") % {"tension": one}
    form = TalkForm(request.POST if request.method == "POST" else None, initial={"body": f"{one.question}\n\n{about}"})
    if form.is_valid():
        given = form.cleaned_data
        try:
            return redirect(do_once(by, one.wall_id, given["once"], lambda: _begun(by, one, given["body"])))
        except Refusal as refused:
            form.add_error(None, str(refused))
    seen = seen_by(for_community(one.community))
    page = {
        "tension": one, "form": form, "seen": seen, "board_url": reverse("routines:tensions", args=[one.community_id]),
        "sample": one.sample,
    }  # fmt: skip
    return render(request, "routines/tension_talk.html", page, status=422 if form.errors else 200)


def _begun(by: Person, one: Tension, text: str) -> str:
    return talk_about_tension(by=by, tension=one, text=text).get_absolute_url()
