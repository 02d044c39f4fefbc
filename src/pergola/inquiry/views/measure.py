from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pergola.commons.models import Link
from pergola.inquiry import showing
from pergola.inquiry.actions import define_measure, edit_measure
from pergola.inquiry.chain import above, targets_of
from pergola.inquiry.definition_forms import OwnWordsForm
from pergola.inquiry.definitions import offered_in, standing_of
from pergola.inquiry.forms import MeasureEdit, MeasureForm
from pergola.inquiry.models import Aim, CountedBy, Cycle, EarlierValue, Measure, Observation
from pergola.inquiry.rules import may_change
from pergola.inquiry.standing import line_of
from pergola.inquiry.views.sending import ask, edit, me, must_be_mine, who_sees, who_will_see, words
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest


@require_safe
@signed_in
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A measure: its chart with every cycle pinned on it, what it says, its rows, and what stood there earlier."""
    measure, person = get_object_or_404(_measures(request), pk=pk), request.person
    pinned = targets_of(Cycle.objects.visible_to(person), measure, Link.Kind.MEASURES)
    cycles = list(pinned.select_related("team", "community"))
    observations = list(Observation.objects.visible_to(person).filter(measure=measure))
    mine = may_change(person, measure)
    shown = showing.show(measure, observations, cycles, own=mine, every_row=request.GET.get("rows") == "all")
    earlier = EarlierValue.objects.editable_by(person).filter(measure=measure).select_related("taken_out_by")
    taken, newer = standing_of(person, measure)
    context = {
        "measure": measure,
        "taken": taken,
        "newer": newer,
        "aim": above(Aim.objects.visible_to(person), measure, Link.Kind.MEASURES),
        "cycles": [line_of(cycle) for cycle in cycles],
        "shown": shown,
        "mine": mine,
        "earlier": [(one, uuid4()) for one in earlier[:20]] if mine else [],
        "seen": who_sees(measure),
    }
    return render(request, "inquiry/measure.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say what is counted for an aim."""
    aims = Aim.objects.visible_to(request.person).select_related("audience", "team", "community")
    aim = get_object_or_404(aims, pk=pk)
    must_be_mine(request, aim)
    form = MeasureForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: define_measure(by=me(request), aim=aim, **words(form)),
        wall=aim.wall_id,
        seen=who_will_see(aim),
        heading=_("What will you count?"),
        lede=_("Something you can count often, without much work, that would move if the aim came nearer."),
        button=_("Keep this measure"),
        trail=aim,
        offered=offered_in(request.person, aim.team.network_id) if aim.team else [],
        template="inquiry/measure_form.html",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Change the measure's words."""
    measure = get_object_or_404(_measures(request), pk=pk)

    def act(revision: int, said: dict[str, object]) -> Measure:
        return edit_measure(by=me(request), measure=measure, revision=revision, **said)

    if CountedBy.objects.visible_to(request.person).filter(measure=measure).exists():
        return edit(request, measure, OwnWordsForm, act)
    return edit(request, measure, MeasureEdit, act, template="inquiry/measure_form.html")


def _measures(request: PersonRequest) -> QuerySet[Measure]:
    return Measure.objects.visible_to(request.person).select_related("audience", "team", "community", "made_by")
