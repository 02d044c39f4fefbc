"""Whole tables, alone and together: an attacker with linear and integer programming uncovers nobody, and would if they could."""

import random
from collections.abc import Callable, Mapping

import pytest
from bench.suppression import KINDS, Case, People, attack, attack_shares, fewest_hidden, release, shares, two_ways

from pergola.kernel.suppression.cells import EVERYBODY, REST, Cell, Counts, Rule, nested, one_way
from pergola.kernel.suppression.hiding import hide
from pergola.kernel.suppression.kept import keep_counts, keep_told, read_counts, read_told
from pergola.kernel.suppression.shares import suppress_share
from pergola.kernel.suppression.together import Earlier, Suppressed, Told, suppress


def by(**where: str) -> Cell:
    return Cell.of(where)


def races(**people: int) -> Counts:
    return one_way((sum(people.values()), 0), {"race": {name: (many, 0) for name, many in people.items()}})


def shown(found: Suppressed) -> dict[Cell, int | None]:
    return {cell: one.people for cell, one in found.told.items()}


# ---- the attacker


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_nobody_is_uncovered(kind: Callable[[random.Random], Case]) -> None:
    for number in range(3):
        case = kind(random.Random(f"suite-{number}"))
        releases = release(case)
        assert [one for one in attack(case, releases) if not one.safe] == [], number
        assert sum(one.out for one in releases) == 0


def test_the_attacker_uncovers_what_is_hidden_alone() -> None:
    """Only the small cells hidden, as a rule of thumb would: nearly every table gives one away."""
    uncovered = tried = 0
    for number in range(12):
        case = two_ways(random.Random(f"naive-{number}"))
        found = attack(case, [_naive(case)])
        tried, uncovered = tried + len(found), uncovered + sum(not one.safe for one in found)
        recovered = [one for one in found if one.whole[0] == one.whole[1]]
        assert all(one.whole[0] == case.counts([one.cell]).people[one.cell] for one in recovered)
    assert tried > 20
    assert uncovered > tried / 3


def test_the_attacker_uncovers_shares_told_by_their_own_band_alone() -> None:
    """35 of 100 three times: “34 to 36 %” thrice and “35 to 36 %” of all 300 leave one count open for each."""
    groups = ("a", "b", "c")
    case = Case(
        {"race": groups},
        {(one,): 100 for one in groups},
        [("now", [EVERYBODY, *(by(race=one) for one in groups)])],
        {(one,): 35 for one in groups},
    )
    counts = case.counts(case.tables[0][1])
    alone = {cell: Told(cell, many, suppress_share(35, many)) for cell, many in counts.people.items()}
    assert attack_shares(case, Suppressed(counts, alone)) == (4, 4)
    assert attack_shares(case, release(case)[0]) == (4, 0)


def test_shares_leave_two_counts_open_and_small_groups_half() -> None:
    for number in range(6):
        case = shares(random.Random(f"shares-{number}"))
        assert attack_shares(case, release(case)[0])[1] == 0, number


def _naive(case: Case) -> Suppressed:
    counts = case.counts(case.tables[0][1])
    return Suppressed(
        counts, {cell: Told(cell, None if Rule().is_small(many) else many) for cell, many in counts.people.items()}
    )


# ---- by hand


def test_a_small_group_takes_another_with_it() -> None:
    told = shown(suppress(races(black=120, white=80, asian=4), Rule()))
    assert {cell for cell, many in told.items() if many is None} == {by(race="asian"), by(race="white")}
    assert told[EVERYBODY] == 204


def test_two_small_groups_that_are_few_together_take_a_third() -> None:
    """Four and three are seven: their sum would be told, and is few."""
    told = shown(suppress(races(black=120, white=80, asian=4, other=3), Rule()))
    assert sum(many is None for many in told.values()) == 3


def test_an_empty_group_is_told() -> None:
    counts = races(black=120, white=80, asian=0)
    assert shown(suppress(counts, Rule()))[by(race="asian")] == 0


