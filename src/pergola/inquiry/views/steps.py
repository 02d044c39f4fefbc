"""The acts of a cycle, each sent from the cycle’s own page and shown there again if it is refused."""

from collections.abc import Callable
from copy import copy
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pergola.commons.actions import discard_draft
from pergola.commons.models import Artifact
from pergola.inquiry.actions import decide as decide_cycle
from pergola.inquiry.actions import finish_do, finish_study, lock_prediction, say_lean
from pergola.inquiry.actions.cycles import write_plan
from pergola.inquiry.cycle_forms import DecideForm, DoForm, LeanForm, PlanForm, StudyForm
from pergola.inquiry.homes import home_of, works_in
from pergola.inquiry.models import Cycle
from pergola.inquiry.views.cycle import find, page, places_of
from pergola.inquiry.views.sending import me, must_be_mine, sent, words
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest


@require_POST
@signed_in
def plan(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Keep the plan, or lock the prediction and go on to Do."""
    cycle = find(request, pk)
    must_be_mine(request, cycle)
    form = PlanForm(request.POST, instance=copy(cycle))

    def act() -> Artifact:
        said = {name: value for name, value in words(form).items() if name != "expectations"}
        revision = form.cleaned_data["revision"]
        written = write_plan(by=me(request), cycle=cycle, revision=revision, expectations=form.parts, **said)
        return lock_prediction(by=me(request), cycle=written) if "lock" in request.POST else written

    return sent(request, form, cycle.wall_id, act, about=cycle) or page(request, cycle, plan=form)


@require_POST
@signed_in
def do(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Finish Do."""
    form = DoForm(request.POST)
    return _step(
        request,
        pk,
        "do",
        form,
        lambda cycle: finish_do(by=me(request), cycle=cycle, **words(form)),
    )


@require_POST
@signed_in
def study(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Finish Study; a team's cycle is then seen by its network."""
    cycle = find(request, pk)
    form = StudyForm(request.POST, parts=list(cycle.expectations.all()))

    def act(cycle: Cycle) -> Cycle:
        return finish_study(by=me(request), cycle=cycle, learned=form.cleaned_data["learned"], outcomes=form.outcomes)

    return _step(request, pk, "study", form, act)


@require_POST
@signed_in
def lean(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say which way one leans. Everyone of the team or community may."""
    cycle = find(request, pk)
    home = home_of(cycle)
    if home is None or not works_in(request.person, home):
        raise PermissionDenied
    form = LeanForm(request.POST, prefix="lean")

    def act() -> str:
        said = form.cleaned_data
        say_lean(by=me(request), cycle=cycle, towards=said["towards"], because=said["because"])
        way = Cycle.Decision(said["towards"]).label.partition(":")[0].lower()
        kept = (
            _("You lean towards %(way)s. You can change your mind until the team decides.")
            if cycle.team_id
            else _("You lean towards %(way)s. You can change your mind until it is decided.")
        )
        messages.success(request, kept % {"way": way})
        return f"{reverse('inquiry:cycle', args=[cycle.pk])}#leans"

    return sent(request, form, cycle.wall_id, act) or page(request, cycle, lean=form)


@require_POST
@signed_in
def decide(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Adopt, adapt, abandon or scale."""
    form = DecideForm(request.POST)

    def act(cycle: Cycle) -> Cycle:
        said = form.cleaned_data
        return decide_cycle(by=me(request), cycle=cycle, decision=said["decision"], because=said["because"])

    return _step(request, pk, "decide", form, act)


def _step(request: PersonRequest, pk: UUID, name: str, form: BaseForm, act: Callable[[Cycle], Cycle]) -> HttpResponse:
    """Do it, and let go of the draft whose words are used up now."""
    cycle = find(request, pk)
    must_be_mine(request, cycle)

    def done() -> Cycle:
        if cycle.step in (Cycle.Step.DO, Cycle.Step.STUDY):
            for place in places_of(cycle).values():
                discard_draft(by=me(request), place=place)
        return act(cycle)

    return sent(request, form, cycle.wall_id, done) or page(request, cycle, **{name: form})
