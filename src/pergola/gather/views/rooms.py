"""Fetching a community for a page, and a form of it that is done once."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from pergola.commons.once import do_once
from pergola.commons.places import page_of
from pergola.commons.seen import SeenBy, seen_by_number
from pergola.kernel.errors import NotAllowed, Refusal, Stale
from pergola.kernel.views.refusals import not_allowed
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.spaces.models import Community, Membership


def find(request: PersonRequest, pk: UUID) -> Community:
    """By its door, or 404; with its wall and what it is a group in."""
    seen = Community.objects.visible_to(request.person).select_related("wall", "parent")
    return get_object_or_404(seen, pk=pk)


def acting(request: PersonRequest) -> Person:
    assert isinstance(request.person, Person)
    return request.person


def seen_here(request: PersonRequest, community: Community) -> SeenBy:
    """How many are in it. One query."""
    return seen_by_number(Membership.objects.visible_to(request.person).filter(community=community).count())


def shown(
    request: PersonRequest, template: str, community: Community, form: forms.Form | None = None, **more: Any
) -> HttpResponse:
    """A page about a community; 422 where its form was refused, with everything that was written."""
    page = {"community": community, "home": page_of(community), "form": form, "sample": community.sample, **more}
    return render(request, template, page, status=422 if form is not None and form.errors else 200)


def done_once(
    request: PersonRequest,
    community: Community,
    form: forms.Form,
    act: Callable[[], object],
    leads_to: str,
    again: Callable[[], HttpResponse],
) -> HttpResponse:
    """The act of a form that is valid, once; or the page `again` makes, with why not."""

    def acted() -> str:
        act()
        return leads_to

    try:
        return redirect(do_once(acting(request), community.wall_id, form.cleaned_data["once"], acted))
    except NotAllowed:
        return not_allowed(request)
    except Stale:
        raise
    except Refusal as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return again()
