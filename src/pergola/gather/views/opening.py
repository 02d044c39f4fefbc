from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pergola.commons.once import do_once
from pergola.commons.places import page_of, page_of_communities
from pergola.gather.actions import open_community
from pergola.gather.forms import OpenForm
from pergola.gather.rules import may_open_in, place_known_to
from pergola.kernel.errors import Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.spaces.models import Community, Membership
from pergola.talk.actions import start_conversation
from pergola.walls.models import Wall
from pergola.walls.opening import open_walls, walls


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def open_one(request: PersonRequest, wall: int) -> HttpResponse:
    """Open a community behind a wall one leads. An operator may anywhere, to set a place up."""
    by = request.person
    assert isinstance(by, Person)
    place = place_known_to(by, request.standing, wall)
    if place is None:
        raise Http404
    behind = any(one.wall_id == wall for one in request.standing)
    if not may_open_in(by, request.standing, wall):
        return not_allowed(request)
    form = OpenForm(request.POST if request.method == "POST" else None)
    if not behind:
        del form.fields["question"]  # it is a member's to ask; whoever sets the place up is none
    if not form.is_valid():
        return _page(request, place, form)
    try:
        with walls({*open_walls(), wall}):
            address = do_once(by, wall, form.cleaned_data["once"], lambda: _open(by, place, form))
    except Refusal as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return _page(request, place, form)
    messages.success(request, _("The community is open. Next: invite people, and say when you meet."))
    return redirect(address)


def _open(by: Person, place: Wall, form: OpenForm) -> str:
    given = form.cleaned_data
    joining = Community.Joining(given["joining"])
    made = open_community(by=by, wall=place, name=given["name"], charter=given["charter"], joining=joining)
    if given.get("question"):
        start_conversation(by=by, space=made, title=given["question"])
    inside = Membership.objects.visible_to(by).filter(community=made, person=by.pk).exists()
    return page_of(made) if inside else page_of_communities()


def _page(request: PersonRequest, place: Wall, form: OpenForm) -> HttpResponse:
    page = {"form": form, "place": place, "home": page_of_communities()}
    return render(request, "gather/open.html", page, status=422 if form.errors else 200)
