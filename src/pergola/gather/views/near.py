"""Who and what is near, why; where one works; and asking somebody near to be a pair."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pergola.commons.once import do_once, sent_before
from pergola.gather.actions import ask_for_pair, say_where_i_work
from pergola.gather.models import Pair, Workplace
from pergola.gather.near import near, workplace_of
from pergola.gather.pair_forms import PairForm, WorkplaceForm
from pergola.gather.paired import between
from pergola.gather.rostered import rostered_at
from pergola.gather.views.commitment import wall_of
from pergola.gather.views.rooms import acting
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person

FEW_SCHOOLS = 80
"""So many are named in the box as one types; with more of them one writes a name."""


@require_safe
@signed_in
def show(request: PersonRequest) -> HttpResponse:
    """People and communities near, each with its reason. Who has not said where they work is asked that first."""
    me = acting(request)
    mine = workplace_of(me, wall_of(request))
    return render(request, "gather/near.html", {"mine": mine, "near": near(me, mine) if mine else None})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def where_i_work(request: PersonRequest) -> HttpResponse:
    """Said by oneself; where the roster knows it, the form says it already, and only one’s own yes lets others see it."""
    by, wall = acting(request), wall_of(request)
    mine = workplace_of(by, wall)
    if request.method == "POST":
        form = WorkplaceForm(request.POST, person=by, wall=wall)
        if form.is_valid():
            try:
                say_where_i_work(by=by, wall=wall, work=form.work)
            except Refusal as refused:
                form.add_error(refused.field, str(refused))
            else:
                messages.success(request, _("It is said. You can say otherwise whenever you like."))
                return redirect("gather:near")
    else:
        known = WorkplaceForm.as_it_stands(mine) if mine else rostered_at(by, wall)
        form = WorkplaceForm(initial=known, person=by, wall=wall)
    page: dict[str, Any] = {"form": form, "mine": mine, "rostered": mine is None and bool(form.initial)}
    page["schools"] = form.schools if len(form.schools) <= FEW_SCHOOLS else []
    return render(request, "gather/where_i_work.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask somebody who may be found whether one learns together."""
    by, wall = acting(request), wall_of(request)
    found = (
        Workplace.objects.visible_to(by)
        .filter(wall=wall, found=True, person=pk, person__erased=None)
        .exclude(person=by)
    )
    whom = get_object_or_404(found.select_related("person", "school")).person
    form = PairForm(request.POST if request.method == "POST" else None)
    page = {"form": form, "whom": whom}
    if not form.errors and (there := _there_already(request, by, wall, whom)) is not None:
        return redirect("gather:pair", there.pk)
    if not form.is_valid():
        return render(request, "gather/ask_pair.html", page, status=422 if form.errors else 200)
    given = form.cleaned_data

    def asked() -> str:
        made = ask_for_pair(by=by, wall=wall, person=whom, kind=Pair.Kind(given["kind"]), words=given["words"])
        messages.success(request, _("%(name)s is asked, and answers when it suits.") % {"name": whom})
        return reverse("gather:pair", args=[made.pk])

    try:
        return redirect(do_once(by, wall, given["once"], asked))
    except NotAllowed:
        return not_allowed(request)
    except Refusal as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return render(request, "gather/ask_pair.html", page, status=422)


def _there_already(request: PersonRequest, by: Person, wall: int, whom: Person) -> Pair | None:
    """What stands or waits between the two, unless this very form made it: then it is led where it led."""
    there = between(by, wall, whom)
    if there is None or sent_before(by, wall, request.POST.get("once")) is not None:
        return None
    if request.method == "POST":
        messages.info(request, _("Nothing is asked anew: this is what stands between the two of you."))
    return there
