"""The two of a pair set a date."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pergola.commons.once import do_once
from pergola.gather.actions.meeting import meet_in_pair
from pergola.gather.models import Pair
from pergola.gather.views.rooms import acting
from pergola.kernel.errors import Refusal
from pergola.meetings.forms import GatheringForm
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.talk.clocks import clock_for


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def meet(request: PersonRequest, pk: UUID) -> HttpResponse:
    """For the two of a pair that stands; to everybody else there is no such page."""
    there = Pair.objects.visible_to(request.person).stand().select_related("asked_by", "asked_to")
    pair, by = get_object_or_404(there, pk=pk), acting(request)
    data = request.POST if request.method == "POST" else None
    form = GatheringForm(data, clock=clock_for(by, wall=pair.wall_id))
    if form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("title", "body")} | form.where

        def planned() -> str:
            made = meet_in_pair(by=by, pair=pair, when=form.when, **words)
            messages.success(request, _("The date is set, and the other of you is told. Write to each other below."))
            return made.get_absolute_url()

        try:
            return redirect(do_once(by, pair.wall_id, form.cleaned_data["once"], planned))
        except Refusal as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    page = {"form": form, "pair": pair, "asked": pair.asked_to_id == by.pk}
    return render(request, "gather/pair_meet.html", page, status=422 if form.errors else 200)
