"""What a cycle shows: a claim made from it, or a claim of somebody else's it is tied to."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pergola.commons.forms import OnceForm
from pergola.commons.models import Link
from pergola.commons.once import do_once, sent_before
from pergola.inquiry.actions import edit_claim, make_claim, tie, untie
from pergola.inquiry.forms import ClaimEdit, ClaimForm, TieForm
from pergola.inquiry.homes import home_of, seen_at_home
from pergola.inquiry.models import Claim, Cycle
from pergola.inquiry.rules import may_tie
from pergola.inquiry.views.cycle import find
from pergola.inquiry.views.sending import ask, edit, me, must_be_mine, who_sees, words
from pergola.kernel.errors import Refusal
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def make(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say what a cycle shows, and tie the cycle to it."""
    cycle = find(request, pk)
    must_be_mine(request, cycle)
    home = home_of(cycle)
    assert home is not None, "a cycle is always somebody's"
    form = ClaimForm(request.POST or None)

    def act() -> Claim:
        said = words(form)
        kind = said.pop("kind")
        claim = make_claim(by=me(request), home=home, **said)
        tie(by=me(request), source=cycle, target=claim, kind=kind)
        return claim

    return ask(
        request,
        form,
        act,
        wall=cycle.wall_id,
        seen=seen_at_home(home),
        heading=_("What does this show?"),
        lede=_("A sentence that others can test. “No change” is worth saying too."),
        button=_("Make the claim"),
        trail=cycle,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def tie_to(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Tie a cycle to a claim that is there already."""
    cycle = find(request, pk)
    if not may_tie(request.person, cycle):
        raise PermissionDenied
    form = TieForm(request.POST or None)
    form.fields["claim"].queryset = _claims(request, cycle)  # type: ignore[attr-defined]

    def act() -> Cycle:
        said = words(form)
        tie(by=me(request), source=cycle, target=said["claim"], kind=said["kind"], note=said["note"])
        return cycle

    return ask(
        request,
        form,
        act,
        wall=cycle.wall_id,
        seen=who_sees(cycle),
        heading=_("Which claim does this bear on?"),
        lede=_("A contradiction is news: it shows where the claim holds, and where it does not."),
        button=_("Tie it"),
        trail=cycle,
    )


@require_POST
@signed_in
def take_back(request: PersonRequest, pk: UUID, link: int) -> HttpResponse:
    """Untie a cycle from a claim."""
    cycle = find(request, pk)
    if not may_tie(request.person, cycle):
        raise PermissionDenied
    if led := sent_before(me(request), cycle.wall_id, request.POST.get("once")):
        return redirect(led)
    kinds = (Link.Kind.SUPPORTS, Link.Kind.REPLICATES, Link.Kind.CONTRADICTS, Link.Kind.ADAPTS)
    found = get_object_or_404(Link.objects.visible_to(request.person), pk=link, source=cycle.pk, kind__in=kinds)
    form = OnceForm(request.POST)

    def done() -> str:
        untie(by=me(request), link=found)
        return cycle.get_absolute_url()

    try:
        return redirect(
            do_once(me(request), cycle.wall_id, form.cleaned_data["once"] if form.is_valid() else None, done)
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(cycle)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Change a claim's words."""
    claim = get_object_or_404(Claim.objects.visible_to(request.person).select_related("audience"), pk=pk)

    def act(revision: int, said: dict[str, object]) -> Claim:
        return edit_claim(by=me(request), claim=claim, revision=revision, **said)

    return edit(request, claim, ClaimEdit, act)


def _claims(request: PersonRequest, cycle: Cycle) -> QuerySet[Claim]:
    return (
        Claim.objects.visible_to(request.person)
        .filter(wall=cycle.wall_id)
        .select_related("team", "community")
        .order_by("-changed")
    )
