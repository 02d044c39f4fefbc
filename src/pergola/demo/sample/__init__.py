"""The sample: the Crossfields Network and what lies around it. Every person, system and figure in it is invented."""

import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def content() -> dict[str, list[Any]]:
    """Every file of content, its lists joined by name. Files are read in order of name."""
    told: dict[str, list[Any]] = {}
    for path in sorted(HERE.rglob("*.toml")):
        for name, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            told.setdefault(name, []).extend(entries)
    return told
