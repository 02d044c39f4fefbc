from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pergola.commons.forms import OnceForm
from pergola.commons.models import Artifact
from pergola.inquiry.actions import share_with_network
from pergola.inquiry.homes import seen_by_all
from pergola.inquiry.rules import KINDS
from pergola.inquiry.upstream import upstream_of, will_widen
from pergola.inquiry.views.sending import ask, me, must_be_mine
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def share(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say first what will be seen and by how many, then let the network see it."""
    things = Artifact.objects.visible_to(request.person).filter(kind__in=KINDS).select_related("audience", "wall")
    thing = get_object_or_404(things, pk=pk)
    must_be_mine(request, thing)

    def act() -> str:
        share_with_network(by=me(request), thing=thing)
        return thing.get_absolute_url()

    return ask(
        request,
        OnceForm(request.POST or None),
        act,
        wall=thing.wall_id,
        seen=seen_by_all(thing.wall_id),
        heading=_("Let everyone in %(wall)s see this?") % {"wall": thing.wall.name},
        button=_("Let them see it"),
        trail=thing,
        widened=[one for one in [thing, *upstream_of(thing)] if will_widen(one)],
        template="inquiry/share.html",
    )
