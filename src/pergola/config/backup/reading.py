"""Looking a backup through without restoring it: is it whole, does it hold what it says?"""

import hashlib
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pergola.config.backup import manifest
from pergola.config.backup.manifest import DUMP, FILES, NAME, Manifest
from pergola.config.backup.tools import BackupProblem, last_words, programs

PIECE = 1 << 20
DAMAGED = "The dump in this backup is not the one that was written: the file is damaged."


@contextmanager
def opened(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(path, "r:") as archive:
            yield archive
    except FileNotFoundError:
        raise BackupProblem(f"{path} is not there.") from None
    except (tarfile.TarError, EOFError):
        raise BackupProblem(f"{path} is no backup, or only a part of one.") from None


def manifest_of(archive: tarfile.TarFile) -> Manifest:
    try:
        member = archive.extractfile(NAME)
    except KeyError:
        member = None
    if member is None:
        raise BackupProblem("This backup has no manifest: it was cut off, or is no backup of Pergola’s.")
    return manifest.read(member.read())


def verify(path: Path) -> Manifest:
    """Read every byte, compare each hash, let pg_restore read the dump’s table of contents."""
    with opened(path) as archive:
        told = manifest_of(archive)
        seen: dict[str, str] = {}
        for member in archive:
            source = archive.extractfile(member)
            if source is not None:
                seen[member.name] = hashlib.file_digest(source, "sha256").hexdigest()  # type: ignore[arg-type]
        if seen.pop(DUMP, None) != told.dump:
            raise BackupProblem(DAMAGED)
        seen.pop(NAME)
        wanted = {FILES + name: digest for name, digest in told.files.items()}
        if seen != wanted:
            wrong = sorted(name for name in seen.keys() | wanted.keys() if seen.get(name) != wanted.get(name))
            raise BackupProblem(f"{len(wrong)} files in this backup are not what was written: it is damaged.")
        with extracted(archive, path, told) as dump:
            listed(dump, told)
    return told


def beside(path: Path) -> Path:
    """Where there is room for what is taken out of a backup: its own folder, if that can be written."""
    return path.parent if os.access(path.parent, os.W_OK) else Path(tempfile.gettempdir())


@contextmanager
def extracted(archive: tarfile.TarFile, path: Path, told: Manifest) -> Iterator[Path]:
    """The dump as a file of its own, copied in pieces: it may be larger than the memory. Only if it is what was written:
    pg_restore reads over damage in what it has no use for, and content that agrees would then be called a whole backup."""
    source = archive.extractfile(DUMP)
    assert source is not None
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(prefix="pergola-restore-", dir=beside(path)) as out:
        while piece := source.read(PIECE):
            digest.update(piece)
            out.write(piece)
        out.flush()
        if digest.hexdigest() != told.dump:
            raise BackupProblem(DAMAGED)
        yield Path(out.name)


def listed(dump: Path, told: Manifest) -> None:
    """pg_restore can read it, and finds the data of every table."""
    command = [str(programs(told.tool) / "pg_restore"), "--list", str(dump)]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupProblem(f"pg_restore cannot read the dump: {last_words(done.stderr.decode('utf-8', 'replace'))}")
    found = sum(" TABLE DATA " in line for line in done.stdout.decode("utf-8", "replace").splitlines())
    if found != len(told.content.tables):
        raise BackupProblem(f"The dump holds {found} tables; the manifest says {len(told.content.tables)}.")
