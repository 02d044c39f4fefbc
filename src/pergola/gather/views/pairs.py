"""Pairs: everybody one is paired with, one pair, and for a coach the months of whom they coach."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pergola.gather.actions import allow_asking, answer_pair, end_asking, end_pair, take_pair_back
from pergola.gather.asking_again import not_asked_again
from pergola.gather.commitments import months
from pergola.gather.models import NotAgain, Pair
from pergola.gather.paired import dates_of
from pergola.gather.views.rooms import acting
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person


@require_safe
@signed_in
def listed(request: PersonRequest) -> HttpResponse:
    """Those that stand or wait for a yes. What has ended is over, and not listed."""
    mine = Pair.objects.editable_by(request.person).select_related("asked_by", "asked_to")
    pairs = sorted(mine, key=lambda one: (one.is_open and one.asked_to_id == request.person.pk) is False)
    page = {"pairs": pairs, "not_again": not_asked_again(acting(request))}
    return render(request, "gather/pairs.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def pair(request: PersonRequest, pk: UUID) -> HttpResponse:
    """For the two it is between: yes or no, taken back, ended."""
    seen = Pair.objects.visible_to(request.person).select_related("asked_by", "asked_to", "ended_by")
    held, by = get_object_or_404(seen, pk=pk), acting(request)
    if request.method != "POST":
        return render(request, "gather/pair.html", _page(by, held) | dates_of(by, held))
    try:
        messages.success(request, _done(request, held))
    except NotAllowed:
        return not_allowed(request)
    except Refusal as refused:
        messages.error(request, str(refused))
    return redirect("gather:pair", held.pk)


def _page(by: Person, held: Pair) -> dict[str, Any]:
    other, asked = held.other_than(by), held.asked_to_id == by.pk
    said = NotAgain.objects.visible_to(by).filter(wall=held.wall_id, of=other).exists()
    over = not held.is_open and not held.stands
    return {"pair": held, "asked": asked, "other": other, "not_again": said, "over": over}


def _done(request: PersonRequest, held: Pair) -> str:
    by = acting(request)
    if "end" in request.POST:
        end_pair(by=by, pair=held)
        return _("It has ended, and the other of you is told that, and nothing else.")
    if "back" in request.POST:
        take_pair_back(by=by, pair=held)
        return _("You no longer ask, and nobody is told.")
    if "not_again" in request.POST:
        end_asking(by=by, pair=held)
        return _("You are not asked by %(name)s again, and nobody is told.") % {"name": held.other_than(by)}
    if "again" in request.POST:
        allow_asking(by=by, pair=held)
        return _("%(name)s may ask you again, as everybody may. Nobody is told.") % {"name": held.other_than(by)}
    answer_pair(by=by, pair=held, accepted=request.POST.get("answer") == "yes")
    return _("It is answered, and the other of you is told.")


@require_safe
@signed_in
def month(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The months of somebody who has chosen whoever asks as their coach: days and kinds, and what they wrote themselves."""
    coached = Pair.objects.visible_to(request.person).stand().filter(asked_to=request.person.pk, kind=Pair.Kind.COACH)
    held = get_object_or_404(coached.select_related("asked_by"), pk=pk)
    every = months(acting(request), held.asked_by, held.wall_id)
    page = {
        "pair": held,
        "member": held.asked_by,
        "this": every[0],
        "before": [one for one in every[1:] if one.is_said],
    }
    return render(request, "gather/coached.html", page)
