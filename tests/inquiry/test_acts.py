"""Each act is written down once, is refused in the right order, and counts what it says it counts."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from pytest_django import DjangoDbBlocker
from tests.asking import browser_of
from tests.cast import Cast
from tests.inquiry.story import AFTER, BEGINS, PREDICTION, Story, locked, on, planned, studied
from tests.together import at_one_moment

from pergola.commons.models import Participation
from pergola.inquiry import wording
from pergola.inquiry.actions import (
    bring_back_value,
    define_measure,
    edit_cycle,
    edit_measure,
    lock_prediction,
    put_in_text,
    remove_observation,
    tie,
    watch,
    write_prediction,
)
from pergola.inquiry.actions.cycles import write_plan
from pergola.inquiry.models import Cycle, EarlierValue, Measure, Observation
from pergola.inquiry.showing import ROWS_LISTED, show
from pergola.kernel.clock import at
from pergola.kernel.errors import Locked, NotAllowed, Refusal
from pergola.people.models import walls_of
from pergola.walls.opening import walls


@pytest.fixture
def inside(cast: Cast) -> Iterator[Cast]:
    with walls(cast.every_wall):
        yield cast


def acts_of(cast: Cast) -> int:
    return Participation.objects.visible_to(cast.member).count()


# written down once


@pytest.mark.parametrize(
    "words",
    [
        {"prediction": PREDICTION, "expectations": ["Half of all slips"]},
        {"prediction": "", "expectations": ["Only the parts"]},
        {"prediction": PREDICTION, "predicted": Decimal(50)},
    ],
)
def test_writing_a_prediction_is_one_act(inside: Cast, words: dict[str, object]) -> None:
    story = planned(inside)
    before = acts_of(inside)
    written = write_prediction(by=inside.member, cycle=story.cycle, revision=1, **words)  # type: ignore[arg-type]
    assert (acts_of(inside) - before, written.revision) == (1, 2)
    again = write_prediction(by=inside.member, cycle=story.cycle, revision=2, **words)  # type: ignore[arg-type]
    assert (acts_of(inside) - before, again.revision) == (1, 2), "nothing changed, nothing was done"


def test_writing_the_whole_plan_is_one_act(inside: Cast) -> None:
    story = planned(inside)
    before = acts_of(inside)
    written = write_plan(
        by=inside.member, cycle=story.cycle, revision=1, prediction=PREDICTION, predicted=Decimal(50),
        expectations=["Half", "Period 1"], change="Talk begins", begins=date(2026, 9, 30), study_by=date(2026, 11, 20),
    )  # fmt: skip
    assert (acts_of(inside) - before, written.revision, written.begins) == (1, 2, date(2026, 9, 30))
    assert [part.text for part in written.expectations.all()] == ["Half", "Period 1"]
    with pytest.raises(Refusal, match="study before the change begins"):
        write_plan(by=inside.member, cycle=story.cycle, revision=2, prediction=PREDICTION, study_by=date(2026, 9, 1))


# what was known at the lock


def test_a_measure_that_holds_data_of_the_change_is_not_watched_after_the_lock(inside: Cast) -> None:
    """Else the page would say that no point of the change was in, with eight on its chart."""
    story = planned(inside)
    other = define_measure(by=inside.member, aim=story.aim, title="Minutes of talk", unit="minutes")
    with at(on("2026-10-20")):
        put_in_text(by=inside.member, measure=other, source="2026-10-01\t12\n2026-10-06\t14")
    cycle = write_prediction(by=inside.member, cycle=story.cycle, revision=1, prediction=PREDICTION)
    cycle = lock_prediction(by=inside.member, cycle=cycle)
    with pytest.raises(Locked, match="holds numbers of the change already"):
        watch(by=inside.member, cycle=cycle, measure=other)
    empty = define_measure(by=inside.member, aim=story.aim, title="Nothing yet")
    watch(by=inside.member, cycle=cycle, measure=empty)
    assert watch(by=inside.member, cycle=cycle, measure=story.measure), "what it watches already it may watch"


def test_who_locks_and_who_pastes_come_one_after_the_other(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Whichever is first: what is in before the lock is counted, what is not is put in after it."""
    with django_db_blocker.unblock(), at_one_moment() as together:
        cast = together.cast
        with walls(cast.every_wall):
            story = planned(cast)
            write_prediction(by=cast.member, cycle=story.cycle, revision=1, prediction=PREDICTION)
            story.cycle.refresh_from_db()

        def paste(cast: Cast) -> object:
            with at(on("2026-11-12")):
                return put_in_text(by=cast.member, measure=story.measure, source=AFTER)

        lock: Callable[[Cast], object] = lambda cast: lock_prediction(by=cast.member, cycle=story.cycle)  # noqa: E731
        together(paste, lock)
        with walls(cast.every_wall):
            held = Cycle.objects.get(pk=story.cycle.pk)
            assert held.locked is not None
            assert held.points_at_lock == 0, "days of the change are taken after the lock only"


# the rule first, then the facts


def test_who_may_not_see_a_thing_learns_nothing_of_it_from_a_refusal(inside: Cast) -> None:
    story = locked(inside)
    acts: list[Callable[[], object]] = [
        lambda: edit_cycle(by=inside.outsider, cycle=story.cycle, revision=1, begins=date(2026, 10, 9)),
        lambda: edit_measure(by=inside.outsider, measure=story.measure, revision=1, unit="count"),
        lambda: edit_measure(by=inside.outsider, measure=story.measure, revision=1, baseline_points=2),
    ]
    for act in acts:
        with pytest.raises(NotAllowed, match="There is nothing here that you can see"):
            act()


# before the day


