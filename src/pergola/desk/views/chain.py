from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pergola.commons.models import Artifact
from pergola.commons.once import do_once
from pergola.commons.seen import seen_by
from pergola.desk.chain import ChainPage, assemble
from pergola.desk.forms import InviteForm
from pergola.inquiry.models import Claim
from pergola.kernel.charts.chain import draw_chain
from pergola.kernel.errors import Refusal
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.publishing.picture import picture_of
from pergola.publishing.sending import acting
from pergola.publishing.telling import definitions_of, lede_of
from pergola.talk.actions import say

OF_A_CHAIN = ("problem", "aim", "idea", "cycle", "measure", "claim", "lesson")


@require_safe
@signed_in
def chain(request: PersonRequest, pk: object) -> HttpResponse:
    """The evidence behind a claim, or the chain that anything of it belongs to: picture, outline both ways, the one act."""
    return _page(request, pk)


@signed_in
@require_POST
def invite(request: PersonRequest, pk: object) -> HttpResponse:
    """Ask the team that found otherwise, in a post on the claim that everyone who sees the claim can read."""
    claim = get_object_or_404(Claim.objects.visible_to(request.person), pk=pk)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, form=form)
    said = form.cleaned_data

    def ask() -> str:
        say(by=acting(request), artifact=claim, body=said["body"])
        return f"{claim.get_absolute_url()}#said"

    try:
        address = do_once(acting(request), claim.wall_id, said["once"], ask)
    except Refusal as refused:
        form.add_error("body", str(refused))
        return _page(request, pk, form=form)
    messages.success(request, _("Your question stands under the claim."))
    return redirect(address)


def _page(request: PersonRequest, pk: object, form: InviteForm | None = None) -> HttpResponse:
    start = get_object_or_404(_things(request), pk=pk)
    page = assemble(start, request.person)
    invitation = page.invitation
    shown = {
        "page": page,
        "chain": page.chain,
        "start": start,
        "lede": lede_of(page.chain, adoptions=len(page.adoptions)) if page.chain.ref else "",
        "drawing": _drawn(page),
        "definitions": definitions_of(page.chain),
        "form": form or (InviteForm(initial={"body": invitation.text}) if invitation else None),
        "seen": seen_by(start.audience),
        "claim": start if start.kind == Claim.KIND else None,
    }
    return render(request, "desk/chain.html", shown, status=422 if form else 200)


def _things(request: PersonRequest):  # type: ignore[no-untyped-def]
    return (
        Artifact.objects.visible_to(request.person)
        .filter(kind__in=OF_A_CHAIN)
        .select_related("audience", "made_by")
        .defer("search")
    )


def _drawn(page: ChainPage) -> object:
    picture = picture_of(
        page.chain, here=str(page.start.pk), lessons=page.lessons, adoptions=[one.thing for one in page.adoptions]
    )
    if not picture.boxes:
        raise Http404
    return draw_chain(picture)
