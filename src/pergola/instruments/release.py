"""When a number may be shown, and what of it. Pure: no Django, no words.

Nothing is shown of fewer than five. What has been shown and what is shown later differ by five answers at least or not at
all, so that taking one from the other never tells what one person, or a few, said (docs/decisions/0017).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pergola.kernel.suppression import FEWEST_STAFF
from pergola.kernel.suppression.chosen import Among

FEWEST = FEWEST_STAFF
"""Answers, staff: the floor of security.md for groups of educators."""

type Counts = Sequence[int]


@dataclass(frozen=True)
class Heard:
    """One question: how many answered it, how many chose each of its options, and the words that were written."""

    n: int = 0
    counts: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    told: tuple[Among | None, ...] = ()
    """Of a closed poll, instead of the counts: of each choice what is told of it (`choices.py`)."""


type Tally = Mapping[str, Heard]
NOTHING = Heard()


def is_shown(heard: Heard) -> bool:
    return heard.n >= FEWEST


def release(shown: Tally, live: Tally, *, closing: bool, early: bool = True) -> dict[str, Heard]:
    """What is shown from now on, question by question.

    The first time as soon as five have answered it, and once more at the close, if five more at least have by then. Words,
    which nobody needs early, only at the close: so none of them is lost where five wrote some. And so where it is not
    `early`: of a poll exact counts are told, and of one choice two of them may differ by a single answer.
    """
    return {key: _one(shown.get(key, NOTHING), heard, closing=closing, early=early) for key, heard in live.items()}


def _one(before: Heard, now: Heard, *, closing: bool, early: bool) -> Heard:
    first = early and before.n == 0 and not now.words
    return now if now.n - before.n >= FEWEST and (first or closing) else before


def add(heard: Heard, chosen: Sequence[int], options: int, words: str = "") -> Heard:
    """One more answer: the options chosen (places from 0), and words. They stand in order of the alphabet, not of coming."""
    counts = list(heard.counts) or [0] * options
    for place in chosen:
        counts[place] += 1
    kept = tuple(sorted((*heard.words, words))) if words else heard.words
    return Heard(heard.n + 1, tuple(counts), kept)


@dataclass(frozen=True)
class Middle:
    """The middle answer and the middle half, as places on the scale; never the ends, where somebody may stand alone.

    `low` and `high` differ from `at` where the middle lies between two: then `at` is the lower of them.
    """

    at: int
    upper: int
    low: int
    high: int

    @property
    def between(self) -> bool:
        return self.at != self.upper


def middle(counts: Counts) -> Middle:
    """Of five answers or more on a scale: the median (both of them, where they are two) and the quartiles within.

    Raises ValueError of fewer: such a middle is nearly an answer.
    """
    places = [place for place, many in enumerate(counts) for _one_of in range(many)]
    n = len(places)
    if n < FEWEST:
        raise ValueError(f"the middle of {n} answers is not told")
    quarter = (n - 1) // 4
    return Middle(places[(n - 1) // 2], places[n // 2], places[quarter], places[n - 1 - quarter])
