"""What lies on the disk."""

import json
import os
import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from django.conf import settings

from pergola.commons.files.keeping import store
from pergola.config import state
from pergola.config.doctor.finding import Finding, asked, either
from pergola.walls.opening import walls

ROOM = 1_000_000_000  # bytes free under which a database may soon stop
BACKUP_NOTE = "last-backup"
DAYS = 2
# Twenty are looked for at a time: on S3 each is a question to another machine.
DRAWN = """SELECT coalesce(array_agg(key), '{}')
  FROM (SELECT key FROM commons_file WHERE key <> '' ORDER BY random() LIMIT 20) AS drawn"""


def static() -> Iterator[Finding]:
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    try:
        paths = json.loads(manifest.read_text(encoding="utf-8"))["paths"]
    except (OSError, ValueError, KeyError):
        paths = {}
    lost = [name for name in paths.values() if not (manifest.parent / name).exists()]
    yield either(
        "static",
        paths,
        "The static files are collected.",
        "The static files are not collected: start with bin/pergola serve, which does it.",
    )
    yield either(
        "static whole",
        not lost,
        f"All {len(paths)} static files are there.",
        f"{len(lost)} static files are lost, {lost[:1]} first: delete {manifest.parent} and start bin/pergola serve.",
    )
    vendor = [name for name in paths if name.startswith("vendor/")]
    yield either(
        "vendor",
        vendor,
        f"Of them {len(vendor)} came from others.",
        "The vendored files of static/vendor are not there: install Pergola again.",
    )


def state_directory() -> Iterator[Finding]:
    home = state.directory()
    there = home if home.exists() else Path("/")
    free = shutil.disk_usage(there).free
    yield either(
        "disk",
        free > ROOM,
        f"The disk has {free / 1e9:.0f} GB left.",
        f"The disk has only {free / 1e6:.0f} MB left: make room.",
        grave=False,
    )
    yield either(
        "state",
        home.is_dir() and os.access(home, os.W_OK),
        "The state directory can be written.",
        f"The state directory {home} cannot be written: set PERGOLA_STATE to one that can.",
        grave=False,
    )
    yield either(
        "state private",
        not (home.exists() and home.stat().st_mode & stat.S_IWOTH),
        "Strangers of this machine change nothing there.",
        f"Anybody of this machine may write into {home}: chmod o-w.",
    )


def backups() -> Iterator[Finding]:
    note = state.directory() / BACKUP_NOTE
    days = (time.time() - note.stat().st_mtime) / 86400 if note.exists() else None
    if days is None:
        bad = "No backup was made here yet: run bin/pergola backup every night (docs/guides/operator.md)."
    else:
        bad = f"The last backup is {days:.0f} days old: run bin/pergola backup every night."
    yield either(
        "backup", days is not None and days <= DAYS, "The last backup is at most two days old.", bad, grave=False
    )


def kept() -> Iterator[Finding]:
    """Some files, drawn anew each time: a wrong folder shows at once, and a few that were lost some day."""
    keys: list[str] = []
    if asked("SELECT to_regclass('commons_file') IS NOT NULL")[0]:
        (every_wall,) = cast("tuple[list[int]]", asked("SELECT coalesce(array_agg(id), '{}') FROM walls_wall"))
        with walls(every_wall):
            (keys,) = cast("tuple[list[str]]", asked(DRAWN))
    lost = [key for key in keys if not _is_kept(key)]
    yield either(
        "files kept",
        not lost,
        f"{len(keys)} uploaded files were looked for, and all are there.",
        f"Of {len(keys)} uploaded files looked for, {len(lost)} are not where files are kept: look at PERGOLA_FILES, or at"
        " the S3 store, or bring them back from a backup.",
        grave=False,
    )


def _is_kept(key: str) -> bool:
    try:
        return store().exists(key)
    except OSError:
        return False
