"""The outlines of the states, as `assets/outlines.mjs` left them. From the Census Bureau's boundaries; public domain."""

import json
from functools import lru_cache
from pathlib import Path

type Ring = list[tuple[float, float]]


@lru_cache(maxsize=1)
def outlines() -> dict[str, list[Ring]]:
    """State → its rings of (longitude, latitude). Small islands are left out."""
    read = json.loads(Path(__file__).with_name("outlines.json").read_text(encoding="utf-8"))
    return {state: [[(x, y) for x, y in ring] for ring in rings] for state, rings in read.items()}
