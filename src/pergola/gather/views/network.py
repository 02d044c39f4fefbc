"""A network as everyone in it sees it: what it is for, its time, who is in it. Its hub changes it here."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pergola.commons.once import do_once
from pergola.commons.places import page_of
from pergola.gather.actions import (
    add_phase,
    describe_network,
    drop_milestone,
    drop_phase,
    reach_milestone,
    set_milestone,
)
from pergola.gather.network_forms import MilestoneForm, NetworkForm, PhaseForm
from pergola.gather.timeline import page_of_network
from pergola.kernel.clock import today
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.hubs import of_a_hub
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person, WallMember
from pergola.spaces.models import Milestone, Network, Phase


@require_safe
@signed_in
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What the network is for, where it is in its time, and which school systems are in it."""
    return _page(request, _network(request, pk))


@require_POST
@signed_in
def describe(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What it says of itself."""
    network, form = _network(request, pk), NetworkForm(request.POST)
    return _do(request, network, "about", form, lambda given: _described(request, network, given))


@require_POST
@signed_in
def add_stretch(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One more stretch of its time."""
    network, by = _network(request, pk), _by(request)
    form = PhaseForm(request.POST)
    return _do(request, network, "phase", form, lambda given: add_phase(by=by, network=network, **given))


@require_POST
@signed_in
def drop_stretch(request: PersonRequest, pk: UUID, phase: int) -> HttpResponse:
    """Take a stretch off the timeline."""
    network, by = _network(request, pk), _by(request)
    one = get_object_or_404(Phase.objects.visible_to(by), pk=phase, network=network)
    return _done(request, network, lambda: drop_phase(by=by, phase=one))


@require_POST
@signed_in
def add_milestone(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One more thing to have done by a day."""
    network, by = _network(request, pk), _by(request)
    form = MilestoneForm(request.POST)
    return _do(request, network, "milestone", form, lambda given: set_milestone(by=by, network=network, **given))


@require_POST
@signed_in
def reached(request: PersonRequest, pk: UUID, milestone: int) -> HttpResponse:
    """It is done; or, sent with `not_yet`, it was said too soon."""
    network, by = _network(request, pk), _by(request)
    one = get_object_or_404(Milestone.objects.visible_to(by), pk=milestone, network=network)
    is_reached = "not_yet" not in request.POST
    return _done(request, network, lambda: reach_milestone(by=by, milestone=one, reached=is_reached))


@require_POST
@signed_in
def drop(request: PersonRequest, pk: UUID, milestone: int) -> HttpResponse:
    """Take a milestone off the timeline."""
    network, by = _network(request, pk), _by(request)
    one = get_object_or_404(Milestone.objects.visible_to(by), pk=milestone, network=network)
    return _done(request, network, lambda: drop_milestone(by=by, milestone=one))


def _network(request: PersonRequest, pk: UUID) -> Network:
    return get_object_or_404(Network.objects.visible_to(request.person).select_related("wall"), pk=pk)


def _by(request: PersonRequest) -> Person:
    assert isinstance(request.person, Person)
    return request.person


def _described(request: PersonRequest, network: Network, given: dict[str, Any]) -> None:
    describe_network(by=_by(request), network=network, **given)
    messages.success(request, _("Everyone in the network reads it so from now on."))


def _do(
    request: PersonRequest, network: Network, which: str, form: forms.Form, act: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """One form of the page: done once, or shown again in the page with what is wrong."""
    if not _leads(request, network):
        return not_allowed(request)
    if form.is_valid():
        once = form.cleaned_data.pop("once")

        def acted() -> str:
            act(form.cleaned_data)
            return f"{_at(network)}#time"

        try:
            return redirect(do_once(_by(request), network.wall_id, once, acted))
        except Refusal as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    return _page(request, network, {which: form})


def _done(request: PersonRequest, network: Network, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except NotAllowed:
        return not_allowed(request)
    return redirect(f"{_at(network)}#time")


def _leads(request: PersonRequest, network: Network) -> bool:
    return any(one.wall_id == network.wall_id and one.role == WallMember.Role.LEAD for one in request.standing)


def _page(request: PersonRequest, network: Network, sent: dict[str, forms.Form] | None = None) -> HttpResponse:
    leading, sent = _leads(request, network), sent or {}
    led = {one.wall_id for one in request.standing if one.role == WallMember.Role.LEAD}
    about = {name: getattr(network, name) for name in ("name", "purpose", "starts", "ends")}
    page = {
        "network": network,
        "page": page_of_network(network, request.person, led - {network.wall_id}, leading=leading),
        "leading": leading,
        "hub": page_of(network) if of_a_hub(request.standing, network.wall_id) else "",
        "today": today(),
        "about": sent.get("about") or NetworkForm(initial=about),
        "phase": sent.get("phase") or PhaseForm(),
        "milestone": sent.get("milestone") or MilestoneForm(),
        "sample": network.sample,
    }
    return render(request, "gather/network.html", page, status=422 if sent else 200)


def _at(network: Network) -> str:
    return reverse("gather:network", args=[network.pk])
