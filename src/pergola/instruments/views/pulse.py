"""How a community asks how it goes: the questions, and asking them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pergola.commons.once import do_once
from pergola.commons.places import page_of
from pergola.instruments.actions import ask_pulse, word_pulse
from pergola.instruments.forms import PulseForm, WordingForm
from pergola.instruments.rules import asks_in, is_in
from pergola.instruments.shipped import HEALTH, shipped
from pergola.instruments.wording import newest_wording
from pergola.kernel.errors import Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.spaces.models import Community, Membership


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def questions(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Which features the pulse asks about, and in whose words."""
    community, by = _community(request, pk), request.person
    if not isinstance(by, Person) or not asks_in(by, community):
        return not_allowed(request)
    form = WordingForm(request.POST if request.method == "POST" else None, before=newest_wording(community))
    if form.is_valid():
        try:
            word_pulse(by=by, community=community, wording=form.wording)
        except Refusal as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("Kept. The next pulse asks like this; what was asked before keeps its words."))
            return redirect(_health(community))
    page = {"community": community, "form": form, "home": _health(community), "sample": community.sample}
    return render(request, "instruments/questions.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Who is asked what, and by which way; on the button it is asked."""
    community, by = _community(request, pk), request.person
    if not isinstance(by, Person) or not asks_in(by, community):
        return not_allowed(request)
    form = PulseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            address = do_once(by, community.wall_id, form.cleaned_data["once"], lambda: _ask(by, community, form))
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Asked. Who wants mail has a link within a minute; all find it on this page."))
            return redirect(address)
    page = {"community": community, "form": form, "home": _health(community), "sample": community.sample}
    page |= {"stems": _stems(community), "people": _people(request, community)}
    return render(request, "instruments/ask_pulse.html", page, status=422 if form.errors else 200)


def _ask(by: Person, community: Community, form: PulseForm) -> str:
    ask_pulse(by=by, community=community, days=form.cleaned_data["days"])
    return _health(community)


def _stems(community: Community) -> list[str]:
    before = newest_wording(community)
    return [one.stem for one in (before.items.all() if before else shipped(HEALTH).items)]


def _people(request: PersonRequest, community: Community) -> int:
    return Membership.objects.visible_to(request.person).filter(community=community).count()


def _health(community: Community) -> str:
    """The page of a higher floor, where answers stand beside what happened."""
    return f"{page_of(community)}health/"


def _community(request: PersonRequest, pk: UUID) -> Community:
    """For those who are in it: to all others this page is not there."""
    found = get_object_or_404(Community.objects.visible_to(request.person), pk=pk)
    if not is_in(request.person, found):
        raise Http404
    return found
