"""What a team agrees to is what it read, whole; it can be taken back until the day; and its reasons are not for everybody."""

import json
from collections.abc import Callable, Iterator
from html import unescape
from uuid import uuid4

import pytest
from pytest_django import DjangoDbBlocker
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.publishing.stories import RISES, Story, agree, published, run_cycle, tell, told
from tests.together import at_one_moment

from pergola.gather.actions import join_community, open_community
from pergola.inquiry.actions import bring_back_value, make_claim, remove_observation, tie
from pergola.inquiry.models import Cycle, Observation
from pergola.kernel.errors import Incomplete, Locked
from pergola.people.models import Person, walls_of
from pergola.publishing.actions import (
    answer_consent,
    ask_for_consent,
    cite_claim,
    edit_lesson,
    publish_lesson,
    uncite_claim,
    withdraw_lesson,
    write_lesson,
)
from pergola.publishing.models import Consent, Edition, Lesson
from pergola.publishing.readiness import look_at
from pergola.publishing.reading import consents_waiting
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

WHY = "Our superintendent forbids it."
GIVEN, WITHHELD = Consent.Answer.GIVEN, Consent.Answer.WITHHELD


@pytest.fixture
def story(cast: Cast) -> Iterator[Story]:
    made = told(cast)
    with walls(cast.every_wall):
        yield made


def missing(story: Story) -> list[str]:
    return [one.sentence for one in look_at(story.lesson, story.writer).missing]


def asked_of(story: Story) -> Consent:
    """The newest question to the third team."""
    return Consent.objects.unrestricted(Reason.COUNTING).filter(team=story.third).latest("pk")


def page(person: Person, address: str) -> str:
    answer = browser_of(person).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def reworded(story: Story, **words: str) -> None:
    current = Lesson.objects.get(pk=story.lesson.pk)
    edit_lesson(by=story.writer, lesson=current, revision=current.revision, **words)
    story.lesson = Lesson.objects.get(pk=story.lesson.pk)


# Who reads the reason


def test_why_a_team_does_not_agree_is_read_by_that_team_and_by_the_authors_and_by_nobody_else(story: Story) -> None:
    agree(story)
    answer_consent(by=story.third_lead, consent=asked_of(story), answer=WITHHELD, words=WHY)
    publish_lesson(by=story.writer, lesson=story.lesson)
    draft = f"/lessons/drafts/{story.lesson.pk}/"
    for other in (story.cast.team_lead_b, story.cast.hub_evaluator, story.cast.hub_director):
        said = page(other, draft)
        assert WHY not in said
        assert "does not agree" in said
        assert browser_of(other).get(f"/lessons/consents/{asked_of(story).pk}/").status_code == 404
        theirs = Consent.objects.visible_to(other).values_list("team", flat=True)
        assert set(theirs) <= {story.cast.brier_team.pk}
    assert WHY in page(story.writer, draft)
    assert WHY in page(story.third_lead, f"/lessons/consents/{asked_of(story).pk}/")


# The text one was asked about


def test_who_was_asked_reads_what_it_was_asked_about_and_nothing_written_since(story: Story) -> None:
    ask_for_consent(by=story.writer, lesson=story.lesson)
    uncite_claim(by=story.writer, lesson=story.lesson, citing=look_at(story.lesson, story.writer).cited[0].link)
    reworded(story, title="Another title", saw="Nothing.", body="Now only about ourselves, still private.")
    said = page(story.third_lead, f"/lessons/consents/{asked_of(story).pk}/")
    assert "Our students could always find the quotation." in said
    assert "Our blocks are 88 minutes." in said
    assert "The text has changed since you were asked." in said
    assert "still private" not in said
    assert "Another title" not in said


def test_ones_month_asks_for_the_newest_text_that_can_be_answered_in_two_questions(story: Story) -> None:
    with queries() as asked:
        assert consents_waiting(story.third_lead) == []
    assert len(asked) == 1, "hardly ever does anything wait: then one small question is all"
    ask_for_consent(by=story.writer, lesson=story.lesson)
    with queries() as asked:
        told_of = [(one.pk, one.lesson.title, one.team.name) for one in consents_waiting(story.third_lead)]
    assert len(asked) == 2
    first = asked_of(story).pk
    assert told_of == [(first, "Say it before you write it", "Quarry Ridge")]
    reworded(story, cannot_say="Anything at all.")
    assert consents_waiting(story.third_lead) == [], "nothing can be answered until they are asked anew"
    ask_for_consent(by=story.writer, lesson=story.lesson)
    assert [one.pk for one in consents_waiting(story.third_lead)] == [asked_of(story).pk] != [first]
    reworded(story, cannot_say="Whether it was the talk or the four minutes.")
    assert consents_waiting(story.third_lead) == [], "it is the first text again, and the newest asking is for another"
    ask_for_consent(by=story.writer, lesson=story.lesson)
    assert [one.pk for one in consents_waiting(story.third_lead)] == [asked_of(story).pk] != [first]
    Lesson.objects.filter(pk=story.lesson.pk).update(removed=story.lesson.made, removed_by=story.writer)
    assert consents_waiting(story.third_lead) == []


