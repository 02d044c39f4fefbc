"""`suppression`: random tables, told one after another, and an attacker with linear and integer programming.

The tables are of people who are in one place along two or three dimensions: single cuts, crossed ones with totals, three ways,
schools in systems in a network, cuts that overlap and are told one after another, a running count told on two days, and the
same people told of on two days in two ways. The attacker knows all that was told, which cells were hidden, that nobody is
told as nobody, and that a cell told on one day is much the same on the other. For every small cell they ask for the least and
the most it can be, by linear programming and in whole numbers. It is *uncovered* if either is narrower than the protection
interval that is promised (`Rule.spread`). The attacker shares no code with the house, not even how atoms are made.

On tables of up to twelve cells the fewest that could be hidden is found by trying every set, smallest first.
"""

import itertools
import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import LinearConstraint, linprog, milp

from pergola.kernel.suppression.cells import EVERYBODY, Cell, Counts, Rule
from pergola.kernel.suppression.shares import Share
from pergola.kernel.suppression.together import Earlier, Suppressed, Told, suppress

TABLES, SEED, SMALL_TABLE = 5_000, 2026, 9
RULE = Rule()
SOLVED, ENDLESS = 0, 3

type Row = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
type People = Mapping[tuple[str, ...], int]
"""By leaf along each dimension."""


@dataclass(frozen=True)
class Case:
    """A table, or several of the same people, in the order in which they are told; each with its moment."""

    leaves: Mapping[str, tuple[str, ...]]
    people: People
    tables: Sequence[tuple[str, Sequence[Cell]]]
    so: People | None = None
    """Of how many of them it is so, where that is told as well, as a band."""

    def counts(self, cells: Sequence[Cell]) -> Counts:
        people = {cell: count(cell, self.leaves, self.people) for cell in cells}
        hits = {cell: count(cell, self.leaves, self.so) for cell in cells} if self.so else {}
        return Counts(self.leaves, people, hits)


def count(cell: Cell, leaves: Mapping[str, tuple[str, ...]], people: People) -> int:
    names = list(leaves)
    inside = {name: set(of) for name, of in cell.parts}
    return sum(many for at, many in people.items() if all(at[names.index(name)] in of for name, of in inside.items()))


def run(scale: float) -> dict[str, object]:
    began, attack_seconds = time.process_time(), 0.0
    uncovered = cells = hidden = told = already = bands = uncovered_shares = 0
    small_hidden = small_best = small_cells = small_tables = 0
    tables, found = round(TABLES * scale), list[str]()
    for number in range(tables):
        dice = random.Random(f"{SEED}-{number}")
        case = KINDS[number % len(KINDS)](dice)
        releases = release(case)
        started = time.process_time()
        tried = attack(case, releases)
        shares, tight = attack_shares(case, releases[0]) if case.so else (0, 0)
        attack_seconds += time.process_time() - started
        bands, uncovered_shares = bands + shares, uncovered_shares + tight
        cells, uncovered = cells + len(tried), uncovered + sum(not one.safe for one in tried)
        hidden += sum(len(one.hidden) for one in releases)
        told += sum(len(one.told) for one in releases)
        already += sum(one.out for one in releases)
        if any(not one.safe for one in tried) or any(one.out for one in releases) or tight:
            found.append(f"{number} ({KINDS[number % len(KINDS)].__name__})")
        if len(releases) == 1 and len(releases[0].told) <= SMALL_TABLE:
            small_tables, small_cells = small_tables + 1, small_cells + len(releases[0].told)
            small_hidden += len(releases[0].hidden)
            small_best += fewest_hidden(case)
    return {
        "tables": tables,
        "cells_attacked": cells,
        "cells_uncovered": uncovered + already,
        "uncovered_in": ", ".join(found) or "none",
        "shares_attacked": bands,
        "shares_uncovered": uncovered_shares,
        "share_hidden": round(hidden / told, 4),
        "small_tables": small_tables,
        "share_hidden_small_tables": round(small_hidden / max(small_cells, 1), 4),
        "share_hidden_optimal": round(small_best / max(small_cells, 1), 4),
        "cpu_seconds": round(time.process_time() - began - attack_seconds, 1),
        "attack_cpu_seconds": round(attack_seconds, 1),
    }


