from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pergola.commons.models import Artifact
from pergola.commons.once import do_once
from pergola.commons.seen import seen_by
from pergola.kernel.errors import NotAllowed, Refusal, Stale
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.talk.actions import bring_back_post, edit_post, remove_post, say
from pergola.talk.forms import EditForm, SayForm, again
from pergola.talk.models import Conversation, Post
from pergola.talk.reading import read_posts
from pergola.talk.rules import may_speak_about, posts_removed_by


@signed_in
def say_it(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Post something about a thing. With htmx the new list comes back; without, the thing's page."""
    artifact = get_object_or_404(
        Artifact.objects.visible_to(request.person).select_related("audience", "community"), pk=pk
    )
    if not may_speak_about(request.person, artifact):
        return not_allowed(request)
    by, form = _asking(request), None
    if request.method == "POST":
        form = SayForm(request.POST, answer=artifact.kind == Conversation.KIND)
        if form.is_valid():
            given = form.cleaned_data
            address = do_once(by, artifact.wall_id, given["once"], lambda: _say(by, artifact, given["body"]))
            said = address.rpartition("#post-")[2]
            return _region(request, artifact, said=said) if _htmx(request) else redirect(address)
    return _region(request, artifact, form)


@signed_in
def edit(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Put one's own words right. If another window was quicker, both texts stand there."""
    post = get_object_or_404(Post.objects.editable_by(request.person).select_related("artifact__audience"), pk=pk)
    form = EditForm(request.POST or None, initial={"body": post.body, "revision": post.revision})
    theirs = ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            edit_post(by=_asking(request), post=post, revision=given["revision"], body=given["body"])
        except Stale as stale:
            form, theirs = again(request, stale, revision=post.revision), stale.theirs
        except Refusal as refusal:
            form.add_error("body", str(refusal))
        else:
            return redirect(_said_at(post))
    page = {"form": form, "post": post, "theirs": theirs, "seen": seen_by(post.artifact.audience)}
    return render(request, "talk/edit_post.html", page, status=422 if form.errors else 200)


@require_POST
@signed_in
def remove(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Gone at once, with a way back where it stood."""
    post = get_object_or_404(Post.objects.visible_to(request.person).select_related("artifact"), pk=pk)
    try:
        remove_post(by=_asking(request), post=post)
    except NotAllowed:
        return not_allowed(request)
    return redirect(f"{post.artifact.get_absolute_url()}?{urlencode({'removed': post.pk})}#posts")


@require_POST
@signed_in
def bring_back(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Back as it was."""
    post = get_object_or_404(posts_removed_by(request.person).select_related("artifact"), pk=pk)
    bring_back_post(by=_asking(request), post=post)
    messages.success(request, _("It is back, where it stood."))
    return redirect(_said_at(post))


def _region(request: PersonRequest, artifact: Artifact, form: SayForm | None = None, said: str = "") -> HttpResponse:
    """The list and the box, for htmx; the same on a page of its own without. `said` is what was just posted: there one goes on."""
    page = {"posts": read_posts(request, artifact, form), "artifact": artifact, "said": said}
    template = "talk/posts.html" if _htmx(request) else "talk/say.html"
    return render(request, template, page, status=422 if form is not None else 200)


def _say(by: Person, artifact: Artifact, body: str) -> str:
    return _said_at(say(by=by, artifact=artifact, body=body))


def _said_at(post: Post) -> str:
    return f"{post.artifact.get_absolute_url()}#post-{post.pk}"


def _htmx(request: PersonRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _asking(request: PersonRequest) -> Person:
    assert isinstance(request.person, Person)
    return request.person
