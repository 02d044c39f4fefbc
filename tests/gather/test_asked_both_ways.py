"""Near you knows who asked whom; two who are a pair find a date, and write to each other on its page."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from tests.asking import browser_of, queries
from tests.cast import Cast

from pergola.gather.actions import answer_pair, ask_for_pair, end_pair, say_where_i_work
from pergola.gather.actions.meeting import meet_in_pair
from pergola.gather.actions.working import Work
from pergola.gather.models import Pair, Workplace
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.meetings.actions import When
from pergola.meetings.models import Gathering
from pergola.people.models import Person
from pergola.talk.models import Notice
from pergola.walls.opening import walls

LATER = datetime(2099, 1, 31, 20, tzinfo=UTC)
FORM = {"title": "Half an hour", "day": "2099-12-08", "at": "15:30", "minutes": "30", "zone": "America/Los_Angeles"}


def asks(cast: Cast, by: Person, whom: Person, kind: Pair.Kind = Pair.Kind.PEER) -> Pair:
    with walls(cast.every_wall):
        return ask_for_pair(by=by, wall=cast.alder_wall.pk, person=whom, kind=kind)


def yes(cast: Cast, pair: Pair) -> Pair:
    with walls(cast.every_wall):
        return answer_pair(by=pair.asked_to, pair=pair, accepted=True)


def work_alike(cast: Cast) -> None:
    with walls(cast.every_wall):
        for one in (cast.member, cast.coach):
            work = Work(role=Workplace.Role.TEACHER, school=None, low_grade=3, high_grade=5, found=True)
            say_where_i_work(by=one, wall=cast.alder_wall.pk, work=work)


def test_near_you_says_who_asked_and_who_is_asked(cast: Cast) -> None:
    work_alike(cast)
    ask_page = f"/near/{cast.coach.pk}/ask/"
    near = browser_of(cast.member)
    assert ask_page in near.get("/near/").text
    pair = asks(cast, cast.coach, cast.member)
    page = f"/pairs/{pair.pk}/"
    told = near.get("/near/").text
    assert "asks you: answer" in told
    assert page in told
    assert ask_page not in told
    assert near.get(ask_page)["Location"] == page
    assert near.post(ask_page, {"once": str(uuid4()), "kind": "mentor", "words": ""})["Location"] == page
    assert "You have asked" in browser_of(cast.coach).get("/near/").text
    yes(cast, pair)
    assert "are a pair" in near.get("/near/").text
    with walls(cast.every_wall):
        assert Pair.objects.count() == 1


def test_nobody_asks_who_asks_them_already(cast: Cast) -> None:
    pair = asks(cast, cast.coach, cast.member)
    with pytest.raises(Refusal, match="asks you already"):
        asks(cast, cast.member, cast.coach, Pair.Kind.MENTOR)
    yes(cast, pair)
    with pytest.raises(Refusal, match="a pair already"):
        asks(cast, cast.member, cast.coach, Pair.Kind.MENTOR)
    assert asks(cast, cast.member, cast.coach, Pair.Kind.COACH).is_open, "a coach is another thing"


def test_of_two_askings_one_yes_is_enough(cast: Cast) -> None:
    mine = asks(cast, cast.member, cast.coach)
    with walls(cast.every_wall):
        theirs = Pair.objects.create(
            wall=cast.alder_wall, kind=Pair.Kind.MENTOR, asked_by=cast.coach, asked_to=cast.member, asked=now()
        )
    yes(cast, theirs)
    with walls(cast.every_wall):
        mine.refresh_from_db()
    assert mine.answer == Pair.Answer.TAKEN_BACK


def test_a_pair_sets_a_date_and_writes_there(cast: Cast) -> None:
    pair = asks(cast, cast.coach, cast.member)
    page, member = f"/pairs/{pair.pk}/", browser_of(cast.member)
    assert member.get(f"{page}meet/").status_code == 404, "before a yes there is nothing to meet for"
    yes(cast, pair)
    assert "Next: set a first date" in member.get(page).text
    made = member.post(f"{page}meet/", {**FORM, "once": str(uuid4())})
    assert made.status_code == 302
    told = member.get(made["Location"])
    assert told.status_code == 200
    assert "3:30 pm" in told.text
    assert "PST" in told.text
    for who in (cast.member, cast.coach):
        shown = browser_of(who).get(page).text
        assert "Half an hour" in shown
        assert made["Location"] in shown
    seeing = {name for name, who in cast.actors.items() if browser_of(who).get(made["Location"]).status_code == 200}
    assert seeing == {"member", "coach"}
    said = browser_of(cast.coach).post(f"/things/{made['Location'].split('/')[2]}/say/", {"body": "I bring two slips."})
    assert said.status_code in {200, 302}
    assert "I bring two slips." in member.get(made["Location"]).text
    thing = made["Location"].split("/")[2]
    member.post(f"/things/{thing}/say/", {"body": "And I my plan."})
    with walls(cast.every_wall):
        heard = set(Notice.objects.filter(kind="post", artifact__pk=thing).values_list("person__name", "post__body"))
    assert heard == {(str(cast.member), "I bring two slips."), (str(cast.coach), "And I my plan.")}


def test_only_the_two_and_only_while_they_are_a_pair(cast: Cast) -> None:
    pair, when = yes(cast, asks(cast, cast.coach, cast.member)), When(LATER, "America/Denver")
    with walls(cast.every_wall):
        with pytest.raises(NotAllowed):
            meet_in_pair(by=cast.facilitator, pair=pair, when=when)
        end_pair(by=cast.coach, pair=pair)
        with pytest.raises(Refusal):
            meet_in_pair(by=cast.member, pair=pair, when=when)
        assert not Gathering.objects.exists()
    assert browser_of(cast.member).get(f"/pairs/{pair.pk}/meet/").status_code == 404


@pytest.mark.parametrize("dates", [1, 3])
def test_a_pair_asks_the_same_however_many_dates_it_has(cast: Cast, dates: int) -> None:
    pair = yes(cast, asks(cast, cast.coach, cast.member))
    with walls(cast.every_wall):
        for n in range(dates):
            meet_in_pair(by=cast.member, pair=pair, when=When(LATER, "America/Denver"), title=f"{n}")
    browser = browser_of(cast.member)
    browser.get(f"/pairs/{pair.pk}/")
    with queries() as told:
        browser.get(f"/pairs/{pair.pk}/")
    assert len(told) == 4
