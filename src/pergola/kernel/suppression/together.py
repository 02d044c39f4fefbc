"""The one door: a table is judged beside everything that was told before, and told.

Of the same moment, an earlier table is of the same people: what it told is a fact, what it hid stays hidden, and the two are
one system. Of another moment the people are much the same, and an attacker takes what was told then for what is hidden now, and
the other way round: so both tables must stand with only those cells hidden that are hidden in both.

Who was told makes no difference here, on purpose: those who saw the narrow table see the wide one too.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pergola.kernel.suppression.bands import Bands
from pergola.kernel.suppression.cells import Cell, Counts, Rule
from pergola.kernel.suppression.hiding import Hiding, hide
from pergola.kernel.suppression.shares import HIDDEN, Share
from pergola.kernel.suppression.system import Fact, System, whole_numbers


@dataclass(frozen=True, slots=True)
class Told:
    """A number about people as it may leave the house. `people`: None where it is hidden."""

    cell: Cell
    people: int | None
    share: Share = HIDDEN

    @property
    def hidden(self) -> bool:
        return self.people is None


@dataclass(frozen=True)
class Earlier:
    """A table told before: its true counts, and of which cells what was told."""

    moment: str
    counts: Counts
    told: Mapping[Cell, Told]

    @property
    def shown(self) -> frozenset[Cell]:
        return frozenset(cell for cell, one in self.told.items() if not one.hidden)


@dataclass(frozen=True)
class Suppressed:
    """A table as it may be told."""

    counts: Counts
    told: Mapping[Cell, Told]
    out: int = 0
    """Numbers so small that they are hidden, and that what was told before gives away all the same."""

    @property
    def hidden(self) -> frozenset[Cell]:
        return frozenset(cell for cell, one in self.told.items() if one.hidden)


@dataclass
class _Known:
    """Tables of one moment, as one."""

    counts: Counts
    shown: frozenset[Cell] = frozenset()
    shares: dict[Cell, Share] = field(default_factory=dict)


def suppress(
    counts: Counts, rule: Rule, *, moment: str = "", earlier: Sequence[Earlier] = (), known: Collection[Cell] = ()
) -> Suppressed:
    """Tell what can be told of a table.

    `earlier`: every table of these people that was told before, in order. `known`: cells whose exact figures stand
    elsewhere for the same readers (on the chart of the whole, say), so that no band of theirs hides anything.
    """
    now = _Known(counts)
    alike: list[_Known] = []
    for key, tables in groupby(sorted(earlier, key=lambda one: one.moment), key=lambda one: one.moment):
        then = _as_one(list(tables))
        merged = _merged(counts, then[-1]) if key == moment else None
        alike += then if merged is None else then[:-1]
        now = now if merged is None else merged
    exact = {cell for cell in known if not rule.is_small(now.counts.people.get(cell, 0))} & set(now.counts.people)
    before = set[Cell]().union(*(one.shown for one in alike))
    keep = {cell for cell in before if cell in now.counts.people and not rule.is_small(now.counts.people[cell])}
    found = hide(now.counts, rule, fixed=now.shown | exact, hidden=_hidden_before(now), keep=keep)
    shown = set(counts.people) - found.hidden
    forced = set[Cell]().union(*(_also(then_, _alike(counts, then_, rule) & shown, rule) for then_ in alike))
    found.guard(forced | _hidden_then(counts, alike, rule), keep=keep)
    return _told(counts, now, found, frozenset(exact))


def _told(counts: Counts, now: _Known, found: Hiding, exact: frozenset[Cell]) -> Suppressed:
    shown = frozenset(now.counts.people) - found.hidden
    bands = Bands(found.system, now.counts.people, now.counts.hits, shown, found.rule, _told_for_good(now), exact)
    bands.settle()
    told = {
        cell: Told(cell, many, bands.share(cell) if cell in counts.hits else HIDDEN)
        if cell in shown
        else Told(cell, None)
        for cell, many in counts.people.items()
    }
    return Suppressed(counts, told, len(found.out) + len(bands.out))


def _told_for_good(now: _Known) -> dict[Cell, Share]:
    return {cell: share for cell, share in now.shares.items() if share.step is not None}


def _hidden_before(now: _Known) -> set[Cell]:
    """What an earlier table of the same moment hid; of this one's own cells the same ones."""
    return {cell for cell in now.shares if cell not in now.shown}


def _alike(counts: Counts, then: _Known, rule: Rule) -> set[Cell]:
    """Cells that are much what they were: told now, they would be taken for what they were then."""
    was = then.counts.people
    return {cell for cell, many in counts.people.items() if cell in was and abs(many - was[cell]) < rule.fewest}


def _hidden_then(counts: Counts, alike: Sequence[_Known], rule: Rule) -> set[Cell]:
    """Cells hidden then that are much what they were, and not few now: not to be worked out now, either."""
    return {
        cell
        for then in alike
        for cell in _alike(counts, then, rule)
        if cell not in then.shown and rule.is_small(then.counts.people[cell]) and not rule.is_small(counts.people[cell])
    }


def _also(then: _Known, shown: Collection[Cell], rule: Rule) -> set[Cell]:
    """Which of those shown now must be hidden, because telling them would give away what was hidden then."""
    people = then.counts.people
    free = set(people) - then.shown
    again = Hiding(System(then.counts.leaves, people), people, rule, then.shown, free - set(shown))
    again.hidden |= {cell for cell in free if rule.is_small(people[cell])}
    again.protect()
    return again.hidden & set(shown)


def _as_one(tables: Sequence[Earlier]) -> list[_Known]:
    """Tables of one moment as one; where one says otherwise than those before (a correction), it begins another."""
    known: list[_Known] = []
    for table in tables:
        merged = _merged(table.counts, known[-1]) if known else None
        one = merged or _Known(table.counts)
        shares = {**one.shares, **{cell: told.share for cell, told in table.told.items()}}
        both = _Known(one.counts, one.shown | table.shown, shares)
        known = [*known[:-1], both] if merged else [*known, both]
    return known


def _merged(counts: Counts, then: _Known) -> _Known | None:
    """Both as one table of the same people; None where they cannot both be true."""
    people = {**then.counts.people, **counts.people}
    if any(then.counts.people.get(cell, many) != many for cell, many in counts.people.items()):
        return None
    if any(then.counts.hits.get(cell, so) != so for cell, so in counts.hits.items()):
        return None
    leaves = {
        name: tuple(dict.fromkeys((*then.counts.leaves.get(name, ()), *counts.leaves.get(name, ()))))
        for name in (*then.counts.leaves, *counts.leaves)
    }
    one = Counts(leaves, people, {**then.counts.hits, **counts.hits})
    return _Known(one, then.shown, then.shares) if _can_be(one) else None


def _can_be(counts: Counts) -> bool:
    system = System(counts.leaves, counts.people)
    for said in (counts.people, counts.hits):
        facts = [*system.ties, *(Fact(system.rows[cell], many, many) for cell, many in said.items())]
        if whole_numbers(system.size, facts) is None:
            return False
    return True
