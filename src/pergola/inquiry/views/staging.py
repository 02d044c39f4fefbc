"""Where a team stands: suggested from what happened, said by a person, with what was said before."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pergola.commons.forms import OnceForm
from pergola.commons.places import page_of
from pergola.commons.seen import SeenBy
from pergola.inquiry.actions import hear_nudge, quiet_nudge, say_stage
from pergola.inquiry.homes import works_in
from pergola.inquiry.models import Cycle, QuietNudge, TeamStage
from pergola.inquiry.staging import facts_of
from pergola.inquiry.team_stages import BY_KEY, STEPS, Suggested, suggest
from pergola.inquiry.views.sending import me, sent, words
from pergola.people.access import page_of as page_sent_from
from pergola.people.access import signed_in
from pergola.people.hubs import leads_among, of_a_hub
from pergola.people.middleware import PersonRequest
from pergola.spaces.models import Team, TeamMember


class StageForm(OnceForm):
    stage = forms.ChoiceField(
        label=gettext_lazy("Where do you stand?"),
        choices=[(one.key, one.name) for one in STEPS],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the steps.")},
    )
    because = forms.CharField(
        label=gettext_lazy("Because"),
        help_text=gettext_lazy("Needed only where you say otherwise than suggested."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": False}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def stage(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What is suggested and why, what was said last and before, and saying it."""
    team = get_object_or_404(Team.objects.visible_to(request.person).select_related("network"), pk=pk)
    on_it = works_in(request.person, team)
    if not (on_it or of_a_hub(request.standing, team.wall_id)):
        raise Http404
    may_say = on_it or leads_among(request.standing, team.wall_id)
    if request.method == "POST" and not may_say:
        raise PermissionDenied
    suggested = suggest(facts_of(team))
    form = StageForm(request.POST or None, initial={"stage": suggested.step.key})

    def act() -> str:
        say_stage(by=me(request), team=team, **words(form))
        return reverse("inquiry:team_stage", args=[team.pk])

    answer = sent(request, form, team.wall_id, act)
    if answer is not None:
        return answer
    context = {"form": form, "may_say": may_say, **_context(request, team, suggested)}
    return render(request, "inquiry/team_stage.html", context, status=422 if form.is_bound else 200)


def _context(request: PersonRequest, team: Team, suggested: Suggested) -> dict[str, Any]:
    said = list(TeamStage.objects.visible_to(request.person).filter(team=team).select_related("by"))
    on_it = TeamMember.objects.visible_to(request.person).filter(team=team).count()
    named = [(one, BY_KEY[one.stage].name, BY_KEY[one.suggested].name) for one in said if one.stage in BY_KEY]
    standing = BY_KEY[said[0].stage] if said and said[0].stage in BY_KEY else None
    return {
        "team": team,
        "home": page_of(team),
        "suggested": suggested,
        "standing": standing,
        "moved_on": standing is not None and standing.key != suggested.step.key,
        "steps": STEPS,
        "said": named,
        "seen": SeenBy(on_it, _("this team, and by those of the hub")),
    }


@require_POST
@signed_in
def quiet(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Do not remind me of this any more."""
    cycle = get_object_or_404(Cycle.objects.visible_to(request.person), pk=pk)
    nudge = request.POST.get("nudge", "")
    if nudge not in QuietNudge.Kind.values:
        raise Http404
    quiet_nudge(by=me(request), cycle=cycle, nudge=nudge, altogether="altogether" in request.POST)
    back = page_sent_from(request)
    return redirect(cycle.get_absolute_url() if back == request.get_full_path() else back)


@require_safe
@signed_in
def quieted(request: PersonRequest) -> HttpResponse:
    """What I am not reminded of, and hearing of it again."""
    ones = QuietNudge.objects.visible_to(request.person).select_related("cycle", "wall").order_by("-at", "-pk")
    seen = set(
        Cycle.objects.visible_to(request.person)
        .filter(pk__in=[one.cycle_id for one in ones])
        .values_list("pk", flat=True)
    )
    lines = [(one, one.cycle if one.cycle_id in seen else None) for one in ones]
    return render(request, "inquiry/quieted.html", {"lines": lines})


@require_POST
@signed_in
def again(request: PersonRequest, pk: int) -> HttpResponse:
    """Remind me again."""
    hear_nudge(by=me(request), quiet=get_object_or_404(QuietNudge.objects.editable_by(request.person), pk=pk))
    return redirect("inquiry:quieted")
