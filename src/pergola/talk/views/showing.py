from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from pergola.commons.drafts import draft_for
from pergola.commons.files.quota import room_of
from pergola.commons.models import Artifact
from pergola.commons.once import do_once, sent_before
from pergola.commons.seen import seen_by
from pergola.commons.views.uploading import WITH_A_FILE, uploaded
from pergola.kernel.errors import Refusal
from pergola.kernel.sizes import takes_files
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.talk.actions import say_with_file, say_with_video
from pergola.talk.forms import SayFileForm, SayVideoForm
from pergola.talk.models import Post
from pergola.talk.places import say_place
from pergola.talk.rules import may_speak_about

type Say = Callable[..., Post]


@takes_files(WITH_A_FILE)
@signed_in
def a_file(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Post something, with a picture or a document."""

    def say(by: Person, artifact: Artifact, given: dict[str, Any]) -> Post:
        told = {"body": given["body"], "checked": given["file"], "description": given["description"]}
        return say_with_file(by=by, artifact=artifact, **told)

    return _show(request, pk, SayFileForm, say, _("Post with a picture or a document"))


@signed_in
def a_video(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Post something, with where a video is."""

    def say(by: Person, artifact: Artifact, given: dict[str, Any]) -> Post:
        return say_with_video(by=by, artifact=artifact, **given)

    return _show(request, pk, SayVideoForm, say, _("Post with a video"))


def _show(
    request: PersonRequest, pk: UUID, kind: type[SayFileForm] | type[SayVideoForm], say: Say, heading: str
) -> HttpResponse:
    artifact = get_object_or_404(Artifact.objects.visible_to(request.person).select_related("audience"), pk=pk)
    by = request.person
    if not isinstance(by, Person) or not may_speak_about(by, artifact):
        return not_allowed(request)
    if (led := sent_before(by, artifact.wall_id, request.POST.get("once"))) is not None:
        return uploaded(request, led)
    form = _form(request, kind, artifact)
    if form.is_valid():
        given = dict(form.cleaned_data)
        given.pop("whole", None)
        try:
            return uploaded(
                request, do_once(by, artifact.wall_id, given.pop("once"), lambda: _said(say(by, artifact, given)))
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    page: dict[str, Any] = {"form": form, "artifact": artifact, "heading": heading, "seen": seen_by(artifact.audience)}
    if isinstance(form, SayFileForm):
        form.tell_limits(room_of(artifact.wall_id))
        page["upload"] = True
    return render(request, "talk/say_with.html", page, status=422 if form.errors else 200)


def _form(
    request: PersonRequest, kind: type[SayFileForm] | type[SayVideoForm], artifact: Artifact
) -> SayFileForm | SayVideoForm:
    """As it was sent; or new, with what one has begun to write in the box."""
    if request.method == "POST":
        return kind(request.POST, request.FILES)
    draft = draft_for(request.person, say_place(artifact))
    return kind(initial={"body": draft.text if draft else ""})


def _said(post: Post) -> str:
    return f"{post.artifact.get_absolute_url()}#post-{post.pk}"
