from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pergola.commons.actions import add_file, add_video, bring_back_file, describe_file, remove_file
from pergola.commons.files.forms import DescriptionForm, FileForm, VideoForm
from pergola.commons.files.quota import in_words, room_of
from pergola.commons.files.rules import files_removed_by, may_add_to
from pergola.commons.models import Artifact, File
from pergola.commons.once import do_once, sent_before
from pergola.commons.seen import seen_by
from pergola.commons.views.uploading import WITH_A_FILE, uploaded
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.sizes import takes_files
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person


@takes_files(WITH_A_FILE)
@signed_in
def add(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Put a picture or a document on a thing."""
    artifact = get_object_or_404(Artifact.objects.visible_to(request.person).select_related("audience"), pk=pk)
    if not may_add_to(request.person, artifact):
        return not_allowed(request)
    by = _asking(request)
    led = sent_before(by, artifact.wall_id, request.POST.get("once"))
    if led is not None:
        return uploaded(request, led)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            return uploaded(
                request, do_once(by, artifact.wall_id, given["once"], lambda: _added(request, artifact, given))
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _form_page(request, artifact, form, "commons/add_file.html")


@signed_in
def add_a_video(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Put the address of a video on a thing."""
    artifact = get_object_or_404(Artifact.objects.visible_to(request.person).select_related("audience"), pk=pk)
    if not may_add_to(request.person, artifact):
        return not_allowed(request)
    form = VideoForm(request.POST or None)
    if form.is_valid():
        by, given = _asking(request), dict(form.cleaned_data)
        once = given.pop("once")
        return redirect(
            do_once(by, artifact.wall_id, once, lambda: at_file(add_video(by=by, artifact=artifact, **given)))
        )
    return _form_page(request, artifact, form, "commons/add_video.html")


@signed_in
def describe(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Put right what is said of a file."""
    shown = File.objects.editable_by(request.person).exclude(kind=File.Kind.VIDEO)
    file = get_object_or_404(shown.select_related("artifact__audience"), pk=pk)
    form = DescriptionForm(request.POST or None, initial={"description": file.description})
    if request.method == "POST" and form.is_valid():
        try:
            describe_file(by=_asking(request), file=file, description=form.cleaned_data["description"])
            return redirect(at_file(file))
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
    return _form_page(request, file.artifact, form, "commons/describe_file.html", file=file)


@require_POST
@signed_in
def remove(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Gone at once, with a way back where it stood."""
    file = get_object_or_404(File.objects.visible_to(request.person).select_related("artifact"), pk=pk)
    try:
        remove_file(by=_asking(request), file=file)
    except NotAllowed:
        return not_allowed(request)
    return redirect(f"{file.artifact.get_absolute_url()}?{urlencode({'removed': file.pk})}#files")


@require_POST
@signed_in
def bring_back(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Back as it was."""
    file = get_object_or_404(files_removed_by(request.person).select_related("artifact"), pk=pk)
    bring_back_file(by=_asking(request), file=file)
    messages.success(request, _("“%(title)s” is back.") % {"title": file.name})
    return redirect(at_file(file))


def at_file(file: File) -> str:
    """Where it stands, on the page of what it stands on."""
    return f"{file.artifact.get_absolute_url()}#file-{file.pk}"


def say_it_is_kept(request: PersonRequest, file: File) -> None:
    """What was kept, how large it is, and how much room is left."""
    told = {"name": file.name, "size": in_words(file.size), "room": room_of(file.wall_id).sentence}
    messages.success(request, _("“%(name)s” is here, %(size)s. %(room)s") % told)


def _added(request: PersonRequest, artifact: Artifact, given: dict[str, object]) -> str:
    checked, description = given["file"], str(given["description"])
    file = add_file(by=_asking(request), artifact=artifact, checked=checked, description=description)  # type: ignore[arg-type]
    say_it_is_kept(request, file)
    return at_file(file)


def _form_page(
    request: PersonRequest,
    artifact: Artifact,
    form: FileForm | VideoForm | DescriptionForm,
    template: str,
    **more: object,
) -> HttpResponse:
    page = {"form": form, "artifact": artifact, "seen": seen_by(artifact.audience), **more}
    if isinstance(form, FileForm):
        form.tell_limits(room_of(artifact.wall_id))
    return render(request, template, page, status=422 if form.errors else 200)


def _asking(request: PersonRequest) -> Person:
    assert isinstance(request.person, Person)
    return request.person
