"""What somebody means to do each month: the month as it stands, those before, and who else sees it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pergola.commons.once import do_once
from pergola.gather.actions import add_elsewhere, ask_for_pair, commit_to, rest_a_month, take_elsewhere_out
from pergola.gather.commitments import coach_of, home_wall, months
from pergola.gather.models import Elsewhere, Pair
from pergola.gather.models.commitment import Kind
from pergola.gather.pair_forms import CoachForm, ElsewhereForm, TimesForm
from pergola.gather.views.rooms import acting
from pergola.kernel.errors import Refusal
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest

BY_HAND = [(one.value, one.label) for one in Kind if one != Kind.PLAYLIST]
"""A tap each: what is done here is counted here, and these are for what is done elsewhere. Playlists join once there are any."""


def wall_of(request: PersonRequest) -> int:
    """Where whoever asks is at home. Nowhere: there is no such page for them."""
    wall = home_wall(request.standing)
    if wall is None:
        raise Http404
    return wall


@require_safe
@signed_in
def show(request: PersonRequest) -> HttpResponse:
    """One’s own."""
    return _page(request)


@require_POST
@signed_in
def times(request: PersonRequest) -> HttpResponse:
    """So many a month, from now on."""
    form, wall = TimesForm(request.POST), wall_of(request)
    if not form.is_valid():
        return _page(request, times=form)
    commit_to(by=acting(request), wall=wall, times=form.cleaned_data["times"])
    messages.success(request, _("It stands so from this month on. You can say otherwise whenever you like."))
    return redirect("gather:commitment")


@require_POST
@signed_in
def elsewhere(request: PersonRequest) -> HttpResponse:
    """One tap: this happened, today or on another day."""
    form, by, wall = ElsewhereForm(request.POST), acting(request), wall_of(request)
    if not form.is_valid():
        return _page(request, elsewhere=form)
    given = form.cleaned_data

    def added() -> str:
        add_elsewhere(by=by, wall=wall, kind=Kind(given["kind"]), day=given["day"], words=given["words"])
        messages.success(request, _("It is in your month."))
        return reverse("gather:commitment")

    try:
        return redirect(do_once(by, wall, given["once"], added))
    except Refusal as refused:
        form.add_error(refused.field, str(refused))
        return _page(request, elsewhere=form)


@require_POST
@signed_in
def take_out(request: PersonRequest, pk: int) -> HttpResponse:
    """It was not so; or it was, after all."""
    one, back = get_object_or_404(Elsewhere.objects.editable_by(request.person), pk=pk), "back" in request.POST
    take_elsewhere_out(by=acting(request), one=one, back=back)
    messages.success(
        request, _("It is in your month again.") if back else _("It is taken out. It can come back, below.")
    )
    return redirect("gather:commitment")


@require_POST
@signed_in
def rest(request: PersonRequest) -> HttpResponse:
    """This month is left out, or is not."""
    rests = "back" not in request.POST
    rest_a_month(by=acting(request), wall=wall_of(request), rests=rests)
    said = _("You leave this month out. Nobody asks why.") if rests else _("This month counts again.")
    messages.success(request, said)
    return redirect("gather:commitment")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def coach(request: PersonRequest) -> HttpResponse:
    """Ask somebody to be one’s coach: nothing is seen before they say yes."""
    by, wall = acting(request), wall_of(request)
    form = CoachForm(request.POST if request.method == "POST" else None, person=by, wall=wall)
    if not form.is_valid():
        return _coach_page(request, form)
    given = form.cleaned_data

    def asked() -> str:
        made = ask_for_pair(by=by, wall=wall, person=given["person"], kind=Pair.Kind.COACH, words=given["words"])
        messages.success(request, _("They are asked, and see nothing before they say yes."))
        return reverse("gather:pair", args=[made.pk])

    try:
        return redirect(do_once(by, wall, given["once"], asked))
    except Refusal as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return _coach_page(request, form)


def _coach_page(request: PersonRequest, form: CoachForm) -> HttpResponse:
    return render(request, "gather/coach.html", {"form": form}, status=422 if form.errors else 200)


def _page(request: PersonRequest, **bound: forms.Form) -> HttpResponse:
    """Everything of it, with the form that was refused, if one was."""
    me, wall = acting(request), wall_of(request)
    every = months(me, me, wall)
    this, meant = every[0], every[0].times
    page: dict[str, Any] = {
        "this": this, "before": [one for one in every[1:] if one.is_said], "coach": coach_of(me, wall),
        "times": bound.get("times") or TimesForm(initial={"times": meant} if meant is not None else None),
        "elsewhere": bound.get("elsewhere") or ElsewhereForm(), "kinds": BY_HAND,
        "taken_out": [one for month in every for one in month.taken_out],
    }  # fmt: skip
    return render(request, "gather/commitment.html", page, status=422 if bound else 200)
