"""Office files are archives. Which kind it is stands inside, and so does whatever could run by itself."""

import lzma
import re
import zipfile
import zlib
from typing import IO
from xml.parsers import expat

from django.utils.translation import gettext as _

from pergola.commons.files.media import EXCEL, ODP, ODS, ODT, POWERPOINT, WORD, Media
from pergola.kernel.errors import Unreadable

MOST_UNPACKED, MOST_PARTS, MOST_PACKED = 300_000_000, 10_000, 100
"""Bytes, parts, and how many times smaller than its content an archive of some size may be."""
LONGEST_LIST = 1_000_000
CONTENTS = "[Content_Types].xml"
MAIN = {
    "wordprocessingml.document.main+xml": WORD,
    "spreadsheetml.sheet.main+xml": EXCEL,
    "presentationml.presentation.main+xml": POWERPOINT,
}
PROGRAMS = (b"MZ", b"\x7fELF")
"""How a program begins."""
EMBEDDED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an object of another program begins (OLE): a drawing or a table put in whole. It may hold a program, and we cannot tell."""
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
    expat.ExpatError,
)
RUNS_BY_KIND = re.compile(r"macroenabled|vbaproject|macrosheet|activex", re.IGNORECASE)
SHOWN_ONLY = re.compile(r"/(hyperlink|image|audio|video|media)$", re.IGNORECASE)
"""What may stand elsewhere: it is shown or led to. A template or an object would be opened, and bring its macros along."""


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
    kinds: list[str] = []
    if "mimetype" in names:
        found = ODF.get(_part(archive, "mimetype").strip())
    else:
        told = _attributes(archive, CONTENTS) if CONTENTS in names else []
        kinds = [one.get("ContentType", "") for one in told]
        found = next((media for mark, media in MAIN.items() if any(one.endswith(mark) for one in kinds)), None)
    runs = any(RUNS_BY_KIND.search(one) for one in kinds) or any(RUNS.search(name) for name in names)
    runs = runs or any(_begins(archive, name).startswith(PROGRAMS) for name in names)
    if runs or _fetches(archive, names):
        raise Unreadable(
            _(
                "There are macros or other programs in this file: they run when somebody opens it. Save it without them, and choose that."
            ),
            field="file",
        )
    if any(_begins(archive, name).startswith(EMBEDDED) for name in names):
        raise Unreadable(
            _(
                "An object of another program is embedded in this file, and we cannot see that it is safe. Put it in as a picture, or take it out, and choose that."
            ),
            field="file",
        )
    if found is None:
        raise Unreadable(
            _("This is an archive and not a document. Unpack it, and add what is in it one by one."), field="file"
        )
    return found


def _fetches(archive: zipfile.ZipFile, names: set[str]) -> bool:
    """Does any part of it refer to something at another address that is opened with the file?"""
    lists = [one for one in names if one.lower().endswith(".rels")]
    return any(
        one.get("TargetMode", "").strip().lower() == "external" and not SHOWN_ONLY.search(one.get("Type", ""))
        for name in lists
        for one in _attributes(archive, name)
    )


def _attributes(archive: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    """Of every element of a list, read as the office program reads it: whatever its letters and references."""
    found: list[dict[str, str]] = []

    def refuse(*_declared: object) -> None:
        raise ValueError("a list of parts declares nothing")

    content = _part(archive, name)
    if len(content) == LONGEST_LIST:
        raise ValueError("no list of parts is as long as this")
    reader = expat.ParserCreate()
    reader.StartElementHandler = lambda _name, attributes: found.append(attributes)
    reader.StartDoctypeDeclHandler = refuse
    reader.Parse(content, True)  # noqa: FBT003 - it takes no name
    return found


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(LONGEST_LIST)


def _begins(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(8)


def _must_be_modest(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len({one.filename.casefold() for one in parts}) < len(parts):
        raise ValueError("two parts of one name: which of them is opened, each program decides for itself")
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
