"""Which cells are hidden: the small ones, and with them as many others as it takes that none can be worked out.

Nothing is hidden by a rule of thumb. For every small cell two other tables are found, in whole numbers, that agree with all
that is told: in one the cell is as high as its protection interval asks, in the other as low. Whoever sees only what is told
cannot rule out either. Where there is none, the cheapest is found that differs from the truth in one more cell, and that cell
is hidden. So the two tables are the proof, and it is kept with the result.

After Cox (1980, 1995) and Fischetti and Salazar (Management Science 47, 2001), whose exact model asks for all of these tables
at once; here they are found one after another, small cells first, which is nearly as sparing (`pergola bench suppression`).
Deterministic: the order is that of the cells.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from pergola.kernel.suppression.cells import Cell, Counts, Rule, nested
from pergola.kernel.suppression.system import Fact, Row, System, total, whole_numbers


@dataclass(frozen=True)
class Secret:
    """A number of people too small to tell: of a cell, or of those in one cell and not in another."""

    row: Row
    many: int
    low: int
    high: int


class Proof(NamedTuple):
    """Another table that nobody can rule out, in which this secret is as high as is asked, or as low."""

    secret: Secret
    upward: bool
    table: Row
    kept: frozenset[Cell] = frozenset()
    """It holds against those too who know these, whether or not they are told here."""


@dataclass
class Hiding:
    """Cells of one people, of which some are told for good, and what has to be hidden of the others."""

    system: System
    people: Mapping[Cell, int]
    rule: Rule
    fixed: frozenset[Cell] = frozenset()
    """Told already, or known to everybody: a fact whatever is hidden here."""
    hidden: set[Cell] = field(default_factory=set)
    out: list[Secret] = field(default_factory=list)
    """Secrets that what is fixed gives away, so that hiding more would not help."""
    proofs: list[Proof] = field(default_factory=list)
    empty_too: bool = False
    """May an empty cell be hidden? It is told, but where nothing else keeps a small number."""

    def protect(self, *, keep: Collection[Cell] = ()) -> None:
        """Hide until every secret is safe. `keep` are known elsewhere, and hidden only where nothing else helps."""
        for secret in self.secrets():
            self._keep_open(secret, frozenset(keep))
            if self._is_out(secret):
                self.empty_too = True
                self._keep_open(secret, frozenset(keep))
                self.empty_too = False
            if self._is_out(secret):
                self.out.append(secret)
        self._show_what_need_not_be_hidden()

    def _keep_open(self, secret: Secret, keep: frozenset[Cell]) -> None:
        for upward in (False, True):
            self._secure(secret, keep, upward=upward)

    def _is_out(self, secret: Secret) -> bool:
        """Is there no other table that nobody can rule out?"""
        return all(total(secret.row, proof.table) == secret.many for proof in self.proofs)

    def guard(self, cells: Collection[Cell], *, keep: Collection[Cell] = ()) -> None:
        """Hide these, small or not, so that they are not worked out: for a number that was hidden when they were much the same."""
        self.hidden |= set(cells)
        for cell in sorted(cells):
            many = self.people[cell]
            low = max(many - self.rule.fewest // 2, 1 if many else 0)
            for upward in (False, True):
                secret = Secret(self.system.rows[cell], many, low, low + self.rule.fewest)
                self._secure(secret, frozenset(keep), upward=upward)

    def secrets(self) -> list[Secret]:
        """The small cells, and the small differences of two of which one holds the other. The smallest first."""
        rows = [(self.system.rows[cell], many) for cell, many in sorted(self.people.items())]
        for inner, outer in nested(self.people):
            rows.append((self.system.rows[outer] - self.system.rows[inner], self.people[outer] - self.people[inner]))
        found: dict[bytes, Secret] = {}
        for row, many in rows:
            if self.rule.is_small(many) and row.any():
                found.setdefault(row.tobytes(), Secret(row, many, *self.rule.spread(many)))
        return sorted(found.values(), key=lambda one: one.many)

    def _secure(self, secret: Secret, keep: frozenset[Cell], *, upward: bool) -> None:
        if self._proven(secret, keep, upward=upward):
            return
        solution = self._another_table(secret, keep, upward=upward)
        if (
            solution is None and keep
        ):  # as far as can be against whoever knows what is kept, and whole against the others
            self._hide_by(secret, self._as_far_as_can_be(secret, keep, upward=upward), keep, upward=upward)
            self._secure(secret, frozenset(), upward=upward)
            return
        if solution is None:
            solution = self._as_far_as_can_be(secret, frozenset(), upward=upward)
        self._hide_by(secret, solution, keep, upward=upward)

    def _hide_by(self, secret: Secret, table: Row | None, keep: frozenset[Cell], *, upward: bool) -> None:
        """Hide every cell in which this table is not the truth, and keep it as a proof."""
        if table is not None:
            self.hidden |= {one for one in self._tellable if not self._is_true(one, table)}
            self.proofs.append(Proof(secret, upward, table, keep))

    def _proven(self, secret: Secret, keep: frozenset[Cell], *, upward: bool) -> bool:
        """Does a table found before do for this one too? Not one in which something that is known is otherwise."""
        for proof in self.proofs:
            reached = total(secret.row, proof.table)
            enough = reached >= secret.high if upward else reached <= secret.low
            if enough and all(self._is_true(one, proof.table) for one in keep):
                self.proofs.append(Proof(secret, upward, proof.table, keep))
                return True
        return False

    def _is_true(self, cell: Cell, table: Row) -> bool:
        return total(self.system.rows[cell], table) == self.people[cell]

    @property
    def _tellable(self) -> list[Cell]:
        """What is told now and could be hidden."""
        told = (cell for cell in sorted(self.people) if cell not in self.hidden and cell not in self.fixed)
        return [cell for cell in told if self.people[cell] or self.empty_too]

    def _facts(self, free: Iterable[Cell], keep: Collection[Cell] = ()) -> list[Fact]:
        """What is known if `free` are hidden too, to somebody who knows what is kept."""
        hidden, facts = self.hidden.union(free), list(self.system.ties)
        for cell, many in sorted(self.people.items()):
            if cell not in hidden or cell in keep:
                facts.append(Fact(self.system.rows[cell], many, many))
            else:
                facts.append(Fact(self.system.rows[cell], min(many, 1)))
        return facts

    def _another_table(self, secret: Secret, keep: frozenset[Cell], *, upward: bool) -> Row | None:
        """The table that differs from the truth in as few more cells, and as small ones, as can be."""
        free = [cell for cell in self._tellable if cell not in keep]
        size, count = self.system.size, len(free)
        wide = [self._padded(fact, count) for fact in self._facts(free, keep)]
        target = Fact(secret.row, secret.high) if upward else Fact(secret.row, 0, secret.low)
        wide.append(self._padded(target, count))
        most = np.full(size + count, self._roof())
        most[size:] = 1
        for place, cell in enumerate(free):
            many, row = self.people[cell], np.zeros(size + count)
            row[:size] = self.system.rows[cell]
            for sign in (1, -1):  # within `far` of the truth if it is hidden, at the truth if not
                away = row.copy()
                away[size + place] = -sign * self._far(many, down=sign < 0)
                wide.append(Fact(away, -np.inf, many) if sign > 0 else Fact(away, many))
        cost = np.zeros(size + count)
        cost[size:] = [1 + np.log2(1 + self.people[cell]) / 50 + place * 1e-5 for place, cell in enumerate(free)]
        found = whole_numbers(size + count, wide, cost, most=most)
        return None if found is None else found[:size]

    def _far(self, many: int, *, down: bool) -> int:
        """So far from the truth another table may lie in one cell: far enough, and near enough for a solver to be exact."""
        return min(many, 4 * self.rule.fewest) if down else 4 * self.rule.fewest

    def _roof(self) -> float:
        """No unknown needs to be higher to show what is asked; a solver likes to know."""
        return 2.0 * max(self.people.values(), default=0) + 16.0 * self.rule.fewest

    def _padded(self, fact: Fact, by: int) -> Fact:
        return Fact(np.concatenate([fact.row, np.zeros(by)]), fact.low, fact.high)

    def _as_far_as_can_be(self, secret: Secret, keep: frozenset[Cell], *, upward: bool) -> Row | None:
        """What was known before sets a bound that no hiding widens: then it is hidden that far, and nothing is added to it.

        Known are what is fixed and kept, and, where empty cells are told, that the others are not empty.
        """
        free = [cell for cell in self._tellable if cell not in keep]
        roof = np.full(self.system.size, self._roof())
        found = whole_numbers(
            self.system.size, self._facts(free, keep), -secret.row if upward else secret.row, most=roof
        )
        if found is None:
            return None
        far = total(secret.row, found)
        bound = Secret(secret.row, secret.many, max(far, secret.low), min(far, secret.high))
        nearer = self._another_table(bound, keep, upward=upward)
        return found if nearer is None else nearer

    def _show_what_need_not_be_hidden(self) -> None:
        """Largest first: what was hidden for one secret may not be needed any more with what was hidden for the next."""
        own = {cell for cell in self.hidden if self.rule.is_small(self.people[cell])}
        for cell in sorted(self.hidden - own, key=lambda one: (-self.people[one], one)):
            kept, self.hidden = self.hidden, self.hidden - {cell}
            proofs = self._proofs_still()
            if proofs is None:
                self.hidden = kept
            else:
                self.proofs = proofs

    def _proofs_still(self) -> list[Proof] | None:
        """A proof of every secret with one cell less hidden; None where there is none."""
        proofs = []
        for secret, upward, solution, kept in self.proofs:
            facts = self._facts((), kept)
            held: Row | None = solution
            if not all(fact.holds(solution) for fact in facts):
                reached = total(secret.row, solution)
                high, low = min(secret.high, reached), max(secret.low, reached)
                target = Fact(secret.row, high) if upward else Fact(secret.row, 0, low)
                held = whole_numbers(self.system.size, [*facts, target], most=np.full(self.system.size, self._roof()))
            if held is None:
                return None
            proofs.append(Proof(secret, upward, held, kept))
        return proofs


def hide(
    counts: Counts,
    rule: Rule,
    *,
    fixed: Collection[Cell] = (),
    hidden: Collection[Cell] = (),
    keep: Collection[Cell] = (),
) -> Hiding:
    """Judge a table: `fixed` are told whatever becomes of it, `hidden` are hidden in any case."""
    system = System(counts.leaves, counts.people)
    small = {cell for cell, many in counts.people.items() if rule.is_small(many) and cell not in fixed}
    found = Hiding(system, counts.people, rule, frozenset(fixed), small | set(hidden))
    found.protect(keep=keep)
    return found
