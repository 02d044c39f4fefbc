"""Measures defined once for a network: written by its hub, taken up by teams, their numbers side by side."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pergola.commons.rules import until
from pergola.inquiry.actions import change_definition, count_by, write_definition
from pergola.inquiry.definition_forms import DefinitionForm, NextVersionForm, TakeUpForm
from pergola.inquiry.definitions import changed_in, counted_in_words, listed_in, offered_in, side_by_side, users_of
from pergola.inquiry.homes import seen_by_all
from pergola.inquiry.models import Aim, Definition
from pergola.inquiry.models.definition import WORDS
from pergola.inquiry.views.sending import ask, differing, me, must_be_mine, put_theirs, who_will_see, words
from pergola.kernel.clock import now
from pergola.people.access import signed_in
from pergola.people.hubs import leads
from pergola.people.middleware import PersonRequest
from pergola.spaces.models import Network


@dataclass(frozen=True)
class Up:
    """What stands above a form's heading."""

    name: str
    address: str

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.address


@require_safe
@signed_in
def listed(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The shared definitions of a network."""
    network = get_object_or_404(Network.objects.visible_to(request.person), pk=pk)
    every = listed_in(request.person, network.pk)
    context = {
        "network": network,
        "definitions": [one for one in every if one.definition.withdrawn is None],
        "withdrawn": [one for one in every if one.definition.withdrawn is not None],
        "hub": leads(request.person, network.wall_id),
        "sample": network.sample,
    }
    return render(request, "inquiry/definitions.html", context)


@require_safe
@signed_in
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A definition: its words, its versions, which teams count by it, and their numbers as far as one may see them."""
    definition = find_definition(request, pk)
    versions = list(definition.versions.select_related("made_by"))
    users = users_of(request.person, definition)
    hub = leads(request.person, definition.wall_id)
    context = {
        "definition": definition,
        "comes_back": definition.withdrawn is not None and hub and now() < until(definition.withdrawn),
        "until": definition.withdrawn and until(definition.withdrawn),
        "newest": versions[0],
        "counted": counted_in_words(users, versions[0].number) if users else "",
        "versions": versions,
        "users": users,
        "sides": side_by_side(request.person, users),
        "unseen": sum(user.measure is None for user in users),
        "hub": hub,
        "sample": definition.network.sample,
    }
    return render(request, "inquiry/definition.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def write(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Define a measure for every team."""
    network = get_object_or_404(Network.objects.visible_to(request.person), pk=pk)
    must_lead(request, network.wall_id)
    form = DefinitionForm(request.POST or None)

    def act() -> str:
        made = write_definition(by=me(request), network=network, **words(form))
        return reverse("inquiry:definition", args=[made.pk])

    return ask(
        request,
        form,
        act,
        wall=network.wall_id,
        seen=seen_by_all(network.wall_id),
        heading=_("What shall every team count the same way?"),
        lede=_("Numbers of several systems can be laid side by side only if they mean the same. Say it so exactly that nobody must guess."),
        button=_("Define it for the network"),
        trail=Up(_("Shared definitions"), reverse("inquiry:definitions", args=[network.pk])),
        template="inquiry/definition_form.html",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def say_anew(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The next version of a definition, and what is different."""
    definition = find_definition(request, pk)
    must_lead(request, definition.wall_id)
    newest = definition.versions.all()[0]
    stands = {name: getattr(newest, name) for name in WORDS} | {"version": newest.number}
    form = NextVersionForm(request.POST or None, initial=stands)

    def act() -> str:
        change_definition(by=me(request), definition=definition, **words(form))
        return reverse("inquiry:definition", args=[definition.pk])

    def stale() -> None:
        stands_now = definition.versions.all()[0]
        put_theirs(form, differing(form, stands_now), field="version", number=stands_now.number)

    return ask(
        request,
        form,
        act,
        wall=definition.wall_id,
        seen=seen_by_all(definition.wall_id),
        heading=_("Version %(number)d") % {"number": newest.number + 1},
        lede=_("Teams go on counting as before until they take this version up. What was counted under the old one stays marked as that."),
        button=_("Write this version"),
        stale=stale,
        trail=Up(newest.title, reverse("inquiry:definition", args=[definition.pk])),
        template="inquiry/definition_form.html",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def take(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Count for an aim by one of the network's definitions."""
    aims = Aim.objects.visible_to(request.person).exclude(team=None).select_related("audience", "team")
    aim = get_object_or_404(aims, pk=pk)
    must_be_mine(request, aim)
    assert aim.team is not None
    found = offered_in(request.person, aim.team.network_id)
    choices = [(one.definition, f"{one.newest.title}: {one.newest.counts}") for one in found]
    form = TakeUpForm(
        request.POST or None,
        choices=choices,
        among=Definition.objects.visible_to(request.person).filter(network=aim.team.network_id),
        initial={"definition": request.GET.get("definition")},
    )
    return ask(
        request,
        form,
        lambda: count_by(by=me(request), aim=aim, **words(form)),
        wall=aim.wall_id,
        seen=who_will_see(aim),
        heading=_("Count what other teams count"),
        lede=_("You count by the same words as every other team that takes it up. The network sees that you do; your numbers stay with you until you let more people see them."),
        button=_("Take it up"),
        trail=aim,
        offered=found,
        template="inquiry/count_by.html",
    )  # fmt: skip


@require_safe
@signed_in
def version(request: PersonRequest, pk: UUID, number: int) -> HttpResponse:
    """One version as it was written: what it says, what is different from the one before, when and why."""
    definition = find_definition(request, pk)
    versions = {one.number: one for one in definition.versions.select_related("made_by")}
    if number not in versions:
        raise Http404
    context = {
        "definition": definition,
        "version": versions[number],
        "changed": changed_in(versions[number], versions.get(number - 1)),
        "newest": max(versions),
        "sample": definition.network.sample,
    }
    return render(request, "inquiry/definition_version.html", context)


def find_definition(request: PersonRequest, pk: UUID) -> Definition:
    return get_object_or_404(
        Definition.objects.visible_to(request.person).select_related("network", "withdrawn_by"), pk=pk
    )


def must_lead(request: PersonRequest, wall: int) -> None:
    if not leads(request.person, wall):
        raise PermissionDenied
