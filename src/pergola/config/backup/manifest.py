"""What a backup says of itself: which version made it, when, and what it holds, by counts and hashes."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from pergola.config.backup.counting import Content
from pergola.config.backup.tools import BackupProblem

FORMAT = 2
"""Of 1 a sequence had one place, in words; it is still read."""
NAME, DUMP, FILES = "manifest.json", "database.dump", "files/"


@dataclass(frozen=True)
class Manifest:
    """The last member of the archive: whoever finds it knows that the backup is whole."""

    made: str
    pergola: str
    server: int
    """Major version of the server it came from."""
    tool: int
    """Major version of the pg_dump that wrote it: only that or a newer pg_restore reads it."""
    migrations: list[str]
    content: Content
    dump: str
    """SHA-256 of the dump."""
    database_bytes: int
    files: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each file by its path."""
    file_bytes: int = 0
    format: int = FORMAT

    def written(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


def read(words: bytes) -> Manifest:
    try:
        told: dict[str, Any] = json.loads(words)
        if told["format"] > FORMAT:
            raise BackupProblem("This backup was made by a newer Pergola: restore it with that version.")
        inside = told.pop("content")
        tables = {name: (int(count), str(digest)) for name, (count, digest) in inside["tables"].items()}
        sequences = {name: _span(place) for name, place in inside["sequences"].items()}
        return Manifest(content=Content(tables, sequences, inside["house"]), **told)
    except (ValueError, KeyError, TypeError):
        raise BackupProblem("The manifest of this backup cannot be read: it is no backup of Pergola’s.") from None


def _span(place: str | list[int]) -> tuple[int, int]:
    """Between which two numbers a sequence goes on."""
    if isinstance(place, str):
        last, called = place.split()
        place = [int(last) + (called == "after")] * 2
    first, last_ = place
    return int(first), int(last_)
