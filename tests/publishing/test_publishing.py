"""A lesson is published with its evidence and with consent, or not at all; and what is published stays as it was."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker
from tests.cast import Cast
from tests.publishing.stories import RISES, Story, agree, published, run_cycle, tell, told
from tests.together import at_one_moment

from pergola.commons.models import Artifact, Link, Participation
from pergola.inquiry.actions import make_claim, plan_cycle, share_with_network, tie
from pergola.kernel.clock import at, now
from pergola.kernel.errors import Incomplete, Locked, NotAllowed, Refusal, Stale
from pergola.people.models import walls_of
from pergola.publishing.actions import (
    answer_consent,
    ask_for_consent,
    bring_lesson_back,
    cite_claim,
    edit_lesson,
    publish_lesson,
    uncite_claim,
    withdraw_lesson,
    write_lesson,
)
from pergola.publishing.edition import open_content
from pergola.publishing.models import Consent, Edition, Lesson
from pergola.publishing.readiness import look_at
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


@pytest.fixture
def story(cast: Cast) -> Any:
    """Told, and its walls open for the writer."""
    made = told(cast)
    with walls(walls_of(made.writer)):
        yield made


def missing(story: Story) -> list[str]:
    return [one.sentence for one in look_at(story.lesson, story.writer).missing]


def reworded(story: Story, **words: str) -> None:
    current = Lesson.objects.get(pk=story.lesson.pk)
    edit_lesson(by=story.writer, lesson=current, revision=current.revision, **words)
    story.lesson = Lesson.objects.get(pk=story.lesson.pk)


# Whole


def test_who_finds_it_is_not_told_who_pressed_the_button(story: Story) -> None:
    published(story)
    answer = Client().get("/search/", {"q": story.lesson.title}).content.decode()
    assert story.lesson.title in answer
    assert str(story.writer) not in answer


def test_a_lesson_with_its_chain_and_everyones_consent_is_published_whole(story: Story) -> None:
    edition = published(story)
    content = open_content(Edition.objects.get(pk=edition.pk))
    chain = content.claims[0].chain
    assert [one.place.name for one in chain.evidence] == ["Alder Valley", "Brierfield", "Quarry Ridge"]
    assert [one.role for one in chain.evidence] == ["supports", "replicates", "contradicts"]
    assert [one.series.short for one in chain.evidence if one.series] == [
        "33 to 49\u00a0%",
        "35 to 48\u00a0%",
        "39\u00a0%, no shift",
    ]
    assert chain.reaches_a_problem(chain.evidence[0])
    assert content.places == ("Alder Valley", "Brierfield", "Quarry Ridge")
    assert (content.cycles, content.disagreeing, edition.version) == (3, 1, 1)
    assert Participation.objects.visible_to(story.writer).filter(verb="published", artifact=story.lesson.pk).exists()


def test_a_visitor_reads_the_copy_and_not_one_word_of_what_lies_behind(story: Story) -> None:
    edition = published(story)
    visitor = story.cast.visitor
    with walls(walls_of(visitor)):
        assert Edition.objects.visible_to(visitor).get().pk == edition.pk
        assert not Lesson.objects.unrestricted(Reason.COUNTING).exists()
        kept = json.dumps(Edition.objects.visible_to(visitor).get().content)
    assert "Sam Ortega" not in kept
    assert "Tilda" not in kept
    assert "/chain/" not in kept


def test_the_network_sees_a_published_lesson_so_that_others_can_adapt_it(story: Story) -> None:
    brier = story.cast.team_lead_b
    assert not Lesson.objects.visible_to(brier).filter(pk=story.lesson.pk).exists()
    published(story)
    with walls(walls_of(brier)):
        assert Lesson.objects.visible_to(brier).filter(pk=story.lesson.pk).exists()


# What is missing


def test_everything_that_is_missing_is_said_a_sentence_each_with_the_place_to_go(story: Story) -> None:
    bare = write_lesson(by=story.writer, home=story.cast.alder_team, title="A bare one")
    found = look_at(bare, story.writer).missing
    assert [one.sentence for one in found] == [
        "Say in two sentences what you tried and what came of it.",
        "Say who it is by, as it should be cited.",
        "Say what you tried.",
        "Say what you saw.",
        "Say what you cannot say: what the evidence leaves open.",
        "It cites no claim yet. A claim says in a sentence what you found, and has its evidence.",
        "Alder Valley is not asked for consent yet.",
    ]
    assert all(one.address.startswith(bare.get_absolute_url()) for one in found)
    with pytest.raises(Incomplete) as refused:
        publish_lesson(by=story.writer, lesson=bare)
    assert refused.value.missing == [one.sentence for one in found]
    assert not Edition.objects.unrestricted(Reason.COUNTING).exists()


def test_a_claim_of_an_effect_without_a_cycle_cannot_be_published(story: Story) -> None:
    claim = make_claim(by=story.writer, home=story.cast.alder_team, title="It works wonders")
    cite_claim(by=story.writer, lesson=story.lesson, claim=claim)
    assert missing(story)[0] == (
        "Claim 2 says that something had an effect, and no cycle that may be shown supports it. Tie one that does."
    )
    with pytest.raises(Incomplete):
        ask_for_consent(by=story.writer, lesson=story.lesson)


def test_a_claim_that_says_nothing_of_an_effect_needs_no_chain(story: Story) -> None:
    claim = make_claim(by=story.writer, home=story.cast.alder_team, title="Teachers asked for it", of_effect=False)
    cite_claim(by=story.writer, lesson=story.lesson, claim=claim)
    assert missing(story) == ["Alder Valley, Brierfield, Quarry Ridge are not asked for their consent yet."]


def test_a_cycle_without_data_does_not_carry_a_claim(story: Story) -> None:
    cycle = plan_cycle(by=story.writer, idea=story.idea, scope="one class", home=story.cast.alder_team)
    claim = make_claim(by=story.writer, home=story.cast.alder_team, title="Said of nothing")
    Link.objects.create(
        source=cycle, target=claim, kind="supports", made_by=story.writer
    )  # as an older version might have
    reworded(story, saw="Nothing.")
    cite_claim(by=story.writer, lesson=story.lesson, claim=claim)
    said = [one for one in missing(story) if "cycle 2" in one]
    assert said == [
        "Alder Valley, cycle 2: its prediction was never locked, so nobody can say what was expected.",
        "Alder Valley, cycle 2: no measure stands beside it.",
    ]


@pytest.mark.parametrize("form", [Lesson.Form.ESSAY, Lesson.Form.DIGEST])
def test_essays_and_digests_need_no_chain(story: Story, form: str) -> None:
    hub = story.cast.hub_director
    with walls(walls_of(hub)):
        essay = write_lesson(
            by=hub,
            home=story.cast.network,
            title="On listening",
            form=form,
            dek="Two sentences.",
            byline="Ruth Director",
        )
        edition = publish_lesson(by=hub, lesson=essay)
    assert edition.form == form
    assert open_content(edition).claims == ()


def test_a_confidential_network_publishes_nothing(story: Story) -> None:
    network = story.cast.network
    agree(story)
    type(network).objects.filter(pk=network.pk).update(confidential=True)
    assert missing(story) == ["This network is confidential: nothing of it is ever published."]


def test_shares_that_do_not_say_of_how_many_cannot_be_coarsened_and_so_not_published(story: Story) -> None:
    row = story.supporting.links_in.get(kind="measures").source.measure.observations.first()
    assert row is not None
    type(row).objects.filter(pk=row.pk).update(denominator=None, numerator=None)
    assert missing(story)[0].startswith(
        "“Slips that explain, Alder Valley” (Alder Valley) does not say out of how many"
    )


# Broken links


def test_a_removed_claim_blocks_and_can_be_taken_out(story: Story) -> None:
    Artifact.objects.filter(pk=story.claim.pk).update(removed=now(), removed_by=story.writer)
    assert missing(story)[0] == (
        "Claim 1 cannot be read any more: it was removed, or is kept by its team. Take it out, or ask for it back."
    )
    state = look_at(story.lesson, story.writer)
    uncite_claim(by=story.writer, lesson=story.lesson, citing=state.cited[0].link)
    assert "The text has a place for claim 1, and there is no claim 1. Cite it, or take the line out." in missing(story)


def test_a_contradicting_cycle_cannot_disappear_by_being_removed(story: Story) -> None:
    agree(story)
    assert missing(story) == []
    Artifact.objects.filter(pk=story.contradicting.pk).update(removed=now(), removed_by=story.third_lead)
    assert missing(story) == [
        "“Say it, then write it”, which spoke to claim 1, was removed. Ask its team to bring it back or to untie it."
    ]


# Consent


def test_every_team_behind_the_claims_is_asked_the_contradicting_one_too(story: Story) -> None:
    asked = ask_for_consent(by=story.writer, lesson=story.lesson)
    assert sorted(one.team.name for one in asked) == ["Alder Valley", "Brierfield", "Quarry Ridge"]
    assert ask_for_consent(by=story.writer, lesson=story.lesson) == []
    assert missing(story) == [
        f"{name} has not answered yet." for name in ("Alder Valley", "Brierfield", "Quarry Ridge")
    ]


def test_consent_is_given_by_the_teams_own_lead_and_by_nobody_else(story: Story) -> None:
    asked = ask_for_consent(by=story.writer, lesson=story.lesson)
    third = next(one for one in asked if one.team_id == story.third.pk)
    for other in (story.writer, story.cast.hub_director, story.cast.member):
        with pytest.raises(NotAllowed):
            answer_consent(by=other, consent=third, answer=Consent.Answer.GIVEN)
    assert (
        answer_consent(by=story.third_lead, consent=third, answer=Consent.Answer.GIVEN).answered_by == story.third_lead
    )


def test_a_changed_text_asks_everyone_anew_and_an_old_question_is_not_answered(story: Story) -> None:
    old = agree(story)
    reworded(story, cannot_say="Anything at all.")
    assert missing(story) == [
        "The text has changed since Alder Valley, Brierfield, Quarry Ridge last answered. Ask anew."
    ]
    with pytest.raises(Locked, match="has changed"):
        answer_consent(by=story.writer, consent=old[0], answer=Consent.Answer.GIVEN)
    agree(story)
    assert missing(story) == []


def test_a_contradicting_team_that_withholds_is_left_out_and_that_it_is_is_said(story: Story) -> None:
    agree(story, withhold=frozenset({"Quarry Ridge"}))
    edition = publish_lesson(by=story.writer, lesson=story.lesson)
    chain = open_content(edition).claims[0].chain
    assert chain.contradicting == []
    assert chain.withheld_against == 1
    assert chain.tested
    kept = json.dumps(edition.content)
    for theirs in (
        "Quarry Ridge",
        "88 minutes",
        "double blocks",
        str(story.contradicting.pk),
        "Students already talk a lot",
    ):
        assert (theirs in kept) == (theirs == "Students already talk a lot")  # which the other two wrote as well


def test_a_team_that_withholds_is_not_named_in_the_text_either(story: Story) -> None:
    reworded(story, body="Quarry Ridge found nothing.")
    agree(story, withhold=frozenset({"Quarry Ridge"}))
    assert missing(story) == ["Quarry Ridge does not wish to be shown, and the text still names it. Take the name out."]


def test_ones_own_team_withholding_ends_it(story: Story) -> None:
    agree(story, withhold=frozenset({"Alder Valley"}))
    assert "Alder Valley, whose lesson this is, does not agree to it." in missing(story)


def test_a_supporting_team_that_withholds_takes_its_support_along(story: Story) -> None:
    agree(story, withhold=frozenset({"Brierfield"}))
    edition = publish_lesson(by=story.writer, lesson=story.lesson)
    assert open_content(edition).claims[0].chain.withheld_for == 1


# Who


@pytest.mark.parametrize(
    "actor", ["member", "lead of system B", "person of another system", "hub evaluator", "operator"]
)
def test_others_do_not_publish(story: Story, actor: str) -> None:
    agree(story)
    with pytest.raises(NotAllowed):
        publish_lesson(by=story.cast.actors[actor], lesson=story.lesson)  # type: ignore[arg-type]
    assert not Edition.objects.unrestricted(Reason.COUNTING).exists()


def test_writing_in_anothers_name_is_refused(story: Story) -> None:
    with pytest.raises(NotAllowed):
        write_lesson(by=story.writer, home=story.cast.brier_team, title="Not mine")
    with pytest.raises(NotAllowed):
        write_lesson(by=story.writer, home=story.cast.network, title="Not mine")


def test_two_people_editing_one_text_lose_nothing(story: Story) -> None:
    edit_lesson(by=story.writer, lesson=story.lesson, revision=story.lesson.revision, tried="Hers")
    with pytest.raises(Stale) as stale:
        edit_lesson(by=story.cast.member, lesson=story.lesson, revision=story.lesson.revision, tried="His")
    assert (stale.value.theirs, stale.value.mine, stale.value.field) == ("Hers", "His", "tried")


# What is published


def test_what_is_published_never_changes(story: Story) -> None:
    edition = published(story)
    changes: list[dict[str, Any]] = [{"dek": "Other"}, {"content": {}}, {"version": 7}, {"title": "Other"}]
    for change in changes:
        with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(**change)
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM publishing_edition")


def test_what_happens_afterwards_does_not_reach_the_copy(story: Story) -> None:
    edition = published(story)
    before = json.dumps(edition.content, sort_keys=True)
    with walls(story.cast.every_wall):
        again = run_cycle(story.third_lead, story.third, story.idea, RISES, scope="later")
        tie(by=story.third_lead, source=again, target=story.claim, kind="contradicts")
    reworded(story, body="Rewritten.")
    assert json.dumps(Edition.objects.get(pk=edition.pk).content, sort_keys=True) == before


def test_published_again_it_is_the_next_version_and_the_first_stays(story: Story) -> None:
    first = published(story)
    reworded(story, cannot_say="More than we thought.")
    second = published(story)
    assert (first.version, second.version) == (1, 2)
    assert Edition.objects.visible_to(story.cast.visitor).count() == 2


def test_withdrawn_it_is_gone_for_everyone_and_comes_back_within_thirty_days(story: Story) -> None:
    edition = published(story)
    visitor = story.cast.visitor
    withdraw_lesson(by=story.writer, edition=edition)
    assert not Edition.objects.visible_to(visitor).exists()
    bring_lesson_back(by=story.writer, edition=edition)
    assert Edition.objects.visible_to(visitor).get().pk == edition.pk
    withdraw_lesson(by=story.writer, edition=edition)
    with at(now() + timedelta(days=31)), pytest.raises(Refusal, match="thirty days"):
        bring_lesson_back(by=story.writer, edition=edition)


def test_withdrawing_is_for_those_whose_it_is(story: Story) -> None:
    edition = published(story)
    for other in (story.cast.team_lead_b, story.cast.outsider, story.cast.operator):
        with walls(walls_of(other)), pytest.raises(NotAllowed):
            withdraw_lesson(by=other, edition=edition)
    assert Edition.objects.visible_to(story.cast.visitor).exists()


# Small numbers


def test_shares_are_coarsened_and_groups_under_ten_are_nowhere(cast: Cast) -> None:
    story = told(cast)
    with walls(cast.every_wall):
        small = run_cycle(story.third_lead, story.third, story.idea, ([30] * 10, [30] * 3), scope="tiny", size=7)
        middling = run_cycle(
            story.writer, cast.alder_team, story.idea, ([37] * 10, [53] * 10), scope="middling", size=60
        )
        for by, cycle in ((story.third_lead, small), (story.writer, middling)):
            tie(by=by, source=cycle, target=story.claim, kind="supports")
        edition = published(story)
    by_scope = {one.scope: one.series for one in open_content(edition).claims[0].chain.evidence}
    tiny, middle = by_scope["tiny"], by_scope["middling"]
    assert tiny is not None
    assert middle is not None
    assert {row.value for row in tiny.rows} == {None}
    assert {row.text for row in tiny.rows} == {"not shown, fewer than 10"}
    assert {(row.value, row.text) for row in middle.rows} == {(37.5, "35 to 40\u00a0%"), (52.5, "50 to 55\u00a0%")}
    assert {row.size for row in middle.rows} == {"40 to 99"}
    assert middle.coarse == (5,)
    assert middle.chart.median == 37.5


# Cost


def test_looking_at_a_lesson_costs_the_same_with_one_claim_and_with_three(story: Story) -> None:
    with CaptureQueriesContext(connection) as one:
        look_at(story.lesson, story.writer)
    for name in ("Second", "Third"):
        claim = make_claim(by=story.writer, home=story.cast.alder_team, title=name)
        share_with_network(by=story.writer, thing=claim)
        tie(by=story.writer, source=story.supporting, target=claim, kind="supports")
        cite_claim(by=story.writer, lesson=story.lesson, claim=claim)
    with CaptureQueriesContext(connection) as three:
        look_at(story.lesson, story.writer)
    assert (len(one), len(three)) == (9, 9)


def test_two_who_publish_the_same_text_at_one_moment_publish_it_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock(), at_one_moment() as together:
        with walls(together.cast.every_wall):
            story = tell(together.cast)
            agree(story)
        first, second = together(
            lambda cast: publish_lesson(by=story.writer, lesson=story.lesson),
            lambda cast: publish_lesson(by=story.writer, lesson=story.lesson),
        )
        assert first == second
        with walls(together.cast.every_wall):
            assert [one.version for one in Edition.objects.all()] == [1]
            withdraw_lesson(by=story.writer, edition=first)
            assert publish_lesson(by=story.writer, lesson=story.lesson).version == 2
