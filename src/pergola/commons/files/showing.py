"""What a page needs to show the files of a thing: read once, handed to the template whole."""

from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.commons.files.media import MEDIA
from pergola.commons.files.pictures import LARGE, SMALL
from pergola.commons.files.quota import in_words
from pergola.commons.files.rules import files_removed_by
from pergola.commons.gone import Gone, asked_for
from pergola.commons.models import Artifact, File
from pergola.commons.rules import until
from pergola.kernel.addresses import address_of
from pergola.kernel.templatetags.pergola import day
from pergola.people.models import Asker
from pergola.walls.models import PUBLIC_WALL


@dataclass(frozen=True)
class Picture:
    """What a page shows of it, in two sizes; both are there from the first moment, and light once the job was there."""

    small: str
    large: str
    small_width: int
    large_width: int
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Shown:
    """One file, as the page shows it to this person."""

    pk: UUID
    name: str
    description: str
    facts: str
    """“PDF, 1.2 MB”, or “video at films.example.org, 12 minutes, with captions”."""
    added: str
    """By whom, and when. What is public names nobody: whoever pressed “publish” agreed to nothing else."""
    url: str
    elsewhere: bool
    picture: Picture | None
    edit_url: str
    remove_url: str


@dataclass(frozen=True)
class Files:
    """All of them on one thing."""

    shown: list[Shown] = field(default_factory=list)
    add_url: str = ""
    video_url: str = ""
    gone: Gone | None = None


MOST_SAID = 100
"""So many of the newest files said with posts are read along with a thing’s own: as many as a page shows posts, of one file each."""


def read_files(request: HttpRequest, person: Asker, artifact: Artifact, *, may_add: bool) -> Files:
    """The files that stand on a thing itself. One query."""
    return Files(
        [show(one, person, keeps=may_add) for one in _read(person, artifact) if one.said_in is None],
        add_url=reverse("commons:add_file", args=[artifact.pk]) if may_add else "",
        video_url=reverse("commons:add_video", args=[artifact.pk]) if may_add else "",
        gone=just_removed_file(request, person, artifact),
    )


def files_of_posts(
    person: Asker, artifact: Artifact, posts: Collection[UUID], *, keeps: bool
) -> dict[UUID, list[Shown]]:
    """The files of these posts, each with its own. One query, if there is a post and the page has not asked it yet."""
    found: dict[UUID, list[Shown]] = {one: [] for one in posts}
    if len(found) > MOST_SAID:
        rows = list(_on(person, artifact).filter(said_in__in=found))
    else:
        rows = _read(person, artifact) if found else []
    for one in rows:
        if one.said_in in found:
            found[one.said_in].append(show(one, person, keeps=keeps))
    return found


def _on(person: Asker, artifact: Artifact) -> models.QuerySet[File]:
    return File.objects.visible_to(person).filter(artifact=artifact.pk).select_related("added_by").defer("search")


def _read(person: Asker, artifact: Artifact) -> list[File]:
    """A thing’s own files and the newest said with its posts: read once, though two parts of a page show them."""
    read: dict[UUID | None, list[File]] = artifact.__dict__.setdefault("files_read", {})
    if person.pk not in read:
        said = File.objects.visible_to(person).filter(artifact=artifact.pk).exclude(said_in=None)
        newest = said.order_by("-added", "-pk").values("pk")[:MOST_SAID]
        read[person.pk] = list(_on(person, artifact).filter(Q(said_in=None) | Q(pk__in=newest)))
    return read[person.pk]


def show(file: File, person: Asker, *, keeps: bool) -> Shown:
    public = file.wall_id == PUBLIC_WALL
    mine = file.added_by_id == person.pk and not public
    editable = (mine or (keeps and file.said_in is None)) and file.kind != File.Kind.VIDEO
    return Shown(
        pk=file.pk,
        name=file.name,
        description=file.description,
        facts=_facts(file),
        added="" if public else _("%(name)s, %(when)s") % {"name": file.added_by, "when": day(file.added)},
        url=file.address or address_of("commons:download", file.pk),
        elsewhere=bool(file.address),
        picture=picture_of(file),
        edit_url=address_of("commons:describe_file", file.pk) if editable else "",
        remove_url=address_of("commons:remove_file", file.pk) if mine or keeps else "",
    )


def picture_of(file: File) -> Picture | None:
    """A picture at once, as it was kept; the first page of a PDF once it has been drawn."""
    if not file.width or not file.height or (file.kind != File.Kind.PICTURE and not file.small_key):
        return None
    alt = file.description if file.kind == File.Kind.PICTURE else _("The first page of %(name)s") % {"name": file.name}
    widths = [max(1, round(file.width * min(1.0, edge / max(file.width, file.height)))) for edge in (SMALL, LARGE)]
    return Picture(
        small=address_of("commons:picture", file.pk, "small"),
        large=address_of("commons:picture", file.pk, "large"),
        small_width=widths[0],
        large_width=widths[1],
        width=file.width,
        height=file.height,
        alt=alt,
    )


def _facts(file: File) -> str:
    if file.kind != File.Kind.VIDEO:
        return _("%(what)s, %(size)s") % {"what": MEDIA[file.media].word, "size": in_words(file.size)}
    where = _("video at %(host)s") % {"host": urlsplit(file.address).hostname}
    length = ngettext("one minute", "%(n)d minutes", file.minutes or 1) % {"n": file.minutes}
    captions = {"yes": _("with captions"), "no": _("without captions")}.get(file.captions, _("captions unknown"))
    return f"{where}, {length}, {captions}"


def just_removed_file(request: HttpRequest, person: Asker, artifact: Artifact) -> Gone | None:
    """The file the address says was just removed, if this person removed it and can bring it back. One query, if any."""
    pk = asked_for(request)
    file = files_removed_by(person).filter(pk=pk, artifact=artifact.pk).first() if pk else None
    if file is None or file.removed is None:
        return None
    return Gone(file.name, until(file.removed), reverse("commons:bring_back_file", args=[file.pk]))