def release(case: Case) -> list[Suppressed]:
    """Tell its tables one after another, each beside those before."""
    before: list[Earlier] = []
    told: list[Suppressed] = []
    for moment, cells in case.tables:
        one = suppress(case.counts(cells), RULE, moment=moment, earlier=before)
        before.append(Earlier(moment, one.counts, one.told))
        told.append(one)
    return told


# ---- the attacker


@dataclass(frozen=True)
class Attacked:
    cell: Cell
    linear: tuple[float, float]
    whole: tuple[float, float]
    safe: bool


def attack(case: Case, releases: Sequence[Suppressed]) -> list[Attacked]:
    """Every small number that was not told, as narrow as it can be made."""
    shown: dict[Cell, int] = {}
    before: dict[Cell, dict[Cell, int]] = {}
    """What was told when a cell was first spoken of: what that gave away was given away already."""
    for one in releases:
        for cell in one.hidden:
            before.setdefault(cell, dict(shown))
        shown |= {cell: told.people for cell, told in one.told.items() if told.people is not None}
    hidden = sorted(set(before) - set(shown))
    eyes = Eyes(case, shown, hidden)
    found = []
    for cell in hidden:
        many = count(cell, case.leaves, case.people)
        if RULE.is_small(many):
            found.append(_try(eyes, cell, many, shown, before[cell]))
    return found


class Eyes:
    """The attacker's own equations: atoms that nothing told or hidden tells apart, once."""

    def __init__(self, case: Case, told: Iterable[Cell], hidden: Iterable[Cell]) -> None:
        cells = list(dict.fromkeys([*told, *hidden]))
        names = list(case.leaves)
        atoms = list(itertools.product(*case.leaves.values()))
        asked = [{name: set(of) for name, of in cell.parts} for cell in cells]
        rows = [
            [float(all(at[names.index(name)] in of for name, of in inside.items())) for at in atoms] for inside in asked
        ]
        self.cells = cells
        self.matrix = np.unique(np.array(rows), axis=1)
        self.empty = {cell for cell in cells if not count(cell, case.leaves, case.people)}
        self.hidden = set(hidden)

    def row(self, cell: Cell) -> Row:
        row: Row = self.matrix[self.cells.index(cell)]
        return row

    def bounds(self, known: Mapping[Cell, int]) -> tuple[Row, Row]:
        """Of each cell the least and the most: what is known, nobody where it is empty, else somebody. Only of an empty
        one that was hidden it is not known."""
        told_empty = self.empty - self.hidden
        low = [float(known.get(cell, 0 if cell in self.empty else 1)) for cell in self.cells]
        high = [float(known.get(cell, 0 if cell in told_empty else np.inf)) for cell in self.cells]
        return np.array(low), np.array(high)

    def whole(self, row: Row, known: Mapping[Cell, int], sign: int) -> float:
        """The least (1) or the most (-1) in whole numbers; without end: infinity."""
        facts = LinearConstraint(self.matrix, *self.bounds(known))
        found = _least(lambda way: milp(sign * row, integrality=np.ones(len(row)), constraints=facts, options=way))
        return sign * (found if np.isinf(found) else round(found))

    def linear(self, row: Row, known: Mapping[Cell, int], sign: int) -> float:
        low, high = self.bounds(known)
        exact = low == high
        equal = {"A_eq": self.matrix[exact], "b_eq": low[exact]} if exact.any() else {}
        above = {"A_ub": -self.matrix[~exact], "b_ub": -low[~exact]} if (~exact).any() else {}
        return sign * _least(lambda way: linprog(sign * row, **equal, **above, options=way))


def _least(ask: Callable[[dict[str, Any]], Any]) -> float:
    """What a solver finds; minus infinity where there is no end. One that gives up is asked once more, another way: what it
    does not know must not pass for a number that nobody can work out."""
    for presolve in (True, False):
        found = ask({"presolve": presolve})
        if found.status == SOLVED:
            return float(found.fun)
        if found.status == ENDLESS:
            return -np.inf
    raise AssertionError(found.message)


def _try(eyes: Eyes, cell: Cell, many: int, known: Mapping[Cell, int], before: Mapping[Cell, int]) -> Attacked:
    row = eyes.row(cell)
    linear = (eyes.linear(row, known, 1), eyes.linear(row, known, -1))
    whole = (eyes.whole(row, known, 1), eyes.whole(row, known, -1))
    least, most = map(float, RULE.spread(many))
    if whole[0] > least:
        least = max(least, eyes.whole(row, before, 1))
    if whole[1] < most:
        most = min(most, eyes.whole(row, before, -1))
    safe = all(one[0] <= least + 1e-6 and one[1] >= most - 1e-6 for one in (linear, whole)) and whole[0] < whole[1]
    return Attacked(cell, linear, whole, safe)


