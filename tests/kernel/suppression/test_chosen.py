"""What is told of a choice, held against everybody who knows the rule and how many answered."""

from collections import defaultdict
from itertools import pairwise, product

import pytest

from pergola.kernel.suppression.chosen import Among, read_among, told_among


@pytest.mark.parametrize("of", range(5, 60))
def test_what_is_told_is_true_and_leaves_as_many_counts_open_as_it_says(of: int) -> None:
    told = [told_among([(many, of)]) for many in range(of + 1)]
    by_words = defaultdict(list)
    for many, one in enumerate(told):
        assert one.low <= many <= one.high
        by_words[one].append(many)
    for one, counts in by_words.items():
        assert counts == list(range(one.low, one.high + 1)), "nothing else could be told of these"
        assert len(counts) >= 3 or 5 <= one.low <= one.high <= of - 5, "few, or nearly all, are never told apart"


@pytest.mark.parametrize(("of", "choices"), [(5, 2), (8, 2), (12, 3), (11, 3), (10, 2), (13, 2)])
def test_of_all_choices_together_no_more_follows_than_of_each(of: int, choices: int) -> None:
    """Every table there can be: any choice by anybody, or none. Of each page all tables it could be of are one block."""
    pages: dict[tuple[Among, ...], list[tuple[int, ...]]] = defaultdict(list)
    for table in product(range(of + 1), repeat=choices):
        pages[tuple(told_among([(many, of)]) for many in table)].append(table)
    for page, tables in pages.items():
        for place, one in enumerate(page):
            assert {table[place] for table in tables} == set(range(one.low, one.high + 1))


def test_of_two_askings_one_who_came_or_went_moves_nothing() -> None:
    for of, many in product(range(5, 40), range(41)):
        if many > of:
            continue
        first = told_among([(many, of)])
        for moved, gone in product((-1, 0, 1), (-1, 0, 1)):
            then, now = of + gone, many + moved
            if then < 5 or not 0 <= now <= then:
                continue
            again = told_among([(many, of), (now, then)])
            assert (again.low, again.high, again.of, again.as_before) == (first.low, first.high, of, True)


def test_what_changes_little_by_little_is_held_against_what_was_told_last() -> None:
    counts = [(10, 30), (12, 30), (14, 30), (15, 30), (17, 30)]
    told = [told_among(counts[: last + 1]) for last in range(len(counts))]
    assert [one.as_before for one in told] == [False, True, True, False, True]
    assert [(one.low, one.high) for one in told] == [(10, 14), (10, 14), (10, 14), (15, 19), (15, 19)]
    assert all(before.low <= after.low for before, after in pairwise(told))


def test_as_it_is_written_down() -> None:
    for told in (told_among([(7, 30)]), told_among([(7, 30), (8, 31)])):
        assert read_among(told.kept, 99) == told
    assert read_among(6, 12) == Among(6, 6, 12)
    assert read_among("few", 12) == Among(0, 4, 12)
    assert read_among("most", 12) == Among(8, 12, 12)
    assert read_among("", 12) is None


@pytest.mark.parametrize(("many", "of"), [(3, 4), (6, 5), (-1, 9)])
def test_what_cannot_be_told_is_refused(many: int, of: int) -> None:
    with pytest.raises(ValueError, match="cannot be told"):
        told_among([(many, of)])
