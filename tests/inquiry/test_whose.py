"""A measure is exact for those whose it is. Everybody else whom it reaches is told what everybody may be told of people."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from tests.asking import browser_of
from tests.cast import Cast
from tests.inquiry.story import on, studied
from tests.inquiry.test_definitions import defined, page, taken

from pergola.inquiry.actions import share_with_network
from pergola.inquiry.models import Measure, Observation
from pergola.inquiry.points import exactly, told_of
from pergola.kernel.clock import at
from pergola.walls.opening import walls

SEVEN = "\n".join(f"2026-09-{day:02d}\t{3 + day % 2}\t7" for day in range(1, 16))
"""43 and 57 per cent of seven students, fifteen days long."""
FORTY = "\n".join(f"2026-09-{day:02d}\t{17 + day % 2}\t40" for day in range(1, 16))
"""42.5 and 45 per cent of forty."""
SMALL = ("43\u00a0%", "57\u00a0%", "42.9", "57.1")


def observations(*pairs: tuple[int, int]) -> list[Observation]:
    return [
        Observation(
            on=date(2026, 9, 1) + timedelta(days=n),
            value=Decimal(100 * part) / whole,
            numerator=part,
            denominator=whole,
        )
        for n, (part, whole) in enumerate(pairs)
    ]


def test_one_function_tells_points_bands_and_what_is_hidden() -> None:
    rows = observations((3, 7), (17, 40), (150, 300))
    told = told_of(Measure(unit="share"), rows)
    assert (told.hidden, told.steps) == (frozenset({0}), (1, 5))
    assert told.shown == (None, 42.5, 50.5)
    assert told.ends == (None, (40, 45), (50, 51))
    assert told.chart().points == (None, 42.5, 50.5)
    assert told.chart().median == 46.5, "of the points as they are drawn, which tell no less"
    exact = exactly(Measure(unit="share"), rows)
    assert (exact.hidden, exact.steps) == (frozenset(), ())
    assert exact.chart().points[0] == pytest.approx(300 / 7)


@pytest.mark.parametrize("small", [True, False])
def test_side_by_side_shares_of_others_are_bands_and_those_of_a_few_nothing(cast: Cast, small: bool) -> None:
    definition = defined(cast)
    measure = taken(cast, definition, cast.member, cast.alder_team, SEVEN if small else FORTY, shared=True)
    for reader in (cast.team_lead_b, cast.hub_director):
        side = browser_of(reader).get(page("definition", definition.pk)).text
        chart = browser_of(reader).get(measure.get_absolute_url()).text
        limits = browser_of(reader).get(page("limits", measure.pk)).text
        for text in (side, chart, limits):
            assert not [one for one in SMALL if one in text]
            assert "42.5" not in text
            assert ("fewer than 10" in text) is small
        if not small:
            assert "<rect" in side
            assert "40 to 45" in chart
            assert "40 to 99" in chart
    own = browser_of(cast.member)
    assert "<circle" in own.get(page("definition", definition.pk)).text
    assert ('<td class="r">7</td>' in own.get(measure.get_absolute_url()).text) is small
    assert "Those whose measure it is see every figure" not in own.get(measure.get_absolute_url()).text


def test_tests_of_an_idea_tell_no_share_of_a_few_students_of_another_team(cast: Cast) -> None:
    with walls(cast.every_wall):
        story = studied(cast)
        with at(on("2026-11-14")):
            for thing in (story.measure, story.cycle):
                share_with_network(by=story.by, thing=thing)
        story.measure.observations.update(numerator=3, denominator=7, value=Decimal("42.8571"))
    for address in (reverse("inquiry:compared", args=[story.idea.pk]), story.cycle.get_absolute_url()):
        theirs, ours = (browser_of(one).get(address).text for one in (cast.team_lead_b, cast.member))
        assert "43\u00a0%" in ours, address
        assert "43\u00a0%" not in theirs, address
        assert "fewer than 10" in theirs, address
