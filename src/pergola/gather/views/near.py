"""Who and what is near, why; where one works; and asking somebody near to be a pair."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pergola.commons.once import do_once, sent_before
from pergola.gather.actions import ask_for_pair, say_where_i_work
from pergola.gather.asking_again import again_from, not_asked_by, pause_said
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
from pergola.walls.models import Wall

FEW_SCHOOLS = 80
"""So many are named in the box as one types; with more of them one writes a name."""


@dataclass(frozen=True)
class Side:
    """A wall somebody is behind, and what is said of it in addresses. At home nothing is."""

    wall: int
    name: str
    asked: str

    def page(self, route: str, *args: object) -> str:
        return f"{reverse(route, args=args)}{self.asked}"


def sides(request: PersonRequest) -> list[Side]:
    """All of them, home first: one is near others behind each, where one has said where one works. No query."""
    home = wall_of(request)
    walls = sorted((one.wall for one in request.standing if one.wall.kind != Wall.Kind.PUBLIC), key=lambda one: (one.pk != home, one.pk))  # fmt: skip
    return [Side(one.pk, one.name, "" if one.pk == home else f"?behind={one.pk}") for one in walls]


def side_of(request: PersonRequest) -> Side:
    """The one the address names; home, where it names none. Of a wall one is not behind there is no page."""
    every, named = sides(request), request.GET.get("behind")
    found = every[:1] if named is None else [one for one in every if str(one.wall) == named]
    if not found:
        raise Http404
    return found[0]


@require_safe
@signed_in
def show(request: PersonRequest) -> HttpResponse:
    """People and communities near, each with its reason. Who has not said where they work is asked that first."""
    me, side = acting(request), side_of(request)
    mine = workplace_of(me, side.wall)
    page = {"mine": mine, "near": near(me, mine) if mine else None, "side": side, "sides": sides(request)}
    return render(request, "gather/near.html", page | {"work_page": side.page("gather:where_i_work")})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def where_i_work(request: PersonRequest) -> HttpResponse:
    """Said by oneself; where the roster knows it, the form says it already, and only one’s own yes lets others see it."""
    by, side = acting(request), side_of(request)
    wall, mine = side.wall, workplace_of(by, side.wall)
    if request.method == "POST":
        form = WorkplaceForm(request.POST, person=by, wall=wall)
        if form.is_valid():
            try:
                say_where_i_work(by=by, wall=wall, work=form.work)
            except Refusal as refused:
                form.add_error(refused.field, str(refused))
            else:
                at = form.cleaned_data["school"]
                said = _("It is said: %(school)s.") % {"school": at.name} if at else _("It is said.")
                messages.success(request, f"{said} {_('You can say otherwise whenever you like.')}")
                return redirect(side.page("gather:near"))
    else:
        known = WorkplaceForm.as_it_stands(mine) if mine else rostered_at(by, wall) or _said_elsewhere(request, side)
        form = WorkplaceForm(initial=known, person=by, wall=wall)
    page: dict[str, Any] = {
        "form": form,
        "mine": mine,
        "rostered": mine is None and bool(form.initial) and not side.asked,
    }
    page |= {"home": side.page("gather:near"), "side": side, "sides": sides(request)}
    page["schools"] = form.schools if len(form.schools) <= FEW_SCHOOLS else form.meant[:FEW_SCHOOLS]
    return render(request, "gather/where_i_work.html", page, status=422 if form.errors else 200)


def _said_elsewhere(request: PersonRequest, side: Side) -> dict[str, Any]:
    """What one said at home, to begin with behind another wall. That one may be found is said behind each by itself."""
    said = workplace_of(acting(request), wall_of(request)) if side.asked else None
    return WorkplaceForm.as_it_stands(said) | {"found": False} if said else {}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask somebody who may be found whether one learns together."""
    by, side = acting(request), side_of(request)
    wall = side.wall
    whom = _somebody_near(by, wall, pk)
    form = PairForm(request.POST if request.method == "POST" else None)
    day = again_from(by, wall, whom)
    page = {"form": form, "whom": whom, "pause": pause_said(whom, day) if day else "", "home": side.page("gather:near")}
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


def _somebody_near(by: Person, wall: int, pk: UUID) -> Person:
    """Whoever lets others find them and may be asked; 404 for anybody else."""
    found = Workplace.objects.visible_to(by).filter(wall=wall, found=True, person=pk, person__erased=None)
    may_be_asked = found.exclude(Q(person=by) | Q(person__in=not_asked_by(by, wall)))
    return get_object_or_404(may_be_asked.select_related("person", "school")).person


def _there_already(request: PersonRequest, by: Person, wall: int, whom: Person) -> Pair | None:
    """What stands or waits between the two, unless this very form made it: then it is led where it led."""
    there = between(by, wall, whom)
    if there is None or sent_before(by, wall, request.POST.get("once")) is not None:
        return None
    if request.method == "POST":
        messages.info(request, _("Nothing is asked anew: this is what stands between the two of you."))
    return there
