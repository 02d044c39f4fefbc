"""What every form page does: once, with refusals beside their fields and nothing lost."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from pergola.commons.once import do_once
from pergola.commons.seen import SeenBy, seen_by_number
from pergola.kernel.errors import NotAllowed, Refusal, Stale
from pergola.kernel.views.refusals import not_allowed
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.routines.boxes import Boxes
from pergola.routines.models import Agreement, Routine
from pergola.spaces.models import Community, Membership


def me(request: PersonRequest) -> Person:
    """Whoever is signed in; the view asked for it."""
    assert isinstance(request.person, Person)
    return request.person


def find_routine(request: PersonRequest, pk: UUID) -> Routine:
    """By its door, or 404."""
    seen = Routine.objects.visible_to(request.person).select_related("community", "audience", "made_by", "wall")
    return get_object_or_404(seen.defer("search"), pk=pk)


def find_community(request: PersonRequest, pk: UUID) -> Community:
    return get_object_or_404(Community.objects.visible_to(request.person).select_related("wall"), pk=pk)


def find_agreement(request: PersonRequest, pk: UUID) -> Agreement:
    seen = Agreement.objects.visible_to(request.person)
    return get_object_or_404(
        seen.select_related("routine__community", "routine__audience", "by", "ended_by", "audience"), pk=pk
    )


def seen_in(request: PersonRequest, community: Community) -> SeenBy:
    """How many are in it. One query."""
    return seen_by_number(Membership.objects.visible_to(request.person).filter(community=community).count())


def words(form: forms.Form) -> dict[str, Any]:
    """What was written, without what the form carries for itself."""
    return {name: value for name, value in form.cleaned_data.items() if name not in ("once", "revision")}


def ask(
    request: PersonRequest, form: forms.Form, act: Callable[[], str], *, wall: int, boxes: Boxes | None = None,
    template: str = "routines/form.html", about: Routine | None = None, stale: Callable[[Stale], None] | None = None,
    **page: Any,
) -> HttpResponse:  # fmt: skip
    """A page with one form on it: the act once, and on to where it leads; 422 where it was refused, with everything written.

    `stale` puts into the form what stands there now, where that was changed meanwhile.
    """
    kept = boxes or Boxes("", UUID(int=0), ())

    def acted() -> str:
        leads_to = act()
        kept.forget(me(request))
        return leads_to

    if request.method == "POST" and form.is_valid():
        try:
            return redirect(do_once(me(request), wall, form.cleaned_data["once"], acted))
        except NotAllowed:
            return not_allowed(request)
        except Refusal as refused:
            if isinstance(refused, Stale) and stale is not None:
                stale(refused)
            elif isinstance(refused, Stale) and about is not None:
                _put_theirs(request, form, about)
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    page |= {"form": form, "fields": kept.shown(form), "hidden": form.hidden_fields(), "about": about}
    return render(request, template, page, status=422 if form.is_bound else 200)


def _put_theirs(request: PersonRequest, form: forms.Form, about: Routine) -> None:
    """What stands there now, for each field that differs; and its revision, so that sending again is on purpose."""
    stands = Routine.objects.visible_to(request.person).filter(pk=about.pk).first()
    if stands is None:
        return
    given = words(form)
    form.theirs = [  # type: ignore[attr-defined]
        (form[name].label, str(getattr(stands, name))) for name in given if getattr(stands, name) != given[name]
    ]
    sent = request.POST.copy()
    sent["revision"] = str(stands.revision)
    form.data = sent
