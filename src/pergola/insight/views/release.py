from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pergola.insight.actions import release_numbers
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.spaces.models import Network


@require_POST
@signed_in
def release_now(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Publish today's numbers; a second press the same day publishes the same numbers again and harms nothing."""
    network = get_object_or_404(Network.objects.visible_to(request.person), pk=pk)
    assert isinstance(request.person, Person)
    try:
        release = release_numbers(by=request.person, network=network)
    except NotAllowed:
        return not_allowed(request)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("insight:rows_now", pk=network.pk, key="systems")
    messages.success(request, _("These numbers are public now, as of today."))
    return redirect("insight:released_rows", pk=release.pk, key="systems")
