"""Beneath every act: no statement the app role can send goes round what is sealed."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from tests.cast import Cast
from tests.publishing.stories import Story, agree, told

from pergola.commons.models import Link
from pergola.inquiry.actions import edit_cycle, plan_cycle
from pergola.inquiry.models import Cycle, Expectation
from pergola.kernel.clock import now
from pergola.publishing.models import Consent
from pergola.walls import inspection
from pergola.walls.opening import walls


@pytest.fixture
def story(cast: Cast) -> Iterator[Story]:
    made = told(cast)
    with walls(cast.every_wall):
        agree(made)
        yield made


def refused(*statements: str, **values: Any) -> None:
    *before, last = statements
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in before:
            cursor.execute(statement, values)
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(last, values)
        transaction.set_rollback(True)


def allowed(statement: str, **values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount == 1
        transaction.set_rollback(True)


def a_part(story: Story) -> tuple[Expectation, Cycle]:
    """A part of a locked prediction, and a cycle that is not locked. Parts are written before a cycle is locked."""
    spare = plan_cycle(by=story.writer, idea=story.idea, begins=None, measures=[], home=story.cast.alder_team)
    part = Expectation.objects.create(cycle=spare, text="Half of all slips")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE inquiry_cycle SET locked = now(), step = 'do' WHERE artifact_ptr_id = %s", [spare.pk])
    other = plan_cycle(by=story.writer, idea=story.idea, begins=None, measures=[], home=story.cast.alder_team)
    return part, other


def test_a_locked_prediction_is_not_moved_away_and_rewritten(story: Story) -> None:
    part, spare = a_part(story)
    values = {"part": part.pk, "cycle": part.cycle_id, "spare": spare.pk}
    refused("UPDATE inquiry_expectation SET cycle_id = %(spare)s WHERE id = %(part)s", **values)
    allowed("UPDATE inquiry_expectation SET found = 'More than half' WHERE id = %(part)s", **values)
    written = Expectation.objects.create(cycle=spare, text="x")
    refused("UPDATE inquiry_expectation SET cycle_id = %(cycle)s WHERE id = %(written)s", **values, written=written.pk)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE inquiry_expectation SET text = 'rewritten' WHERE id = %(part)s",
        "INSERT INTO inquiry_expectation (cycle_id, text, outcome, found) VALUES (%(cycle)s, 'one more', '', '')",
        "DELETE FROM inquiry_expectation WHERE id = %(part)s",
    ],
)
def test_a_temporary_table_does_not_stand_in_for_the_real_one(story: Story, statement: str) -> None:
    part, _spare = a_part(story)
    shadow = "CREATE TEMP TABLE inquiry_cycle (artifact_ptr_id uuid, locked timestamptz)"
    refused(shadow, statement, part=part.pk, cycle=part.cycle_id)


def test_a_locked_cycle_is_not_thrown_away_and_written_anew(story: Story) -> None:
    cycle = {"cycle": story.supporting.pk}
    refused("DELETE FROM inquiry_cycle WHERE artifact_ptr_id = %(cycle)s", **cycle)
    refused("UPDATE inquiry_cycle SET prediction = 'as it came' WHERE artifact_ptr_id = %(cycle)s", **cycle)
    open_one = plan_cycle(by=story.writer, idea=story.idea, begins=None, measures=[], home=story.cast.alder_team)
    edit_cycle(by=story.writer, cycle=open_one, revision=open_one.revision, change="Another")


def test_when_a_value_was_put_in_does_not_change(story: Story) -> None:
    one = story.supporting.links_in.get(kind="measures").source.measure.observations.earliest("on")
    for change in ("put_in = '2020-01-01'", "\"on\" = '2020-01-01'", f"put_in_by_id = '{story.third_lead.pk}'"):
        refused(f"UPDATE inquiry_observation SET {change} WHERE id = %(one)s", one=one.pk)


def test_an_old_contradiction_stays_as_it_was_said(story: Story) -> None:
    young = Link.objects.get(source=story.contradicting, kind="contradicts")
    Link.objects.get(source=story.replicating, target=story.claim.pk).delete()  # one cycle says one thing of a claim
    old = Link.objects.create(
        source_id=story.replicating.pk, target_id=story.claim.pk, kind="contradicts", note="Not so.",
        made_by=story.cast.team_lead_b, made=now() - timedelta(days=2),
    )  # fmt: skip
    for change in ("kind = 'supports'", "made = now()", f"target_id = '{story.lesson.pk}'"):
        for one in (young, old):
            refused(f"UPDATE commons_link SET {change} WHERE id = %(id)s", id=one.pk)
    refused("UPDATE commons_link SET note = 'We ran it badly.' WHERE id = %(id)s", id=old.pk)
    refused("DELETE FROM commons_link WHERE id = %(id)s", id=old.pk)
    allowed("UPDATE commons_link SET note = 'In double blocks.' WHERE id = %(id)s", id=young.pk)
    allowed("DELETE FROM commons_link WHERE id = %(id)s", id=young.pk)


def test_what_a_team_agreed_to_and_who_said_so_is_not_forged(story: Story) -> None:
    consent = Consent.objects.filter(team=story.third).get()
    ids = {"id": consent.pk, "stranger": story.writer.pk, "lead": story.third_lead.pk}
    where = "WHERE id = %(id)s"
    for change in ("text = '0'", "shown = '{}'", f"team_id = '{story.cast.alder_team.pk}'"):
        refused(f"UPDATE publishing_consent SET {change} {where}", **ids)
    refused(f"DELETE FROM publishing_consent {where}", **ids)
    for stamp in (
        "answer = '', answered = NULL, answered_by_id = NULL",
        "answer = 'withheld', answered = now(), answered_by_id = %(stranger)s",
        "answer = 'withheld', answered = '2020-01-01', answered_by_id = %(lead)s",
    ):
        refused(f"UPDATE publishing_consent SET {stamp} {where}", **ids)
    later = "answer = 'withheld', answered = answered + interval '1 s', answered_by_id = %(lead)s"
    allowed(f"UPDATE publishing_consent SET {later} {where}", **ids)
    refused(
        "INSERT INTO publishing_consent (lesson_id, team_id, text, shown, answer, words, answered, answered_by_id)"
        " SELECT lesson_id, team_id, text, shown, 'given', '', now(), %(stranger)s FROM publishing_consent " + where,
        **ids,
    )


def test_the_doctor_finds_a_function_that_a_temporary_table_could_mislead(change_role: Callable[[str], None]) -> None:
    assert inspection.problems(connection) == []
    change_role("owner")
    with connection.cursor() as cursor:
        cursor.execute("CREATE FUNCTION loose() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    change_role("app")
    assert inspection.problems(connection) == [
        "The function loose() does not say where it looks: a temporary table could stand in for a real one."
    ]
