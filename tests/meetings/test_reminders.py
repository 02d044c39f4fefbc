"""A reminder of a date, the day before: once, to those who are there, and not of what was put off or is over."""

from datetime import datetime, timedelta

import pytest
from tests.cast import Cast
from tests.gather.stories import mail_server
from tests.meetings.stories import meets, moved
from tests.posting import post_everything
from tests.talk.telling import NOON, reach_by_mail, told, want

from pergola.kernel.clock import at
from pergola.meetings.actions import call_off, say_coming
from pergola.meetings.models import Coming, Gathering
from pergola.meetings.reminders import remind
from pergola.meetings.tasks import remind_of_dates
from pergola.people.models import walls_of
from pergola.talk.models import How, Notice
from pergola.walls.opening import walls

EVERYBODY = {"coach": ["soon"], "facilitator": ["soon"], "member": ["soon"]}
MEETS = NOON + timedelta(days=3)
DAY_BEFORE = MEETS - timedelta(hours=23)


def move(cast: Cast, when: datetime, place: str = "Room 12") -> None:
    with walls(walls_of(cast.facilitator)):
        moved(cast, Gathering.objects.get(), when, place)


def reminded(cast: Cast) -> dict[str, list[str]]:
    return {name: mine for name, kinds in told(cast).items() if (mine := [kind for kind in kinds if kind == "soon"])}


def remind_at(moment: datetime) -> None:
    with at(moment):
        remind_of_dates(0)


@pytest.fixture(autouse=True)
def a_date(cast: Cast) -> None:
    with at(NOON):
        meets(cast, MEETS)


def test_everybody_there_is_reminded_within_a_day_and_once(cast: Cast) -> None:
    remind_at(MEETS - timedelta(hours=25))
    assert reminded(cast) == {}, "not before the day before"
    for hours in (24, 23, 1):
        remind_at(MEETS - timedelta(hours=hours))
    assert reminded(cast) == EVERYBODY, "whoever set the date, too"
    remind_at(MEETS + timedelta(minutes=1))
    assert reminded(cast) == EVERYBODY


def test_behind_another_wall_nobody_is_reminded(cast: Cast) -> None:
    with at(DAY_BEFORE):
        assert remind(cast.brier_wall.pk) == 0
        assert remind(cast.alder_wall.pk) == 3


def test_a_date_put_off_is_reminded_of_again_and_one_called_off_is_not(cast: Cast) -> None:
    remind_at(DAY_BEFORE)
    with at(DAY_BEFORE):
        move(cast, MEETS + timedelta(days=1))
    assert reminded(cast) == {}, "what is no longer so waits for nobody"
    remind_at(DAY_BEFORE)
    assert reminded(cast) == {}
    remind_at(DAY_BEFORE + timedelta(days=1))
    assert reminded(cast) == EVERYBODY
    with at(DAY_BEFORE + timedelta(days=1)), walls(walls_of(cast.facilitator)):
        call_off(by=cast.facilitator, gathering=Gathering.objects.get())
    remind_at(DAY_BEFORE + timedelta(days=1))
    assert reminded(cast) == {}


def test_another_room_on_the_day_itself_is_told_once_more(cast: Cast) -> None:
    remind_at(DAY_BEFORE)
    with at(DAY_BEFORE):
        move(cast, MEETS, "The gym")
    remind_at(DAY_BEFORE)
    assert reminded(cast) == EVERYBODY


def test_it_comes_by_mail_to_who_wants_one_and_says_where(cast: Cast) -> None:
    reach_by_mail(cast.member, cast.coach)
    want(cast.coach, cast, Notice.Kind.SOON, How.PAGE)
    remind_at(DAY_BEFORE)
    with mail_server() as box, at(DAY_BEFORE):
        assert post_everything().count("sent") == 1
    mail = box.mails[0]
    assert mail["Subject"] == "Talk that does the thinking meets Saturday 28 November, 12:00 pm EST"
    assert "Room 12" in mail.get_content()


def test_no_mail_reminds_of_what_is_over(cast: Cast) -> None:
    reach_by_mail(cast.member)
    remind_at(DAY_BEFORE)
    with mail_server() as box, at(MEETS + timedelta(minutes=1)):
        post_everything()
    assert box.mails == []


def test_whoever_said_that_they_do_not_come_is_not_reminded(cast: Cast) -> None:
    with at(NOON), walls(walls_of(cast.coach)):
        say_coming(by=cast.coach, gathering=Gathering.objects.get(), answer=Coming.Answer.NO)
    remind_at(DAY_BEFORE)
    assert reminded(cast) == {name: kinds for name, kinds in EVERYBODY.items() if name != "coach"}


def test_of_a_check_in_the_two_alone_are_reminded(cast: Cast) -> None:
    with at(NOON):
        meets(cast, MEETS + timedelta(days=7), by=cast.coach, alone_with=cast.member)
    remind_at(DAY_BEFORE + timedelta(days=7))
    assert reminded(cast) == {"coach": ["soon"], "member": ["soon"]}
