"""A measure with the limits of chance around it, and where they are set anew."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pergola.commons.forms import OnceForm
from pergola.commons.models import Link
from pergola.commons.once import do_once, sent_before
from pergola.inquiry.actions import join_limits, split_limits
from pergola.inquiry.chain import targets_of
from pergola.inquiry.definition_forms import SplitForm
from pergola.inquiry.limits import changes_of, limited
from pergola.inquiry.models import CountedBy, Cycle, Measure, Observation, Split
from pergola.inquiry.rules import may_change
from pergola.inquiry.showing_limits import show_limits
from pergola.inquiry.views.sending import ask, me, must_be_mine, who_sees, words
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest


@require_safe
@signed_in
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The chart with limits, every signal in words, every row with its own limits."""
    measure, person = get_object_or_404(_measures(request), pk=pk), request.person
    pinned = targets_of(Cycle.objects.visible_to(person), measure, Link.Kind.MEASURES)
    splits = list(Split.objects.visible_to(person).filter(measure=measure))
    counted_by = CountedBy.objects.visible_to(person).filter(measure=measure).select_related("version")
    changes = changes_of(list(pinned), splits, list(counted_by))
    observations = list(Observation.objects.visible_to(person).filter(measure=measure))
    mine = may_change(person, measure)
    context = {
        "measure": measure,
        "shown": show_limits(
            limited(measure, observations, changes, own=mine), every_row=request.GET.get("rows") == "all"
        ),
        "splits": [(split, uuid4()) for split in splits],
        "mine": mine,
    }
    return render(request, "inquiry/limits.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def split(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Set the limits anew from a day, and say what changed."""
    measure = get_object_or_404(_measures(request), pk=pk)
    must_be_mine(request, measure)
    form = SplitForm(request.POST or None)

    def act() -> str:
        split_limits(by=me(request), measure=measure, **words(form))
        return reverse("inquiry:limits", args=[measure.pk])

    return ask(
        request,
        form,
        act,
        wall=measure.wall_id,
        seen=who_sees(measure),
        heading=_("From which day do new limits hold?"),
        lede=_(
            "New limits belong where something is known to have changed, and the points after it lie elsewhere. "
            "Without a reason, leave the limits as they are: otherwise any signal could be made to disappear."
        ),
        button=_("Set new limits from this day"),
        trail=measure,
    )


@require_POST
@signed_in
def join(request: PersonRequest, pk: UUID, split: int) -> HttpResponse:
    """Take a split back."""
    wall = Measure.objects.visible_to(request.person).filter(pk=pk).values_list("wall", flat=True).first()
    if wall is not None and (led := sent_before(me(request), wall, request.POST.get("once"))):
        return redirect(led)
    splits = Split.objects.visible_to(request.person).select_related("measure")
    found = get_object_or_404(splits, pk=split, measure=pk)
    if not may_change(request.person, found.measure):
        raise PermissionDenied
    form = OnceForm(request.POST)
    key = form.cleaned_data["once"] if form.is_valid() else None

    def act() -> str:
        join_limits(by=me(request), split=found)
        messages.success(request, _("The limits are set on both sides together again."))
        return reverse("inquiry:limits", args=[pk])

    return redirect(do_once(me(request), found.measure.wall_id, key, act))


def _measures(request: PersonRequest) -> QuerySet[Measure]:
    return Measure.objects.visible_to(request.person).select_related("audience", "team", "community")
