"""Cells as a system of linear equations, and the questions one can put to it in whole numbers.

Every person is in one atom: one leaf along each dimension. Atoms that no cell tells apart are one unknown. A table is what it
says of sums of these unknowns; an attacker has just that. (Cox, JASA 90 (1995); Fischetti and Salazar (2001).)
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from pergola.kernel.suppression.cells import Cell

type Row = NDArray[np.float64]

MOST_ATOMS = 20_000
"""More ways to cross are not judged: such a table is refused before it is read."""

MOST_NODES = 20_000
"""A search ends there, always at the same place: with what it has found, or with nothing."""


class TooManyError(ValueError):
    """So many dimensions cross each other that this cannot be judged."""


@dataclass(frozen=True)
class Fact:
    """What is known: the sum of `row` over the unknowns is from `low` to `high`."""

    row: Row
    low: float
    high: float = np.inf

    def holds(self, unknowns: Row) -> bool:
        """Of whole numbers, exactly."""
        return bool(self.low - 0.5 < total(self.row, unknowns) < self.high + 0.5)


class System:
    """The unknowns behind some cells, and each cell as a row over them."""

    def __init__(self, leaves: Mapping[str, Sequence[str]], cells: Iterable[Cell]) -> None:
        self.cells = tuple(sorted(set(cells)))
        blocks = [self._block(leaves, part) for part in _components(self.cells)]
        self.size = 1 + sum(block.shape[1] for _part, block in blocks)  # the first unknown is everybody
        self.rows: dict[Cell, Row] = {}
        self.ties: list[Fact] = []
        """Everybody is in one atom of each part of the system."""
        at = 1
        for part, block in blocks:
            width = block.shape[1]
            for cell, ones in zip(part, block, strict=True):
                self.rows[cell] = self._row(at, ones)
            tie = self._row(at, np.ones(width))
            tie[0] = -1
            self.ties.append(Fact(tie, 0, 0))
            at += width
        for cell in self.cells:
            self.rows.setdefault(cell, self._row(0, np.ones(1)))

    def _row(self, at: int, ones: NDArray[Any]) -> Row:
        row = np.zeros(self.size)
        row[at : at + len(ones)] = ones
        return row

    @staticmethod
    def _block(leaves: Mapping[str, Sequence[str]], part: Sequence[Cell]) -> tuple[Sequence[Cell], NDArray[Any]]:
        names = sorted({name for cell in part for name in cell.dimensions})
        if np.prod([len(leaves[name]) for name in names], dtype=float) > MOST_ATOMS:
            raise TooManyError(", ".join(names))
        asked = [{name: set(inside) for name, inside in cell.parts} for cell in part]
        columns = {
            tuple(all(atom[names.index(name)] in inside for name, inside in one.items()) for one in asked)
            for atom in product(*(leaves[name] for name in names))
        }
        return part, np.array(sorted(columns), dtype=float).T


def total(row: Row, unknowns: Row) -> int:
    """What a sum of whole numbers comes to."""
    return round(float(np.dot(row, unknowns)))


def _components(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Cells whose dimensions cross, together. Cuts that are only put beside each other meet in everybody alone."""
    groups: list[tuple[set[str], list[Cell]]] = []
    for cell in cells:
        if not cell.parts:
            continue
        names, members = set(cell.dimensions), [cell]
        apart = []
        for group in groups:
            if group[0] & names:
                names |= group[0]
                members = [*group[1], *members]
            else:
                apart.append(group)
        groups = [*apart, (names, members)]
    return [members for _names, members in groups]


def whole_numbers(
    size: int,
    facts: Sequence[Fact],
    cost: Row | None = None,
    *,
    whole: NDArray[Any] | None = None,
    most: Row | None = None,
) -> Row | None:
    """Unknowns from nought on that fit the facts, at the least cost; None where there are none.

    `whole`: which must be whole numbers (all of them, unless it says otherwise). Held against the facts once more, exactly:
    a solver works with tolerances, and what is promised here is not a tolerance.
    """
    matrix = np.array([fact.row for fact in facts])
    low, high = (np.array([getattr(fact, name) for fact in facts]) for name in ("low", "high"))
    kinds = np.ones(size) if whole is None else whole
    found = milp(
        np.zeros(size) if cost is None else cost,
        integrality=kinds,
        bounds=Bounds(0, np.inf if most is None else most),  # type: ignore[arg-type,unused-ignore]
        constraints=LinearConstraint(matrix, low, high),
        options={"node_limit": MOST_NODES},
    )
    if found.x is None:
        return None
    solution = np.where(kinds > 0, np.round(found.x), found.x)
    sums = matrix @ solution
    close = 1e-6 * (1 + np.abs(sums))
    if (solution < 0).any() or (sums < low - close).any() or (sums > high + close).any():
        return None
    result: Row = solution
    return result
