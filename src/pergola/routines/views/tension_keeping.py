"""Keeping a board of tensions: for the facilitators of a community."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pergola.commons.forms import OnceForm
from pergola.commons.once import do_once
from pergola.kernel.errors import NotAllowed, Refusal, Stale
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.routines.actions.board import Worded, put_on_board, retire_tension, reword_tension
from pergola.routines.board_rules import keeps_board
from pergola.routines.models import Tension
from pergola.routines.tension_forms import RetireForm, RewordForm, TensionForm
from pergola.routines.views.tension_pages import acting, find_board, find_tension, left_the_board
from pergola.spaces.models import Community


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def add(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A tension more, from this month on."""
    community, by = find_board(request, pk), acting(request)
    if not keeps_board(by, community):
        return not_allowed(request)
    form = TensionForm(request.POST if request.method == "POST" else None)

    def put() -> None:
        put_on_board(by=by, community=community, words=form.worded)
        messages.success(request, _("It is on the board. From now on everybody here can mark where they stand."))

    return _kept(request, community, form, put, "routines/tension_words.html")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def reword(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Other words; with other poles it is another tension."""
    one, by = find_tension(request, pk), acting(request)
    if not keeps_board(by, one.community):
        return not_allowed(request)
    if one.retired is not None and request.method != "POST":
        return left_the_board(request, one)
    stands = {**vars(Worded.of(one)), "revision": one.revision}
    form = RewordForm(request.POST if request.method == "POST" else None, initial=stands)

    def reworded() -> None:
        reword_tension(by=by, tension=one, words=form.worded, revision=form.cleaned_data["revision"])

    try:
        return _kept(request, one.community, form, reworded, "routines/tension_words.html", one)
    except Stale as stale:
        data = request.POST.copy()
        data["revision"] = str(one.revision)
        again = RewordForm(data)
        again.add_error(None, str(stale))
        return _page(request, one.community, again, "routines/tension_words.html", one, theirs=stale.theirs)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def retire(request: PersonRequest, pk: UUID) -> HttpResponse:
    """It leaves the board, with a reason."""
    one, by = find_tension(request, pk), acting(request)
    if not keeps_board(by, one.community):
        return not_allowed(request)
    if one.retired is not None and request.method != "POST":
        return left_the_board(request, one)
    form = RetireForm(request.POST if request.method == "POST" else None)

    def retired() -> None:
        retire_tension(by=by, tension=one, reason=form.cleaned_data["reason"])

    return _kept(request, one.community, form, retired, "routines/tension_retire.html", one)


def _kept(
    request: PersonRequest,
    community: Community,
    form: OnceForm,
    act: Callable[[], None],
    template: str,
    tension: Tension | None = None,
) -> HttpResponse:
    """The act of a form that is valid, once; or the page again, with why not."""
    home = reverse("routines:tensions", args=[community.pk])

    def acted() -> str:
        act()
        return home

    if form.is_valid():
        try:
            return redirect(do_once(acting(request), community.wall_id, form.cleaned_data["once"], acted))
        except NotAllowed:
            return not_allowed(request)
        except Stale:
            raise
        except Refusal as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    return _page(request, community, form, template, tension)


def _page(
    request: PersonRequest,
    community: Community,
    form: OnceForm,
    template: str,
    tension: Tension | None = None,
    theirs: str = "",
) -> HttpResponse:
    home = reverse("routines:tensions", args=[community.pk])
    page = {
        "community": community, "board_url": home, "form": form, "tension": tension, "theirs": theirs,
        "sample": community.sample,
    }  # fmt: skip
    return render(request, template, page, status=422 if form.errors else 200)
