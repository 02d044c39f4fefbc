from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pergola.commons.models import Artifact
from pergola.commons.once import do_once
from pergola.commons.seen import SeenBy, seen_by
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
from pergola.talk.models import Post
from pergola.talk.reading import Posts, read_posts


@require_safe
@signed_in
def chain(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The evidence behind a claim, or the chain that anything of it belongs to: picture, outline both ways, the one act."""
    return _page(request, pk)


@signed_in
@require_POST
def invite(request: PersonRequest, pk: UUID) -> HttpResponse:
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


def _page(request: PersonRequest, pk: UUID, form: InviteForm | None = None) -> HttpResponse:
    page = assemble(pk, request.person)
    if page is None:
        raise Http404
    posts = read_posts(request, page.start) if page.start == page.claim else None
    invitation = page.invitation if page.claim and not _answered(request, page.claim, posts) else None
    shown = {
        "page": page,
        "chain": page.chain,
        "start": page.start,
        "lede": lede_of(page.chain, adoptions=len(page.adoptions)) if page.chain.ref else "",
        "drawing": _drawn(page),
        "definitions": definitions_of(page.chain),
        "invitation": invitation,
        "form": form or (InviteForm(initial={"body": invitation.text}) if invitation else None),
        "seen": _seen(page.claim, posts) if page.claim and invitation else None,
        "posts": posts,
        "mine": page.mine and page.start == page.claim,
    }
    return render(request, "desk/chain.html", shown, status=422 if form else 200)


def _answered(request: PersonRequest, claim: Artifact, posts: Posts | None) -> bool:
    """Has anybody said a word about the claim?"""
    if posts:
        return any(not one.removed for one in posts.said)
    return Post.objects.visible_to(request.person).filter(artifact=claim.pk).exists()


def _seen(claim: Artifact, posts: Posts | None) -> SeenBy:
    """Who reads the question: whoever sees the claim, under which it stands."""
    return posts.box.seen if posts and posts.box else seen_by(claim.audience)


def _drawn(page: ChainPage) -> object:
    picture = picture_of(
        page.chain, here=str(page.start.pk), lessons=page.lessons, adoptions=[one.thing for one in page.adoptions]
    )
    if not picture.boxes:
        raise Http404
    return draw_chain(picture)
