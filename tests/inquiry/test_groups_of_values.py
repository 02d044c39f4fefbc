"""A point that is the mean of a group: how it is read, what is kept of it, its limits on a page, and who sees them."""

import csv
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import mean, stdev

import pytest
from django.urls import reverse
from tests.asking import browser_of
from tests.cast import Cast
from tests.inquiry.story import Story, studied

from pergola.inquiry.actions import put_in_text
from pergola.inquiry.limit_words import lines_of, read_limits
from pergola.inquiry.limits import limited
from pergola.inquiry.models import Measure, Observation
from pergola.inquiry.series import Holds, Parsed, parse
from pergola.inquiry.shewhart import Kind
from pergola.kernel.errors import Unreadable
from pergola.people.models import walls_of
from pergola.walls.opening import walls

pytestmark = pytest.mark.django_db
type Data = Callable[[str], Path]
TODAY = date(2026, 11, 20)
FIRST = date(2026, 3, 2)
CLOSE = 1e-6


def read(text: str, holds: Holds) -> Parsed:
    return parse(text, share=False, today=TODAY, holds=holds)


def scored(cast: Cast) -> Story:
    story = studied(cast)
    Measure.objects.filter(pk=story.measure.pk).update(unit="score", out_of="")
    story.measure.observations.all().delete()
    story.measure.refresh_from_db()
    return story


def piston_rings(path: Path) -> list[list[str]]:
    taken: dict[float, list[str]] = defaultdict(list)
    with path.open() as file:
        for row in csv.DictReader(file):
            taken[float(row["sample"])].append(row["obs"])
    return list(taken.values())


def rows_of(groups: list[list[str]]) -> str:
    return "\n".join("\t".join((f"{FIRST + timedelta(weeks=n)}", *group)) for n, group in enumerate(groups))


def means_of(groups: list[list[str]]) -> str:
    rows = []
    for n, group in enumerate(groups):
        values = [float(each) for each in group]
        rows.append(f"{FIRST + timedelta(weeks=n)}\t{mean(values):.10f}\t{len(values)}\t{stdev(values):.10f}")
    return "\n".join(rows)


@pytest.mark.data
@pytest.mark.parametrize(("holds", "written"), [(Holds.EACH, rows_of), (Holds.MEAN, means_of)])
def test_the_book_s_groups_have_the_book_s_limits_once_they_are_put_in(
    cast: Cast, data: Data, holds: Holds, written: Callable[[list[list[str]]], str]
) -> None:
    """Montgomery, example 6.3: 74.001 [73.988, 74.015]; and 6.4, whose groups are of three to five."""
    with walls(walls_of(cast.member)):
        for name, first in (
            ("06.03", (73.987760123296, 74.001176, 74.014591876704)),
            ("06.04", (73.986063622090, 74.000752212389, 74.015440802689)),
        ):
            story = scored(cast)
            put_in_text(
                by=cast.member, measure=story.measure, holds=holds,
                source=written(piston_rings(data(f"spc/montgomery_tbl_{name}.csv"))),
            )  # fmt: skip
            shown = limited(story.measure, list(story.measure.observations.all()), own=True)
            assert shown.chart.kind is Kind.MEANS
            assert shown.chart.limits[0] == pytest.approx(first, abs=CLOSE)
            assert "74." in lines_of(shown)[0]
            assert "about as far apart" in read_limits(shown).text


def test_of_the_values_of_a_group_only_three_numbers_go_on() -> None:
    (one,) = read("2026-11-03\t3\t4\t\t8", Holds.EACH).observations
    assert (one.value, one.denominator, one.spread) == (Decimal(15), Decimal(3), Decimal("2.6457513111"))
    assert one.mean == 5
    (gap,) = read("2026-11-03\t5\n2026-11-04\t-", Holds.VALUE).observations[1:]
    assert gap.value is None
    assert read("2026-11-03\t\n2026-11-04\t3\t5", Holds.EACH).observations[0].value is None


