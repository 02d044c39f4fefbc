from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pergola.commons.gone import just_removed
from pergola.commons.models import Artifact
from pergola.commons.once import do_once, sent_before
from pergola.commons.places import page_of
from pergola.commons.seen import seen_by_number
from pergola.gather.actions import add_to_team, ask_for_help, help_came, rest_until
from pergola.gather.forms import AddForm, HelpForm, RestForm
from pergola.gather.models import Invitation, Promise
from pergola.gather.rules import is_on, leads_team, shown_with_help
from pergola.gather.work import work_of
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.meetings.models import Gathering
from pergola.meetings.reading import next_in
from pergola.people.access import signed_in
from pergola.people.hubs import leads_among, of_a_hub
from pergola.people.middleware import PersonRequest
from pergola.people.models import Asker, Person
from pergola.spaces.models import Audience, Team, TeamMember
from pergola.talk.models import Conversation
from pergola.talk.reading import start_box
from pergola.talk.rules import may_write_to

WORK_SHOWN = 20
PROMISES_SHOWN = 12


@require_safe
@signed_in
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A team: who is on it, what it works on, what would help it."""
    return _page(request, _team(request, pk))


@require_POST
@signed_in
def help_wanted(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask for help, with what."""
    team, by = _team(request, pk), _asking(request)
    if not is_on(by, team):  # before the form is read: its choices are the team’s own
        return not_allowed(request)
    return _do(
        request, team, "help", HelpForm(request.POST, team=team, person=by),
        lambda given: ask_for_help(by=by, team=team, what=given["what"], about=given["about"]),
    )  # fmt: skip


@require_POST
@signed_in
def helped(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The help came, or is no longer needed."""
    team = _team(request, pk)
    try:
        help_came(by=_asking(request), team=team)
    except NotAllowed:
        return not_allowed(request)
    return redirect(page_of(team))


@require_POST
@signed_in
def rest(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Rest until a day, or go on."""
    team, by = _team(request, pk), _asking(request)
    return _do(
        request, team, "rest", RestForm(request.POST), lambda given: rest_until(by=by, team=team, day=given["day"])
    )


@require_POST
@signed_in
def add(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Put somebody of this network on the team."""
    team, by = _team(request, pk), _asking(request)
    if not leads_team(by, team):
        return not_allowed(request)
    return _do(
        request, team, "add", AddForm(request.POST, team=team),
        lambda given: add_to_team(by=by, team=team, person=given["person"], role=TeamMember.Role(given["role"])),
    )  # fmt: skip


def _do(
    request: PersonRequest, team: Team, name: str, form: forms.Form, act: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """One of the page's forms: done once and back to the page; or the page again, with what was written."""
    if not form.is_valid():
        led_to = sent_before(_asking(request), team.wall_id, request.POST.get("once"))
        return redirect(led_to) if led_to else _page(request, team, {name: form})

    def done() -> str:
        act(form.cleaned_data)
        return page_of(team)

    try:
        address = do_once(_asking(request), team.wall_id, form.cleaned_data["once"], done)
    except NotAllowed:
        return not_allowed(request)
    except Refusal as refusal:
        form.add_error(refusal.field, str(refusal))
        return _page(request, team, {name: form})
    messages.success(request, _("Done."))
    return redirect(address)


def _page(request: PersonRequest, team: Team, refused: dict[str, forms.Form] | None = None) -> HttpResponse:
    person, refused = request.person, refused or {}
    members = list(TeamMember.objects.visible_to(person).filter(team=team).select_related("person"))
    on_it, leading = person.pk in {one.person_id for one in members}, leads_team(person, team)
    hub = of_a_hub(request.standing, team.wall_id)
    newest = _newest(person, team)
    page = {
        "team": team,
        "gone": just_removed(request, person),
        "members": members,
        "on_it": on_it,
        "leading": leading,
        "may_write": leading and not on_it and may_write_to(person, team),
        "work": work_of(person, [one for one in newest if one.kind != Conversation.KIND]),
        "next": next_in(person, team),
        "promises": _promises(person, team) if on_it or hub else None,
        "of_hub": hub,
        "promising": leads_among(request.standing, team.wall_id),
        "conversations": [one for one in newest if one.kind == Conversation.KIND],
        "box": start_box(person, team, seen_by_number(len(members), Audience.Kind.TEAM)) if on_it else None,
        "about": shown_with_help(team) if on_it or hub else None,
        "help": (refused.get("help") or HelpForm(team=team, person=_asking(request))) if on_it else None,
        "rest": refused.get("rest") or RestForm(initial={"day": team.resting_until}),
        "add": (refused.get("add") or AddForm(team=team)) if leading else None,
        "invited": _invited(person, team) if leading else [],
        "hub": page_of(team.network) if hub else "",
        "system_url": reverse("systems:system", args=[team.system.slug]),
        "sample": team.network.sample,
    }
    return render(request, "gather/team.html", page, status=422 if refused else 200)


def _invited(person: Asker, team: Team) -> list[Invitation]:
    every = Invitation.objects.visible_to(person).filter(team=team).exclude(answer="withdrawn")
    return list(every.order_by("-sent")[:100])


def _promises(person: Asker, team: Team) -> list[Promise]:
    """What the hub has said it will do: what is open first, then what was kept or let go last."""
    there = Promise.objects.visible_to(person).filter(team=team).select_related("made_by")
    return list(there.order_by(F("ended").desc(nulls_first=True), "by_when", "pk")[:PROMISES_SHOWN])


def _newest(person: Asker, team: Team) -> list[Artifact]:
    """What the team made or said last, as far as this person sees it."""
    made = (
        Artifact.objects.visible_to(person)
        .filter(team=team)
        .exclude(kind=Gathering.KIND)
        .select_related("made_by", "cycle")
    )
    return list(made.defer("search", "body", "words").order_by("-changed")[:WORK_SHOWN])


def _team(request: PersonRequest, pk: UUID) -> Team:
    return get_object_or_404(Team.objects.visible_to(request.person).select_related("network", "system"), pk=pk)


def _asking(request: PersonRequest) -> Person:
    assert isinstance(request.person, Person)
    return request.person
