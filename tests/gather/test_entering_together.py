"""Two lead a school system, or one changes their mind at the same moment: one answer, and one outcome."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker
from tests.cast import Cast, person
from tests.together import Together, at_one_moment

from pergola.gather.actions.entering import answer_entry, ask_to_come_in, take_entry_back
from pergola.gather.models import EntryRequest
from pergola.kernel.errors import Refusal
from pergola.people.models import WallMember
from pergola.talk.models import Notice
from pergola.walls.opening import walls

NOT_NOW, LET_IN, TAKEN_BACK = EntryRequest.Answer.NOT_NOW, EntryRequest.Answer.LET_IN, EntryRequest.Answer.TAKEN_BACK


@pytest.fixture
def together(django_db_blocker: DjangoDbBlocker) -> Iterator[Together]:
    with django_db_blocker.unblock(), at_one_moment() as those:
        yield those


def ask(cast: Cast) -> EntryRequest:
    words = {"words": "I teach there.", "address": "out@cast.example", "led_to": "/"}
    return ask_to_come_in(by=cast.outsider, system=cast.alder, **words)


def asked(together: Together) -> EntryRequest:
    second = person("Una Second")
    with walls(together.cast.every_wall):
        WallMember.objects.create(wall=together.cast.alder_wall, person=second, role=WallMember.Role.LEAD)
        return ask(together.cast)


def outcome(together: Together) -> tuple[list[str], bool, int]:
    """What the rows say, whether they are in, and how many are still told that somebody asks."""
    with walls(together.cast.every_wall):
        rows = list(EntryRequest.objects.filter(person=together.cast.outsider).values_list("answer", flat=True))
        told = Notice.objects.filter(kind=Notice.Kind.JOIN).count()
    behind = WallMember.objects.filter(wall=together.cast.alder_wall, person=together.cast.outsider)
    return rows, behind.exists(), told


def refusals(answers: list[object]) -> list[str]:
    assert all(one is None or isinstance(one, Refusal) for one in answers), answers
    return [str(one) for one in answers if one is not None]


def test_two_answer_at_once_and_the_first_answer_stands(together: Together) -> None:
    one = asked(together)
    answers = together.in_turn(
        lambda cast: answer_entry(by=cast.lead_a, asked=one, let_in=False),
        lambda cast: answer_entry(by=cast.lead_a, asked=one, let_in=True),
    )
    assert refusals(answers) == ["This is answered already: Lena Lead said “not now”."]
    assert outcome(together) == ([NOT_NOW], False, 0)


@pytest.mark.parametrize("taken_back_first", [True, False])
def test_let_in_while_it_is_taken_back(together: Together, *, taken_back_first: bool) -> None:
    one = asked(together)

    def take_back(cast: Cast) -> None:
        take_entry_back(by=cast.outsider, system=cast.alder)

    def let_in(cast: Cast) -> None:
        answer_entry(by=cast.lead_a, asked=one, let_in=True)

    answers = together.in_turn(take_back, let_in) if taken_back_first else together.in_turn(let_in, take_back)
    assert len(refusals(answers)) == 1
    assert outcome(together) == (([TAKEN_BACK], False, 0) if taken_back_first else ([LET_IN], True, 0))


def test_asked_twice_at_once_is_asked_once(together: Together) -> None:
    answers = together(ask, ask)
    assert {type(one) for one in answers} == {EntryRequest}
    rows, behind, _told = outcome(together)
    assert (rows, behind) == ([""], False)


def test_two_let_in_after_all_at_once_and_one_of_them_does(together: Together) -> None:
    one = asked(together)
    with walls(together.cast.every_wall):
        answer_entry(by=together.cast.lead_a, asked=one, let_in=False, reply="Ask your own district.")
    answers = together(
        lambda cast: answer_entry(by=cast.lead_a, asked=one, let_in=True, after_all=True),
        lambda cast: answer_entry(by=cast.lead_a, asked=one, let_in=True, after_all=True),
    )
    assert refusals(answers) == ["This is answered already: Lena Lead said “let in”."]
    assert outcome(together) == ([LET_IN], True, 0)
