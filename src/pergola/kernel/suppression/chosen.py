"""How many of those who answered chose a thing: told in steps that leave nobody's answer to be worked out.

Whoever answers may choose any of the choices, or none, so that no count follows from another, nor from how many answered:
each is judged by itself. Fewer than five are not told apart, nor are all from all but fewer than five, nor, in between, five
that follow one another. Of fewer than ten answers only two halves are told.

Asked again, much the same people answer. So a count that has changed by fewer than five since it was last told is told as it
was told then: one who came or went moves nothing. What is told follows from the counts before and now, and from nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pergola.kernel.suppression.shares import FEWEST_STAFF

STEP = FEWEST_STAFF

type Kept = Sequence[int | bool] | int | str


@dataclass(frozen=True, slots=True)
class Among:
    """From `low` to `high` of `of` who answered."""

    low: int
    high: int
    of: int
    as_before: bool = False
    """Told so of an earlier asking, and changed by fewer than five since."""

    @property
    def few(self) -> bool:
        return self.low == 0

    @property
    def most(self) -> bool:
        """Nearly everybody, or everybody."""
        return self.high == self.of

    @property
    def kept(self) -> list[int | bool]:
        return [self.low, self.high, self.of, self.as_before]


def told_among(asked: Sequence[tuple[int, int]]) -> Among:
    """What is told of a choice, the last time the question was asked: each time how many chose it, of how many answers.

    Raises ValueError of fewer than five answers: nothing is told of them.
    """
    then, _of = asked[0]
    told = _among(*asked[0])
    for many, of in asked[1:]:
        if abs(many - then) >= STEP:
            then, told = many, _among(many, of)
        else:
            told = replace(told, as_before=True)
    return told


def _among(many: int, of: int) -> Among:
    if of < STEP or not 0 <= many <= of:
        raise ValueError(f"{many} of {of} answers cannot be told")
    if of < 2 * STEP:
        half = of // 2
        return Among(0, half, of) if many <= half else Among(half + 1, of, of)
    if many < STEP:
        return Among(0, STEP - 1, of)
    if of - many < STEP:
        return Among(of - STEP + 1, of, of)
    low = many - many % STEP
    return Among(low, min(low + STEP - 1, of - STEP), of)


def read_among(kept: Kept, of: int) -> Among | None:
    """As it is written down. Of a poll of before it is a number, or a word; None where it was not shown."""
    match kept:
        case int():
            return Among(kept, kept, of)
        case "few":
            return Among(0, min(STEP - 1, of), of)
        case "most":
            return Among(max(of - STEP + 1, 0), of, of)
        case [low, high, then, as_before]:
            return Among(int(low), int(high), int(then), bool(as_before))
        case _:
            return None
