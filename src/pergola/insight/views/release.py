from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pergola.commons.forms import OnceForm
from pergola.commons.once import do_once
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
    """Publish today's numbers; a second press of the same button leads to the same release."""
    network = get_object_or_404(Network.objects.visible_to(request.person), pk=pk)
    me = request.person
    assert isinstance(me, Person)
    form = OnceForm(request.POST)
    if not form.is_valid():
        return redirect("insight:rows_now", pk=network.pk, key="systems")

    def publish() -> str:
        release = release_numbers(by=me, network=network)
        return reverse("insight:released_rows", args=[release.pk, "systems"])

    try:
        address = do_once(me, network.wall_id, form.cleaned_data["once"], publish)
    except NotAllowed:
        return not_allowed(request)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("insight:rows_now", pk=network.pk, key="systems")
    messages.success(request, _("These numbers are public now, as of today."))
    return redirect(address)
