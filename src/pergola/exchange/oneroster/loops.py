"""Organisations that stand under themselves. Pure."""

from collections.abc import Mapping


def loop_in(parents: Mapping[str, str]) -> list[str]:
    """The organisations of one loop (id → the id it stands under), in order; an empty list where there is none."""
    settled: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        one = start
        while one and one in parents and one not in settled:
            if one in path:
                order = list(path)
                return order[order.index(one) :]
            path[one] = None
            one = parents[one]
        settled.update(path)
    return []
