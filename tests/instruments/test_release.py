"""When a number may be shown: nothing under five, and no difference of fewer than five, whatever comes in whatever order."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median_high, median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pergola.instruments.release import FEWEST, NOTHING, Heard, add, is_shown, middle, release

OPTIONS = 4
ANSWERS = st.lists(st.one_of(st.none(), st.integers(0, OPTIONS - 1)), max_size=40)
"""Each person's answer to one question; None: they passed it over."""


def seen_by_watcher(answers: Sequence[int | None]) -> list[Heard]:
    """All that somebody who looks after every answer, and after the close, gets to see of one question."""
    live, shown, seen = {"q": NOTHING}, {"q": NOTHING}, []
    for one in answers:
        if one is not None:
            live["q"] = add(live["q"], [one], OPTIONS)
        shown = release(shown, live, closing=False)
        seen.append(shown["q"])
    seen.append(release(shown, live, closing=True)["q"])
    return seen


@given(ANSWERS)
def test_nothing_is_shown_of_fewer_than_five_and_no_difference_is(answers: list[int | None]) -> None:
    seen = seen_by_watcher(answers)
    sizes = [one.n for one in seen]
    assert all(n == 0 or n >= FEWEST for n in sizes)
    assert all(after == before or after - before >= FEWEST for before, after in pairwise(sizes))
    assert len({one.n for one in seen if one.n}) <= 2, "twice at most: at five, and at the close"
    assert all(sum(one.counts) == one.n for one in seen)


@given(ANSWERS)
def test_of_a_poll_there_is_one_table_and_none_before_it(answers: list[int | None]) -> None:
    live: dict[str, Heard] = {"q": NOTHING}
    for one in answers:
        live["q"] = live["q"] if one is None else add(live["q"], [one], OPTIONS)
        assert release({}, live, closing=False, early=False) == {"q": NOTHING}
    assert is_shown(release({}, live, closing=True, early=False)["q"]) == (live["q"].n >= FEWEST)


@given(ANSWERS)
def test_all_of_ten_or_more_are_shown_in_the_end(answers: list[int | None]) -> None:
    said = [one for one in answers if one is not None]
    last = seen_by_watcher(answers)[-1]
    if len(said) >= 2 * FEWEST:
        assert last.counts == tuple(said.count(place) for place in range(OPTIONS))
    assert is_shown(last) == (len(said) >= FEWEST)


@given(st.lists(st.integers(0, OPTIONS - 1), min_size=FEWEST, max_size=40))
def test_the_middle_is_the_median_and_never_tells_the_ends(answers: list[int]) -> None:
    found = middle([answers.count(place) for place in range(OPTIONS)])
    assert (found.at, found.upper) == (median_low(answers), median_high(answers))
    ordered = sorted(answers)
    assert ordered[1] <= found.low <= found.at <= found.upper <= found.high <= ordered[-2]


@pytest.mark.parametrize("least", range(OPTIONS))
def test_whoever_stands_alone_at_an_end_is_not_seen(least: int) -> None:
    """Four say the most; the fifth may say anything: what is shown is the same."""
    counts = [0, 0, 0, 4]
    counts[least] += 1
    found = middle(counts)
    assert (found.at, found.low, found.high) == (3, 3, 3)


def test_of_four_there_is_no_middle() -> None:
    with pytest.raises(ValueError, match="not told"):
        middle([0, 2, 1, 1])


@given(st.permutations(["Anna", "berta", "Chloe", "dora"]))
def test_words_stand_in_another_order_than_they_came(order: list[str]) -> None:
    heard = NOTHING
    for one in order:
        heard = add(heard, [], 0, one)
    assert heard.words == ("Anna", "Chloe", "berta", "dora")


def test_several_choices_count_one_person_once() -> None:
    heard = add(add(NOTHING, [0, 2], 3), [2], 3)
    assert (heard.n, heard.counts) == (2, (1, 0, 2))


@given(st.lists(st.text(min_size=1, max_size=5), max_size=12))
def test_words_are_shown_at_the_close_all_of_them_or_none(words: list[str]) -> None:
    live, shown = {"q": NOTHING}, {"q": NOTHING}
    for one in words:
        live["q"] = add(live["q"], [], 0, one)
        shown = release(shown, live, closing=False)
        assert shown["q"].words == ()
    last = release(shown, live, closing=True)["q"]
    assert last.words == (tuple(sorted(words)) if len(words) >= FEWEST else ())
