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
    object_to,
    propose_routine,
    say_objection_is_met,
    talk_about_agreement,
)
from pergola.routines.agreements import Standing, agreements_about, standing_of
from pergola.routines.boxes import Boxes
from pergola.routines.forms import ObjectForm, ProposeForm
from pergola.routines.models import Agreement, Voice
from pergola.routines.rules import home_of, may_lead, works_in
from pergola.routines.talks import talks_of
from pergola.routines.tension_forms import TalkForm
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

    def act() -> str:
        made = propose_routine(by=me(request), routine=routine, **words(form))
        messages.success(request, _("Proposed. Everybody in %(name)s is told of it.") % {"name": home.name})
        return made.get_absolute_url()

    return ask(
        request, form, act, wall=routine.wall_id, boxes=boxes, seen=seen_in(request, home), up=routine.get_absolute_url(),
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
    home, inside = home_of(agreement.routine), works_in(request.person, home_of(agreement.routine))
    voice = shown.voice_of(request.person.pk)
    objects = voice is not None and voice.says == Voice.Says.OBJECT
    may_object = inside and shown.takes_voices and not objects and agreement.by_id != request.person.pk
    context: dict[str, Any] = {
        "routine": agreement.routine,
        "home": home,
        "agreement": agreement,
        "standing": shown,
        "state": str(shown.state),
        "voice": voice,
        "inside": inside,
        "unsaid": form.data.get("reason", "") if form.errors and not may_object else "",
        "talked": talks_of(request.person, [agreement.conversation_id]).get(agreement.conversation_id),
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
        if _read(request) != standing_of(agreement).wording.number:
            form.add_error(None, _("It was worded anew meanwhile. Read the new words, and say then."))
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
def talk(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What was objected to opens a conversation in the community."""
    agreement = find_agreement(request, pk)
    home, routine = home_of(agreement.routine), agreement.routine
    if not works_in(request.person, home):
        return not_allowed(request)
    boxes = Boxes("agreement-talk", agreement.pk, ("body",))
    first = {"body": _to_begin_with(agreements_about(request.person, pk=agreement.pk)[0])}
    form = TalkForm(request.POST or None, initial=first | boxes.left(request.person))
    return ask(
        request, form,
        lambda: talk_about_agreement(by=me(request), agreement=agreement, text=form.cleaned_data["body"]).get_absolute_url(),
        wall=agreement.wall_id, boxes=boxes, seen=seen_by(agreement.audience), up=agreement.get_absolute_url(),
        up_label=routine.title, place=home.name, heading=_("Talk about it"), button=_("Begin the conversation"),
        lede=_("Ask what would have to be otherwise. An answer can become other words, or the objection be met."),
        sample=home.sample,
    )  # fmt: skip


def _to_begin_with(standing: Standing) -> str:
    """The question, and what was objected to, in the words of those who did."""
    asked = _("Do we teach with “%(what)s”?") % {"what": standing.agreement.routine.title}
    objected = [_("%(who)s objects: %(reason)s") % {"who": one.by, "reason": one.reason} for one in standing.objections]
    return "\n\n".join((asked, f"“{standing.wording.words}”", *objected))
