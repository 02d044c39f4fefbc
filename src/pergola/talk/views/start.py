from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pergola.commons.once import do_once
from pergola.commons.places import page_of
from pergola.commons.seen import SeenBy, seen_by
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.spaces.audiences import for_community, for_team
from pergola.spaces.models import Community, Team, TeamMember
from pergola.talk.actions import start_conversation
from pergola.talk.forms import StartForm
from pergola.talk.reading import start_box
from pergola.talk.rules import may_start_in, may_write_to
from pergola.talk.words import split_title


@signed_in
def in_community(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask or tell something in a community."""
    return _start(request, get_object_or_404(Community.objects.visible_to(request.person), pk=pk))


@signed_in
def on_team(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask or tell something on a team."""
    return _start(request, get_object_or_404(Team.objects.visible_to(request.person), pk=pk))


def _start(request: PersonRequest, space: Community | Team) -> HttpResponse:
    by = request.person
    writing = isinstance(space, Team) and may_write_to(by, space)
    if not isinstance(by, Person) or not (writing or may_start_in(by, space)):
        return not_allowed(request)
    form = StartForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        given = form.cleaned_data
        address = do_once(by, space.wall_id, given["once"], lambda: _started(by, space, given["body"]))
        return redirect(address)
    box = start_box(by, space, _will_hear(by, space, writing=writing), form)
    page = {"box": box, "space": space, "home": page_of(space), "writing": writing}
    return render(request, "talk/start.html", page, status=422 if form else 200)


def _will_hear(by: Person, space: Community | Team, *, writing: bool) -> SeenBy:
    if isinstance(space, Community):
        return seen_by(for_community(space))
    if writing:
        return SeenBy(TeamMember.objects.visible_to(by).filter(team=space).count(), _("this team, and by you"))
    return seen_by(for_team(space))


def _started(by: Person, space: Community | Team, text: str) -> str:
    title, body = split_title(text)
    return start_conversation(by=by, space=space, title=title, body=body).get_absolute_url()
