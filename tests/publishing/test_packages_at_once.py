"""Two at one moment: who begins with a package, who names a team, who withdraws what somebody begins with."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker
from tests.cast import Cast
from tests.publishing.stories import WHY, Story, published, tell
from tests.publishing.test_packages import packed
from tests.together import Together, at_one_moment

from pergola.gather.actions import add_to_team
from pergola.inquiry.models import Problem
from pergola.kernel.errors import Refusal
from pergola.people.models import Person
from pergola.publishing.actions import (
    BegunAlready,
    adopt_package,
    bring_lesson_back,
    name_adoption,
    publish_lesson,
    withdraw_lesson,
)
from pergola.publishing.models import Edition, Lesson, PackageAdoption
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

WORDS: dict[str, Any] = {"body": "", "goal": "60 %", "by_when": date(2027, 3, 1)}


class Stage:
    """A published package of alder’s, committed, and the walls to look behind."""

    def __init__(self, together: Together) -> None:
        self.together = together
        with walls(together.cast.every_wall):
            self.story: Story = tell(together.cast)
            self.lesson = published(self.story)
            self.package = publish_lesson(by=self.story.writer, lesson=packed(self.story))
            add_to_team(by=together.cast.operator, team=together.cast.brier_team, person=together.cast.outsider)

    def begin(self, by: Person, title: str) -> Any:
        def act(cast: Cast) -> Problem:
            return adopt_package(by=by, edition=self.package, team=cast.brier_team, title=title, **WORDS)

        return act

    def look(self) -> Any:
        return walls(self.together.cast.every_wall)


@pytest.fixture
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    with django_db_blocker.unblock(), at_one_moment() as together:
        yield Stage(together)


def test_two_of_a_team_who_press_at_once_begin_once(stage: Stage) -> None:
    cast = stage.together.cast
    answers = stage.together(stage.begin(cast.team_lead_b, "First"), stage.begin(cast.outsider, "Second"))
    made = [one for one in answers if isinstance(one, Problem)]
    told = [one for one in answers if isinstance(one, BegunAlready)]
    assert (len(made), len(told)) == (1, 1), answers
    with stage.look():
        assert told[0].problem == made[0]
        assert PackageAdoption.objects.unrestricted(Reason.COUNTING).count() == 1
        assert Problem.objects.unrestricted(Reason.COUNTING).filter(team=cast.brier_team).count() == 1


def test_nobody_begins_with_what_is_withdrawn_at_that_moment(stage: Stage) -> None:
    cast = stage.together.cast
    _gone, begun = stage.together.in_turn(
        lambda _cast: withdraw_lesson(by=stage.story.writer, edition=stage.package, because=WHY),
        stage.begin(cast.team_lead_b, "Too late"),
    )
    assert isinstance(begun, Refusal), begun
    with stage.look():
        assert not PackageAdoption.objects.unrestricted(Reason.COUNTING).exists()
        assert not Problem.objects.unrestricted(Reason.COUNTING).filter(team=cast.brier_team).exists()


def test_a_team_is_named_by_one_and_not_by_the_other_at_once(stage: Stage) -> None:
    cast = stage.together.cast
    with stage.look():
        stage.begin(cast.team_lead_b, "Ours")(cast)
        own = PackageAdoption.objects.unrestricted(Reason.COUNTING).get()

    def named(*, yes: bool) -> Any:
        return lambda _cast: name_adoption(by=cast.team_lead_b, adoption=own, team=cast.brier_team, named=yes)

    answers = stage.together.in_turn(named(yes=True), named(yes=False))
    assert all(isinstance(one, PackageAdoption) for one in answers), answers
    with stage.look():
        assert PackageAdoption.objects.unrestricted(Reason.COUNTING).get().named == "", "the later word stands"


def test_a_package_does_not_come_back_past_a_lesson_withdrawn_at_that_moment(stage: Stage) -> None:
    with stage.look():
        withdraw_lesson(by=stage.story.writer, edition=stage.package, because=WHY)
    _gone, back = stage.together.in_turn(
        lambda _cast: withdraw_lesson(by=stage.story.writer, edition=stage.lesson, because=WHY),
        lambda _cast: bring_lesson_back(by=stage.story.writer, edition=stage.package),
    )
    assert isinstance(back, Refusal), back
    with stage.look():
        assert not Edition.objects.unrestricted(Reason.COUNTING).filter(removed=None).exists()


def test_a_package_that_comes_back_goes_with_a_lesson_withdrawn_just_after(stage: Stage) -> None:
    with stage.look():
        withdraw_lesson(by=stage.story.writer, edition=stage.package, because=WHY)
    back, gone = stage.together.in_turn(
        lambda _cast: bring_lesson_back(by=stage.story.writer, edition=stage.package),
        lambda _cast: withdraw_lesson(by=stage.story.writer, edition=stage.lesson, because=WHY),
    )
    assert (back, gone) == (None, None)
    with stage.look():
        assert not Edition.objects.unrestricted(Reason.COUNTING).filter(removed=None).exists()


def test_of_two_who_publish_a_package_at_once_one_version_comes(stage: Stage) -> None:
    with stage.look():
        package = Lesson.objects.unrestricted(Reason.COUNTING).get(pk=stage.package.lesson_ref)
        withdraw_lesson(by=stage.story.writer, edition=stage.package, because=WHY)
    answers = stage.together(
        *[lambda _cast: publish_lesson(by=stage.story.writer, lesson=package) for _press in range(2)]
    )
    assert {one.version for one in answers} == {2}, answers
