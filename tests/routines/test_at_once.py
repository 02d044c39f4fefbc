"""Two who act on a routine, an agreement or a board at the same moment: real transactions, and neither undoes the other."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from pytest_django import DjangoDbBlocker
from tests.cast import Cast
from tests.together import Together, at_one_moment

from pergola.commons.actions import remove_artifact
from pergola.commons.models import Artifact
from pergola.kernel.clock import today
from pergola.kernel.errors import Locked, Refusal, Stale
from pergola.routines.actions import (
    adopt_routine,
    change_routine,
    end_agreement,
    log_trial,
    object_to,
    propose_routine,
    word_anew,
    write_routine,
)
from pergola.routines.actions.board import Worded, put_on_board, reword_tension
from pergola.routines.actions.marking import place_marks, pool_month
from pergola.routines.board_clock import month_behind
from pergola.routines.models import Adoption, Agreement, Mark, PooledMonth, Routine, Tension, Voice, Wording
from pergola.walls.opening import walls

PAUSE = {"title": "Claim, pause, reason", "body": "Students hear a claim out.", "steps": "Claim\nPause"}
COVER = Worded("cover the content", "go deep", "The test asks for all of it.", "What did you leave out?")


@pytest.fixture
def together(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Together]:
    with django_db_blocker.unblock(), at_one_moment() as found:
        yield found


def written(cast: Cast) -> Routine:
    with walls(cast.every_wall):
        return write_routine(by=cast.member, community=cast.talk, **PAUSE)


def proposed(cast: Cast) -> Agreement:
    routine = written(cast)
    with walls(cast.every_wall):
        return propose_routine(by=cast.member, routine=routine, words="We all do it.")


def on_board(cast: Cast) -> Tension:
    with walls(cast.every_wall):
        return put_on_board(by=cast.facilitator, community=cast.talk, words=COVER)


def test_two_who_change_a_routine(together: Together) -> None:
    routine = written(together.cast)

    def theirs(cast: Cast) -> Routine:
        return change_routine(by=cast.facilitator, routine=routine, revision=1, words={"body": "They wait."})

    def mine(cast: Cast) -> Routine:
        there = Routine.objects.visible_to(cast.member).get(pk=routine.pk)
        return change_routine(by=cast.member, routine=there, revision=1, words={"body": "They speak.", "steps": "One"})

    changed, stale = together.in_turn(theirs, mine)
    assert (changed.body, isinstance(stale, Stale)) == ("They wait.", True), stale
    assert (stale.theirs, stale.mine) == ("They wait.", "They speak.")
    with walls(together.cast.every_wall):
        stands = Routine.objects.visible_to(together.cast.member).get(pk=routine.pk)
        assert (stands.body, stands.steps, stands.revision) == ("They wait.", "Claim\nPause", 2)


def test_what_a_job_notes_meanwhile_stays_when_words_change(together: Together) -> None:
    routine, noted = written(together.cast), [{"is": "noted"}]

    def note(_cast: Cast) -> int:
        return Artifact.objects.filter(pk=routine.pk).update(dead_ends=noted)

    def change(cast: Cast) -> Routine:
        return change_routine(by=cast.member, routine=routine, revision=1, words={"steps": "One\nTwo", "body": "So."})

    together.in_turn(note, change)
    with walls(together.cast.every_wall):
        stands = Routine.objects.visible_to(together.cast.member).get(pk=routine.pk)
        assert (stands.dead_ends, stands.body, "Two" in stands.words) == (noted, "So.", True)


@pytest.mark.parametrize("first", ["removed", "proposed"])
def test_a_routine_is_removed_or_proposed_and_never_both(together: Together, first: str) -> None:
    routine = written(together.cast)

    def remove(cast: Cast) -> None:
        remove_artifact(by=cast.member, artifact=Artifact.objects.visible_to(cast.member).get(pk=routine.pk))

    def propose(cast: Cast) -> Agreement:
        return propose_routine(by=cast.coach, routine=routine, words="We all do it.")

    acts = (remove, propose) if first == "removed" else (propose, remove)
    _done, refused = together.in_turn(*acts)
    assert isinstance(refused, Refusal if first == "removed" else Locked), refused
    with walls(together.cast.every_wall):
        there = Routine.objects.visible_to(together.cast.member).filter(pk=routine.pk).exists()
        assert (there, Agreement.objects.exists()) == (first == "proposed", first == "proposed")


def test_of_two_who_propose_one_is_told_that_it_is_proposed(together: Together) -> None:
    routine = written(together.cast)

    def propose(cast: Cast) -> Agreement:
        return propose_routine(by=cast.coach, routine=routine, words="We all do it.")

    _made, refused = together.in_turn(propose, propose)
    assert (type(refused), "already" in str(refused)) == (Refusal, True), refused


def test_an_objection_is_to_words_that_stand_and_one_at_a_time(together: Together) -> None:
    agreed = proposed(together.cast)

    def object_(cast: Cast) -> Voice:
        return object_to(by=cast.coach, agreement=agreed, reason="It takes the reading time.")

    made, refused = together.in_turn(object_, object_)
    assert (made.says, type(refused)) == ("object", Refusal), refused
    with walls(together.cast.every_wall):
        word_anew(by=together.cast.member, agreement=agreed, words="From October on.")
        assert [one.reason for one in Voice.objects.all()] == ["It takes the reading time."]


def test_of_two_who_word_anew_the_second_reads_the_words_of_the_first(together: Together) -> None:
    agreed = proposed(together.cast)

    def word(words: str) -> object:
        return lambda cast: word_anew(by=cast.facilitator, agreement=agreed, words=words, wording=1)

    _made, stale = together.in_turn(word("Theirs."), word("Mine."))  # type: ignore[arg-type]
    assert isinstance(stale, Stale), stale
    assert (stale.theirs, stale.mine) == ("Theirs.", "Mine.")
    with walls(together.cast.every_wall):
        assert [one.words for one in Wording.objects.order_by("number")] == ["We all do it.", "Theirs."]


def test_an_agreement_ends_once_and_keeps_the_first_reason(together: Together) -> None:
    agreed = proposed(together.cast)

    def end(because: str) -> object:
        return lambda cast: end_agreement(by=cast.facilitator, agreement=agreed, because=because)

    _done, refused = together.in_turn(end("The first."), end("The second."))  # type: ignore[arg-type]
    assert (type(refused), "The first." in str(refused)) == (Refusal, True), refused
    with walls(together.cast.every_wall):
        assert Agreement.objects.get().because == "The first."


def test_one_who_says_twice_that_they_use_it_has_one_line(together: Together) -> None:
    routine = written(together.cast)

    def use(cast: Cast) -> Adoption:
        return adopt_routine(by=cast.coach, routine=routine, school="Mill Road")

    def again(cast: Cast) -> Adoption:
        return adopt_routine(by=cast.coach, routine=routine, adapted="In pairs")

    one, other = together(use, again)
    assert one.pk == other.pk

    def tried(cast: Cast) -> UUID:
        said = {"on": today(), "with_whom": "Grade 7", "happened": "More spoke.", "again": "yes"}
        return log_trial(by=cast.coach, routine=routine, **said).pk  # type: ignore[arg-type]

    assert len(set(together(tried, tried))) == 2, "two trials are two; sent twice, a form is one"


def test_two_who_reword_lose_nothing(together: Together) -> None:
    made = on_board(together.cast)

    def reword(question: str) -> object:
        return lambda cast: reword_tension(
            by=cast.facilitator, tension=made, words=replace(COVER, question=question), revision=1
        )

    _theirs, stale = together.in_turn(reword("Theirs?"), reword("Mine?"))  # type: ignore[arg-type]
    assert (type(stale), "Theirs?" in stale.theirs) == (Stale, True), stale
    with walls(together.cast.every_wall):
        assert Tension.objects.get().question == "Theirs?"


def test_two_who_put_on_the_same_poles_put_them_on_once(together: Together) -> None:
    def put(cast: Cast) -> Tension:
        return put_on_board(by=cast.facilitator, community=cast.talk, words=COVER)

    _made, refused = together.in_turn(put, put)
    assert (type(refused), "on the board already" in str(refused)) == (Refusal, True), refused


@pytest.mark.parametrize("first", ["marked", "told"])
def test_whoever_is_marking_goes_first_and_is_told_of(together: Together, first: str) -> None:
    made = on_board(together.cast)
    with walls(together.cast.every_wall):
        month = month_behind(together.cast.talk.wall_id)

    def mark(cast: Cast) -> None:
        place_marks(by=cast.coach, community=cast.talk, month=month, places={made.pk: 3})

    def pool(_cast: Cast) -> tuple[int, int]:
        told = pool_month(by=None, tension=made, month=month)
        return told.pk, Mark.objects.filter(tension=made).count()

    done = together.in_turn(*((mark, pool) if first == "marked" else (pool, mark)))
    told = done[1] if first == "marked" else done[0]
    assert told[1] == (1 if first == "marked" else 0), "it waited for whoever was marking"
    if first == "told":
        assert (type(done[1]), "put together already" in str(done[1])) == (Refusal, True), done[1]
    with walls(together.cast.every_wall):
        assert PooledMonth.objects.count() == 1