def attack_shares(case: Case, table: Suppressed) -> tuple[int, int]:
    """Of every group: how many of it, at least and at most, is it so of? How many were tried, and of how many it is told
    too closely: of one count only, or of a group too small to be told in half of what is possible or less."""
    eyes = Eyes(case, table.told, table.hidden)
    wide, atoms = eyes.matrix, eyes.matrix.shape[1]
    nothing = np.zeros_like(wide)
    low, high = eyes.bounds({cell: one.people for cell, one in table.told.items() if one.people is not None})
    least, most = [], []
    for one in table.told.values():
        many, told = one.people or 0, one.share.low is not None
        inside = [n for n in range(many + 1) if told and _lies_in(n, many, one.share)]
        least.append(min(inside, default=0))
        most.append(max(inside, default=np.inf))
    no_more = np.hstack([np.eye(atoms), -np.eye(atoms)])
    facts = [
        LinearConstraint(np.hstack([wide, nothing]), low, high),
        LinearConstraint(np.hstack([nothing, wide]), least, most),
        LinearConstraint(no_more, 0, np.inf),
    ]
    tight = 0
    for cell in table.told:
        many = count(cell, case.leaves, case.people)
        row = np.concatenate([np.zeros(atoms), eyes.row(cell)])
        width = -sum(_end(sign * row, facts) for sign in (1, -1))
        tight += many > 0 and width < (many / 2 if RULE.is_small(many) else 1)
    return len(table.told), tight


def _end(row: Row, facts: Sequence[LinearConstraint]) -> float:
    found = _least(lambda way: milp(row, integrality=np.ones(len(row)), constraints=facts, options=way))
    return found if np.isinf(found) else round(found)


def _lies_in(hits: int, many: int, share: Share) -> bool:
    """As the page says it: “40 to 45 %”, the upper edge not in it unless it is all of them."""
    assert share.low is not None
    assert share.high is not None
    at = 100 * hits
    return share.low * many <= at and (at < share.high * many or share.high == 100)


# ---- the fewest that can be hidden


def fewest_hidden(case: Case) -> int:
    """By trying: the small ones, and with them every set of others, the smallest first."""
    counts = case.counts(case.tables[0][1])
    small = {cell for cell, many in counts.people.items() if RULE.is_small(many)}
    rest = [cell for cell, many in counts.people.items() if many and cell not in small]
    for more in range(len(rest) + 1):
        for extra in itertools.combinations(rest, more):
            if _safe_with(case, counts, small.union(extra)):
                return len(small) + more
    return len(small) + len(rest)


def _safe_with(case: Case, counts: Counts, hidden: set[Cell]) -> bool:
    from_told = [cell for cell in counts.people if cell not in hidden]
    pairs = [(a, b) for a in from_told for b in from_told if a != b and a.within(b)]
    if any(RULE.is_small(counts.people[b] - counts.people[a]) for a, b in pairs):
        return False
    return all(one.safe for one in attack(case, [_as_told(counts, hidden)]))


def _as_told(counts: Counts, hidden: set[Cell]) -> Suppressed:
    """As if the house had told it so. For the attacker's eyes only."""
    return Suppressed(
        counts, {cell: Told(cell, None if cell in hidden else many) for cell, many in counts.people.items()}
    )


# ---- the tables


def _many(dice: random.Random) -> int:
    kind = dice.random()
    if kind < 0.1:
        return 0
    if kind < 0.3:
        return dice.randint(1, 9)
    return dice.randint(10, 60) if kind < 0.7 else dice.randint(60, 900)


def _spread_over(dice: random.Random, leaves: Mapping[str, tuple[str, ...]]) -> People:
    return {at: _many(dice) for at in itertools.product(*leaves.values())}


def _of(name: str, many: int) -> tuple[str, ...]:
    return tuple(f"{name}{place}" for place in range(many))


def _crossed(leaves: Mapping[str, tuple[str, ...]]) -> list[Cell]:
    """Every cell of the table and every total, in all its ways."""
    ways = [[None, *of] for of in leaves.values()]
    return [
        Cell.of({name: leaf for name, leaf in zip(leaves, at, strict=True) if leaf is not None})
        for at in itertools.product(*ways)
    ]


