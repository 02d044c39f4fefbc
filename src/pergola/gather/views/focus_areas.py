"""A focus area: proposing one, its page, and the taps by which one says that one would come or lead."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pergola.commons.actions import discard_draft
from pergola.commons.drafts import draft_address, drafts_for
from pergola.gather.actions.calling import change_support, propose_focus_area, support_focus_area, take_support_back
from pergola.gather.call_forms import ProposeForm, SignalForm
from pergola.gather.models import FocusArea, Support
from pergola.gather.proposed import JOINED, before, takes, with_signals
from pergola.gather.signals import said_before
from pergola.gather.views.behind import do_behind, leads_here, page_behind
from pergola.gather.views.calls import AREAS_A_PAGE, find_call
from pergola.gather.views.rooms import acting
from pergola.gather.workplace import schools_to_choose
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.systems.models import School

DRAFTED = ("challenge", "why_now")


def find_area(request: PersonRequest, pk: UUID) -> FocusArea:
    seen = FocusArea.objects.visible_to(request.person).select_related(*JOINED, "call__wall").defer("search", "words")
    return get_object_or_404(seen, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def propose(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Anyone behind the wall proposes."""
    call, by = find_call(request, pk), acting(request)
    home, boxes = reverse("gather:call", args=[pk]), _boxes(by, call.wall_id)
    left = {name: text for name, (_place, _url, text) in boxes.items() if text}
    form = ProposeForm(request.POST) if request.method == "POST" else ProposeForm(initial=left)

    def page() -> HttpResponse:
        urls = {name: url for name, (_place, url, _text) in boxes.items()}
        return page_behind(
            request, "gather/propose.html", call.wall, form, call=call, home=home, urls=urls, sample=call.sample
        )

    def proposed() -> str:
        made = propose_focus_area(by=by, call=call, proposal=form.proposal)
        for place, _url, _text in boxes.values():
            discard_draft(by=by, place=place)
        messages.success(request, _("It is proposed. Your own support counts already; you can take it back."))
        return made.get_absolute_url()

    return do_behind(request, call.wall, form, proposed, page) if form.is_valid() else page()


def _boxes(by: Person, wall: int) -> dict[str, tuple[str, str, str]]:
    """Where what is written is kept: its place, its address, and what was left there. One query."""
    places = {name: f"focus-area@{wall}:{name}" for name in DRAFTED}
    kept = drafts_for(by, places.values())
    return {
        name: (place, draft_address(place), kept[place].text if place in kept else "") for name, place in places.items()
    }


@require_safe
@signed_in
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The challenge, what was signalled, what became of it; and what people say about it."""
    area = find_area(request, pk)
    one, leading = with_signals(request.person, [area])[0], leads_here(request, area.wall_id)
    asks_school = one.takes_signals and one.mine is not None and not one.mine.school and area.call.schools > 1
    page: dict[str, Any] = {
        "area": area,
        "one": one,
        "takes": takes(area.call),
        "said_before": said_before(request.person, area) if one.takes_signals and one.mine is None else [],
        "home": reverse("gather:call", args=[area.call_id]),
        "schools": SignalForm(schools=schools_to_choose(area.wall_id)) if asks_school else None,
        "offers": _offers(request, area) if leading else [],
        "sample": area.call.sample,
    }
    return page_behind(request, "gather/focus_area.html", area.wall, **page)


def _offers(request: PersonRequest, area: FocusArea) -> list[Person]:
    """Who offers to lead it: told to those who answer."""
    offers = Support.objects.visible_to(request.person).filter(focus_area=area, leads=True)
    return [one.person for one in offers.select_related("person").order_by("said", "pk")]


@require_POST
@signed_in
def signal(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One tap, taken back as easily."""
    area, by = find_area(request, pk), acting(request)
    says_school = request.POST.get("say") == "school"
    form = SignalForm(request.POST, schools=schools_to_choose(area.wall_id) if says_school else [])
    leads_to = area.get_absolute_url()
    if not form.is_valid():
        messages.error(request, _("Nothing is changed. Press one of the buttons, or choose a school from the list."))
        return redirect(leads_to)
    given = form.cleaned_data
    try:
        messages.success(request, _said(by, area, given["say"], given["school"]))
    except NotAllowed:
        return not_allowed(request)
    except Refusal as refused:
        messages.error(request, str(refused))
    return redirect(_on_its_call(by, area) if given["here"] else leads_to)


def _on_its_call(by: Person, area: FocusArea) -> str:
    """Where it stands on the page of its call: the first, or one of those after it."""
    number = before(by, area) // AREAS_A_PAGE + 1
    return f"{reverse('gather:call', args=[area.call_id])}{f'?page={number}' if number > 1 else ''}#area-{area.pk}"


def _said(by: Person, area: FocusArea, say: str, school: School | None) -> str:
    """Do it, and say what is so now."""
    if say == "back":
        take_support_back(by=by, area=area)
        return _("Taken back, and nobody is told.")
    if say in {"not-lead", "school"}:
        change_support(by=by, area=area, leads=False if say == "not-lead" else None, school=school)
    else:
        support_focus_area(by=by, area=area, leads=True if say == "lead" else None)
    return {
        "come": _("Counted. Nobody sees that it is you; how many you are is told from five on."),
        "lead": _("Counted, and offered. Those who lead here see your name."),
        "not-lead": _("You no longer offer to lead it; that you would come still counts."),
        "school": _("Your school is counted now. Which one it is nobody sees."),
    }[say]