def test_nothing_is_said_of_a_prediction_before_its_day(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        story = locked(cast)
        with at(on("2026-10-14")):
            put_in_text(by=cast.member, measure=story.measure, source="\n".join(AFTER.splitlines()[:5]))
    browser, where = browser_of(cast.member), reverse("inquiry:cycle", args=[story.cycle.pk])
    with at(on("2026-10-14")):
        page = browser.get(where).text
    assert "not due until 15 November" in page
    assert "not as predicted" not in page
    with at(on("2026-11-16")):
        assert "not as predicted" in browser.get(where).text


# long series


@pytest.fixture
def long_series() -> tuple[Measure, list[Observation]]:
    measure = Measure(title="Referrals", unit="count", every="day")
    first = date(2010, 1, 1).toordinal()
    rows = [
        Observation(
            pk=n, measure=measure, on=date.fromordinal(first + n), value=Decimal(n % 17), put_in=on("2026-01-01")
        )
        for n in range(5000)
    ]
    return measure, rows


def test_a_long_series_is_looked_through_a_few_times_and_not_once_a_row(
    long_series: tuple[Measure, list[Observation]], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []
    fitted = wording.Wording.fitted

    def counted(self: wording.Wording, values: Iterable[float | None]) -> wording.Wording:
        looked.append(self)
        return fitted(self, values)

    monkeypatch.setattr(wording.Wording, "fitted", counted)
    shown = show(*long_series, own=True)
    assert len(looked) < 20
    assert (len(shown.rows), shown.earlier_rows) == (ROWS_LISTED, 5000 - ROWS_LISTED)
    assert shown.rows[-1].pk == 4999, "the latest"
    assert len(show(*long_series, own=True, every_row=True).rows) == 5000


def test_a_page_lists_the_latest_rows_and_leads_to_all(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        story = planned(cast)
        days = (date.fromordinal(date(2024, 1, 1).toordinal() + n) for n in range(300))
        put_in_text(by=cast.member, measure=story.measure, source="\n".join(f"{day}\t40\t118" for day in days))
    browser, where = browser_of(cast.member), reverse("inquiry:measure", args=[story.measure.pk])
    page = browser.get(where).text
    assert "110 earlier rows are not listed here: show all" in page
    assert f"{where}?rows=all" in page
    assert page.count("/days/") == ROWS_LISTED
    assert browser.get(f"{where}?rows=all").text.count("/days/") == 310


# pressed twice


def test_a_day_taken_out_twice_leads_to_the_same_place(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        story = planned(cast)
        day = story.measure.observations.all()[0]
    browser, measure, key = browser_of(cast.member), story.measure.get_absolute_url(), str(uuid4())
    out = reverse("inquiry:take_out", args=[story.measure.pk, day.pk])
    answers = [browser.post(out, {"once": key}) for _ in range(2)]
    assert [(one.status_code, one["Location"]) for one in answers] == [(302, measure)] * 2
    with walls(walls_of(cast.member)):
        earlier = EarlierValue.objects.get()
    back, key = reverse("inquiry:bring_back", args=[story.measure.pk, earlier.pk]), str(uuid4())
    answers = [browser.post(back, {"once": key}) for _ in range(2)]
    assert [(one.status_code, one["Location"]) for one in answers] == [(302, measure)] * 2
    with walls(walls_of(cast.member)):
        assert (story.measure.observations.count(), EarlierValue.objects.count()) == (10, 0)
        day = story.measure.observations.all()[0]
    new = {"day": "2026-08-25", "value": "39", "whole": "118", "once": str(uuid4())}
    correct = reverse("inquiry:correct", args=[story.measure.pk, day.pk])
    answers = [browser.post(correct, new) for _ in range(2)]
    assert [(one.status_code, one["Location"]) for one in answers] == [(302, measure)] * 2


def test_the_buttons_carry_a_key_each(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        story = planned(cast)
        for day in list(story.measure.observations.all()[:2]):
            remove_observation(by=cast.member, observation=day)
    page = browser_of(cast.member).get(story.measure.get_absolute_url())
    keys = {once for _, once in page.context["earlier"]}
    assert len(keys) == 2
    assert all(f'name="once" value="{key}"' in page.text for key in keys)


def test_an_untied_tie_leads_to_the_cycle_the_second_time_too(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        first, second = studied(cast), studied(cast)
        link = tie(by=cast.member, source=second.cycle, target=first.cycle, kind="adapts")
    where, key = reverse("inquiry:untie", args=[second.cycle.pk, link.pk]), str(uuid4())
    answers = [browser_of(cast.member).post(where, {"once": key}) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]


def test_two_who_bring_one_value_back_leave_it_in_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock(), at_one_moment() as together:
        cast = together.cast
        with walls(cast.every_wall):
            story = planned(cast)
            earlier = remove_observation(by=cast.member, observation=story.measure.observations.all()[0])
        answers = together(*[lambda cast: bring_back_value(by=cast.member, earlier=earlier)] * 2)
        assert sorted(type(one).__name__ for one in answers) == ["Observation", "Refusal"]
        with walls(cast.every_wall):
            assert (story.measure.observations.count(), EarlierValue.objects.count()) == (10, 0)


# while one pastes


def test_a_plan_without_a_first_day_is_spoken_of_where_one_pastes(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        story: Story = planned(cast)
        edit_cycle(by=cast.member, cycle=story.cycle, revision=1, begins=None)
        put_in = reverse("inquiry:put_in", args=[story.measure.pk])
    assert "has no first day yet" in browser_of(cast.member).get(put_in).text
    with walls(walls_of(cast.member)):
        edit_cycle(by=cast.member, cycle=story.cycle, revision=2, begins=BEGINS)
    assert "has no first day yet" not in browser_of(cast.member).get(put_in).text
