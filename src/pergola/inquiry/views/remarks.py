"""What critical friends say, taking it back, and what becomes of it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pergola.commons.seen import SeenBy
from pergola.inquiry.actions import answer_remark, close_critique, say_remark, take_remark_back
from pergola.inquiry.critique_forms import AnswerForm, CloseForm
from pergola.inquiry.critiques import people_of, see
from pergola.inquiry.homes import works_in
from pergola.inquiry.models import Critique, Remark
from pergola.inquiry.places import page_of_critique
from pergola.inquiry.views.critiques import find, page, say_form
from pergola.inquiry.views.sending import ask, me, sent, words
from pergola.kernel.errors import Refusal
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest


@require_POST
@signed_in
def say(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say something by one criterion, for one's team."""
    critique = find(request, pk)
    seen = see(request.person, critique)
    if not seen.asked_as:
        raise PermissionDenied
    form = say_form(request, seen)

    def act() -> str:
        say_remark(by=me(request), critique=critique, **words(form))
        messages.success(request, _("Said. You can say another thing, or take this back until it is answered."))
        return f"{page_of_critique(pk)}#said"

    return sent(request, form, critique.wall_id, act) or page(request, critique, say=form)


@require_POST
@signed_in
def take_back(request: PersonRequest, pk: UUID, remark: UUID) -> HttpResponse:
    """Take back what one has said, while nobody has answered it."""
    one = _remark(request, pk, remark)
    if one.by_id != request.person.pk:
        raise PermissionDenied
    try:
        take_remark_back(by=me(request), remark=one)
    except Refusal as refused:
        messages.error(request, str(refused))
    return redirect(page_of_critique(pk))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def answer(request: PersonRequest, pk: UUID, remark: UUID) -> HttpResponse:
    """Say what becomes of a remark."""
    one = _remark(request, pk, remark)
    must_ask(request, one.critique)
    form = AnswerForm(request.POST or None, initial={"outcome": one.outcome, "because": one.because})

    def act() -> str:
        answer_remark(by=me(request), remark=one, **words(form))
        return f"{page_of_critique(pk)}#said"

    people = people_of([one.team_id, one.critique.team_id])
    return ask(
        request,
        form,
        act,
        wall=one.wall_id,
        seen=SeenBy(people, _("your team and of %(team)s") % {"team": one.team}),
        heading=_("What becomes of it?"),
        button=_("Say it"),
        remark=one,
        template="inquiry/answer_remark.html",
    )


@require_POST
@signed_in
def close(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Close it, with a sentence to those who were asked."""
    critique = find(request, pk)
    must_ask(request, critique)
    form = CloseForm(request.POST)

    def act() -> str:
        close_critique(by=me(request), critique=critique, summary=form.cleaned_data["summary"])
        return page_of_critique(pk)

    return sent(request, form, critique.wall_id, act) or page(request, critique, close=form)


def must_ask(request: PersonRequest, critique: Critique) -> None:
    """403 for those who were asked: they see it, and it is not theirs to answer or close."""
    if not works_in(request.person, critique.team):
        raise PermissionDenied


def _remark(request: PersonRequest, pk: UUID, remark: UUID) -> Remark:
    critique = find(request, pk)
    seen = Remark.objects.visible_to(request.person).filter(critique=critique)
    found: Remark = get_object_or_404(
        seen.select_related("team", "by", "critique__team", "critique__artifact"), pk=remark
    )
    return found
