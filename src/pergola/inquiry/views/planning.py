"""Planning a cycle: the first of an idea, or the next after one that has been decided."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pergola.commons.models import Link
from pergola.inquiry.actions import plan_cycle
from pergola.inquiry.chain import beneath, measures_for
from pergola.inquiry.cycle_forms import CycleForm
from pergola.inquiry.homes import home_of
from pergola.inquiry.models import ChangeIdea, Cycle, Measure
from pergola.inquiry.ramps import wider
from pergola.inquiry.views.sending import ask, me, must_be_mine, who_will_see, words
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest

KEPT = ("question", "scope", "school", "context", "dose", "who")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Plan a cycle that tests an idea; after another, what was written there stands in the boxes already."""
    ideas = ChangeIdea.objects.visible_to(request.person).select_related("audience", "team", "community")
    idea = get_object_or_404(ideas, pk=pk)
    must_be_mine(request, idea)
    if home_of(idea) is None:  # proposed to a network by somebody on no team there: a team takes it up first
        return not_allowed(request)
    after = _after(request, idea)
    measures = measures_for(Measure.objects.editable_by(request.person), idea)
    form = CycleForm(request.POST or None, initial=_initial(request, after, list(measures)))
    form.fields["measures"].queryset = measures  # type: ignore[attr-defined]
    return ask(
        request,
        form,
        lambda: plan_cycle(by=me(request), idea=idea, follows=after, **words(form)),
        wall=idea.wall_id,
        seen=who_will_see(idea),
        heading=_("Plan the next cycle") if after else _("Plan a small cycle"),
        lede=_("Change one thing, or reach a little further. What stood in the cycle before is here already.")
        if after
        else _("One class, one lesson, one week: as small as still tells you something. The prediction comes next."),
        button=_("Begin the plan"),
        trail=after or idea,
    )


def _after(request: PersonRequest, idea: ChangeIdea) -> Cycle | None:
    """The cycle this one comes after, as the address names it: of this idea, of the same home, and decided."""
    try:
        wanted = UUID(request.GET.get("after", ""))
    except ValueError:
        return None
    tests = beneath(Cycle.objects.visible_to(request.person), idea, Link.Kind.TESTS).select_related("team", "community")
    before = tests.filter(pk=wanted, step=Cycle.Step.DONE).first()
    return before if before is not None and home_of(before) == home_of(idea) else None


def _initial(request: PersonRequest, after: Cycle | None, measures: list[Measure]) -> dict[str, Any]:
    if after is None:
        return {"measures": measures}
    watched = beneath(Measure.objects.visible_to(request.person), after, Link.Kind.MEASURES)
    same = {name: getattr(after, name) for name in KEPT}
    width = wider(after.width) if after.decision == Cycle.Decision.SCALE else after.width
    return {**same, "width": width, "measures": list(watched) or measures}
