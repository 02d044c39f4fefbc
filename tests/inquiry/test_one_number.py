"""One number by a link: who makes it, what its holder sees and gives, how it ends, and what nobody gets by it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker
from tests.asking import browser_of
from tests.cast import Cast
from tests.inquiry.story import studied
from tests.together import at_one_moment

from pergola.inquiry.actions import ask_number, bring_back_value, end_asked, give_number, remove_observation
from pergola.inquiry.asked import held_by, links_of, token_of
from pergola.inquiry.models import AskedNumber, Measure
from pergola.inquiry.one_day import read_day
from pergola.kernel.clock import at, now
from pergola.kernel.errors import Locked, NotAllowed, Refusal, Unreadable
from pergola.people.models import walls_of
from pergola.spaces.models import TeamMember
from pergola.talk.models import Notice
from pergola.talk.noticing import line_of, notices_of
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

DAY = date(2026, 11, 19)
CLERK = "Lena Ortiz, data clerk"


@pytest.fixture(autouse=True)
def _in_november() -> Iterator[None]:
    with at(now().replace(year=2026, month=11, day=20)):
        yield


def asked_for(cast: Cast, on: date = DAY, **more: Any) -> AskedNumber:
    return ask_number(by=cast.member, measure=studied(cast).measure, of_whom=CLERK, on=on, days=14, **more)


def page_of(asked: AskedNumber) -> str:
    return reverse("inquiry:give_number", args=[token_of(asked)])


@pytest.mark.django_db
def test_whoever_holds_the_link_gives_one_number_without_an_account(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        asked = asked_for(cast)
        earlier = [str(one.value.normalize()) for one in asked.measure.observations.all() if one.value]
    client, path = Client(), page_of(asked)
    page = client.get(path).content.decode()
    assert asked.measure.title in page
    assert CLERK in page
    read = re.sub(r"<[^>]*>", " ", page).split()  # what a person reads: a key of the form may hold any digits
    assert not [one for one in earlier if one in read]  # nothing of what the measure holds
    assert "no-store" in client.get(path).headers["Cache-Control"]
    assert client.post(path, {"value": "130", "whole": "120"}).status_code == 422
    assert client.post(path, {"value": "", "whole": ""}).status_code == 422
    assert client.post(path, {"value": "60", "whole": "120"}).status_code == 302
    assert "Thank you" in client.get(path).content.decode()
    assert client.post(path, {"value": "70", "whole": "120"}).status_code == 302  # twice is once
    with walls(walls_of(cast.member)):
        one = asked.measure.observations.get(on=DAY)
        assert [one.numerator, one.denominator] == [60, 120]
        assert (one.came_from, one.put_in_by) == (CLERK, cast.member)
    assert f"by link, from {CLERK}" in browser_of(cast.member).get(asked.measure.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_the_team_hears_that_the_number_is_in_and_of_no_number(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        asked = asked_for(cast)
    Client().post(page_of(asked), {"value": "6", "whole": "12x"})
    with walls(walls_of(cast.member)):
        assert not Notice.objects.filter(kind=Notice.Kind.NUMBER).exists(), "what was refused is told to nobody"
    Client().post(page_of(asked), {"value": "61", "whole": "123"})
    Client().post(page_of(asked), {"value": "62", "whole": "123"})
    with walls(walls_of(cast.member)):
        told = Notice.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(kind=Notice.Kind.NUMBER)
        assert {one.person for one in told} == {cast.member, cast.team_lead}
        assert len(told) == 2
        line = line_of(notices_of(cast.member).get(kind=Notice.Kind.NUMBER))
        assert (line.words, line.url) == ("", asked.measure.get_absolute_url())
    page = browser_of(cast.member).get(reverse("talk:notices")).content.decode()
    assert f"The number of “{asked.measure.title}” that {cast.alder_team} asked somebody outside for is in" in page
    assert "61" not in line.sentence


@pytest.mark.django_db
def test_the_team_takes_the_number_back_and_it_says_for_good_whence_it_came(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        asked = asked_for(cast)
        give_number(by=cast.member, asked=asked, row=read_day(asked.measure, day=str(DAY), value="60", whole="120"))
        earlier = remove_observation(by=cast.team_lead, observation=asked.measure.observations.get(on=DAY))
        assert earlier.came_from == CLERK
        assert bring_back_value(by=cast.member, earlier=earlier).came_from == CLERK


@pytest.mark.django_db
def test_an_ended_link_says_the_same_as_one_that_never_was(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        asked = asked_for(cast)
    path = reverse("inquiry:end_asked", args=[asked.measure_id, asked.pk])
    assert browser_of(cast.neighbour).post(path).status_code in (403, 404)
    assert browser_of(cast.member).post(path, {"once": uuid4()}).status_code == 302
    ended, never = Client().get(page_of(asked)), Client().get(reverse("inquiry:give_number", args=["1-never"]))
    assert (ended.status_code, never.status_code) == (404, 404)
    assert "does not work" in ended.content.decode()
    with walls(walls_of(cast.member)):
        end_asked(by=cast.member, asked=asked)  # twice is once
        with pytest.raises(Refusal, match="ended"):
            give_number(by=cast.member, asked=asked, row=read_day(asked.measure, day=str(DAY), value="6", whole="12"))


@pytest.mark.django_db
def test_a_link_ends_with_its_days_with_whoever_made_it_and_with_its_measure(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        asked = asked_for(cast)
    with at(now() + timedelta(days=15)):
        assert Client().get(page_of(asked)).status_code == 404
    assert Client().get(page_of(asked)).status_code == 200
    with walls(walls_of(cast.member)):
        Measure.objects.filter(pk=asked.measure_id).update(removed=now(), removed_by=cast.member)
    assert Client().get(page_of(asked)).status_code == 404
    with walls(walls_of(cast.member)):
        Measure.objects.filter(pk=asked.measure_id).update(removed=None, removed_by=None)
        TeamMember.objects.filter(person=cast.member).delete()
    assert Client().get(page_of(asked)).status_code == 404


@pytest.mark.django_db
def test_before_its_day_a_link_asks_to_come_back(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        asked = asked_for(cast, date(2026, 11, 27))
    client = Client()
    assert "Come back" in client.get(page_of(asked)).content.decode()
    client.post(page_of(asked), {"value": "60", "whole": "120"})
    with walls(walls_of(cast.member)):
        assert not asked.measure.observations.filter(on=asked.on).exists()


@pytest.mark.django_db
def test_a_day_has_one_value_and_one_link(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        asked = asked_for(cast)
        again: dict[str, Any] = {"by": cast.member, "measure": asked.measure, "of_whom": "Another", "days": 7}
        with pytest.raises(Refusal, match="a link for this day"):
            ask_number(on=DAY, **again)
        with pytest.raises(Refusal, match="is in already"):
            ask_number(on=date(2026, 11, 12), **again)
        with pytest.raises(Refusal, match="hundred days"):
            ask_number(on=date(2027, 11, 12), **again)
        with pytest.raises(NotAllowed):
            ask_number(on=DAY, **again | {"by": cast.neighbour})


@pytest.mark.django_db
def test_what_stands_for_the_day_meanwhile_is_not_told_and_not_written_over(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        asked = asked_for(cast)
        asked.measure.observations.create(on=DAY, value=51, numerator=51, denominator=100, put_in_by=cast.team_lead)
    answer = Client().post(page_of(asked), {"value": "60", "whole": "120"})
    assert answer.status_code == 422
    assert "is in already" in answer.content.decode()
    assert "51" not in re.sub(r"<[^>]*>", " ", answer.content.decode())  # a key of the form may hold any digits


@pytest.mark.django_db
def test_an_open_prediction_holds_the_number_and_is_not_told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with walls(walls_of(cast.member)):
        asked = asked_for(cast)

        def locked(*_: object) -> None:
            raise Locked("Lock your prediction first: cycle 3 (A secret title)")

        monkeypatch.setattr("pergola.inquiry.actions.observing.must_be_predicted", locked)
    text = Client().post(page_of(asked), {"value": "60", "whole": "120"}).content.decode()
    assert "not ready for this number" in text
    assert "A secret title" not in text


@pytest.mark.django_db
def test_who_tries_too_often_waits(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        asked = asked_for(cast)
    tried = [Client().post(page_of(asked), {"value": "x", "whole": "120"}).status_code for _ in range(21)]
    assert set(tried[:20]) == {422}
    assert tried[20] == 429


@pytest.mark.django_db
def test_a_link_holds_only_behind_its_own_wall(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        asked = asked_for(cast)
    token = token_of(asked)
    assert held_by(token) == asked
    assert held_by(f"{cast.brier_wall.pk}-{token.partition('-')[2]}") is None
    assert held_by("x-y") is None


@pytest.mark.django_db
def test_the_page_that_asks_shows_each_link_until_it_is_used(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        measure = studied(cast).measure
    client, path = browser_of(cast.member), reverse("inquiry:ask_number", args=[measure.pk])
    words = {"once": uuid4(), "of_whom": CLERK, "on": str(DAY), "days": "7"}
    assert client.post(path, words).status_code == 302
    with walls(walls_of(cast.member)):
        asked = measure.asked.get()
    assert page_of(asked) in client.get(path).content.decode()
    Client().post(page_of(asked), {"value": "60", "whole": "120"})
    page = client.get(path).content.decode()
    assert page_of(asked) not in page
    assert "The number came" in page


def test_of_two_who_give_at_one_moment_one_does(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock(), at_one_moment() as together:
        with walls(together.cast.every_wall):
            asked = asked_for(together.cast)

        def give(value: str) -> Any:
            def act(cast: Cast) -> None:
                row = read_day(asked.measure, day=str(DAY), value=value, whole="120")
                give_number(by=cast.member, asked=asked, row=row)

            return act

        first, second = together.in_turn(give("60"), give("70"))
        assert first is None
        assert isinstance(second, Refusal)
        with walls(together.cast.every_wall):
            assert asked.measure.observations.get(on=DAY).numerator == 60


@pytest.mark.django_db
def test_a_link_of_somebody_who_left_is_said_to_work_no_longer_and_gives_way_to_a_new_one(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        asked = asked_for(cast)
        TeamMember.objects.filter(person=cast.member).delete()
    assert Client().get(page_of(asked)).status_code == 404
    client, path = browser_of(cast.team_lead), reverse("inquiry:ask_number", args=[asked.measure_id])
    page = client.get(path).content.decode()
    assert page_of(asked) not in page
    assert f"It no longer works: {cast.member}, who made it" in page
    words = {"once": uuid4(), "of_whom": "Another", "on": str(DAY), "days": "7"}
    assert "The link is made. Send it to Another." in client.post(path, words, follow=True).content.decode()
    with walls(walls_of(cast.team_lead)):
        old, new = AskedNumber.objects.unrestricted(Reason.CHAIN_OF_ACT).order_by("asked")
        assert old.ended is not None
    assert Client().get(page_of(new)).status_code == 200


@pytest.mark.django_db
def test_how_many_links_stand_there_and_who_made_them_costs_nothing(cast: Cast, django_assert_num_queries: Any) -> None:
    with walls(walls_of(cast.member)):
        asked = asked_for(cast)
        measure = asked.measure
        with django_assert_num_queries(2):
            links_of(measure, cast.member, 50)
        for by, on in ((cast.team_lead, date(2026, 11, 18)), (cast.member, date(2026, 11, 17))):
            ask_number(by=by, measure=measure, of_whom=CLERK, on=on, days=14)
        with django_assert_num_queries(2):
            assert [one.works for one in links_of(measure, cast.member, 50)] == [True] * 3


@pytest.mark.django_db
@pytest.mark.parametrize("on", ["0001-01-01", "1899-12-31", "1989-12-31"])
def test_nobody_is_asked_for_a_day_of_which_no_number_is_read(cast: Cast, on: str) -> None:
    with walls(walls_of(cast.member)):
        measure = studied(cast).measure
    words = {"once": uuid4(), "of_whom": CLERK, "on": on, "days": "7"}
    answer = browser_of(cast.member).post(reverse("inquiry:ask_number", args=[measure.pk]), words)
    assert answer.status_code == 422
    assert "before 1990" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "whole", "said"),
    [
        ("120", "80", "120 is more than 80. Look at both numbers."),
        ("12", "0", "12 out of 0 cannot be. Look at both numbers."),
        ("-3", "80", "Below zero there is nothing to count."),
        ("six", "80", "“six” is not a number we can read. Write it like 34 or 34.5."),
        ("6", "–", "Write out of how many."),
        ("–", "80", "Write the number."),
        ("1\t5\t6", "80", "There is more than one thing in this box."),
    ],
)
def test_whoever_sees_two_boxes_reads_nothing_of_rows_and_columns(
    cast: Cast, value: str, whole: str, said: str
) -> None:
    with walls(walls_of(cast.member)):
        asked = asked_for(cast)
    answer = Client().post(page_of(asked), {"value": value, "whole": whole})
    assert answer.status_code == 422
    words = re.sub(r"<[^>]*>", " ", answer.content.decode())
    assert said in words
    assert not re.search(r"[Rr]ow \d|column", words)


@pytest.mark.django_db
def test_a_number_that_stands_without_its_value_is_refused_and_not_dropped(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        measure = studied(cast).measure
        share = {"day": str(DAY), "value": "", "whole": "12"}
        with pytest.raises(Unreadable, match="Write this number too"):
            read_day(measure, **share)
        assert read_day(measure, **share | {"whole": ""}).value is None
        measure.unit = Measure.Unit.MINUTES
        for boxes in ({"value": "", "spread": "5"}, {"value": "", "whole": "6", "spread": ""}):
            with pytest.raises(Unreadable, match="Write this number too"):
                read_day(measure, day=str(DAY), **boxes)
        with pytest.raises(Unreadable, match="more than one thing"):
            read_day(measure, day=str(DAY), value="1\t5\t6", spread="")
        with pytest.raises(Unreadable, match="of how many it is the mean"):
            read_day(measure, day=str(DAY), value="5", spread="2")
        with pytest.raises(Unreadable, match="takes one number"):
            read_day(measure, day=str(DAY), value="5", whole="2")
