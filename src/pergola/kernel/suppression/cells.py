"""What a table says of people: cells, each with how many they are, and perhaps of how many something is so.

A cell names leaves along dimensions: `race: Black`, `school: North or South`, both, or nothing (everybody). Totals, levels of
a hierarchy (a system is the union of its schools), sub-groups that overlap and dates of a running count (who had come by
then) are all cells of this one kind, so that all of them can be judged together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import permutations

from pergola.kernel.suppression.shares import FEWEST, FEWEST_STAFF


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """People by the leaves they are in: one part for each dimension that matters. No part: everybody."""

    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, where: Mapping[str, str | Iterable[str]]) -> "Cell":
        """`Cell.of({"race": "Black", "school": ["North", "South"]})`."""
        parts = (
            (name, (leaves,) if isinstance(leaves, str) else tuple(sorted(set(leaves))))
            for name, leaves in where.items()
        )
        return cls(tuple(sorted(parts)))

    @property
    def dimensions(self) -> tuple[str, ...]:
        return tuple(name for name, _leaves in self.parts)

    def within(self, other: "Cell") -> bool:
        """Is everybody of this cell in the other one, whoever they are?"""
        mine = dict(self.parts)
        return all(name in mine and set(mine[name]) <= set(leaves) for name, leaves in other.parts)


__all__ = ["EVERYBODY", "FEWEST", "FEWEST_STAFF", "REST", "Cell", "Counts", "Rule", "nested", "one_way"]

EVERYBODY = Cell()


@dataclass(frozen=True, slots=True)
class Rule:
    """When a number of people is too small to tell. None at all is not: nobody can be found in a group that is empty."""

    fewest: int = FEWEST

    def is_small(self, many: int) -> bool:
        return 0 < many < self.fewest

    def spread(self, many: int) -> tuple[int, int]:
        """The protection interval of a small cell: what an attacker must leave open, at least.

        From half of what it is to half of it and the minimum: so it reaches to where it would not be small, is at least the
        minimum wide, and is not centred on what it is. One is left at one where empty cells are told as empty, and the
        others are therefore known not to be. (Protection levels as in Fischetti and Salazar, Management Science 47 (2001).)
        """
        low = many // 2
        return (max(low, 1) if many else low), low + self.fewest


@dataclass(frozen=True)
class Counts:
    """A table. `people`: how many each cell has; `hits`: of how many of them it is so, where that was counted.

    The leaves of each dimension take in everybody, once: what a cut leaves over is a leaf of its own, and a cell.
    """

    leaves: Mapping[str, tuple[str, ...]]
    people: Mapping[Cell, int]
    hits: Mapping[Cell, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for cell, many in self.people.items():
            if many < 0 or not 0 <= self.hits.get(cell, 0) <= many:
                raise ValueError(f"of {cell} there are {many}, and it is so of {self.hits.get(cell)}")
            for name, leaves in cell.parts:
                if not leaves or not set(leaves) <= set(self.leaves.get(name, ())):
                    raise ValueError(f"{cell} names leaves that {name!r} does not have")
        if not set(self.hits) <= set(self.people):
            raise ValueError("something is counted of a cell that has no size")


REST = "…"
"""The leaf of those whom a cut does not name."""


def one_way(everybody: tuple[int, int], cuts: Mapping[str, Mapping[str, tuple[int, int]]]) -> Counts:
    """Several cuts of the same people, each by itself: everybody, and the groups of each cut, as (people, hits).

    Raises ValueError where the groups of a cut are more than everybody, or it is so of more than of everybody.
    """
    leaves: dict[str, tuple[str, ...]] = {}
    people, hits = {EVERYBODY: everybody[0]}, {EVERYBODY: everybody[1]}
    for name, groups in cuts.items():
        left = [whole - sum(one[place] for one in groups.values()) for place, whole in enumerate(everybody)]
        if left[0] < 0 or not 0 <= left[1] <= left[0]:
            raise ValueError(name)
        every = {**groups, **({REST: (left[0], left[1])} if left[0] else {})}
        leaves[name] = tuple(every)
        for group, (many, so) in every.items():
            cell = Cell.of({name: group})
            people[cell], hits[cell] = many, so
    return Counts(leaves, people, hits)


def nested(cells: Iterable[Cell]) -> list[tuple[Cell, Cell]]:
    """Pairs of which the second holds all of the first: told both, the rest of the second is told too."""
    return [(one, other) for one, other in permutations(sorted(cells), 2) if one != other and one.within(other)]
