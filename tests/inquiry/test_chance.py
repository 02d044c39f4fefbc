"""What the page says of chance, held to what chance does: thousands of charts on which nothing changed."""

from datetime import date, timedelta
from itertools import combinations, groupby, pairwise
from random import Random

import pytest
from tests.cast import Cast
from tests.inquiry.story import planned

from pergola.inquiry.actions import define_measure, edit_measure
from pergola.inquiry.chance import chance_of_crossings, chance_of_run
from pergola.inquiry.reading import Reading, State, read_aloud
from pergola.inquiry.runchart import crossings_limit, longest_run_limit, read, read_many
from pergola.inquiry.verdict import RARE, UNUSUAL
from pergola.inquiry.wording import Every, Unit, Wording
from pergola.kernel.errors import Refusal
from pergola.people.models import walls_of
from pergola.walls.opening import walls

LESSONS = Wording(Unit.SCORE, Every.LESSON, more_is_better=True)
MANY = 2000


def quiet_series(size: int, seed: str) -> list[list[float]]:
    luck = Random(seed)
    return [[luck.gauss() for _ in range(size)] for _ in range(MANY)]


def readings(size: int, baseline: int | None) -> list[Reading]:
    days = [date(2026, 1, 5) + timedelta(days=place) for place in range(size)]
    charts = (read(points, baseline=baseline, change_at=baseline) for points in quiet_series(size, f"{size}"))
    return [read_aloud(chart, days, LESSONS) for chart in charts]


@pytest.mark.parametrize(("size", "baseline"), [(18, 10), (24, 10), (24, None), (40, 10)])
def test_a_headline_that_says_something_changed_is_false_one_time_in_twenty_at_most(
    size: int, baseline: int | None
) -> None:
    told = readings(size, baseline)
    sure = [one for one in told if one.headline.startswith(("Something", "It was already", "For a while"))]
    assert len(sure) / MANY <= RARE + 0.01
    assert {one.tone for one in told if one not in sure} <= {"slate"}, "no colour without the headline"
    unusual = [one for one in told if "unusual" in one.headline]
    assert len(sure + unusual) / MANY <= UNUSUAL + 0.05


@pytest.mark.parametrize(("size", "baseline"), [(18, 10), (24, 10), (24, None), (40, 10), (40, 16), (130, 10)])
def test_the_chances_are_those_of_other_draws_too(size: int, baseline: int | None) -> None:
    found, near = list(read_many(quiet_series(size, "others"), baseline=baseline)), 0.03 if size <= 100 else 0.06
    for length in (longest_run_limit(size), longest_run_limit(size) + 1, longest_run_limit(size) + 4):
        share = sum(one.longest >= length for one in found) / MANY
        assert chance_of_run(length, size, baseline) == pytest.approx(share, abs=near)
    crossings = crossings_limit(size) - 1
    share = sum(one.crossings <= crossings for one in found) / MANY
    assert chance_of_crossings(crossings, size, baseline) == pytest.approx(share, abs=near)


@pytest.mark.parametrize("baseline", [None, 10])
def test_of_a_long_series_it_is_said_as_near_as_matters(baseline: int | None) -> None:
    luck, size, many = Random("long"), 1800, 250
    found = list(read_many(([luck.gauss() for _ in range(size)] for _ in range(many)), baseline=baseline))
    length, crossings = longest_run_limit(size) + 1, crossings_limit(size) - 1
    share = sum(one.longest >= length for one in found) / many
    assert chance_of_run(length, size, baseline) == pytest.approx(share, abs=0.05 if baseline is None else 0.2)
    assert (chance_of_run(length, size, baseline) > UNUSUAL) == (share > UNUSUAL)
    share = sum(one.crossings <= crossings for one in found) / many
    assert chance_of_crossings(crossings, size, baseline) == pytest.approx(share, abs=0.05 if baseline is None else 0.2)


def test_a_carried_median_shows_more_by_chance_and_says_so() -> None:
    limit = longest_run_limit(24) + 1
    assert chance_of_run(limit, 24) < RARE < chance_of_run(limit, 24, 10) < chance_of_run(limit, 24, 3)
    points = [1, 9] * 5 + [9] * 9 + [1, 9, 1, 9, 1]
    days = [date(2026, 1, 5) + timedelta(days=place) for place in range(24)]
    reading = read_aloud(read(points, baseline=10, change_at=10), days, LESSONS)
    assert reading.state is State.SHIFT_UP
    assert reading.headline != "Something changed, and it held."
    assert "With a median carried forward, chance alone passes this limit in about one in" in reading.how


@pytest.mark.parametrize("size", [8, 9, 12])
def test_of_all_points_the_chances_are_counted_out(size: int) -> None:
    """Every order of half above and half below, one by one."""
    orders = [
        [1 if place in above else -1 for place in range(size)]
        for many in {size // 2, size - size // 2}
        for above in map(set, combinations(range(size), many))
    ]
    runs = [[len(list(run)) for _side, run in groupby(order)] for order in orders]
    for at in range(size + 1):
        assert chance_of_run(at, size) == pytest.approx(sum(max(one) >= at for one in runs) / len(runs), abs=1e-9)
        crossed = sum(len(one) - 1 <= at for one in runs) / len(runs)
        assert chance_of_crossings(at, size) == pytest.approx(crossed, abs=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "baseline", "many", "near"),
    [(24, 10, 40_000, 0.008), (25, 11, 40_000, 0.008), (61, 11, 20_000, 0.011), (130, 10, 10_000, 0.016),
     (300, 40, 4_000, 0.025), (600, 10, 3_000, 0.03), (600, None, 3_000, 0.02)],
)  # fmt: skip
def test_of_a_long_draw_the_chances_are_those_that_came(
    size: int, baseline: int | None, many: int, near: float
) -> None:
    """`near` is three times what so many draws are wrong by themselves, at most."""
    luck = Random(f"long {size} {baseline}")
    found = list(read_many(([luck.random() for _ in range(size)] for _ in range(many)), baseline=baseline))
    useful = size - (baseline or size) % 2
    limit, crossings = longest_run_limit(useful), crossings_limit(useful)
    for length in range(limit - 1, limit + 5):
        share = sum(one.longest >= length for one in found) / many
        assert chance_of_run(length, useful, baseline) == pytest.approx(share, abs=near)
    for most in (crossings - 2, crossings - 1, crossings, crossings + 2):
        share = sum(one.crossings <= most for one in found) / many
        assert chance_of_crossings(most, useful, baseline) == pytest.approx(share, abs=near)


def test_a_longer_run_is_never_likelier() -> None:
    for baseline in (None, 10):
        shares = [chance_of_run(n, 30, baseline) for n in range(32)]
        assert all(longer <= shorter + 1e-8 for shorter, longer in pairwise(shares))
        assert shares[0] == 1
        assert shares[-1] == pytest.approx(0, abs=1e-8)


@pytest.mark.parametrize("points", [0, 1, 3, 9])
def test_a_median_is_not_carried_from_fewer_than_ten_points(cast: Cast, points: int) -> None:
    with walls(walls_of(cast.member)):
        story = planned(cast)
        with pytest.raises(Refusal, match="ten points or more") as refusal:
            define_measure(by=cast.member, aim=story.aim, title="Too few", baseline_points=points)
        assert refusal.value.field == "baseline_points"
        with pytest.raises(Refusal, match="ten points or more"):
            edit_measure(by=cast.member, measure=story.measure, revision=1, baseline_points=points)
        kept = edit_measure(by=cast.member, measure=story.measure, revision=1, baseline_points=10)
        assert kept.baseline_points == 10
