"""What was known when the prediction was locked is counted, also what was taken out for as long."""

from collections.abc import Iterator
from datetime import date

import pytest
from tests.cast import Cast
from tests.inquiry.story import AFTER, BEGINS, PREDICTION, locked, planned

from pergola.inquiry.actions import (
    bring_back_value,
    define_measure,
    edit_cycle,
    lock_prediction,
    put_in_text,
    remove_observation,
    watch,
    write_prediction,
)
from pergola.inquiry.models import Cycle, EarlierValue, Observation
from pergola.kernel.errors import Locked
from pergola.walls.opening import walls


@pytest.fixture
def inside(cast: Cast) -> Iterator[Cast]:
    with walls(cast.every_wall):
        yield cast


def test_data_taken_out_for_the_lock_are_counted_and_keep_their_day_when_they_come_back(inside: Cast) -> None:
    story, by = planned(inside), inside.member
    cycle = edit_cycle(by=by, cycle=story.cycle, revision=story.cycle.revision, begins=None)
    put_in_text(by=by, measure=story.measure, source=AFTER)
    known = list(story.measure.observations.filter(on__gte=BEGINS))
    for one in known:
        remove_observation(by=by, observation=one)
    cycle = edit_cycle(by=by, cycle=cycle, revision=Cycle.objects.get(pk=cycle.pk).revision, begins=BEGINS)
    cycle = write_prediction(
        by=by, cycle=cycle, revision=Cycle.objects.get(pk=cycle.pk).revision, prediction=PREDICTION
    )
    cycle = lock_prediction(by=by, cycle=Cycle.objects.get(pk=cycle.pk))
    assert cycle.locked is not None
    assert cycle.points_at_lock == len(known) == 14
    for earlier in EarlierValue.objects.filter(measure=story.measure):
        bring_back_value(by=inside.team_lead, earlier=earlier)
    back = Observation.objects.filter(measure=story.measure, on__gte=BEGINS)
    assert [(one.put_in_by, one.put_in) for one in back] == [(one.put_in_by, one.put_in) for one in known]
    assert all(one.put_in < cycle.locked for one in back)


def test_a_day_corrected_twice_is_one_day(inside: Cast) -> None:
    story, by = locked(inside), inside.member
    cycle = Cycle.objects.get(pk=story.cycle.pk)
    other = define_measure(by=by, aim=story.aim, title="Another", every="lesson", out_of="all")
    put_in_text(by=by, measure=other, source="2026-10-01\t40\t117")
    put_in_text(by=by, measure=other, source="2026-10-01\t41\t117", replace=True)
    remove_observation(by=by, observation=other.observations.get(on=date(2026, 10, 1)))
    with pytest.raises(Locked, match="holds numbers of the change already"):
        watch(by=by, cycle=cycle, measure=other)
