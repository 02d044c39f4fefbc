from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pergola.commons.once import do_once
from pergola.commons.places import page_of
from pergola.gather.actions import meet_next
from pergola.gather.forms import MeetForm
from pergola.gather.rules import keeps
from pergola.kernel.errors import Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.spaces.models import Community, Membership


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def meeting(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say when and where a community meets next: a day, a time, a place."""
    community, by = _community(request, pk), request.person
    if not isinstance(by, Person) or not keeps(by, community):
        return not_allowed(request)
    form = MeetForm(request.POST) if request.method == "POST" else MeetForm.of(community)
    if not form.is_valid():
        return _page(request, community, form)

    def set_it() -> str:
        meet_next(by=by, community=community, when=form.when, where=form.cleaned_data["where"])
        return page_of(community)

    try:
        address = do_once(by, community.wall_id, form.cleaned_data["once"], set_it)
    except Refusal as refused:
        form.add_error(refused.field, str(refused))
        return _page(request, community, form)
    messages.success(
        request,
        _("The date is set. Everyone here sees it on this page and in their month, and is reminded the day before."),
    )
    return redirect(address)


@require_POST
@signed_in
def no_date(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take the date away."""
    community, by = _community(request, pk), request.person
    if not isinstance(by, Person) or not keeps(by, community):
        return not_allowed(request)
    meet_next(by=by, community=community, when=None)
    messages.success(request, _("No date is set now."))
    return redirect(page_of(community))


def _page(request: PersonRequest, community: Community, form: MeetForm) -> HttpResponse:
    people = Membership.objects.visible_to(request.person).filter(community=community).count()
    page = {
        "community": community,
        "form": form,
        "home": page_of(community),
        "people": people,
        "sample": community.sample,
    }
    return render(request, "gather/meeting.html", page, status=422 if form.errors else 200)


def _community(request: PersonRequest, pk: UUID) -> Community:
    return get_object_or_404(Community.objects.visible_to(request.person).select_related("wall"), pk=pk)
