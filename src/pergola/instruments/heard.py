"""Tallies as they stand in their rows, and as the mathematics of release.py has them."""

import json
import logging
from collections.abc import Mapping
from typing import Any

from pergola.commons.secrecy import Unsealable, seal, unseal
from pergola.instruments.release import Heard
from pergola.kernel.suppression.chosen import read_among

log = logging.getLogger(__name__)


def read_heard(kept: Mapping[str, Any]) -> dict[str, Heard]:
    return {
        key: Heard(
            one["n"],
            tuple(one["counts"]),
            tuple(one["words"]),
            tuple(read_among(told, one["n"]) for told in one.get("told", ())),
        )
        for key, one in kept.items()
    }


def keep_heard(heard: Mapping[str, Heard]) -> dict[str, Any]:
    return {
        key: {
            "n": one.n,
            "counts": list(one.counts),
            "words": list(one.words),
            "told": [told.kept if told else "" for told in one.told],
        }
        for key, one in sorted(heard.items())
    }


def seal_heard(heard: Mapping[str, Heard]) -> bytes:
    """So that the database alone, or a copy of it, tells nothing of what was not released."""
    return seal({"heard": json.dumps(keep_heard(heard))})


def unseal_heard(sealed: bytes | memoryview) -> dict[str, Heard]:
    """Nothing where nobody has answered; or where the installation's key was lost, and with it what was sealed."""
    if not sealed:
        return {}
    try:
        return read_heard(json.loads(unseal(sealed)["heard"]))
    except Unsealable:
        log.warning("A tally was sealed with another key than this installation has now; it begins anew.")
        return {}
