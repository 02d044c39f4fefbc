"""What happened, pinned above the plot: rows of words whose lines never cross one another's words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pergola.kernel.charts.place import Box, Word
from pergola.kernel.charts.spec import Event
from pergola.kernel.charts.text import shorten, width

_ROW = 20
_MOST_ROWS = 4
_MOST_SEARCHED = 4
"""Of more events than this, the later ones go without words; their lines stay, and the words beneath name them."""
_UNSAID = 100.0


@dataclass(frozen=True, slots=True)
class Pin:
    """A line from `top` down to the axis, and its word; None where even a shortened one found no room."""

    x: float
    top: float
    word: Word | None


@dataclass(frozen=True, slots=True)
class _Choice:
    """A text in a row, its line at `x`, its ends; an empty text is no word at all."""

    row: int
    x: float
    text: str
    leftwards: bool
    start: float
    end: float
    cost: float

    def disturbs(self, other: "_Choice") -> bool:
        """Words side by side in one row, or a line that comes down through a word of a lower or the same row."""
        if (
            self.row == other.row
            and self.text
            and other.text
            and self.start < other.end + 8
            and other.start < self.end + 8
        ):
            return True
        return self._runs_through(other) or other._runs_through(self)  # noqa: SLF001

    def _runs_through(self, other: "_Choice") -> bool:
        return bool(other.text) and self.row >= other.row and other.start - 4 < self.x < other.end + 4


def pin_events(events: Sequence[Event], places: Sequence[float], plot: Box) -> tuple[list[Pin], float]:
    """Pins for events whose lines stand at `places`, and how much further down the plot must begin for them."""
    options = [
        list(_choices(event, x, plot) if i < _MOST_SEARCHED else [_unsaid(x)])
        for i, (event, x) in enumerate(zip(events, places, strict=True))
    ]
    chosen = _cheapest(options)
    extra = max((choice.row for choice in chosen if choice.text), default=0) * _ROW
    pins = []
    for choice in chosen:
        y = plot.top - 10 + extra - choice.row * _ROW
        word = None
        if choice.text:
            word = Word(choice.text, choice.start, y, "start", "t-b")
            if choice.leftwards:
                word = Word(choice.text, choice.end, y, "end", "t-b")
        pins.append(Pin(choice.x, plot.top - 6 + extra - choice.row * _ROW, word))
    return pins, extra


def _choices(event: Event, x: float, plot: Box) -> Iterator[_Choice]:
    right, left = plot.right - x - 7, x - 7
    texts = [(0, event.label), (6, event.short)]
    texts.append((12, shorten(event.short or event.label, max(right, left))))
    for penalty, text in texts:
        wide = width(text)
        for leftwards in (False, True):
            if not text or wide > (left if leftwards else right):
                continue
            start = x - 7 - wide if leftwards else x + 7
            for row in range(_MOST_ROWS):
                yield _Choice(row, x, text, leftwards, start, start + wide, penalty + 4 * leftwards + 2 * row)
    yield _unsaid(x)


def _unsaid(x: float) -> _Choice:
    return _Choice(row=0, x=x, text="", leftwards=False, start=x, end=x, cost=_UNSAID)


def _cheapest(options: Sequence[Sequence[_Choice]]) -> list[_Choice]:
    """The cheapest set of choices that do not disturb each other; there is always the one without words."""
    best: list[_Choice] = []
    least = float("inf")

    def go(taken: list[_Choice], cost: float) -> None:
        nonlocal best, least
        if len(taken) == len(options):
            best, least = list(taken), cost
            return
        for choice in sorted(options[len(taken)], key=lambda each: each.cost):
            if cost + choice.cost >= least:
                break
            if not any(choice.disturbs(other) for other in taken):
                go([*taken, choice], cost + choice.cost)

    go([], 0.0)
    return best
