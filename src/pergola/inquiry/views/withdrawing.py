"""A definition is withdrawn, and brought back; and a team goes on to its newest version."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pergola.inquiry.actions import bring_back_definition, count_by_version, withdraw_definition
from pergola.inquiry.definition_forms import SinceForm, WithdrawForm
from pergola.inquiry.definitions import changed_in, steps_since
from pergola.inquiry.homes import seen_by_all
from pergola.inquiry.models import CountedBy, DefinitionVersion, Measure
from pergola.inquiry.views.definitions import Up, find_definition, must_lead
from pergola.inquiry.views.sending import ask, me, must_be_mine, put_theirs, who_sees, words
from pergola.kernel.errors import Refusal, Stale
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Nobody is to begin counting by it, and why."""
    definition = find_definition(request, pk)
    must_lead(request, definition.wall_id)
    address = reverse("inquiry:definition", args=[pk])
    form = WithdrawForm(request.POST or None)

    def act() -> str:
        withdraw_definition(by=me(request), definition=definition, **words(form))
        messages.success(request, _("Withdrawn. The teams that count so are told."))
        return address

    return ask(
        request,
        form,
        act,
        wall=definition.wall_id,
        seen=seen_by_all(definition.wall_id),
        heading=_("Withdraw this definition"),
        lede=_("Nobody begins to count by it any more. Teams that do keep their numbers and the words these were counted by; what they counted stays side by side. It can come back for thirty days."),
        button=_("Withdraw it"),
        trail=Up(str(definition.versions.all()[0]), address),
    )  # fmt: skip


@require_POST
@signed_in
def bring_back(request: PersonRequest, pk: UUID) -> HttpResponse:
    """It stands again."""
    definition = find_definition(request, pk)
    must_lead(request, definition.wall_id)
    try:
        bring_back_definition(by=me(request), definition=definition)
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It stands again. The teams that count so are told."))
    return redirect("inquiry:definition", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def go_on(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Count by the newest version of the definition from a day on."""
    measures = Measure.objects.visible_to(request.person).select_related("audience", "team", "community")
    measure = get_object_or_404(measures, pk=pk)
    taken = CountedBy.objects.visible_to(request.person).filter(measure=measure)
    standing = taken.select_related("version__definition__withdrawn_by").last()
    if standing is None:
        raise Http404
    must_be_mine(request, measure)
    definition = standing.version.definition
    steps = steps_since(definition, standing.version.number)
    newest = steps[-1].version if steps else standing.version
    form = SinceForm(request.POST or None, initial={"version": newest.number})

    def act() -> Measure:
        _must_have_read(form, newest)
        count_by_version(by=me(request), measure=measure, version=newest, since=form.cleaned_data["since"])
        return measure

    def stale() -> None:
        changed = [(one.label, one.now) for one in changed_in(newest, standing.version)]
        put_theirs(form, changed, field="version", number=newest.number)

    return ask(
        request, form, act, wall=measure.wall_id, seen=who_sees(measure), heading=_("Go on to the newest version") if steps and not definition.withdrawn else _("Versions since yours"),
        button=_("We count so from this day"), trail=measure, template="inquiry/go_on.html",
        standing=standing.version, definition=definition, newest=newest, steps=steps, stale=stale,
    )  # fmt: skip


def _must_have_read(form: SinceForm, newest: DefinitionVersion) -> None:
    """Nobody goes on to words they have not read."""
    if form.cleaned_data["version"] == newest.number:
        return
    raise Stale(
        _("Version %(number)d was written meanwhile. What is different stands above; send this again if you count so.")
        % {"number": newest.number},
        theirs=newest.counts,
        mine="",
    )
