from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pergola.commons.actions import bring_back_artifact, remove_artifact
from pergola.commons.addresses import next_address, space_of
from pergola.commons.models import Artifact, Participation
from pergola.commons.rules import removed_by
from pergola.kernel.errors import NotAllowed
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person


@require_POST
@signed_in
def remove(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Gone at once, with a way back on the page one lands on."""
    artifact = get_object_or_404(Artifact.objects.visible_to(request.person), pk=pk)
    assert isinstance(request.person, Person)
    try:
        remove_artifact(by=request.person, artifact=artifact)
    except NotAllowed:
        return not_allowed(request)
    return redirect(f"{next_address(request, space_of(artifact))}?{urlencode({'removed': artifact.pk})}")


@require_POST
@signed_in
def bring_back(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Back as it was."""
    assert isinstance(request.person, Person)
    if _is_back_by(request.person, pk):  # the second press of a double click
        return redirect(
            next_address(request, Artifact.objects.visible_to(request.person).get(pk=pk).get_absolute_url())
        )
    artifact = get_object_or_404(removed_by(request.person), pk=pk)
    bring_back_artifact(by=request.person, artifact=artifact)
    messages.success(request, _("“%(title)s” is back.") % {"title": artifact.title})
    return redirect(next_address(request, artifact.get_absolute_url()))


def _is_back_by(person: Person, pk: UUID) -> bool:
    """Does it stand again, because this very person has brought it back?"""
    if not Artifact.objects.visible_to(person).filter(pk=pk).exists():
        return False
    own = Participation.objects.visible_to(person).filter(artifact=pk, verb=Participation.Verb.BROUGHT_BACK)
    return own.exists()
