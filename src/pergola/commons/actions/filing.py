from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.files.checking import Checked
from pergola.commons.files.keeping import digest_of, keep, let_go
from pergola.commons.files.media import PDF
from pergola.commons.files.quota import must_have_room
from pergola.commons.files.rules import files_removed_by, may_add_to, may_remove_file
from pergola.commons.models import Artifact, File, Participation
from pergola.commons.models.participation import took_part
from pergola.commons.tasks import make_previews
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed, Unreadable
from pergola.people.models import Person


def add_file(*, by: Person, artifact: Artifact, checked: Checked, description: str = "") -> File:
    """Put a picture or a document on a thing one may edit."""
    _must_be_able(by, artifact)
    return keep_file(by=by, artifact=artifact, checked=checked, description=description)


def add_video(*, by: Person, artifact: Artifact, name: str, address: str, minutes: int, captions: str) -> File:
    """Put the address of a video on a thing one may edit. Nothing is fetched from there, now or ever."""
    _must_be_able(by, artifact)
    return keep_video(by=by, artifact=artifact, name=name, address=address, minutes=minutes, captions=captions)


@transaction.atomic
def keep_file(
    *, by: Person, artifact: Artifact, checked: Checked, description: str = "", said_in: UUID | None = None
) -> File:
    """Keep the bytes, then write the row that makes them a file. For an act that has passed its own rule."""
    kind, description = checked.media.kind, description.strip()
    if kind == File.Kind.PICTURE and not description:
        raise Unreadable(
            _("Say in a sentence what the picture shows, for those who cannot see it."), field="description"
        )
    must_have_room(artifact.wall_id, checked.size)
    digest = digest_of(checked.content)
    key = keep(artifact.wall_id, checked.content)
    try:
        file = _written(
            by, artifact, said_in, kind=kind, media=checked.media.name, name=checked.name, description=description,
            size=checked.size, digest=digest, key=key, width=checked.width, height=checked.height,
        )  # fmt: skip
        if kind == File.Kind.PICTURE or checked.media is PDF:
            make_previews.defer(wall=artifact.wall_id, file=str(file.pk))
    except BaseException:
        let_go([key])
        raise
    return file


@transaction.atomic
def keep_video(
    *, by: Person, artifact: Artifact, name: str, address: str, minutes: int, captions: str, said_in: UUID | None = None
) -> File:
    """Note where a video is. For an act that has passed its own rule."""
    return _written(
        by, artifact, said_in, kind=File.Kind.VIDEO, name=name, address=address, minutes=minutes, captions=captions
    )


def _written(by: Person, artifact: Artifact, said_in: UUID | None, **what: object) -> File:
    made = File.objects.create(artifact_id=artifact.pk, said_in=said_in, added_by=by, added=now(), **what)
    made.refresh_from_db(fields=["wall", "audience"])
    if said_in is None:
        took_part(by, Participation.Verb.CHANGED, artifact=artifact)
    return made


@transaction.atomic
def describe_file(*, by: Person, file: File, description: str) -> None:
    """Put right what is said of a file."""
    description = description.strip()
    if file.kind == File.Kind.PICTURE and not description:
        raise Unreadable(
            _("Say in a sentence what the picture shows, for those who cannot see it."), field="description"
        )
    held = File.objects.editable_by(by).select_for_update(of=("self",)).filter(pk=file.pk).first()
    if held is None:
        raise NotAllowed(_("Only who added this, or those who may edit what it stands on, can change it."))
    held.description = description
    held.save(update_fields=["description"])
    took_part(by, Participation.Verb.CHANGED, artifact=file.artifact)


@transaction.atomic
def remove_file(*, by: Person, file: File) -> None:
    """Take one file away. It can come back for thirty days."""
    if not may_remove_file(by, file):
        raise NotAllowed(_("Only who added this, or those who keep this place, can remove it."))
    held = File.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=file.pk).first()
    if held is not None:
        held.removed, held.removed_by = now(), by
        held.save(update_fields=["removed", "removed_by"])
        took_part(by, Participation.Verb.REMOVED, artifact=file.artifact)


@transaction.atomic
def bring_back_file(*, by: Person, file: File) -> None:
    """Whoever removed it brings it back, within thirty days and while they may still see what it stands on."""
    if not files_removed_by(by).filter(pk=file.pk).update(removed=None, removed_by=None):
        raise NotAllowed(_("This can no longer be brought back: only who removed it can, and only for thirty days."))
    took_part(by, Participation.Verb.BROUGHT_BACK, artifact=file.artifact)


def _must_be_able(by: Person, artifact: Artifact) -> None:
    if not may_add_to(by, artifact):
        raise NotAllowed(
            _("Only those who may edit this can add a file to it. Say something about it, and add yours there.")
        )
