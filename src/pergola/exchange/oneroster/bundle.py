"""A bundle as it comes: a zip archive or a folder with the CSV files of OneRoster. Nothing of it is ever unpacked.

What an archive says of itself is looked at before any of it is read: how many files, how large, how tightly packed,
under which names. A file is read in pieces, and only where it is wanted.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from stat import S_ISREG
from typing import IO, Final, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from pergola.kernel.errors import Unreadable

MOST_FILES: Final = 200
MOST_DIRECTORY: Final = 1 << 20
"""Bytes of an archive’s own list of contents."""
MOST_RATIO: Final = 200
"""How many times larger a file may be than it is packed. Rosters pack ten to thirty times; a bomb a thousand times."""
SMALL: Final = 1 << 20
"""Below this a file may be packed as tightly as it likes: a header and a thousand empty rows are."""
MOST_BYTES: Final = 8 << 30
PIECE: Final = 1 << 18
DAMAGED: Final = (BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError, OverflowError)
"""What zipfile raises at an archive that is not what it says; NotImplementedError is a RuntimeError."""
_END, _END_SIZE, _COMMENT = b"PK\x05\x06", 22, 65_535


@dataclass(frozen=True, slots=True)
class Part:
    """One CSV file of the bundle. `name` is as OneRoster spells it, whatever the capitals of the file."""

    name: str
    size: int


@dataclass(slots=True)
class Bundle:
    """The parts by their names in small letters, and the way to read one."""

    name: str
    parts: dict[str, Part]
    archive: ZipFile | None = None
    file: IO[bytes] | None = None
    """The archive on disk, closed with the bundle."""
    places: dict[str, ZipInfo | Path] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self.parts

    def part(self, name: str) -> Part:
        return self.parts[name.casefold()]

    def read(self, name: str) -> Iterator[bytes]:
        """Piece by piece. Raises Unreadable for what is damaged or cannot be read."""
        place = self.places[name.casefold()]
        try:
            with self._open(place) as file:
                while piece := file.read(PIECE):
                    yield piece
        except DAMAGED as error:
            raise Unreadable(
                _("%(file)s in the bundle is damaged: %(why)s. Export it again.") % {"file": name, "why": error}
            ) from error
        except OSError as error:
            raise Unreadable(
                _("%(file)s could not be read: %(why)s.") % {"file": name, "why": error.strerror or error}
            ) from error

    def _open(self, place: ZipInfo | Path) -> IO[bytes]:
        if isinstance(place, Path):
            return place.open("rb")
        assert self.archive is not None
        return self.archive.open(place)

    def close(self) -> None:
        for one in (self.archive, self.file):
            if one is not None:
                one.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        self.close()


def open_bundle(path: Path) -> Bundle:
    """A folder, or a zip archive on disk."""
    try:
        if path.is_dir():
            return _folder(path)
        if not S_ISREG(path.stat().st_mode):
            raise Unreadable(_("This is neither a file nor a folder. Name the zip archive, or the folder."))
        file = path.open("rb")
        try:
            bundle = open_archive(file, path.name)
        except BaseException:
            file.close()
            raise
        bundle.file = file
        return bundle
    except OSError as error:
        raise Unreadable(
            _("The bundle could not be read: %(why)s. Check its name and that it may be read.")
            % {"why": error.strerror or error}
        ) from error


def _folder(path: Path) -> Bundle:
    found: dict[str, ZipInfo | Path] = {}
    for one in sorted(path.iterdir()):
        if one.suffix.casefold() == ".csv" and one.is_file():
            _place(found, one.name, one)
    parts = {key: Part(one.name, one.stat().st_size) for key, one in found.items() if isinstance(one, Path)}
    return Bundle(path.name, parts, places=found)


def open_archive(file: IO[bytes], name: str) -> Bundle:
    """A zip archive that is open. Raises Unreadable for whatever is not a plain bundle, before any of it is unpacked."""
    try:
        _refuse_a_long_list(file)
        archive = ZipFile(file)
    except DAMAGED as error:
        raise Unreadable(
            _("“%(name)s” is not a zip archive, or it was cut short. Send the bundle as your system exported it.")
            % {"name": name}
        ) from error
    found: dict[str, ZipInfo | Path] = {}
    parts: dict[str, Part] = {}
    total = 0
    for entry in archive.infolist():
        _refuse_a_slip(entry)
        if entry.is_dir() or _is_beside_the_point(entry.filename):
            continue
        total += entry.file_size
        _refuse_a_bomb(entry, total)
        last = PurePosixPath(entry.filename).name
        _place(found, last, entry)
        parts[last.casefold()] = Part(last, entry.file_size)
    return Bundle(name, parts, archive, places=found)


def _place(found: dict[str, ZipInfo | Path], name: str, place: ZipInfo | Path) -> None:
    if name.casefold() in found:
        raise Unreadable(
            _("“%(file)s” stands in the bundle twice. Which is right cannot be told; leave one of them out.")
            % {"file": name}
        )
    found[name.casefold()] = place


def _refuse_a_long_list(file: IO[bytes]) -> None:
    """An archive’s list is read whole when it is opened: how long it is stands at its end."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_SIZE - _COMMENT))
    tail = file.read()
    at = tail.rfind(_END)
    if at >= 0 and len(tail) - at >= _END_SIZE:
        count, listed = struct.unpack_from("<HI", tail, at + 10)
        if count > MOST_FILES or listed > MOST_DIRECTORY:
            raise Unreadable(
                _("The archive holds more than %(most)d files; a bundle has under thirty. Send the bundle alone.")
                % {"most": MOST_FILES}
            )
    file.seek(0)


def _refuse_a_slip(entry: ZipInfo) -> None:
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0] or "\0" in entry.orig_filename:
        raise Unreadable(
            _("The archive holds a file that wants to lie outside it (“%(file)s”). Such an archive is not opened.")
            % {"file": entry.filename[:100]}
        )


def _is_beside_the_point(name: str) -> bool:
    """Folders of a Mac’s own, hidden files, and whatever is not CSV."""
    places = PurePosixPath(name)
    return places.parts[0] == "__MACOSX" or places.name.startswith(".") or places.suffix.casefold() != ".csv"


def _refuse_a_bomb(entry: ZipInfo, total: int) -> None:
    file = PurePosixPath(entry.filename).name[:100]
    if entry.flag_bits & 1:
        raise Unreadable(_("“%(file)s” is locked with a password. Export the bundle without one.") % {"file": file})
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Unreadable(_("“%(file)s” is packed in an unusual way. Pack the bundle as a plain zip.") % {"file": file})
    if entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
        raise Unreadable(
            _("“%(file)s” would become more than %(most)d times as large as it is packed. No roster does; not opened.")
            % {"file": file, "most": MOST_RATIO}
        )
    if total > MOST_BYTES:
        raise Unreadable(_("Unpacked, the bundle would be larger than 8 GB. Export staff and schools alone."))


def digest_of(path: Path) -> str:
    """SHA-256 of an archive; of a folder nothing."""
    if path.is_dir():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