def single_cut(dice: random.Random) -> Case:
    leaves = {"group": _of("g", dice.randint(2, 9))}
    return Case(leaves, _spread_over(dice, leaves), [("now", _crossed(leaves))])


def two_ways(dice: random.Random) -> Case:
    leaves = {"group": _of("g", dice.randint(2, 6)), "school": _of("s", dice.randint(2, 6))}
    return Case(leaves, _spread_over(dice, leaves), [("now", _crossed(leaves))])


def three_ways(dice: random.Random) -> Case:
    leaves = {"group": _of("g", dice.randint(2, 3)), "school": _of("s", dice.randint(2, 3)), "year": _of("y", 2)}
    return Case(leaves, _spread_over(dice, leaves), [("now", _crossed(leaves))])


def schools_in_systems(dice: random.Random) -> Case:
    """A network of systems of schools, by group: the systems are unions of their schools."""
    schools = _of("s", dice.randint(3, 6))
    leaves = {"group": _of("g", dice.randint(2, 3)), "school": schools}
    at = dice.randint(1, len(schools) - 1)
    cells = _crossed(leaves)
    for system in (schools[:at], schools[at:]):
        cells += [Cell.of({"school": system}), *(Cell.of({"school": system, "group": one}) for one in leaves["group"])]
    return Case(leaves, _spread_over(dice, leaves), [("now", list(dict.fromkeys(cells)))])


def overlapping(dice: random.Random) -> Case:
    """The same people three ways in pairs, one table after another; the last by ages that overlap."""
    leaves = {"group": _of("g", dice.randint(2, 3)), "school": _of("s", dice.randint(2, 3)), "age": _of("a", 4)}
    first = _crossed({name: leaves[name] for name in ("group", "school")})
    second = _crossed({name: leaves[name] for name in ("school", "age")})
    ages = leaves["age"]
    third = [EVERYBODY, *(Cell.of({"age": some}) for some in (ages[:2], ages[:3], ages[1:], ages[2:]))]
    order = [("now", first), ("now", second), ("now", third)]
    dice.shuffle(order)
    few = {at: dice.choice([0, 0, 1, 2, 3, 5, 9, 20]) for at in itertools.product(*leaves.values())}
    return Case(leaves, few, order)


def running_count(dice: random.Random) -> Case:
    """Those who had come by the first day, and by the second and third: who came between is a cell nobody told of."""
    leaves = {"came": ("by the first", "by the second", "by the third"), "group": _of("g", dice.randint(2, 4))}
    people = {
        at: _many(dice) if at[0] == "by the first" else dice.choice([0, 0, 1, 2, 6, 14, 30])
        for at in itertools.product(*leaves.values())
    }
    tables = []
    for last in (1, 2, 3):
        by = leaves["came"][:last]
        cells = [Cell.of({"came": by}), *(Cell.of({"came": by, "group": one}) for one in leaves["group"])]
        tables.append(("now", cells))
    return Case(leaves, people, tables)


def two_days(dice: random.Random) -> Case:
    """The same people on two days, with other cells on the second: what was hidden then must not be told now."""
    leaves = {"group": _of("g", dice.randint(3, 7)), "school": _of("s", dice.randint(2, 3))}
    first = _crossed({"group": leaves["group"]})
    second = dice.choice([first, _crossed(leaves)])
    tables = [("autumn", first), ("spring", second)]
    if dice.random() < 0.5:
        tables.reverse()
    return Case(leaves, _spread_over(dice, leaves), tables)


def shares(dice: random.Random) -> Case:
    """Two cuts of the same people beside each other, with of how many of each group it is so."""
    leaves = {"group": _of("g", dice.randint(2, 5)), "english": _of("e", 2)}
    people = _spread_over(dice, leaves)
    usual = dice.choice([0.02, 0.3, 0.5, 0.97])
    so = {at: sum(dice.random() < usual for _one in range(many)) for at, many in people.items()}
    cells = [EVERYBODY, *(Cell.of({name: leaf}) for name, of in leaves.items() for leaf in of)]
    return Case(leaves, people, [("now", cells)], so)


KINDS: Sequence[Callable[[random.Random], Case]] = (
    single_cut,
    two_ways,
    three_ways,
    schools_in_systems,
    overlapping,
    running_count,
    two_days,
    shares,
)
