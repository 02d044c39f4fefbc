"""What leads nowhere any more, of everything somebody may change: a calm list, and taking off it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pergola.commons.addresses import next_address
from pergola.commons.dead_ends import see_to_dead_end, things_with
from pergola.commons.models import Artifact
from pergola.commons.places import page_of_month
from pergola.kernel.paging import paged
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person

A_PAGE = 30


@require_safe
@signed_in
def every(request: PersonRequest) -> HttpResponse:
    """Each thing with what of it leads nowhere."""
    things = things_with(request.person).select_related("team", "community").defer("search", "words")
    page = {"page": paged(things, request.GET.get("page"), a_page=A_PAGE), "month": page_of_month()}
    return render(request, "commons/dead_ends.html", page)


@require_POST
@signed_in
def seen_to(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Off the list."""
    thing = get_object_or_404(Artifact.objects.editable_by(request.person), pk=pk)
    assert isinstance(request.person, Person)
    off = see_to_dead_end(by=request.person, artifact=thing, to=request.POST.get("to", ""))
    address = _("It is off the list. If it still leads nowhere, it comes back in a week.")
    link = _("It is off the list, and stays off it unless the link changes.")
    messages.success(request, address if off is None or off.is_address else link)
    return redirect(next_address(request, thing.get_absolute_url()))
