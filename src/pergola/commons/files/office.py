"""Office files are archives. Which kind it is stands inside, and so does whatever could run by itself."""

import lzma
import re
import zipfile
import zlib
from typing import IO

from django.utils.translation import gettext as _

from pergola.commons.files.media import EXCEL, ODP, ODS, ODT, POWERPOINT, WORD, Media
from pergola.kernel.errors import Unreadable

MOST_UNPACKED, MOST_PARTS, MOST_PACKED = 300_000_000, 10_000, 100
"""Bytes, parts, and how many times smaller than its content an archive of some size may be."""
LONGEST_LIST = 1_000_000
MAIN = {
    "wordprocessingml.document.main+xml": WORD,
    "spreadsheetml.sheet.main+xml": EXCEL,
    "presentationml.presentation.main+xml": POWERPOINT,
}
ODF = {one.mime.encode(): one for one in (ODT, ODS, ODP)}
RUNS = re.compile(r"vbaproject|vbadata|(?:^|/)activex/|^basic/|^scripts/|macrosheets/", re.IGNORECASE)
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
TEMPLATE = re.compile(rb"attachedTemplate[^>]*External|External[^>]*attachedTemplate", re.IGNORECASE)


def which_office_file(stream: IO[bytes]) -> Media:
    """What this archive is, if it is an office file without macros. Raises Unreadable."""
    try:
        with zipfile.ZipFile(stream) as archive:
            _must_be_modest(archive)
            return _which(archive)
    except BROKEN as broken:
        raise Unreadable(
            _(
                "This file is damaged or cut off, and we cannot open it. Open it yourself, save it again, and choose that."
            ),
            field="file",
        ) from broken


def _which(archive: zipfile.ZipFile) -> Media:
    names = {one.filename for one in archive.infolist()}
    if "mimetype" in names:
        found = ODF.get(_part(archive, "mimetype").strip())
        told = b""
    else:
        told = _part(archive, "[Content_Types].xml") if "[Content_Types].xml" in names else b""
        found = next((media for mark, media in MAIN.items() if mark.encode() in told), None)
    if b"macroenabled" in told.lower() or any(RUNS.search(name) for name in names) or _fetches(archive, names):
        raise Unreadable(
            _(
                "There are macros in this file: programs that run when somebody opens it. Save it without macros, and choose that."
            ),
            field="file",
        )
    if found is None:
        raise Unreadable(
            _("This is an archive and not a document. Unpack it, and add what is in it one by one."), field="file"
        )
    return found


def _fetches(archive: zipfile.ZipFile, names: set[str]) -> bool:
    """A template at another address brings its macros along when the file is opened."""
    settings = "word/_rels/settings.xml.rels"
    return settings in names and bool(TEMPLATE.search(_part(archive, settings)))


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(LONGEST_LIST)


def _must_be_modest(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    unpacked, packed = sum(one.file_size for one in parts), sum(one.compress_size for one in parts)
    if any(one.flag_bits & 1 for one in parts):
        raise Unreadable(
            _(
                "This file is locked with a password, so we cannot see that it is safe. Save it without one, and choose that."
            ),
            field="file",
        )
    packed_tight = unpacked > 20_000_000 and unpacked > packed * MOST_PACKED
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or packed_tight:
        raise Unreadable(
            _("Opened, this file would be far larger than it looks, and no document of ours is. It was not taken."),
            field="file",
        )
