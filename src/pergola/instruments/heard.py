"""Tallies as they stand in their rows, and as the mathematics of release.py has them."""

from typing import Any

from pergola.instruments.release import Heard


def read_heard(kept: dict[str, Any]) -> dict[str, Heard]:
    return {key: Heard(one["n"], tuple(one["counts"]), tuple(one["words"])) for key, one in kept.items()}


def keep_heard(heard: dict[str, Heard]) -> dict[str, Any]:
    return {
        key: {"n": one.n, "counts": list(one.counts), "words": list(one.words)} for key, one in sorted(heard.items())
    }
