"""Pages behind the wall of a school system: who stands there how, and a form of theirs that is done once."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from pergola.commons.once import do_once
from pergola.gather.views.rooms import acting
from pergola.kernel.errors import NotAllowed, Refusal, Stale
from pergola.kernel.views.refusals import not_allowed
from pergola.people.middleware import PersonRequest
from pergola.people.models import WallMember
from pergola.walls.models import Wall


def standing(request: PersonRequest, wall: int) -> WallMember:
    """Where this person stands behind the wall of a school system; for all others there is nothing here. No query."""
    for one in request.standing:
        if one.wall_id == wall and one.wall.kind == Wall.Kind.SYSTEM:
            return one
    raise Http404


def leads_here(request: PersonRequest, wall: int) -> bool:
    """Is this person a lead of the school system behind this wall? No query."""
    return any(one.wall_id == wall and one.role == WallMember.Role.LEAD for one in request.standing)


def page_behind(
    request: PersonRequest, template: str, wall: Wall, form: forms.Form | None = None, **more: Any
) -> HttpResponse:
    """422 where the form was refused, with everything that was written."""
    page = {"place": wall, "form": form, "leading": leads_here(request, wall.pk), **more}
    return render(request, template, page, status=422 if form is not None and form.errors else 200)


def do_behind(
    request: PersonRequest, wall: Wall, form: forms.Form, act: Callable[[], str], again: Callable[[], HttpResponse]
) -> HttpResponse:
    """The act of a form that is valid, once, and where it leads; or the page `again` makes, with why not."""
    try:
        return redirect(do_once(acting(request), wall.pk, form.cleaned_data["once"], act))
    except NotAllowed:
        return not_allowed(request)
    except Stale:
        raise
    except Refusal as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return again()