def test_an_empty_group_is_hidden_where_it_would_tell_of_others() -> None:
    """Twenty are of the first age. Told that none of them is at South, all are at North, where nine others are left over."""
    leaves = {"school": ("North", "South"), "age": ("first", "second")}
    people: People = {("North", "first"): 20, ("South", "first"): 0, ("North", "second"): 9, ("South", "second"): 24}
    here = by(school="North", age="first"), by(school="South", age="first")
    sides = [EVERYBODY, by(school="North"), by(school="South"), by(age="second")]
    case = Case(leaves, people, [("now", sides), ("now", here)])
    before, found = release(case)
    assert not before.hidden
    assert shown(found) == dict.fromkeys(here)
    assert found.out == 0
    apart = Case(leaves, {**people, ("North", "second"): 19}, case.tables)
    assert shown(release(apart)[1]) == dict(zip(here, (20, 0), strict=True))


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert not suppress(races(black=120, white=80, asian=40), Rule()).hidden


def test_five_are_enough_where_the_rule_says_five() -> None:
    counts = races(black=120, white=80, asian=6)
    assert suppress(counts, Rule(fewest=5)).hidden == frozenset()
    assert len(suppress(counts, Rule()).hidden) == 2


def test_what_a_cut_leaves_over_is_a_group_too() -> None:
    counts = one_way((300, 0), {"english": {"yes": (295, 0)}})
    assert counts.people[Cell.of({"english": REST})] == 5
    assert len(suppress(counts, Rule()).hidden) >= 2


def test_the_difference_of_two_that_are_told_is_told_too() -> None:
    """Ages 10 to 12 are 100, ages 10 to 13 are 103: nobody asked for the three."""
    ages = {"age": ("10 to 12", "13", "14")}
    young, middle = by(age="10 to 12"), Cell.of({"age": ["10 to 12", "13"]})
    counts = Counts(ages, {EVERYBODY: 150, young: 100, middle: 103})
    assert suppress(counts, Rule()).hidden & {young, middle}


def test_everything_hidden_comes_with_two_other_tables() -> None:
    counts = races(black=120, white=80, asian=4, native=7)
    found = hide(counts, Rule())
    for secret in found.secrets():
        reached = [round(float(secret.row @ table)) for _one, _up, table, _kept in found.proofs]
        low, high = Rule().spread(secret.many)
        assert min(reached) <= low
        assert max(reached) >= high
    for _secret, _upward, table, _kept in found.proofs:
        for cell in set(counts.people) - found.hidden:
            assert round(float(found.system.rows[cell] @ table)) == counts.people[cell]


def test_the_same_table_is_always_told_the_same() -> None:
    case = two_ways(random.Random("twice"))
    assert [shown(one) for one in release(case)] == [shown(one) for one in release(case)]


def test_as_sparing_as_can_be_on_a_small_table() -> None:
    case = Case({"race": ("a", "b", "c")}, {("a",): 4, ("b",): 30, ("c",): 200}, [("now", _cells())])
    assert len(release(case)[0].hidden) == fewest_hidden(case) == 2


def _cells() -> list[Cell]:
    return [EVERYBODY, *(by(race=one) for one in "abc")]


# ---- one after another


def after(counts: Counts, *earlier: tuple[str, Counts], moment: str = "now") -> Suppressed:
    before: list[Earlier] = []
    for when, table in earlier:
        one = suppress(table, Rule(), moment=when, earlier=before)
        before.append(Earlier(when, table, one.told))
    return suppress(counts, Rule(), moment=moment, earlier=before)


def test_another_table_of_the_same_people_does_not_tell_what_the_first_hid() -> None:
    people: dict[tuple[str, ...], int] = {
        ("black", "n"): 60,
        ("black", "s"): 60,
        ("white", "n"): 40,
        ("white", "s"): 40,
        ("asian", "n"): 4,
        ("asian", "s"): 30,
    }
    case = Case(
        {"race": ("black", "white", "asian"), "school": ("n", "s")},
        people,
        [
            ("now", [by(race="asian"), Cell.of({"race": "asian", "school": "n"}), Cell.of({"race": "asian", "school": "s"})]),
            ("now", [by(school="n"), by(school="s"), EVERYBODY, Cell.of({"race": ["black", "white"], "school": "s"})]),
        ],
    )  # fmt: skip
    apart = [suppress(case.counts(cells), Rule()) for _moment, cells in case.tables]
    together = release(case)
    assert any(not one.safe for one in attack(case, apart))
    assert all(one.safe for one in attack(case, together))


