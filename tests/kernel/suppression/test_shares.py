"""Nobody can be found in a share that is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pergola.kernel.suppression import FEWEST, STEPS, class_of, step_for, suppress_share

SIZES = st.integers(min_value=FEWEST, max_value=2_000)


@pytest.mark.parametrize(
    ("size", "step"),
    [
        (0, None),
        (9, None),
        (10, 20),
        (19, 20),
        (20, 10),
        (39, 10),
        (40, 5),
        (99, 5),
        (100, 2),
        (299, 2),
        (300, 1),
        (9000, 1),
    ],
)
def test_the_smaller_the_group_the_coarser_the_share(size: int, step: int | None) -> None:
    assert step_for(size) == step
    assert suppress_share(50, size).step == step


@pytest.mark.parametrize(
    ("percent", "size", "told"),
    [(34.2, 118, (34, 36, "")), (33, 118, (32, 34, "")), (0, 118, (0, 2, "or less")), (100, 118, (98, 100, "or more")),
     (19.9, 12, (0, 20, "or less")), (29.9, 12, (20, 40, "")), (27, 11, (20, 40, "")), (50, 12, (40, 60, "")), (70, 12, (60, 80, "")),
     (7.4, 60, (5, 10, "")), (2.99, 118, (2, 4, "")), (99.4, 400, (99, 100, "or more")), (98.6, 400, (98, 99, "")), (34, 9, (None, None, ""))],
)  # fmt: skip
def test_how_shares_are_told(percent: float, size: int, told: tuple[int | None, int | None, str]) -> None:
    share = suppress_share(percent, size)
    assert (share.low, share.high, share.bound) == told


@given(SIZES, st.data())
def test_every_share_that_is_told_could_come_from_at_least_two_counts(size: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(min_value=0, max_value=size))
    told = suppress_share(count * 100 / size, size)
    alike = [other for other in range(size + 1) if suppress_share(other * 100 / size, size) == told]
    assert len(alike) >= 2


@given(SIZES, st.floats(min_value=0, max_value=100), st.floats(min_value=0, max_value=100))
def test_order_is_kept_and_what_is_told_is_true(size: int, one: float, other: float) -> None:
    low, high = sorted((one, other))
    first, last = suppress_share(low, size), suppress_share(high, size)
    assert first.value is not None
    assert last.value is not None
    assert first.value <= last.value
    assert first.low is not None
    assert first.high is not None
    assert first.low <= low <= first.high
    assert first.high - first.low == first.step
    assert first.low <= first.value <= first.high


@given(st.integers(min_value=0, max_value=FEWEST - 1), st.floats(min_value=0, max_value=100))
def test_groups_under_ten_are_hidden_whole(size: int, percent: float) -> None:
    share = suppress_share(percent, size)
    assert (share.value, share.step, share.bound) == (None, None, "")
    assert class_of(size) is None


@pytest.mark.parametrize("percent", [-0.1, 100.1, float("nan")])
def test_what_is_no_share_is_refused(percent: float) -> None:
    with pytest.raises(ValueError, match="0 to 100"):
        suppress_share(percent, 100)


def test_classes_touch_and_do_not_overlap() -> None:
    classes = [class_of(size) for size in range(FEWEST, 400)]
    assert sorted(set(classes), key=str) == sorted({(10, 19), (20, 39), (40, 99), (100, 299), (300, None)}, key=str)
    assert [least for least, _step in STEPS] == sorted((least for least, _step in STEPS), reverse=True)
