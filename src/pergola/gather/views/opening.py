from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pergola.commons.once import do_once
from pergola.commons.places import page_of, page_of_communities
from pergola.gather.actions import open_with_first
from pergola.gather.community_forms import OpenForm
from pergola.gather.opened import Boxes
from pergola.gather.rules import keeps, place_known_to
from pergola.gather.views.rooms import acting, find
from pergola.kernel.errors import Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person, WallMember
from pergola.people.refusing import not_for
from pergola.spaces.models import Community
from pergola.talk.clocks import clock_for
from pergola.walls.models import Wall


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def open_one(request: PersonRequest, wall: int) -> HttpResponse:
    """Open a community behind a wall one leads, with its first people, date and question. Nobody opens one where they are not."""
    by = acting(request)
    stands = place_known_to(request.standing, wall)
    if stands is None:
        raise Http404
    if stands.role != WallMember.Role.LEAD:
        return not_for(request, wall)
    return _open(request, by, stands.wall, None)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def open_group(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Open a group in a community one keeps going."""
    parent, by = find(request, pk), acting(request)
    if not keeps(by, parent):
        return not_allowed(request)
    return _open(request, by, parent.wall, parent)


def _open(request: PersonRequest, by: Person, place: Wall, parent: Community | None) -> HttpResponse:
    boxes = Boxes(by, place.pk, parent)
    given = request.POST if request.method == "POST" else None
    form = OpenForm(given, initial=boxes.left, clock=clock_for(by, wall=place.pk))
    if form.is_valid():
        try:
            address = do_once(by, place.pk, form.cleaned_data["once"], lambda: _opened(by, place, parent, form))
        except Refusal as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("The community is open, and its first people are invited."))
            return redirect(address)
    return _page(request, form, place, parent, boxes)


def _opened(by: Person, place: Wall, parent: Community | None, form: OpenForm) -> str:
    made = open_with_first(by=by, wall=place, parent=parent, opening=form.opening, site=f"{settings.SITE}/")
    return page_of(made)


def _page(request: PersonRequest, form: OpenForm, place: Wall, parent: Community | None, boxes: Boxes) -> HttpResponse:
    home = page_of(parent) if parent is not None else page_of_communities()
    page = {"form": form, "place": place, "parent": parent, "home": home, "boxes": boxes}
    return render(request, "gather/open.html", page, status=422 if form.errors else 200)