@pytest.mark.parametrize(
    ("text", "holds", "said"),
    [
        ("2026-11-03\t4\t5\t1", Holds.VALUE, "there are 4 columns"),
        ("2026-11-03\t4", Holds.EACH, "one value only"),
        ("2026-11-03\t4\t5", Holds.MEAN, "the standard deviation is missing."),
        ("2026-11-03\t4\t\t2", Holds.MEAN, "of how many it is the mean is missing."),
        ("2026-11-03\t4", Holds.MEAN, "the mean, and the standard deviation, are missing."),
        ("2026-11-03\t4\t1\t0", Holds.MEAN, "a group of 1"),
        ("2026-11-03\t4\t2.5\t0", Holds.MEAN, "a group of 2.5"),
        ("2026-11-03\t4\t5\t-1", Holds.MEAN, "below zero"),
        ("2026-11-03\t4\tfive\t1", Holds.MEAN, "“five”"),
        ("2026-11-03\t999999999\t90000\t1", Holds.MEAN, "more than is taken"),
        ("2026-11-03\t4\t5\t1\t7", Holds.MEAN, "5 columns, and 4"),
    ],
)
def test_what_cannot_be_a_group_is_told(text: str, holds: Holds, said: str) -> None:
    parsed = read(text, holds)
    assert not parsed.observations
    assert said.lower() in parsed.problems[0].what.lower()


