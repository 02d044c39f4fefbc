"""The files of a solution package: sealed with its words, copied into the edition, and read by whoever is asked."""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from pergola.commons.files.keeping import fetch, keep, let_go
from pergola.commons.files.media import PDF
from pergola.commons.files.quota import must_have_room
from pergola.commons.models import File
from pergola.commons.models.file import FileQuerySet
from pergola.commons.tasks import make_previews
from pergola.kernel.clock import now
from pergola.people.models import Person
from pergola.publishing.models import Consent, Edition, Lesson
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.reasons import Reason

SAID: Final = ("name", "description", "digest", "address", "minutes", "captions")
"""Of a file what is sealed: what it is called, what is said of it, and the bytes themselves by their digest."""
COPIED: Final = (*SAID, "kind", "media", "size")
SIZES: Final = ("width", "height")


def files_of(lesson: Lesson) -> list[File]:
    """The files of a package, which are published with it; of every other lesson none. One query, or none."""
    if lesson.form != Lesson.Form.PACKAGE:
        return []
    return list(_standing().filter(artifact=lesson.pk).defer("search"))


def said_of(file: File) -> dict[str, Any]:
    """What is sealed of it."""
    return {name: getattr(file, name) for name in SAID}


def its_files() -> ArraySubquery:
    """The same of the files of its lesson, as a column of a query over consents."""
    said = JSONObject(**{name: F(name) for name in SAID})
    return ArraySubquery(_standing().filter(artifact=OuterRef("lesson")).values(one=said))


def named_by(files: Iterable[File]) -> str:
    """Their words, in which a team may be named."""
    return " ".join(word for one in files for word in (one.name, one.description))


def publish_files(*, by: Person, files: Iterable[File], edition: Edition) -> None:
    """Copy them behind the public wall, bytes and all. Whoever withdraws the edition withdraws them; nothing else changes them."""
    kept: list[str] = []
    try:
        for one in files:
            must_have_room(PUBLIC_WALL, one.size)
            key = _copied(one.key) if one.key else ""
            kept += [key] if key else []
            _written(by, one, edition, key)
    except BaseException:
        let_go(kept)
        raise


def file_asked_about(consent: Consent, pk: UUID) -> File | None:
    """A file that a team was asked about, while it is the same: whoever is asked may read what it would agree to."""
    asked: Mapping[str, Any] = next((one for one in consent.shown.get("files", ()) if one["pk"] == str(pk)), {})
    found = _standing().filter(artifact=consent.lesson_id, pk=pk).exclude(key="").first() if asked else None
    return found if found is not None and found.digest == asked["digest"] else None


def _standing() -> FileQuerySet:
    files = File.objects.unrestricted(Reason.PUBLISHING)
    return files.filter(said_in=None, removed=None, post_removed=None).order_by("added", "pk")


def _copied(key: str) -> str:
    with fetch(key) as content:
        return keep(PUBLIC_WALL, content)


def _written(by: Person, one: File, edition: Edition, key: str) -> None:
    same = {name: getattr(one, name) for name in COPIED}
    if one.kind == File.Kind.PICTURE:
        same |= {name: getattr(one, name) for name in SIZES}
    made = File.objects.create(artifact_id=edition.pk, added_by=by, added=now(), key=key, **same)
    if one.kind == File.Kind.PICTURE or one.media == PDF.name:
        make_previews.defer(wall=PUBLIC_WALL, file=str(made.pk))