def test_of_two_days_the_same_cells_are_hidden() -> None:
    """In spring nobody is few any more; but what autumn hid is much the same still."""
    autumn, spring = races(black=120, white=80, asian=9), races(black=120, white=80, asian=11)
    assert not suppress(spring, Rule()).hidden
    found = after(spring, ("autumn", autumn))
    assert {by(race="asian")} < found.hidden == after(autumn).hidden


def test_a_group_that_has_become_few_is_hidden_all_the_same() -> None:
    """Autumn told all three. Whoever reads spring alone must not find the nine."""
    found = after(races(black=120, white=80, asian=9), ("autumn", races(black=120, white=80, asian=12)))
    assert by(race="asian") in found.hidden
    assert len(found.hidden) == 2


def test_a_cell_that_is_another_by_now_is_told_again() -> None:
    """Sixty say nothing of nine. But the eighty of autumn, hidden with the nine, are eighty still, and stay hidden, not alone."""
    moved = after(races(black=150, white=130, asian=60), ("autumn", races(black=120, white=80, asian=9)))
    assert not moved.hidden
    found = after(races(black=120, white=80, asian=60), ("autumn", races(black=120, white=80, asian=9)))
    assert by(race="white") in found.hidden
    assert len(found.hidden) == 2


def test_a_running_count_does_not_tell_who_came_between() -> None:
    came = {"came": ("first", "second")}
    first, both = by(came="first"), Cell.of({"came": ["first", "second"]})
    counts = Counts(came, {both: 26})
    assert after(counts, ("now", Counts(came, {first: 24}))).hidden == {both}
    assert not after(Counts(came, {both: 44}), ("now", Counts(came, {first: 24}))).hidden


def test_a_correction_is_judged_as_another_day() -> None:
    first, corrected = races(black=120, white=80, asian=4), races(black=121, white=80, asian=4)
    found = after(corrected, ("now", first))
    assert found.hidden == after(first).hidden


def test_what_was_told_before_stays_told_and_sets_the_bound() -> None:
    first = races(black=120, white=80, asian=10)
    crossed = dict(first.people) | {
        Cell.of({"race": "asian", "school": "n"}): 4, Cell.of({"race": "asian", "school": "s"}): 6,
    }  # fmt: skip
    found = after(Counts({**first.leaves, "school": ("n", "s")}, crossed), ("now", first))
    assert {cell for cell, many in shown(found).items() if many is None} == set(crossed) - set(first.people)
    assert found.out == 0


# ---- what it stands on


def test_cells_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="there are 3"):
        Counts({}, {EVERYBODY: 3}, {EVERYBODY: 4})
    with pytest.raises(ValueError, match="race"):
        one_way((10, 0), {"race": {"black": (11, 0)}})
    with pytest.raises(ValueError, match="does not have"):
        Counts({"race": ("a",)}, {by(race="b"): 3})


def test_what_holds_what() -> None:
    both, one = Cell.of({"race": "a", "school": "n"}), by(race="a")
    assert nested([both, one, EVERYBODY]) == [(one, EVERYBODY), (both, EVERYBODY), (both, one)]
    assert not by(school="n").within(one)


def test_a_table_is_written_down_and_read_again() -> None:
    counts = one_way((300, 120), {"race": {"a": (280, 110), "b": (14, 7), "c": (6, 3)}, "english": {"yes": (40, 2)}})
    told = dict(suppress(counts, Rule()).told)
    kept = keep_told(told)
    assert read_told(kept) == told
    assert read_counts(keep_counts(counts)) == counts
    assert not any(_says(one, number) for one in kept for number in (6, 3) if one["people"] is None)


def _says(kept: Mapping[str, object], number: int) -> bool:
    return number in kept.values()
