"""Critical friends: asking them, and reading what they say side by side."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pergola.commons.models import Artifact
from pergola.commons.seen import SeenBy
from pergola.inquiry.actions import ask_critical_friends
from pergola.inquiry.critique_forms import AskFriendsForm, CloseForm, RemarkForm
from pergola.inquiry.critique_words import as_it_stands, labelled, may_be_asked_of, suggested
from pergola.inquiry.critiques import Seen, people_of, see
from pergola.inquiry.models import Critique
from pergola.inquiry.places import page_of_critique
from pergola.inquiry.rules import KINDS
from pergola.inquiry.views.sending import ask, me, must_be_mine, who_will_see
from pergola.kernel.clock import today
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.spaces.models import Team, TeamMember

USUAL = timedelta(days=14)


@require_safe
@signed_in
def every(request: PersonRequest) -> HttpResponse:
    """What my teams are asked, and what they ask."""
    person = request.person
    found = Critique.objects.visible_to(person).select_related("artifact", "team", "sent")
    mine = set(TeamMember.objects.visible_to(person).filter(person=person.pk).values_list("team", flat=True))
    ones = list(found.order_by("closed", "due", "pk"))
    context = {
        "asked": [one for one in ones if one.team_id not in mine],
        "ours": [one for one in ones if one.team_id in mine],
    }
    return render(request, "inquiry/critiques.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask partner teams for comments on one thing."""
    thing = _mine(request, pk)
    if thing.team is None or not may_be_asked_of(thing.kind):
        return not_allowed(request)
    form = _ask_form(request, thing, thing.team)

    def act() -> str:
        said = form.cleaned_data
        asked = ask_critical_friends(
            by=me(request), thing=thing, teams=list(said["teams"]), criteria=form.by_line, due=said["due"],
            question=said["question"],
        )  # fmt: skip
        return page_of_critique(asked.pk)

    return ask(
        request,
        form,
        act,
        wall=thing.wall_id,
        seen=who_will_see(thing),
        **_said_of_asking(),
        trail=thing,
        words=labelled(as_it_stands(thing, request.person), thing.kind),
        template="inquiry/ask_friends.html",
    )


def _mine(request: PersonRequest, pk: UUID) -> Artifact:
    things = Artifact.objects.visible_to(request.person).filter(kind__in=KINDS)
    thing = get_object_or_404(things.select_related("audience", "team", "community"), pk=pk)
    must_be_mine(request, thing)
    return thing


def _said_of_asking() -> dict[str, Any]:
    return {
        "also": _(
            "The teams you choose see these words, as they stand now, until you close it: no numbers, no files, nothing beneath."
        ),
        "heading": _("Ask critical friends"),
        "lede": _(
            "A partner team sees what we have stopped seeing. They say what is warm, what is cool and what they wonder."
        ),
        "button": _("Ask them"),
    }


def _ask_form(request: PersonRequest, thing: Artifact, team: Team) -> AskFriendsForm:
    initial = {"criteria": "\n".join(suggested(thing.kind)), "due": today() + USUAL}
    form = AskFriendsForm(request.POST or None, initial=initial)
    partners = Team.objects.visible_to(request.person).filter(wall=thing.wall_id).exclude(pk=team.pk)
    form.fields["teams"].queryset = partners  # type: ignore[attr-defined]
    return form


def find(request: PersonRequest, pk: UUID) -> Critique:
    """The critique, or 404, with what its page names."""
    named = ("artifact", "team", "asked_by", "closed_by")
    return get_object_or_404(Critique.objects.visible_to(request.person).select_related(*named), pk=pk)


@require_safe
@signed_in
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What was asked, and what was said, as far as it is for this person."""
    return page(request, find(request, pk))


def page(request: PersonRequest, critique: Critique, **refused: BaseForm) -> HttpResponse:
    """The page; 422 where a form of it was refused, with everything that was written."""
    seen = see(request.person, critique)
    context = {
        "critique": critique,
        "seen_words": seen,
        "say_form": refused.get("say") or say_form(request, seen),
        "close_form": refused.get("close") or CloseForm(),
        "closing": "close" in refused,
        "seen": _who_hears(seen),
    }
    return render(request, "inquiry/critique.html", context, status=422 if refused else 200)


def say_form(request: PersonRequest, seen: Seen) -> RemarkForm:
    """What a team that was asked says; bound where it is sent."""
    teams = Team.objects.visible_to(request.person).filter(pk__in=[one.pk for one in seen.asked_as])
    data = request.POST if request.method == "POST" and "words" in request.POST else None
    first = seen.asked_as[0] if seen.asked_as else None
    return RemarkForm(
        data, teams=teams, criteria=seen.critique.by_criterion, several=len(seen.asked_as) > 1, initial={"team": first}
    )


def _who_hears(seen: Seen) -> SeenBy:
    """A remark is read by those who asked and by those it is of; what becomes of it, too."""
    teams = [seen.critique.team_id, *(one.pk for one in seen.asked_as)]
    people = people_of(teams)
    if seen.ours:
        return SeenBy(people, _("your team, and by those who said something"))
    return SeenBy(people, _("your team and of %(team)s") % {"team": seen.critique.team})
