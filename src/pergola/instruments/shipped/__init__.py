"""What ships with the house: questions in our own words, each with a version, in English and in Spanish.

A version that has shipped never changes: what was answered once keeps its meaning. Other words are another version.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

HERE = Path(__file__).resolve().parent
HEALTH = "health"
PRACTICE = "practice"
FRAMEWORKS = (PRACTICE,)
"""Those a network may choose for its self-assessments."""
type Words = Mapping[str, str]


@dataclass(frozen=True)
class ShippedItem:
    key: str
    in_short: Words
    in_full: Words

    @property
    def title(self) -> str:
        return here(self.in_short)

    @property
    def stem(self) -> str:
        return here(self.in_full)


@dataclass(frozen=True)
class Shipped:
    """A set of questions with one scale for all of them."""

    slug: str
    version: str
    called: Words
    anchors: Sequence[Words]
    items: tuple[ShippedItem, ...]

    @property
    def name(self) -> str:
        return here(self.called)

    @property
    def scale(self) -> list[str]:
        """From the least to the most."""
        return [here(one) for one in self.anchors]

    def item(self, key: str) -> ShippedItem | None:
        return next((one for one in self.items if one.key == key), None)


@lru_cache(maxsize=8)
def shipped(slug: str) -> Shipped:
    """Raises FileNotFoundError for what does not ship."""
    told: dict[str, Any] = json.loads((HERE / f"{slug}.json").read_text(encoding="utf-8"))
    items = tuple(ShippedItem(one["key"], one["title"], one["stem"]) for one in told["items"])
    return Shipped(told["slug"], told["version"], told["name"], told["scale"], items)


def here(words: Words) -> str:
    """In the reader's language, or in English."""
    language = (get_language() or "en").partition("-")[0]
    return words.get(language, words["en"])