def test_a_share_is_no_mean(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        story = studied(cast)
        with pytest.raises(Unreadable):
            put_in_text(by=cast.member, measure=story.measure, source="2026-11-03\t4\t5\t1", holds=Holds.MEAN)


def test_the_mean_of_a_group_is_typed_row_by_row(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        measure = scored(cast).measure
    client, path = browser_of(cast.member), reverse("inquiry:put_in", args=[measure.pk])
    page = client.get(path).text
    assert page.count('name="whole"') == page.count('name="spread"') == page.count('name="day"') > 1
    rows = {
        "day": ["2026-11-03", "2026-11-10", ""], "value": ["4.5", "5", ""], "whole": ["12", "11", ""],
        "spread": ["1.5", "", ""], "holds": "value",
    }  # fmt: skip
    refused = client.post(path, {**rows, "save": "1"})
    assert refused.status_code == 422
    assert "Row 2: the standard deviation is missing." in refused.text
    assert "What you typed is still in the table." in refused.text
    assert "\t4.5\t" not in refused.text, "in its table, not in the box"
    typed = refused.text[refused.text.index('<details class="more" open') :]
    for name, kept in (("day", "2026-11-10"), ("value", "4.5"), ("whole", "11"), ("spread", "1.5")):
        assert f'name="{name}" value="{kept}"' in typed
    none_apart = client.post(path, {**rows, "spread": ["", "", ""], "save": "1"})
    assert "Row 1: the standard deviation is missing." in none_apart.text
    assert client.post(path, {**rows, "spread": ["1.5", "2", ""], "save": "1"}).status_code == 302
    with walls(walls_of(cast.member)):
        one = measure.observations.get(on="2026-11-03")
        assert (one.numerator, one.denominator, one.spread) == (Decimal(54), Decimal(12), Decimal("1.5"))
        assert measure.observations.count() == 2
    single = {"day": ["2026-11-17"], "value": ["5"], "whole": [""], "spread": [""], "holds": "value", "save": "1"}
    assert client.post(path, single).status_code == 302


def weeks(spread: str = "2", size: int = 12, last: str = "50") -> str:
    rows = [f"{FIRST + timedelta(weeks=n)}\t{30 + n % 3}\t{size}\t2" for n in range(13)]
    return "\n".join([*rows, f"{FIRST + timedelta(weeks=13)}\t{last}\t{size}\t{spread}"])


def test_a_signal_is_said_and_so_is_a_group_that_lies_too_far_apart(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        story = scored(cast)
        put_in_text(by=cast.member, measure=story.measure, source=weeks("9"), holds=Holds.MEAN)
        said = read_limits(limited(story.measure, list(story.measure.observations.all()), own=True)).text
        assert "50 lies above the upper limit" in said
        assert "lie further apart (standard deviation 9" in said
        others = limited(story.measure, list(story.measure.observations.all()), own=False)
        assert others.chart.kind is Kind.MEANS
        assert others.groups == ()  # of how many, and how far apart, is told to those whose measure it is
        assert "standard deviation" not in read_limits(others).text


def of_spreads(*spreads: str) -> str:
    """Means of fifteen, some a little above the others, with values so far apart."""
    rows = (
        Observation(
            on=FIRST + timedelta(weeks=n),
            value=Decimal(30 + n % 3) / 10,
            numerator=Decimal(45 + n % 3),
            denominator=Decimal(15),
            spread=Decimal(one),
        )
        for n, one in enumerate(spreads)
    )
    return read_limits(limited(Measure(title="Score", unit="score", every="week"), list(rows), own=True)).text


CHANCE = "as chance would have it"


def test_only_where_no_rule_speaks_do_values_lie_as_far_apart_as_chance_would_have_it() -> None:
    assert CHANCE in of_spreads(*["1.0", "1.2", "0.9", "1.4", "0.7", "1.3", "0.8"] * 3)
    wider = of_spreads(*["1.0"] * 12, *["1.35"] * 12)
    assert CHANCE not in wider
    assert "twelve weeks in a row, values within the groups lie nearer together than usual here" in wider
    assert "twelve weeks in a row, values within the groups lie further apart than usual here" in wider
    assert "how far values lie apart differs less from group to group than chance would have it" in wider
    assert "where that changed, they fit less well" in wider


def test_a_trend_and_two_of_three_of_how_far_values_lie_apart_are_told() -> None:
    calm = ["1.0", "1.1", "0.9"] * 4
    assert "lie further and further apart" in of_spreads(*calm, "0.8", "0.9", "1.0", "1.1", "1.2", "1.3", "1.4")
    assert "almost as far apart as chance would put them" in of_spreads(*calm, "1.5", "1.0", "1.5")


def test_groups_of_fewer_than_ten_are_hidden_from_all_others(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        story = scored(cast)
        put_in_text(by=cast.member, measure=story.measure, source=weeks(size=9), holds=Holds.MEAN)
        others = limited(story.measure, list(story.measure.observations.all()), own=False)
        assert set(others.chart.values) == {None}


def test_where_some_points_are_single_values_each_is_taken_for_itself(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        story = scored(cast)
        put_in_text(by=cast.member, measure=story.measure, source=weeks(), holds=Holds.MEAN)
        put_in_text(by=cast.member, measure=story.measure, source="2026-07-06\t31")
        shown = limited(story.measure, list(story.measure.observations.all()), own=True)
        assert (shown.chart.kind, shown.sized) == (Kind.INDIVIDUALS, False)
        assert "Not every point says of how many it is the mean" in " ".join(read_limits(shown).how)


def test_groups_are_pasted_looked_at_put_in_shown_and_corrected(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        measure = scored(cast).measure
    client, put_in = browser_of(cast.member), reverse("inquiry:put_in", args=[measure.pk])
    form = {"once": "0190c1f2-0000-7000-8000-000000000001", "pasted": weeks(), "holds": "mean"}
    looked = client.post(put_in, form | {"look": "1"}).content.decode()
    assert "Standard deviation" in looked
    assert client.post(put_in, form | {"save": "1"}).status_code == 302
    page = client.get(reverse("inquiry:limits", args=[measure.pk])).content.decode()
    assert "X-bar chart" in page
    assert "mean of each group" in page
    with walls(walls_of(cast.member)):
        day = measure.observations.earliest("on")
    correct = reverse("inquiry:correct", args=[measure.pk, day.pk])
    assert 'name="spread"' in client.get(correct).content.decode()
    words = {"once": "0190c1f2-0000-7000-8000-000000000002", "day": str(FIRST), "value": "33", "whole": "11"}
    assert "standard deviation" in client.post(correct, words).content.decode()
    assert client.post(correct, words | {"spread": "1.5"}).status_code == 302
    with walls(walls_of(cast.member)):
        one = measure.observations.get(on=FIRST)
        assert (one.value, one.numerator, one.denominator, one.spread) == tuple(
            map(Decimal, ("33", "363", "11", "1.5"))
        )
        assert measure.earlier_values.get().spread == 2
