from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pergola.desk.gathering import home_of
from pergola.gather.actions import join_community, leave_community
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.meetings.models import Coming
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.spaces.models import Community


@require_safe
@signed_in
def community(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The home of a community: its members see what is said and done, others behind the wall its charter."""
    home = home_of(request, _community(request, pk))
    page = {"home": home, "community": home.community, "answers": Coming.Answer.choices}
    return render(request, "desk/community.html", page | {"sample": home.community.sample})


@require_POST
@signed_in
def join(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One button, and one is in."""
    community = _community(request, pk)
    assert isinstance(request.person, Person)
    try:
        join_community(by=request.person, community=community)
    except NotAllowed:
        return not_allowed(request)
    messages.success(request, _("You are in. Say hello, or just read along."))
    return redirect("desk:community", community.pk)


@require_POST
@signed_in
def leave(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Out again, without a question; what one said stays, and one can come back."""
    community = _community(request, pk)
    assert isinstance(request.person, Person)
    try:
        leave_community(by=request.person, community=community)
    except Refusal as refused:
        messages.error(request, str(refused))
        return redirect("gather:people", community.pk)
    messages.success(request, _("You have left. What you said there stays, and you can come back."))
    return redirect("desk:community", community.pk)


def _community(request: PersonRequest, pk: UUID) -> Community:
    return get_object_or_404(Community.objects.visible_to(request.person).select_related("wall", "parent"), pk=pk)
