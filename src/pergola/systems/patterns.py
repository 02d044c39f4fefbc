"""What follows from which school’s students go on to which: where they end, and who shares that end. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

type Step = tuple[int, int]
"""A school, and one its students go on to: their primary keys."""


class Tie(StrEnum):
    """How another school stands to one’s own, the nearest tie first."""

    INTO = "into"
    """Our students go on to it."""
    FROM = "from"
    """Its students come to us."""
    SAME_END = "same end"
    """Students of both end in one school."""


@dataclass(frozen=True, slots=True)
class Tied:
    tie: Tie
    end: int
    """The school in which students of both end."""


class Patterns:
    """All steps of one system, or of several."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self.onward: dict[int, set[int]] = defaultdict(set)
        self.back: dict[int, set[int]] = defaultdict(set)
        for school, into in steps:
            self.onward[school].add(into)
            self.back[into].add(school)

    def after(self, school: int) -> set[int]:
        """Every school that students of this one come to, without itself."""
        return _walk(self.onward, school)

    def before(self, school: int) -> set[int]:
        """Every school whose students come to this one, without itself."""
        return _walk(self.back, school)

    def ends(self, school: int) -> set[int]:
        """The schools from which nobody goes on: itself, where it is one."""
        return {one for one in {school, *self.after(school)} if not self.onward.get(one)}

    def every_end(self) -> set[int]:
        return {one for one in self.back if not self.onward.get(one)}

    def tied_to(self, school: int) -> dict[int, Tied]:
        """Every other school of a pattern this one is in, and how it is tied to it. Empty for a school in no pattern."""
        if school not in self.onward and school not in self.back:
            return {}
        found: dict[int, Tied] = {}
        for end in sorted(self.ends(school)):
            for other in {end, *self.before(end)} - {school}:
                found.setdefault(other, Tied(Tie.SAME_END, end))
        after, before = self.after(school), self.before(school)
        return {
            other: Tied(Tie.INTO if other in after else Tie.FROM if other in before else Tie.SAME_END, one.end)
            for other, one in found.items()
        }

    def loop(self) -> int | None:
        """A school whose students would come back to it, if there is one."""
        return next((one for one in sorted(self.onward) if one in _walk(self.onward, one)), None)


def _walk(ways: dict[int, set[int]], start: int) -> set[int]:
    """Everything that can be reached; `start` is in it only where a way leads back."""
    found: set[int] = set()
    ahead = [start]
    while ahead:
        for one in ways.get(ahead.pop(), ()):
            if one not in found:
                found.add(one)
                ahead.append(one)
    return found
