"""What was withdrawn comes back with everybody's consent or not at all, and by the hand that took it away."""

from collections.abc import Iterator

import pytest
from tests.cast import Cast
from tests.publishing.stories import Story, agree, published, told

from pergola.kernel.errors import Refusal
from pergola.publishing.actions import (
    answer_consent,
    bring_lesson_back,
    edit_lesson,
    publish_lesson,
    withdraw_lesson,
)
from pergola.publishing.models import Consent, Edition, Lesson
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

GIVEN, WITHHELD = Consent.Answer.GIVEN, Consent.Answer.WITHHELD


@pytest.fixture
def story(cast: Cast) -> Iterator[Story]:
    made = told(cast)
    with walls(cast.every_wall):
        yield made


def public() -> list[int]:
    return sorted(Edition.objects.unrestricted(Reason.COUNTING).filter(removed=None).values_list("version", flat=True))


def third_says(story: Story, answer: str) -> None:
    asked = Consent.objects.unrestricted(Reason.COUNTING).filter(team=story.third).latest("pk")
    answer_consent(by=story.third_lead, consent=asked, answer=answer)


def reworded(story: Story, words: str) -> None:
    current = Lesson.objects.get(pk=story.lesson.pk)
    edit_lesson(by=story.writer, lesson=current, revision=current.revision, cannot_say=words)
    story.lesson = Lesson.objects.get(pk=story.lesson.pk)


# With consent


def test_a_no_said_while_it_was_withdrawn_keeps_it_withdrawn(story: Story) -> None:
    edition = published(story)
    withdraw_lesson(by=story.writer, edition=edition)
    third_says(story, WITHHELD)
    with pytest.raises(Refusal, match="Quarry Ridge no longer agrees"):
        bring_lesson_back(by=story.writer, edition=edition)
    assert public() == []
    third_says(story, GIVEN)
    bring_lesson_back(by=story.writer, edition=edition)
    assert public() == [1]


def test_a_team_that_was_left_out_from_the_first_does_not_keep_it_from_coming_back(story: Story) -> None:
    agree(story, withhold=frozenset({"Quarry Ridge"}))
    edition = publish_lesson(by=story.writer, lesson=story.lesson)
    withdraw_lesson(by=story.writer, edition=edition)
    bring_lesson_back(by=story.writer, edition=edition)
    assert public() == [1]


def test_a_no_to_a_later_text_counts_for_the_earlier_one_too(story: Story) -> None:
    edition = published(story)
    withdraw_lesson(by=story.writer, edition=edition)
    reworded(story, "More than we thought.")
    agree(story, withhold=frozenset({"Quarry Ridge", "Brierfield"}))
    with pytest.raises(Refusal, match="Brierfield, Quarry Ridge no longer agree"):
        bring_lesson_back(by=story.writer, edition=edition)
    assert public() == []


def test_of_two_versions_only_those_come_back_that_all_agree_to(story: Story) -> None:
    published(story)
    reworded(story, "More than we thought.")
    agree(story, withhold=frozenset({"Quarry Ridge"}))
    second = publish_lesson(by=story.writer, lesson=story.lesson)
    withdraw_lesson(by=story.writer, edition=second)
    bring_lesson_back(by=story.writer, edition=second)
    assert public() == [2]


def test_an_old_version_does_not_return_past_a_newer_one(story: Story) -> None:
    first = published(story)
    withdraw_lesson(by=story.writer, edition=first)
    reworded(story, "More than we thought.")
    published(story)
    with pytest.raises(Refusal, match="newer version"):
        bring_lesson_back(by=story.writer, edition=first)
    assert public() == [2]
