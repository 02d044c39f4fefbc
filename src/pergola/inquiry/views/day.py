from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pergola.commons.forms import OnceForm
from pergola.commons.once import do_once, sent_before
from pergola.inquiry.actions import bring_back_value, correct_observation, remove_observation
from pergola.inquiry.forms import ValueForm
from pergola.inquiry.models import EarlierValue, Measure, Observation
from pergola.inquiry.one_day import read_day
from pergola.inquiry.rules import may_change
from pergola.inquiry.series.groups import FINE
from pergola.inquiry.views.sending import ask, me, who_sees, words
from pergola.inquiry.wording import plain_day
from pergola.kernel.errors import Refusal
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def correct(request: PersonRequest, pk: UUID, day: int) -> HttpResponse:
    """Put another value in the place of one day's, or take the day out."""
    if led := _sent_before(request, pk):
        return redirect(led)
    observation = _observation(request, pk, day)
    measure = observation.measure
    form = ValueForm(request.POST or None, initial=_as_written(observation))
    if observation.spread is None:
        del form.fields["spread"]

    def act() -> str:
        correct_observation(by=me(request), observation=observation, row=read_day(measure, **words(form)))
        return measure.get_absolute_url()

    return ask(
        request,
        form,
        act,
        wall=measure.wall_id,
        seen=who_sees(measure),
        heading=_("Correct %(day)s") % {"day": plain_day(observation.on)},
        lede=_("What stood there is kept among the earlier values."),
        button=_("Correct it"),
        trail=measure,
        observation=observation,
        out=OnceForm(),
        template="inquiry/day.html",
    )


@require_POST
@signed_in
def take_out(request: PersonRequest, pk: UUID, day: int) -> HttpResponse:
    """Take one day out. The measure's page offers to put it back."""
    if led := _sent_before(request, pk):
        return redirect(led)
    observation = _observation(request, pk, day)
    said = _("%(day)s is taken out. It is kept among the earlier values, and can be put back.")
    return _once(
        request,
        observation.measure,
        lambda: remove_observation(by=me(request), observation=observation),
        said % {"day": plain_day(observation.on)},
    )


@require_POST
@signed_in
def bring_back(request: PersonRequest, pk: UUID, earlier: int) -> HttpResponse:
    """Put an earlier value back in."""
    if led := _sent_before(request, pk):
        return redirect(led)
    values = EarlierValue.objects.editable_by(request.person).select_related("measure")
    value = get_object_or_404(values, pk=earlier, measure=pk)
    return _once(
        request,
        value.measure,
        lambda: bring_back_value(by=me(request), earlier=value),
        _("%(day)s is back.") % {"day": plain_day(value.on)},
    )


def _sent_before(request: PersonRequest, pk: UUID) -> str | None:
    """Where the same button led that was pressed before: the row it spoke of is gone since, and nothing went wrong."""
    wall = Measure.objects.visible_to(request.person).filter(pk=pk).values_list("wall", flat=True).first()
    return sent_before(me(request), wall, request.POST.get("once")) if wall is not None else None


def _once(request: PersonRequest, measure: Measure, act: Callable[[], object], said: str) -> HttpResponse:
    """Do it once, say so on the measure's page; or say there why not."""
    form = OnceForm(request.POST)
    key = form.cleaned_data["once"] if form.is_valid() else None

    def done() -> str:
        act()
        messages.success(request, said)
        return measure.get_absolute_url()

    try:
        return redirect(do_once(me(request), measure.wall_id, key, done))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(measure)


def _observation(request: PersonRequest, pk: UUID, day: int) -> Observation:
    rows = Observation.objects.visible_to(request.person).select_related("measure__audience")
    observation = get_object_or_404(rows, pk=day, measure=pk)
    if not may_change(request.person, observation.measure):
        raise PermissionDenied
    return observation


def _as_written(observation: Observation) -> dict[str, str]:
    part, whole = observation.numerator, observation.denominator
    value, spread = observation.value if part is None else part, observation.spread
    if spread is not None and part is not None and whole:
        value = (part / whole).quantize(FINE)
    return {
        "day": observation.on.isoformat(),
        "value": "" if value is None else f"{value.normalize() + 0:f}",
        "whole": "" if whole is None else f"{whole.normalize() + 0:f}",
        "spread": "" if spread is None else f"{spread.normalize() + 0:f}",
    }
