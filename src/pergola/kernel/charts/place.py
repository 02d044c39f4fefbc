"""Where a word can stand on a chart so that it touches no other word and, if it can be helped, no point and no line."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pergola.kernel.charts.text import width

type Anchor = Literal["start", "middle", "end"]

ASCENT, DESCENT = 12, 4
_APART = 4  # px between two words
WORST = 60.0
"""A place that costs more than this is not taken."""


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Box", apart: float = 0) -> bool:
        return (
            self.left < other.right + apart
            and other.left < self.right + apart
            and self.top < other.bottom + apart
            and other.top < self.bottom + apart
        )

    def holds(self, other: "Box") -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


class Word(NamedTuple):
    text: str
    x: float
    y: float
    anchor: Anchor
    kind: str = ""

    def box(self) -> Box:
        wide = width(self.text)
        left = self.x - {"start": 0, "middle": wide / 2, "end": wide}[self.anchor]
        return Box(left, self.y - ASCENT, left + wide, self.y + DESCENT)


class Line(NamedTuple):
    """A straight piece; `cost` is what it costs a word to lie on it."""

    x1: float
    y1: float
    x2: float
    y2: float
    cost: float

    def meets(self, box: Box) -> bool:
        """Whether the piece passes through the box: clip it to the box's sides, ask whether any of it is inside."""
        if max(self.x1, self.x2) < box.left or min(self.x1, self.x2) > box.right:
            return False
        if max(self.y1, self.y2) < box.top or min(self.y1, self.y2) > box.bottom:
            return False
        if self.x1 == self.x2 or self.y1 == self.y2:
            return True
        slope = (self.y2 - self.y1) / (self.x2 - self.x1)
        at_left = self.y1 + slope * (max(box.left, min(self.x1, self.x2)) - self.x1)
        at_right = self.y1 + slope * (min(box.right, max(self.x1, self.x2)) - self.x1)
        return max(at_left, at_right) >= box.top and min(at_left, at_right) <= box.bottom


class Candidate(NamedTuple):
    word: Word
    cost: float


@dataclass
class Room:
    """The plot with what stands in it already: points and the pieces that join them from left to right, other lines."""

    edge: Box
    dots: Sequence[Box]
    pieces: Sequence[Line]
    lines: Sequence[Line]
    words: list[Word]

    def put(self, candidates: Iterable[Candidate]) -> bool:
        """Put the cheapest candidate; False if every one touches a word, leaves the plot or costs too much."""
        taken = [word.box() for word in self.words]
        best: Candidate | None = None
        least = WORST
        for candidate in sorted(candidates, key=lambda each: each.cost):
            if candidate.cost >= least:
                break
            box = candidate.word.box()
            if not self.edge.holds(box) or any(box.touches(other, _APART) for other in taken):
                continue
            cost = candidate.cost + self._cost(box, least - candidate.cost)
            if cost < least:
                best, least = candidate, cost
        if best is not None:
            self.words.append(best.word)
        return best is not None

    def _cost(self, box: Box, limit: float) -> float:
        """What it costs to stand there, counted no further than `limit`."""
        cost = 0.0
        for line in self.lines:
            if line.meets(box):
                cost += line.cost
        if cost >= limit:
            return cost
        start = bisect_left(self.dots, box.left, key=lambda dot: dot.right)
        for dot in self.dots[start : bisect_right(self.dots, box.right, key=lambda dot: dot.left)]:
            if box.touches(dot):
                cost += 30
                if cost >= limit:
                    return cost
        start = bisect_left(self.pieces, box.left, key=lambda piece: piece.x2)
        for piece in self.pieces[start : bisect_right(self.pieces, box.right, key=lambda piece: piece.x1)]:
            if piece.meets(box):
                cost += piece.cost
                if cost >= limit:
                    return cost
        return cost
