"""Agreement by consent: proposing, and what people say to it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pergola.commons.once import do_once
from pergola.commons.seen import seen_by
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.routines.actions import (
    consent_to,
    end_agreement,
    object_to,
    propose_routine,
    say_objection_is_met,
    word_anew,
)
from pergola.routines.agreements import State, agreements_about, standing_of
from pergola.routines.boxes import Boxes
from pergola.routines.forms import EndForm, ObjectForm, ProposeForm
from pergola.routines.models import Agreement
from pergola.routines.rules import home_of, may_lead, works_in
from pergola.routines.views.sending import ask, find_agreement, find_routine, me, seen_in, words


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def propose(request: PersonRequest, pk: UUID) -> HttpResponse:
    """“We teach with this”, put to the routine's community."""
    routine = find_routine(request, pk)
    home = home_of(routine)
    if not works_in(request.person, home):
        return not_allowed(request)
    if request.method != "POST":
        there = agreements_about(request.person, routine=routine, ended=None)
        if there:
            return redirect(there[0].agreement.get_absolute_url())
    boxes = Boxes("routine-propose", routine.pk, ("words",))
    form = ProposeForm(request.POST or None, initial=boxes.left(request.person))
    return ask(
        request, form, lambda: propose_routine(by=me(request), routine=routine, **words(form)).get_absolute_url(),
        wall=routine.wall_id, boxes=boxes, seen=seen_in(request, home), up=routine.get_absolute_url(),
        up_label=routine.title, place=home.name, heading=_("Propose that we teach with it"), button=_("Propose it"),
        also=_("Each of them is told now."), sample=home.sample,
        lede=_("Nobody has to vote. It stands when the days are over, unless somebody objects and says why."),
    )  # fmt: skip


@require_safe
@signed_in
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """How it stands, what was said, and what I can say."""
    return _page(request, find_agreement(request, pk), ObjectForm())


def _page(request: PersonRequest, agreement: Agreement, form: forms.Form) -> HttpResponse:
    shown = agreements_about(request.person, pk=agreement.pk)[0]
    home = home_of(agreement.routine)
    context: dict[str, Any] = {
        "routine": agreement.routine,
        "home": home,
        "agreement": agreement,
        "standing": shown,
        "state": str(shown.state),
        "voice": shown.voice_of(request.person.pk),
        "inside": works_in(request.person, home),
        "leads": may_lead(request.person, agreement),
        "changed_since": agreement.routine.revision > shown.wording.revision,
        "form": form,
        "seen": seen_by(agreement.audience),
        "sample": home.sample,
    }
    return render(request, "routines/agreement.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def consent(request: PersonRequest, pk: UUID) -> HttpResponse:
    """I can teach with this."""
    agreement, read = find_agreement(request, pk), _read(request)
    act = lambda: consent_to(by=me(request), agreement=agreement, wording=read)  # noqa: E731 - said once, beside its words
    return _said(request, agreement, act, _("You consent."))


@require_POST
@signed_in
def met(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What I objected to is answered."""
    agreement = find_agreement(request, pk)
    act = lambda: say_objection_is_met(by=me(request), agreement=agreement)  # noqa: E731 - said once, beside its words
    return _said(request, agreement, act, _("Your objection is met. What you wrote stays to be read."))


def _read(request: PersonRequest) -> int:
    """The number of the wording that stood on the page; 0 where it names none."""
    said = request.POST.get("wording", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0


def _said(request: PersonRequest, agreement: Agreement, act: Any, done: str) -> HttpResponse:
    try:
        act()
    except NotAllowed:
        return not_allowed(request)
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(agreement.get_absolute_url())


@require_POST
@signed_in
def object_(request: PersonRequest, pk: UUID) -> HttpResponse:
    """I object, because."""
    agreement, form = find_agreement(request, pk), ObjectForm(request.POST)
    if not works_in(request.person, home_of(agreement.routine)):
        return not_allowed(request)
    if not form.is_valid():
        return _page(request, agreement, form)

    def act() -> str:
        object_to(by=me(request), agreement=agreement, reason=form.cleaned_data["reason"], wording=_read(request))
        return agreement.get_absolute_url()

    try:
        return redirect(do_once(me(request), agreement.wall_id, form.cleaned_data["once"], act))
    except Refusal as refused:
        form.add_error("reason", str(refused))
        return _page(request, agreement, form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def anew(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Another wording: the days begin anew."""
    agreement = find_agreement(request, pk)
    home, routine = home_of(agreement.routine), agreement.routine
    if not may_lead(request.person, agreement):
        return not_allowed(request)
    boxes = Boxes("routine-anew", routine.pk, ("words",))
    stands = {"words": standing_of(agreement).wording.words}
    form = ProposeForm(request.POST or None, initial=stands | boxes.left(request.person))

    def act() -> str:
        word_anew(by=me(request), agreement=agreement, **words(form))
        return agreement.get_absolute_url()

    return ask(
        request, form, act, wall=agreement.wall_id, boxes=boxes, seen=seen_by(agreement.audience),
        up=agreement.get_absolute_url(), up_label=_("The proposal"), place=home.name, heading=_("Word it anew"),
        button=_("Propose these words"), also=_("Each of them is told and asked again."), sample=home.sample,
        lede=_("What was objected to is answered best by other words. The wording before, and what was said to it, stay to be read."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def end(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take back what is proposed, or end what stands, and say why."""
    agreement = find_agreement(request, pk)
    home = home_of(agreement.routine)
    if not may_lead(request.person, agreement):
        return not_allowed(request)
    stands = standing_of(agreement).state == State.STANDS
    form = EndForm(request.POST or None)

    def act() -> str:
        end_agreement(by=me(request), agreement=agreement, **words(form))
        return agreement.get_absolute_url()

    return ask(
        request, form, act, wall=agreement.wall_id, seen=seen_by(agreement.audience), sample=home.sample,
        up=agreement.get_absolute_url(), up_label=_("The agreement") if stands else _("The proposal"), place=home.name,
        heading=_("End the agreement") if stands else _("Take it back"),
        button=_("End it") if stands else _("Take it back"),
        lede=_("The routine stays, and so does what was tried. Something else can be proposed afterwards."),
    )  # fmt: skip
