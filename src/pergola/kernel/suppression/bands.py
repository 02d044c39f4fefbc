"""Of how many of a group it is so: told as a band, and the bands held against each other.

One band alone leaves at least two counts open (`shares`). Beside the bands of other groups, and of everybody, it may not: so
the attacker's question is put here too, in whole numbers, and where the answer is too narrow the finest band is made coarser
(1, 2, 5, 10, 20 per cent, then not told). Of every group two counts at least stay possible. Of one too small to be
told, more than half of all counts do: whether it is so of nearly all of them or of nearly none stays open.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

import numpy as np

from pergola.kernel.suppression.cells import Cell, Rule, nested
from pergola.kernel.suppression.shares import HIDDEN, STEPS, Share, band, counts_in, step_for
from pergola.kernel.suppression.system import Fact, Row, System, total, whole_numbers

COARSER: Mapping[int, int | None] = {
    **dict(pairwise(sorted(step for _least, step in STEPS))),
    STEPS[-1][1]: None,
}


@dataclass(frozen=True)
class Asked:
    """What an attacker would know the hits of, and how many counts there must be from the least to the most."""

    cell: Cell
    row: Row
    width: int


@dataclass
class Bands:
    """Of each cell whose size is told, in which band its share is told. `fixed`: bands told earlier, which stay."""

    system: System
    people: Mapping[Cell, int]
    hits: Mapping[Cell, int]
    told: frozenset[Cell]
    rule: Rule
    fixed: Mapping[Cell, Share] = field(default_factory=dict)
    exact: frozenset[Cell] = frozenset()
    """Of these the reader knows the hits anyway."""
    steps: dict[Cell, int | None] = field(default_factory=dict)
    seen: list[Row] = field(default_factory=list)
    """Tables that fit all that is told, found on the way."""
    out: list[Cell] = field(default_factory=list)

    def settle(self) -> None:
        for cell in sorted(self.hits):
            if cell in self.told and cell not in self.fixed:
                self.steps[cell] = step_for(self.people[cell])
        rows, settled = self._asked(), False
        while not settled:
            settled = True
            for one in list(rows):
                while not self._is_open(one):
                    settled = False
                    if not self._tell_less():
                        self.out.append(one.cell)
                        rows.remove(one)
                        break

    def _tell_less(self) -> bool:
        """Make the finest band one step coarser; False where there is none left."""
        finest = self._finest()
        if finest is None:
            return False
        step = self.steps[finest]
        assert step is not None
        self.steps[finest] = COARSER[step]
        facts = self._facts()
        self.seen = [one for one in self.seen if all(fact.holds(one) for fact in facts)]
        return True

    def share(self, cell: Cell) -> Share:
        """As it is told."""
        if cell in self.fixed:
            return self.fixed[cell]
        step = self.steps.get(cell)
        if step is None:
            return HIDDEN
        return band(Fraction(100 * self.hits[cell], self.people[cell]), step)

    def _asked(self) -> list[Asked]:
        """Every cell of which it was counted, and what one of them has beyond another that it holds."""
        asked = [
            Asked(cell, self.system.rows[cell], self._width(self.people[cell]))
            for cell in sorted(self.hits)
            if cell not in self.exact
        ]
        for inner, outer in nested(self.hits):
            row, many = self.system.rows[outer] - self.system.rows[inner], self.people[outer] - self.people[inner]
            asked.append(Asked(outer, row, self._width(many)))
        return [one for one in asked if one.width > 0 and one.row.any()]

    def _width(self, many: int) -> int:
        return min(many, (many + 1) // 2 if self.rule.is_small(many) else 1)

    def _is_open(self, one: Asked) -> bool:
        """Do tables that fit all that is told leave so much open between the least and the most?"""
        row = np.concatenate([np.zeros(self.system.size), one.row])
        if self._spread(row) >= one.width:
            return True
        facts = self._facts()
        for sign in (1, -1):
            found = whole_numbers(len(row), facts, sign * row, most=self._most())
            if found is not None:
                self.seen.append(found)
            if self._spread(row) >= one.width:
                return True
        return False

    def _spread(self, row: Row) -> int:
        sums = [total(row, one) for one in self.seen]
        return max(sums) - min(sums) if sums else -1

    def _most(self) -> Row:
        """Nobody is more than twice everybody: without an end, the question how many at most has no answer."""
        return np.full(2 * self.system.size, 2.0 * max(self.people.values()) + 100)

    def _facts(self) -> list[Fact]:
        size = self.system.size
        nothing = np.zeros(size)
        facts = []
        for tie in self.system.ties:
            facts += [Fact(np.concatenate([tie.row, nothing]), 0, 0), Fact(np.concatenate([nothing, tie.row]), 0, 0)]
        for place in range(size):  # it is so of no more than there are
            row = np.zeros(2 * size)
            row[place], row[size + place] = 1, -1
            facts.append(Fact(row, 0))
        for cell, many in sorted(self.people.items()):
            row = np.concatenate([self.system.rows[cell], nothing])
            if cell in self.told:
                facts.append(Fact(row, many, many))
            else:
                facts.append(Fact(row, min(many, 1)))
        for cell in sorted(self.hits):
            share = self.share(cell)
            if cell in self.exact:
                so = self.hits[cell]
                facts.append(Fact(np.concatenate([nothing, self.system.rows[cell]]), so, so))
            elif share.low is not None and share.high is not None:
                least, most = counts_in(share, self.people[cell])
                facts.append(Fact(np.concatenate([nothing, self.system.rows[cell]]), least, most))
        return facts

    def _finest(self) -> Cell | None:
        """The band that says most: the finest, of the largest group."""
        told = [
            (step, -self.people[cell], cell)
            for cell, step in self.steps.items()
            if step is not None and cell not in self.exact
        ]
        return min(told)[2] if told else None
