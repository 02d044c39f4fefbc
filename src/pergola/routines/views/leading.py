"""Those who lead a proposal or an agreement: other words, taking it back, the end of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pergola.commons.seen import seen_by
from pergola.kernel.errors import Stale
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.routines.actions import end_agreement, word_anew
from pergola.routines.agreements import State, over_in_words, standing_of
from pergola.routines.boxes import Boxes
from pergola.routines.forms import AnewForm, EndForm
from pergola.routines.models import Agreement
from pergola.routines.rules import home_of, may_lead
from pergola.routines.views.sending import ask, find_agreement, me, words


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def anew(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Another wording: the days begin anew."""
    agreement = find_agreement(request, pk)
    if not may_lead(request.person, agreement):
        return not_allowed(request)
    if agreement.ended is not None and request.method != "POST":
        return _over(request, agreement)
    home, standing = home_of(agreement.routine), standing_of(agreement)
    boxes = Boxes("routine-anew", agreement.routine_id, ("words",))
    stands = {"words": standing.wording.words, "wording": standing.wording.number}
    form = AnewForm(request.POST or None, initial=stands | boxes.left(request.person))

    def act() -> str:
        word_anew(by=me(request), agreement=agreement, **words(form))
        messages.success(request, _("These words stand there now. Everybody is told, and the days begin anew."))
        return agreement.get_absolute_url()

    return ask(
        request, form, act, wall=agreement.wall_id, boxes=boxes, seen=seen_by(agreement.audience),
        stale=lambda refused: _put_theirs(request, form, agreement, refused), stands=True,
        up=agreement.get_absolute_url(), up_label=_("The proposal"), place=home.name, heading=_("Word it anew"),
        button=_("Propose these words"), also=_("Each of them is told and asked again."), sample=home.sample,
        lede=_("What was objected to is answered best by other words. The wording before, and what was said to it, stay to be read."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def end(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take back what is proposed, or end what stands, and say why."""
    agreement = find_agreement(request, pk)
    if not may_lead(request.person, agreement):
        return not_allowed(request)
    if agreement.ended is not None and request.method != "POST":
        return _over(request, agreement)
    home, stood = home_of(agreement.routine), standing_of(agreement).state in (State.STANDS, State.ENDED)
    form = EndForm(request.POST or None)

    def act() -> str:
        end_agreement(by=me(request), agreement=agreement, **words(form))
        return agreement.get_absolute_url()

    return ask(
        request, form, act, wall=agreement.wall_id, seen=seen_by(agreement.audience), sample=home.sample, stands=True,
        up=agreement.get_absolute_url(), up_label=_("The agreement") if stood else _("The proposal"), place=home.name,
        heading=_("End the agreement") if stood else _("Take it back"),
        button=_("End it") if stood else _("Take it back"),
        lede=_("The routine stays, and so does what was tried. Something else can be proposed afterwards."),
    )  # fmt: skip


def _over(request: PersonRequest, agreement: Agreement) -> HttpResponse:
    """There is nothing left to fill in: its page says how it ended."""
    messages.info(request, over_in_words(agreement))
    return redirect(agreement.get_absolute_url())


def _put_theirs(request: PersonRequest, form: AnewForm, agreement: Agreement, stale: Stale) -> None:
    """The words that stand there now, and their number, so that sending again is on purpose."""
    form.theirs = [(form["words"].label, stale.theirs)]  # type: ignore[attr-defined]
    sent = request.POST.copy()
    sent["wording"] = str(standing_of(agreement).wording.number)
    form.data = sent
