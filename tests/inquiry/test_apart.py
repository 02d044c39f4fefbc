"""Where nothing changed no group is said to have moved, and where much did it is said: drawn with a seed."""

from collections.abc import Callable
from random import Random

import pytest

from pergola.inquiry.by_group.apart import apart
from pergola.inquiry.by_group.telling import finding
from pergola.kernel.suppression.cells import EVERYBODY, Cell
from pergola.kernel.suppression.shares import HIDDEN, suppress_share
from pergola.kernel.suppression.together import Told

DRAWS = 4_000
GROUP = Cell.of({"Race": "Black"})


def told(so: int, people: int, cell: Cell = GROUP) -> Told:
    return Told(cell, people, suppress_share(100 * so / people, people))


def said_of(draw: Callable[[Random], int]) -> float:
    """How often something is said, in per cent."""
    lots = Random(1931)
    return 100 * sum(draw(lots) != 0 for _each in range(DRAWS)) / DRAWS


@pytest.mark.parametrize("people", [20, 45, 120, 300])
@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.85])
def test_where_nothing_changed_hardly_anything_is_said(people: int, share: float) -> None:
    def two_days(lots: Random) -> int:
        return apart(*(told(lots.binomialvariate(people, share), people) for _day in range(2)))

    def beside_everybody(lots: Random, others: int = 360) -> int:
        so = lots.binomialvariate(people, share)
        everybody = told(so + lots.binomialvariate(others, share), people + others, EVERYBODY)
        return apart(everybody, told(so, people), within=True)

    assert said_of(two_days) < 1
    assert said_of(beside_everybody) < 1
    assert said_of(lambda lots: beside_everybody(lots, others=25)) < 1, "everybody but a few"


@pytest.mark.parametrize("begin", [6, 24, 36, 48, 60, 72, 90])
def test_twenty_points_of_a_hundred_and_twenty_are_told(begin: int) -> None:
    assert apart(told(begin, 120), told(begin + 24, 120)) == 1
    assert apart(told(begin + 24, 120), told(begin, 120)) == -1


def test_a_true_change_of_thirty_points_is_told_nine_times_of_ten() -> None:
    def risen(lots: Random) -> int:
        return apart(*(told(lots.binomialvariate(120, share), 120) for share in (0.35, 0.65)))

    assert said_of(risen) > 90


def test_of_few_only_much_is_told_and_of_what_is_hidden_nothing() -> None:
    assert apart(told(6, 20), told(12, 20)) == 0
    assert apart(told(2, 20), told(18, 20)) == 1
    assert apart(Told(GROUP, None), told(18, 20)) == apart(None, told(18, 20)) == 0
    assert apart(Told(GROUP, 200, HIDDEN), told(18, 20)) == 0


def test_bands_that_touch_may_be_one_student_apart() -> None:
    """Of very many, one step of one per cent would be more than chance."""
    assert apart(told(41_999, 100_000), told(42_000, 100_000)) == 0
    assert apart(told(41_999, 100_000), told(43_001, 100_000)) == 1


def test_a_group_is_held_against_everybody_in_the_same_way() -> None:
    near = {EVERYBODY: told(189, 474, EVERYBODY), GROUP: told(41, 131)}
    assert finding(near) == "No group that is shown lies below everybody by more than chance"
    far = {EVERYBODY: told(189, 474, EVERYBODY), GROUP: told(31, 131)}
    assert finding(far).startswith("Below everybody (39 to 40\N{NO-BREAK SPACE}%): Race: Black (")
    assert finding(far, more_is_better=False) == "No group that is shown lies above everybody by more than chance"
    assert apart(told(40, 40, EVERYBODY), told(40, 40), within=True) == 0, "everybody is in it"
