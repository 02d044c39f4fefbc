"""The hub asks each system where it stands; sees who has answered, and what those answered who let it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pergola.commons.once import do_once
from pergola.commons.places import page_of
from pergola.instruments.actions import ask_for_self_assessment
from pergola.instruments.forms import AssessmentForm
from pergola.instruments.rounds import rounds_of
from pergola.kernel.errors import Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.hubs import leads, of_a_hub
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.spaces.models import Network


@require_safe
@signed_in
def assessments(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Each round: which teams have agreed on theirs, and where those stand who let the hub read it."""
    network = _network(request, pk)
    rounds = rounds_of(request.person, network)
    may_ask = leads(request.person, network.wall_id) and not any(one.asking.closed is None for one in rounds)
    page = {
        "network": network,
        "rounds": rounds,
        "form": AssessmentForm() if may_ask else None,
        "home": page_of(network),
        "sample": network.sample,
    }
    return render(request, "instruments/assessments.html", page)


@require_POST
@signed_in
def ask(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Open a round, against one framework in one version."""
    network, by = _network(request, pk), request.person
    if not isinstance(by, Person) or not leads(by, network.wall_id):
        return not_allowed(request)
    form = AssessmentForm(request.POST)
    try:
        if not form.is_valid():
            raise Refusal(_("Choose a framework, and how long it is open."))
        do_once(by, network.wall_id, form.cleaned_data["once"], lambda: _ask(by, network, form))
        messages.success(request, _("Asked. Each team finds it on its own page."))
    except Refusal as refused:
        messages.error(request, str(refused))
    return redirect("instruments:assessments", network.pk)


def _ask(by: Person, network: Network, form: AssessmentForm) -> str:
    given = form.cleaned_data
    ask_for_self_assessment(by=by, network=network, framework=given["framework"], days=given["days"])
    return ""


def _network(request: PersonRequest, pk: UUID) -> Network:
    network = get_object_or_404(Network.objects.visible_to(request.person), pk=pk)
    if not of_a_hub(request.standing, network.wall_id):
        raise Http404
    return network
