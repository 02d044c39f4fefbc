"""One number by a link: asking for it, ending the link, and the page of whoever holds it."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pergola.commons.forms import OnceForm
from pergola.commons.once import do_once
from pergola.inquiry.actions import ask_number, end_asked, give_number
from pergola.inquiry.asked import Sent, held_by, links_of, still_asked
from pergola.inquiry.asked_forms import AskNumberForm, GiveNumberForm
from pergola.inquiry.models import AskedNumber, Measure
from pergola.inquiry.one_day import read_day
from pergola.inquiry.views.sending import ask, me, must_be_mine, put_beside, who_sees, words
from pergola.kernel.clock import today
from pergola.kernel.errors import Refusal
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.rates import from_where
from pergola.walls.opening import open_walls, walls

LISTED = 50


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask_for_one(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask somebody outside for one number; the links there are, and what came by them."""
    measure = get_object_or_404(Measure.objects.visible_to(request.person).select_related("audience"), pk=pk)
    must_be_mine(request, measure)
    form = AskNumberForm(request.POST or None)
    here = reverse("inquiry:ask_number", args=[measure.pk])

    def act() -> str:
        made = ask_number(by=me(request), measure=measure, **words(form))
        messages.success(request, _("The link is made. Send it to %(name)s.") % {"name": made.of_whom})
        return here

    return ask(
        request,
        form,
        act,
        wall=measure.wall_id,
        seen=who_sees(measure),
        heading=_("Ask somebody outside for one number"),
        button=_("Make the link"),
        measure=measure,
        links=_links(request, measure),
        template="inquiry/ask_number.html",
    )


@require_POST
@signed_in
def end(request: PersonRequest, pk: UUID, asked: UUID) -> HttpResponse:
    """The link works no longer."""
    found = AskedNumber.objects.visible_to(request.person).select_related("measure")
    link = get_object_or_404(found, pk=asked, measure=pk)
    must_be_mine(request, link.measure)
    here = reverse("inquiry:ask_number", args=[pk])
    form = OnceForm(request.POST)

    def act() -> str:
        end_asked(by=me(request), asked=link)
        messages.success(request, _("The link is ended."))
        return here

    return redirect(do_once(me(request), link.wall_id, form.cleaned_data["once"] if form.is_valid() else None, act))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: PersonRequest, token: str) -> HttpResponse:
    """For whoever holds the link: it opens nothing else, signs nobody in, and shows nothing of what the measure holds."""
    asked = held_by(token)
    if asked is not None:
        with walls([*open_walls(), asked.wall_id]):
            if still_asked(asked):
                return _given(request, asked)
    return render(request, "inquiry/no_number.html", status=404)


def _given(request: PersonRequest, asked: AskedNumber) -> HttpResponse:
    """The question, or thanks. Given, one is led to the same address: a second press finds the thanks."""
    open_now = asked.given is None and asked.on <= today()
    form = GiveNumberForm(request.POST if request.method == "POST" and open_now else None, measure=asked.measure)
    status = 200
    if request.method == "POST" and not open_now:
        return redirect(request.path)
    if form.is_bound:
        status = 422
        if not ratelimit.consume(request, action="number_by_link", key=f"{asked.pk}:{from_where(request)}"):
            form.add_error(None, _("That was tried often just now. Wait a few minutes, then send it again."))
            status = 429
        elif form.is_valid() and _put_in(asked, form):
            return redirect(request.path)
    page = {"asked": asked, "measure": asked.measure, "form": form, "early": asked.given is None and not open_now}
    return render(request, "inquiry/give_number.html", page, status=status)


def _put_in(asked: AskedNumber, form: GiveNumberForm) -> bool:
    """Put in for the team. False where the form says what must be different."""
    try:
        row = read_day(asked.measure, day=asked.on.isoformat(), **form.cleaned_data)
        give_number(by=asked.asked_by, asked=asked, row=row)
    except Refusal as refusal:
        put_beside(form, refusal)
        return False
    return True


def _links(request: PersonRequest, measure: Measure) -> list[tuple[Sent, str]]:
    """Each with its address while it works."""
    return [
        (one, request.build_absolute_uri(reverse("inquiry:give_number", args=[one.token])) if one.works else "")
        for one in links_of(measure, me(request), LISTED)
    ]
