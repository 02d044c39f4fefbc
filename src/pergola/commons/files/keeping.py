"""Where bytes are kept: on this machine or in an S3-compatible store, each under a name drawn by chance."""

import errno
import hashlib
import os
import secrets
from pathlib import Path
from typing import IO

from django.core.files import File as Opened
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.translation import gettext as _

from pergola.kernel.errors import Refusal


class NotKept(Refusal):
    """The bytes could not be kept, or not be fetched. Nothing of the act is left."""

    status = 503


class LocalFiles(FileSystemStorage):
    """A folder of this machine. A file appears in it whole or not at all, and stays after a power cut."""

    def _save(self, name: str, content: Opened) -> str:  # type: ignore[type-arg]
        place = Path(self.path(name))
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        coming = place.with_name(f"{place.name}.coming")
        try:
            with open(coming, "xb", opener=_privately) as out:
                for chunk in content.chunks():
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            coming.rename(place)
        except BaseException:
            coming.unlink(missing_ok=True)
            raise
        _settle(place.parent)
        return name


def _privately(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _settle(folder: Path) -> None:
    """The folder's own entry for a new name must reach the disk as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def store() -> Storage:
    return storages["files"]


def keep(wall: int, content: IO[bytes]) -> str:
    """Keep these bytes for a wall; the name under which they lie. Raises NotKept with a sentence."""
    content.seek(0)
    try:
        return store().save(f"{wall}/{secrets.token_hex(32)}", Opened(content))
    except OSError as problem:
        if problem.errno in (errno.ENOSPC, errno.EDQUOT):
            sentence = _(
                "There is no room left where files are kept, so nothing was kept. Tell whoever keeps this server."
            )
        else:
            sentence = _(
                "Where files are kept cannot be reached just now, so nothing was kept. Try again in some minutes."
            )
        raise NotKept(sentence, field="file") from problem


def fetch(key: str) -> IO[bytes]:
    """These bytes, opened: what cannot be fetched says so now, and not half-way through an answer."""
    try:
        opened = store().open(key)
        found = opened.file  # an S3 store has fetched it
        if found is None:
            raise FileNotFoundError(key)
        found.seek(0)
    except OSError as problem:
        raise NotKept(_("Where files are kept cannot be reached just now. Try again in some minutes.")) from problem
    return found


def let_go(keys: list[str]) -> None:
    """These bytes are not needed any more. What cannot be deleted now is swept later."""
    for key in keys:
        try:
            store().delete(key)
        except OSError:
            continue


def digest_of(content: IO[bytes]) -> str:
    content.seek(0)
    found = hashlib.sha256()
    while piece := content.read(1 << 20):
        found.update(piece)
    return found.hexdigest()
