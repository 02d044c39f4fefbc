"""A package shows of a team what a published lesson shows, and only while the team’s newest word is yes."""

from collections.abc import Iterator

import pytest
from tests.cast import Cast
from tests.publishing.stories import RISES, WHY, Story, agree, published, run_cycle, told
from tests.publishing.test_packages import packed

from pergola.inquiry.actions import tie
from pergola.kernel.errors import Refusal
from pergola.publishing.actions import (
    answer_consent,
    bring_lesson_back,
    edit_lesson,
    publish_lesson,
    withdraw_lesson,
)
from pergola.publishing.models import Consent, Edition, Lesson
from pergola.publishing.readiness import look_at
from pergola.walls.opening import walls

WITHHELD = Consent.Answer.WITHHELD


@pytest.fixture
def story(cast: Cast) -> Iterator[Story]:
    made = told(cast)
    with walls(cast.every_wall):
        yield made


def published_again(story: Story, words: str, *, withhold: frozenset[str] = frozenset()) -> Edition:
    current = Lesson.objects.get(pk=story.lesson.pk)
    story.lesson = edit_lesson(by=story.writer, lesson=current, revision=current.revision, cannot_say=words)
    agree(story, withhold=withhold)
    return publish_lesson(by=story.writer, lesson=story.lesson)


def shown_unasked(story: Story, package: Lesson) -> list[str]:
    return sorted(one.place.name for one in look_at(package, story.writer).public)


def test_a_team_that_left_the_newest_version_is_asked_though_the_older_one_shows_it(story: Story) -> None:
    published(story)
    package = packed(story)
    assert shown_unasked(story, package) == ["Brierfield", "Quarry Ridge"]
    published_again(story, "Much.", withhold=frozenset({"Brierfield"}))
    assert shown_unasked(story, package) == ["Quarry Ridge"]
    assert "Brierfield" in {one.place.name for one in look_at(package, story.writer).asked}


def test_a_no_to_a_later_text_that_is_not_published_counts_too(story: Story) -> None:
    published(story)
    package = packed(story)
    current = Lesson.objects.get(pk=story.lesson.pk)
    story.lesson = edit_lesson(by=story.writer, lesson=current, revision=current.revision, cannot_say="Much.")
    agree(story, withhold=frozenset({"Brierfield"}))
    assert shown_unasked(story, package) == ["Quarry Ridge"]


def test_who_has_said_no_to_the_package_is_not_shown_by_a_yes_to_the_lesson(story: Story) -> None:
    package = packed(story)
    asked = Consent.objects.get(lesson=package, team=story.cast.brier_team)
    answer_consent(by=story.cast.team_lead_b, consent=asked, answer=WITHHELD)
    published(story)
    assert shown_unasked(story, package) == ["Quarry Ridge"]
    edition = publish_lesson(by=story.writer, lesson=package)
    assert "Brierfield" not in edition.content["places"]


def test_a_withdrawn_package_stays_away_when_its_lesson_came_anew_without_a_team(story: Story) -> None:
    published(story)
    edition = publish_lesson(by=story.writer, lesson=packed(story))
    withdraw_lesson(by=story.writer, edition=edition, because=WHY)
    published_again(story, "Much.", withhold=frozenset({"Brierfield"}))
    with pytest.raises(Refusal, match="does not show every team as it did"):
        bring_lesson_back(by=story.writer, edition=edition)
    edition.refresh_from_db()
    assert edition.removed is not None


def test_a_withdrawn_package_comes_back_when_its_lesson_came_anew_with_everybody(story: Story) -> None:
    published(story)
    edition = publish_lesson(by=story.writer, lesson=packed(story))
    withdraw_lesson(by=story.writer, edition=edition, because=WHY)
    published_again(story, "Much.")
    bring_lesson_back(by=story.writer, edition=edition)
    edition.refresh_from_db()
    assert edition.removed is None


def test_a_package_stays_away_when_what_the_lesson_shows_of_a_team_is_another_thing_now(story: Story) -> None:
    published(story)
    edition = publish_lesson(by=story.writer, lesson=packed(story))
    withdraw_lesson(by=story.writer, edition=edition, because=WHY)
    more = run_cycle(story.third_lead, story.third, story.idea, RISES, scope="one more class")
    tie(by=story.third_lead, source=more, target=story.claim, kind="supports", note="Again.")
    published_again(story, "Much.")
    with pytest.raises(Refusal, match="does not show every team as it did"):
        bring_lesson_back(by=story.writer, edition=edition)