# What the answer covers


def test_a_cycle_tied_after_the_yes_is_not_published_with_it_and_asks_that_team_anew(story: Story) -> None:
    agree(story)
    later = run_cycle(story.third_lead, story.third, story.idea, RISES, scope="NEVER SHOWN TO THEM")
    tie(by=story.cast.hub_director, source=later, target=story.claim, kind="supports", note="hub note")
    assert missing(story) == ["The text has changed since Quarry Ridge last answered. Ask anew."]
    with pytest.raises(Incomplete):
        publish_lesson(by=story.writer, lesson=story.lesson)
    assert [one.team for one in ask_for_consent(by=story.writer, lesson=story.lesson)] == [story.third]
    said = page(story.third_lead, f"/lessons/consents/{asked_of(story).pk}/")
    assert "NEVER SHOWN TO THEM" in said
    assert "hub note" in said
    answer_consent(by=story.third_lead, consent=asked_of(story), answer=GIVEN)
    kept = json.dumps(publish_lesson(by=story.writer, lesson=story.lesson).content)
    assert "NEVER SHOWN TO THEM" in kept


def test_a_number_corrected_after_the_yes_asks_the_team_whose_it_is(story: Story) -> None:
    agree(story)
    measure = story.replicating.links_in.get(kind="measures").source.measure
    Observation.objects.filter(pk=measure.observations.values("pk")[:1]).update(value=80, numerator=94, denominator=118)
    assert missing(story) == ["The text has changed since Brierfield last answered. Ask anew."]


def test_the_licence_is_named_to_who_is_asked_and_where_it_is_published(story: Story) -> None:
    ask_for_consent(by=story.writer, lesson=story.lesson)
    assert "published under CC BY 4.0" in page(story.third_lead, f"/lessons/consents/{asked_of(story).pk}/")
    agree_all(story)
    assert "published under CC BY 4.0" in page(story.writer, f"/lessons/drafts/{story.lesson.pk}/")
    edition = publish_lesson(by=story.writer, lesson=story.lesson)
    assert edition.content["licence"] == "CC BY 4.0"
    said = page(story.writer, edition.get_absolute_url())
    assert "CC BY 4.0" in said
    assert "has agreed to be" not in said, "nobody asked the people who are named"


def test_a_team_reads_word_for_word_what_is_told_of_it(story: Story) -> None:
    """Observations are coarsened; a number in somebody's sentence is not, and whoever agrees sees it stand there."""
    ask_for_consent(by=story.writer, lesson=story.lesson)
    shown = unescape(page(story.third_lead, f"/lessons/consents/{asked_of(story).pk}/"))
    own = list(Cycle.objects.filter(team=story.third).exclude(prediction=""))
    assert own
    assert "A number in these words is told as it stands" in shown
    assert all(f"<li>“{one.prediction}”</li>" in shown for one in own)


def agree_all(story: Story) -> None:
    speaking = {
        story.cast.alder_team.pk: story.writer,
        story.cast.brier_team.pk: story.cast.team_lead_b,
        story.third.pk: story.third_lead,
    }
    for one in Consent.objects.unrestricted(Reason.COUNTING):
        answer_consent(by=speaking[one.team_id], consent=one, answer=GIVEN)


# The newest answer counts


def test_an_old_yes_is_not_dug_out_after_a_no_by_putting_the_old_text_back(story: Story) -> None:
    agree(story)
    first, old = asked_of(story), story.lesson.cannot_say
    reworded(story, cannot_say="Other words.")
    agree(story, withhold=frozenset({"Quarry Ridge"}))
    reworded(story, cannot_say=old)
    assert missing(story) == [
        "The text has changed since Alder Valley, Brierfield, Quarry Ridge last answered. Ask anew."
    ]
    with pytest.raises(Incomplete):
        publish_lesson(by=story.writer, lesson=story.lesson)
    with pytest.raises(Locked, match="asked again since"):
        answer_consent(by=story.third_lead, consent=first, answer=GIVEN)
    assert "asked again since" in page(story.third_lead, f"/lessons/consents/{first.pk}/")
    assert len(ask_for_consent(by=story.writer, lesson=story.lesson)) == 3, "a text that comes back is asked about anew"
    assert ask_for_consent(by=story.writer, lesson=story.lesson) == []
    assert asked_of(story).text == first.text


def test_an_old_yes_is_not_dug_out_by_putting_the_old_evidence_back(story: Story) -> None:
    agree(story)
    lead, measure = story.third_lead, story.contradicting.links_in.get(kind="measures").source.measure
    taken_out = remove_observation(by=lead, observation=measure.observations.latest("on"))
    agree(story, withhold=frozenset({"Quarry Ridge"}))
    bring_back_value(by=lead, earlier=taken_out)
    assert missing(story) == ["The text has changed since Quarry Ridge last answered. Ask anew."]


