"""What a file is by what is in it, whatever it is called; and a sentence for everything that is not taken in."""

import io
from dataclasses import dataclass
from typing import IO

import puremagic
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from pergola.commons.files.media import CSV, DOCUMENTS, PDF, PICTURES, TEXT, Media
from pergola.commons.files.naming import clean_name, ending_of
from pergola.commons.files.office import which_office_file
from pergola.commons.files.pictures import redraw
from pergola.commons.files.quota import in_words
from pergola.commons.files.receiving import Received
from pergola.kernel.errors import Refusal, Unreadable

HEAD = 8192
TAIL = 2048
PICTURE_ENDINGS = {".jpg", ".jpeg", ".jfif", ".png", ".gif", ".webp"}
OTHER_PICTURES = {".heif", ".heic", ".avif", ".tiff", ".tif", ".bmp", ".psd"}
OLDER_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
FILMS = {".mp4", ".mov", ".avi", ".mkv", ".webm", ".m4v", ".3gp"}


@dataclass(frozen=True)
class Checked:
    """What is kept of an upload, and as what."""

    name: str
    media: Media
    content: IO[bytes]
    size: int
    width: int | None = None
    height: int | None = None


def check_upload(upload: "UploadedFile[bytes]") -> Checked:
    """Look into a file that came in. Raises a Refusal that says what is wrong with it, and what to do."""
    _must_have_come_whole(upload)
    name, stream = upload.name or "", upload.file
    assert stream is not None
    head = _at(stream, 0, HEAD)
    media = _found(head, stream, ending_of(name))
    stream.seek(0)
    if media is None:
        drawn = redraw(stream)
        content = io.BytesIO(drawn.content)
        return Checked(
            clean_name(name, drawn.media), drawn.media, content, len(drawn.content), drawn.width, drawn.height
        )
    _must_be_called_so(name, media)
    return Checked(clean_name(name, media), media, stream, upload.size or 0)


def _must_have_come_whole(upload: "UploadedFile[bytes]") -> None:
    size, most = upload.size or 0, settings.FILE_MOST
    problem = upload.problem if isinstance(upload, Received) else ""
    if problem == "full":
        raise Refusal(
            _(
                "There is no room left on this server, so nothing was kept. Tell whoever keeps it; nothing else is lost."
            ),
            field="file",
        )
    if problem == "large" or size > most:
        raise Unreadable(
            _("This file has %(size)s, and one file may have %(most)s. Save it smaller, or share where it lies.")
            % {"size": in_words(size), "most": in_words(most)},
            field="file",
        )
    if not size:
        raise Unreadable(
            _("This file is empty. Open it, see that something is in it, and choose it again."), field="file"
        )


def _found(head: bytes, stream: IO[bytes], ending: str) -> Media | None:
    """What it is; None for a picture, which is what it is once it has been drawn anew."""
    guessed = _guess(head)
    if guessed & PICTURE_ENDINGS and not _reads_as_text(stream):
        return None
    if head.startswith(b"PK\x03\x04"):
        return which_office_file(stream)
    if b"%PDF-" in head[:1024]:
        return _whole_pdf(stream)
    if ending in (*TEXT.endings, *CSV.endings) and _reads_as_text(stream):
        return CSV if ending in CSV.endings else TEXT
    raise Unreadable(_why_not(head, guessed, ending), field="file")


def _guess(head: bytes) -> set[str]:
    try:
        return {one.extension for one in puremagic.magic_string(head) if one.confidence >= 0.2}
    except (puremagic.PureError, ValueError):
        return set()


def _why_not(head: bytes, guessed: set[str], ending: str) -> str:
    if b"<svg" in head.lower() or ending in ("svg", "svgz"):
        return _("A drawing in SVG can carry programs, so we do not take it. Save it as PNG or PDF, and choose that.")
    if head.startswith(OLDER_OFFICE):
        return _(
            "This file is of an older kind of Word, Excel or PowerPoint, or locked with a password; macros can hide in it. "
            "Save it as .docx, .xlsx or .pptx without a password, and choose that."
        )
    if guessed & OTHER_PICTURES:
        return _("We do not open this kind of picture. Save it as JPEG or PNG, and choose that.")
    if guessed & FILMS:
        return _("Videos are not kept here. Put it where your school system keeps videos, and add its address instead.")
    if ending in {one for media in (*PICTURES, *DOCUMENTS) for one in media.endings}:
        return _(
            "This file is called .%(ending)s, and inside it is something else, or it is damaged. "
            "Open it with the program that made it, save it again, and choose that."
        ) % {"ending": ending}
    return _(
        "We do not take this kind of file. We take pictures (JPEG, PNG, GIF, WebP), PDF, Word, Excel, PowerPoint, "
        "OpenDocument, plain text and CSV."
    )


def _must_be_called_so(name: str, media: Media) -> None:
    ending = ending_of(name)
    if ending and ending not in media.endings and ending in _known():
        raise Unreadable(
            _(
                "This file is called .%(ending)s, and inside it is %(what)s. Call it .%(right)s if that is what you mean."
            )
            % {"ending": ending, "what": media.word, "right": media.name},
            field="file",
        )


def _known() -> set[str]:
    return {one for media in (*PICTURES, *DOCUMENTS) for one in media.endings}


def _whole_pdf(stream: IO[bytes]) -> Media:
    """A PDF that was cut off lacks its end. It is opened by the job that draws its first page, in a process of its own."""
    end = stream.seek(0, io.SEEK_END)
    if b"%%EOF" not in _at(stream, max(0, end - TAIL), TAIL):
        raise Unreadable(_("This PDF is cut off: its end is missing. Save it again, and choose that."), field="file")
    return PDF


def _reads_as_text(stream: IO[bytes]) -> bool:
    """All of it is text as people write it: in UTF-8, or as Windows wrote it."""
    content = _at(stream, 0, settings.FILE_MOST)
    if any(content.count(one) for one in (b"\x00", b"\x01", b"\x02", b"\x03", b"\x04", b"\x05", b"\x06", b"\x08")):
        return False
    for encoding in ("utf-8", "cp1252"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _at(stream: IO[bytes], where: int, size: int) -> bytes:
    stream.seek(where)
    return stream.read(size)
