"""A poll of thousands: the lead does not wait, everybody is asked once, and nobody twice, whatever dies on the way."""

import json
import time
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django import app
from tests.asking import browser_of
from tests.cast import Cast

from pergola.commons.models import Letter
from pergola.instruments.actions import close
from pergola.instruments.actions.reaching import ASK_NEXT, AT_ONCE, ask_next
from pergola.instruments.models import Asking, Ticket
from pergola.kernel.clock import at, now
from pergola.people.models import Person, WallMember
from pergola.talk.models import Notice
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

pytestmark = pytest.mark.django_db
MANY = 5_000


def fill(cast: Cast, many: int) -> None:
    people = Person.objects.bulk_create([Person(name=f"Teacher {n:04}") for n in range(many)], batch_size=1000)
    WallMember.objects.bulk_create([WallMember(wall=cast.alder_wall, person=one) for one in people], batch_size=1000)


def ask(cast: Cast) -> Any:
    form = {
        "once": str(uuid4()),
        "question": "Which would you join?",
        "choices": "Talk\nReading",
        "of": "teachers",
        "days": "14",
    }
    return browser_of(cast.lead_a).post(f"/polls/{cast.alder_wall.pk}/ask/", form)


def the_poll(cast: Cast) -> Asking:
    with walls([cast.alder_wall.pk]):
        return Asking.objects.unrestricted(Reason.COUNTING).get(kind="poll")


def behind(cast: Cast) -> int:
    return WallMember.objects.filter(wall=cast.alder_wall).count()


def counted(cast: Cast) -> tuple[int, int, int, int]:
    """Tickets and whose; notices; letters."""
    with walls([cast.alder_wall.pk]):
        tickets = Ticket.objects.unrestricted(Reason.COUNTING)
        told = Notice.objects.unrestricted(Reason.COUNTING).filter(kind="poll")
        letters = Letter.objects.unrestricted(Reason.COUNTING).filter(kind="pulse")
        return tickets.count(), tickets.values("person").distinct().count(), told.count(), letters.count()


def jobs() -> list[dict[str, Any]]:
    """What the worker is to do next of this, taken off its list."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = %s RETURNING args", [ASK_NEXT])
        return [json.loads(args) if isinstance(args, str) else args for (args,) in cursor.fetchall()]


def work(cast: Cast) -> int:
    """As the worker does, until nothing is left; how many jobs."""
    done = 0
    while waiting := jobs():
        for args in waiting:
            app.tasks[ASK_NEXT](**args)
            done += 1
    return done


def test_the_lead_waits_for_a_few_hundred_and_the_worker_asks_the_rest(cast: Cast) -> None:
    fill(cast, MANY)
    everybody, began = behind(cast), time.perf_counter()
    with CaptureQueriesContext(connection) as captured:
        assert ask(cast).status_code == 302
    assert counted(cast)[0] == AT_ONCE, "the rest is the worker’s"
    assert len(captured) < 90, "however many there are"
    assert time.perf_counter() - began < 10, "on a busy machine, too"
    assert work(cast) == everybody // AT_ONCE
    tickets, whose, told, letters = counted(cast)
    assert (tickets, whose) == (everybody, everybody)
    assert (told, letters) == (everybody - 1, everybody - 1), "the lead who asks is not told of it"


def test_what_died_on_the_way_was_never_there_and_is_done_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(cast, 2 * AT_ONCE)
    ask(cast)
    (job,), before = jobs(), counted(cast)

    class Killed(BaseException):
        pass

    def dies(*_args: object, **_named: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("pergola.instruments.actions.reaching.app.configure_task", dies)
        with pytest.raises(Killed):
            app.tasks[ASK_NEXT](**job)
    assert counted(cast) == before, "tickets, notices and letters of it are gone together"
    app.tasks[ASK_NEXT](**job)
    app.tasks[ASK_NEXT](**job)
    work(cast)
    everybody = behind(cast)
    assert counted(cast) == (everybody, everybody, everybody - 1, everybody - 1)


def test_who_comes_and_who_goes_meanwhile(cast: Cast) -> None:
    fill(cast, AT_ONCE + 5)
    ask(cast)
    gone = Person.objects.filter(name__startswith="Teacher").order_by("-name")[0]
    WallMember.objects.filter(person=gone).delete()
    late = Person.objects.create(name="Teacher who came late")
    WallMember.objects.create(wall=cast.alder_wall, person=late)
    work(cast)
    with walls([cast.alder_wall.pk]):
        whose = set(Ticket.objects.unrestricted(Reason.COUNTING).values_list("person", flat=True))
    assert (late.pk in whose, gone.pk in whose) == (True, False)


@pytest.mark.parametrize("over", ["closed", "past its day"])
def test_one_that_is_over_asks_nobody_any_more(cast: Cast, over: str) -> None:
    fill(cast, AT_ONCE + 5)
    ask(cast)
    poll = the_poll(cast)
    moment = now()
    if over == "closed":
        with walls([cast.alder_wall.pk]):
            close(by=cast.lead_a, asking=poll)
    else:
        moment = poll.closes
    before = counted(cast)
    with at(moment):
        assert [ask_next(by=None, wall=cast.alder_wall.pk, asking=poll.pk) for _again in range(2)] == [0, 0]
    assert counted(cast) == before