def test_a_yes_can_be_taken_back_until_it_is_published_whatever_became_of_the_text(story: Story) -> None:
    agree(story)
    old, here = story.lesson.cannot_say, f"/lessons/consents/{asked_of(story).pk}/"
    reworded(story, cannot_say="Other words.")
    with pytest.raises(Locked, match="The text has changed"):
        answer_consent(by=story.third_lead, consent=asked_of(story), answer=GIVEN)
    assert "Take our yes back" in page(story.third_lead, here)
    sent = browser_of(story.third_lead).post(here, {"answer": "withheld", "once": str(uuid4())})
    assert sent.status_code == 302
    assert "Take our yes back" not in page(story.third_lead, here)
    reworded(story, cannot_say=old)
    agreed = publish_lesson(by=story.writer, lesson=story.lesson).content["agreed"]
    assert [one["name"] for one in agreed] == ["Alder Valley", "Brierfield"]


# After it is published


def test_a_no_after_publication_is_not_taken_as_if_it_did_something(story: Story) -> None:
    edition = published(story)
    with pytest.raises(Locked, match="withdraw it"):
        answer_consent(by=story.third_lead, consent=asked_of(story), answer=WITHHELD)
    said = page(story.third_lead, f"/lessons/consents/{asked_of(story).pk}/")
    assert "ask its authors or your hub to withdraw it" in said
    assert "Seal the answer" not in said
    sent = browser_of(story.third_lead).post(
        f"/lessons/consents/{asked_of(story).pk}/", {"answer": "withheld", "once": str(uuid4())}
    )
    assert sent.status_code == 422
    withdraw_lesson(by=story.writer, edition=edition)
    assert answer_consent(by=story.third_lead, consent=asked_of(story), answer=WITHHELD).answer == WITHHELD


def one_after_the_other(
    first: Callable[[Story], object], second: Callable[[Story], object]
) -> tuple[list[object], list[object]]:
    """`first` acts and has not committed yet when `second` begins. What each came to, and what the public then has."""
    with at_one_moment() as together:
        with walls(together.cast.every_wall):
            story = tell(together.cast)
            agree(story)
        answers = together.in_turn(lambda _cast: first(story), lambda _cast: second(story))
        with walls(together.cast.every_wall):
            shown = [
                one["name"]
                for edition in Edition.objects.unrestricted(Reason.COUNTING)
                for one in edition.content["agreed"]
            ]
            return answers, [*shown, asked_of(story).answer]


def withhold(story: Story) -> Consent:
    return answer_consent(by=story.third_lead, consent=asked_of(story), answer=WITHHELD)


def publish(story: Story) -> Edition:
    return publish_lesson(by=story.writer, lesson=story.lesson)


def test_a_no_at_the_moment_of_publication_is_heard_or_is_told_that_it_came_too_late(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        (_edition, answer), public = one_after_the_other(publish, withhold)
        assert isinstance(answer, Locked)
        assert public == ["Alder Valley", "Brierfield", "Quarry Ridge", GIVEN]
        (_answer, edition), public = one_after_the_other(withhold, publish)
        assert isinstance(edition, Edition)
        assert public == ["Alder Valley", "Brierfield", WITHHELD]


# Who cannot be asked


def test_what_is_of_no_team_is_not_published_because_nobody_can_agree_to_it(story: Story) -> None:
    hub = story.cast.hub_director
    room = open_community(
        by=hub, wall=story.cast.network.wall, name="What to count", charter="We meet because numbers come first."
    )
    join_community(by=story.writer, community=room)
    cycle = run_cycle(hub, room, story.idea, RISES, scope="theirs")  # type: ignore[arg-type]  # a home like any other
    claim = make_claim(by=hub, home=room, title="It was so in our rooms, too")
    tie(by=hub, source=cycle, target=claim, kind="supports")
    cite_claim(by=story.writer, lesson=story.lesson, claim=claim)
    assert missing(story)[:2] == [
        "“Say it, then write it”, which speaks to claim 2, is of no team, so nobody can agree to its being published. Test it in a team, and tie that cycle instead.",
        "Claim 2 is of no team, and no team’s cycle speaks to it, so nobody can agree to its being published. Tie a team’s cycle to it.",
    ]
    with pytest.raises(Incomplete):
        ask_for_consent(by=story.writer, lesson=story.lesson)


def test_a_lesson_kept_in_its_school_system_is_told_so_before_anybody_is_asked(cast: Cast) -> None:
    with walls(walls_of(cast.facilitator)):
        lesson = write_lesson(
            by=cast.facilitator, home=cast.talk, title="Ours", form="essay", dek="Two sentences.", byline="Colleen"
        )
        assert [one.sentence for one in look_at(lesson, cast.facilitator).missing] == [
            "It is kept in its school system. Only what a network has learned is published: write it there."
        ]


def test_every_form_of_a_lesson_says_who_sees_what_is_sent(story: Story) -> None:
    draft = page(story.writer, f"/lessons/drafts/{story.lesson.pk}/")
    assert draft.count("Seen by") == 2, "the text, and citing a claim"
    assert "Seen by those you choose above." in page(story.writer, "/lessons/new/")
    agree(story)
    assert "The draft is then seen by everyone in the network." in page(
        story.writer, f"/lessons/drafts/{story.lesson.pk}/"
    )
