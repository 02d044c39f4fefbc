"""Tables as they are written down: what was told in the clear, and what is true, which is to be sealed."""

from typing import Any

from pergola.kernel.suppression.cells import Cell, Counts
from pergola.kernel.suppression.shares import HIDDEN, Share
from pergola.kernel.suppression.together import Told


def keep_told(told: dict[Cell, Told]) -> list[dict[str, Any]]:
    """What was told, cell by cell; of what was hidden only that it was."""
    return [
        {
            "cell": _parts(cell),
            "people": one.people,
            "share": None if one.share.step is None else [one.share.step, one.share.low, one.share.high],
        }
        for cell, one in told.items()
    ]


def read_told(kept: list[dict[str, Any]]) -> dict[Cell, Told]:
    cells = [_cell(one["cell"]) for one in kept]
    return {cell: Told(cell, one["people"], _share(one["share"])) for cell, one in zip(cells, kept, strict=True)}


def keep_counts(counts: Counts) -> dict[str, Any]:
    """Everything, for the seal."""
    return {
        "leaves": {name: list(leaves) for name, leaves in counts.leaves.items()},
        "cells": [[_parts(cell), many, counts.hits.get(cell)] for cell, many in counts.people.items()],
    }


def read_counts(kept: dict[str, Any]) -> Counts:
    rows = [(_cell(parts), many, so) for parts, many, so in kept["cells"]]
    return Counts(
        {name: tuple(leaves) for name, leaves in kept["leaves"].items()},
        {cell: many for cell, many, _so in rows},
        {cell: so for cell, _many, so in rows if so is not None},
    )


def _parts(cell: Cell) -> list[list[Any]]:
    return [[name, list(leaves)] for name, leaves in cell.parts]


def _cell(parts: list[list[Any]]) -> Cell:
    return Cell(tuple((name, tuple(leaves)) for name, leaves in parts))


def _share(kept: list[int] | None) -> Share:
    if kept is None:
        return HIDDEN
    step, low, high = kept
    if low == 0:
        return Share(high, step, "or less", low, high)
    if high == 100:
        return Share(low, step, "or more", low, high)
    return Share((low + high) / 2, step, "", low, high)
