"""What was withdrawn comes back with everybody's consent or not at all, and by the hand that took it away."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker
from tests.asking import browser_of
from tests.cast import Cast
from tests.publishing.stories import Story, agree, published, tell, told
from tests.together import at_one_moment

from pergola.commons.actions import remove_artifact
from pergola.kernel.errors import Locked, NotAllowed, Refusal
from pergola.people.models import Person
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


def test_a_version_published_at_the_moment_of_withdrawal_is_withdrawn_too(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock(), at_one_moment() as together:
        with walls(together.cast.every_wall):
            story = tell(together.cast)
            first = published(story)
            reworded(story, "More than we thought.")
            agree(story)
        second, gone = together.in_turn(
            lambda _cast: publish_lesson(by=story.writer, lesson=story.lesson),
            lambda _cast: withdraw_lesson(by=story.writer, edition=first),
        )
        assert isinstance(second, Edition)
        assert gone is None
        with walls(together.cast.every_wall):
            assert public() == []


# By the hand that took it away


def test_what_the_hub_withdrew_comes_back_by_the_hub_and_not_by_its_authors(story: Story) -> None:
    edition = published(story)
    withdraw_lesson(by=story.cast.hub_director, edition=edition)
    with pytest.raises(NotAllowed, match="hub withdrew it"):
        bring_lesson_back(by=story.writer, edition=edition)
    page = browser_of(story.writer).get(story.lesson.get_absolute_url()).text
    assert "Bring it back" not in page
    assert "The hub withdrew it, and the hub can bring it back." in page
    assert "Bring it back" in browser_of(story.cast.hub_director).get(story.lesson.get_absolute_url()).text
    assert public() == []
    bring_lesson_back(by=story.cast.hub_director, edition=edition)
    assert public() == [1]


def test_what_its_authors_withdrew_comes_back_by_whoever_did_and_not_by_the_hub(story: Story) -> None:
    edition = published(story)
    withdraw_lesson(by=story.writer, edition=edition)
    with pytest.raises(NotAllowed, match="Whoever withdrew it"):
        bring_lesson_back(by=story.cast.hub_director, edition=edition)
    said = browser_of(story.cast.hub_director).get(story.lesson.get_absolute_url()).text
    assert "Whoever withdrew it, and nobody else, can bring it back." in said
    bring_lesson_back(by=story.writer, edition=edition)
    assert public() == [1]


# A lesson that is taken away


def test_a_lesson_is_not_removed_while_it_is_public(story: Story) -> None:
    edition = published(story)
    with pytest.raises(Locked, match="Withdraw it first"):
        remove_artifact(by=story.writer, artifact=story.lesson)
    said = browser_of(story.writer).post(f"/things/{story.lesson.pk}/remove/")
    assert (said.status_code, "Withdraw it first" in said.text) == (422, True)
    withdraw_lesson(by=story.writer, edition=edition)
    remove_artifact(by=story.writer, artifact=story.lesson)
    with pytest.raises(Refusal, match="lesson itself was removed"):
        bring_lesson_back(by=story.writer, edition=edition)


@pytest.mark.parametrize("who", ["writer", "hub"])
def test_what_is_public_can_be_withdrawn_though_its_lesson_is_gone(story: Story, who: str) -> None:
    """As it may stand in an installation that let a public lesson be removed."""
    edition = published(story)
    Lesson.objects.filter(pk=story.lesson.pk).update(removed=edition.made, removed_by=story.writer)
    by: Person = story.writer if who == "writer" else story.cast.hub_director
    with pytest.raises(NotAllowed):
        withdraw_lesson(by=story.cast.team_lead_b, edition=edition)
    assert "Withdraw" in browser_of(by).get(edition.get_absolute_url()).text
    sent = browser_of(by).post(f"{edition.get_absolute_url()}withdraw/", follow=True)
    assert "The lesson is withdrawn." in sent.text
    assert public() == []


def test_a_lesson_removed_at_the_moment_of_publication_is_not_public(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock(), at_one_moment() as together:
        with walls(together.cast.every_wall):
            story = tell(together.cast)
            agree(story)
        _gone, edition = together.in_turn(
            lambda _cast: remove_artifact(by=story.writer, artifact=story.lesson),
            lambda _cast: publish_lesson(by=story.writer, lesson=story.lesson),
        )
        assert isinstance(edition, Refusal)
        with walls(together.cast.every_wall):
            assert public() == []
