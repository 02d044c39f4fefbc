"""How news comes by mail: at once, in the week, never in quiet hours, and no longer where it is not wanted."""

import re
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from tests.asking import browser_of, identity_of
from tests.cast import Cast
from tests.gather.stories import free_port, mail_goes_to, mail_server
from tests.posting import post_everything
from tests.talk.telling import NOON, begun, reach_by_mail, said, told, want

from pergola.commons.actions import remove_artifact
from pergola.commons.models import Letter
from pergola.commons.outbox import write_letter
from pergola.gather.actions import ask_for_help
from pergola.gather.actions.pairing import ask_for_pair
from pergola.gather.models import Pair
from pergola.kernel.clock import at
from pergola.people.models import Person, walls_of
from pergola.spaces.models import Membership, Team
from pergola.talk.actions import choose_hearing
from pergola.talk.digests import write_digests
from pergola.talk.models import Hearing, How, Notice, QuietHours
from pergola.talk.unsubscribing import Off
from pergola.walls.opening import walls

pytestmark = pytest.mark.usefixtures("at_noon")


# By mail


def test_a_mail_at_once_says_what_was_said_and_how_to_stop_it(cast: Cast) -> None:
    reach_by_mail(cast.member)
    want(cast.member, cast, Notice.Kind.POST, How.MAIL)
    talk = begun(cast)
    said(cast, cast.coach, talk)
    with mail_server() as box:
        assert post_everything() == ["sent"]
    letter = box.mails[0]
    assert letter["To"] == identity_of(cast.member).email
    assert letter["Subject"] == "Cora Coach says something about “Who has tried turn and talk?”"
    assert "We have, since May." in letter.get_content()
    assert f"http://localhost:8000{talk.get_absolute_url()}#post-" in letter.get_content()
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    stop = re.fullmatch(r"<http://localhost:8000(/notices/stop/.+/)>", "".join(letter["List-Unsubscribe"].split()))
    assert stop
    signed_out = Client(enforce_csrf_checks=True)
    asked = signed_out.get(stop[1])
    assert "an answer where I take part" in asked.content.decode()
    assert "turn and talk" not in asked.content.decode(), "the link shows nothing of what it is about"
    with walls(cast.every_wall):
        assert Hearing.objects.get(person=cast.member).how == How.MAIL, "looking stops nothing: scanners look"
    one_click = signed_out.post(stop[1], {"List-Unsubscribe": "One-Click"})
    assert "These mails have stopped" in one_click.content.decode()
    said(cast, cast.coach, talk, "And once more.")
    with mail_server() as box:
        assert post_everything() == []
    assert box.mails == []
    assert told(cast)["member"] == ["post", "post"], "the page still tells"


def test_a_link_that_was_altered_stops_nothing(cast: Cast) -> None:
    for token in ("nonsense", "a:b:c"):
        assert Client().post(f"/notices/stop/{token}/").status_code == 404


@pytest.mark.parametrize("what", ["removed", "left", "read", "erased"])
def test_what_is_no_longer_theirs_is_not_mailed(cast: Cast, what: str) -> None:
    """Written before, composed when it is sent: what happened in between counts."""
    reach_by_mail(cast.coach)
    want(cast.coach, cast, Notice.Kind.BEGAN, How.MAIL)
    talk = begun(cast)
    with walls(cast.every_wall):
        if what == "removed":
            remove_artifact(by=cast.member, artifact=talk)
        elif what == "left":
            Membership.objects.filter(person=cast.coach).delete()
        elif what == "erased":
            Person.objects.filter(pk=cast.coach.pk).update(erased=NOON)
    if what == "read":
        browser_of(cast.coach).post("/notices/read/")
    with mail_server() as box:
        assert post_everything() == ["lapsed"]
    assert box.mails == []


def test_quiet_hours_hold_a_mail_back_until_they_are_over(cast: Cast) -> None:
    reach_by_mail(cast.coach)
    want(cast.coach, cast, Notice.Kind.BEGAN, How.MAIL)
    QuietHours.objects.create(person=cast.coach, zone="America/Chicago", starts=time(20), ends=time(6, 30))
    late = datetime(2026, 11, 25, 22, 15, tzinfo=ZoneInfo("America/Chicago"))
    with at(late):
        begun(cast)
    with mail_server() as box:
        with at(late + timedelta(hours=8)):
            assert post_everything() == []
        with at(late + timedelta(hours=8, minutes=16)):
            assert post_everything() == ["sent"]
    assert len(box.mails) == 1


def test_quiet_hours_hold_a_second_attempt_back_too(cast: Cast) -> None:
    reach_by_mail(cast.coach)
    want(cast.coach, cast, Notice.Kind.BEGAN, How.MAIL)
    evening = datetime(2026, 11, 25, 19, 59, 30, tzinfo=ZoneInfo("America/New_York"))
    with at(evening), mail_goes_to(free_port()):
        begun(cast)
        assert post_everything() == ["waiting"]
    with mail_server() as box:
        for hours in (1, 10):
            with at(evening + timedelta(hours=hours)):
                assert post_everything() == [], "the server is back, and she sleeps"
        with at(evening + timedelta(hours=11)):
            assert post_everything() == ["sent"]
    assert len(box.mails) == 1


def test_a_worker_that_comes_late_into_quiet_hours_lets_it_wait(cast: Cast) -> None:
    reach_by_mail(cast.coach)
    want(cast.coach, cast, Notice.Kind.BEGAN, How.MAIL)
    begun(cast)
    with mail_server() as box:
        with at(NOON + timedelta(hours=10)):
            assert post_everything() == [None]
            assert post_everything() == []
        with at(NOON + timedelta(hours=19)):
            assert post_everything() == ["sent"]
    assert len(box.mails) == 1
    with walls(cast.every_wall):
        assert Letter.objects.get().attempts == 1, "waiting for the morning is no attempt"


@pytest.mark.parametrize(
    ("starts", "ends", "at_hour", "until"),
    [(20, 6, 21, "26 06:00"), (20, 6, 3, "25 06:00"), (20, 6, 12, ""), (12, 14, 13, "25 14:00"), (12, 14, 14, ""), (0, 0, 5, "")],
)  # fmt: skip
def test_where_quiet_hours_end(starts: int, ends: int, at_hour: int, until: str) -> None:
    zone = ZoneInfo("America/New_York")
    hours = QuietHours(zone="America/New_York", starts=time(starts), ends=time(ends))
    moment = datetime(2026, 11, 25, at_hour, tzinfo=zone)
    after = hours.after(moment)
    assert (after.astimezone(zone).strftime("%d %H:%M") if after != moment else "") == until


def test_an_address_that_does_not_exist_is_written_to_once(cast: Cast) -> None:
    reach_by_mail(cast.coach)
    want(cast.coach, cast, Notice.Kind.BEGAN, How.MAIL)
    begun(cast)
    with mail_server(refuse="cora"):
        assert post_everything() == ["refused"]
    begun(cast, title="Another")
    assert post_everything() == ["lapsed"]
    assert mail.outbox == []
    assert (
        "A mail server said that cora.coach@cast.example does not exist"
        in browser_of(cast.coach).get("/notices/mail/").text
    )


def refused(cast: Cast) -> None:
    """A mail server says that there is no such address as the coach's."""
    reach_by_mail(cast.coach)
    want(cast.coach, cast, Notice.Kind.BEGAN, How.MAIL)
    begun(cast)
    with mail_server(refuse="cora"):
        assert post_everything() == ["refused"]


def test_a_relay_that_refuses_by_its_rules_mutes_nobody(cast: Cast) -> None:
    reach_by_mail(cast.coach)
    want(cast.coach, cast, Notice.Kind.BEGAN, How.MAIL)
    begun(cast)
    with mail_server(refuse="cora", answer="550 5.7.1 not by our rules"):
        assert post_everything() == ["waiting"]
    with mail_server(), at(NOON + timedelta(minutes=2)):
        assert post_everything() == ["sent"]


def test_an_address_that_takes_any_letter_exists_after_all(cast: Cast) -> None:
    refused(cast)
    write_letter("account", "account:1", to="Cora.Coach@cast.example", secret={"subject": "Your code", "text": "1234"})
    begun(cast, title="Another")
    with mail_server() as box:
        assert post_everything() == ["sent", "sent"]
    assert box.mails[0]["Subject"] == "Your code"


def test_whoever_knows_better_has_the_address_tried_again(cast: Cast) -> None:
    refused(cast)
    browser = browser_of(cast.coach)
    assert "Try this address again" in browser.get("/notices/mail/").text
    assert browser.post("/notices/mail/again/")["Location"] == "/notices/mail/"
    page = browser.get("/notices/mail/").text
    assert "The next mail goes to this address again." in page
    assert "does not exist" not in page
    begun(cast, title="Another")
    with mail_server():
        assert post_everything() == ["sent"]


def test_a_stop_stops_what_is_written_already(cast: Cast) -> None:
    reach_by_mail(cast.coach)
    want(cast.coach, cast, Notice.Kind.BEGAN, How.MAIL)
    begun(cast)
    want(cast.coach, cast, Notice.Kind.BEGAN, How.PAGE)
    with mail_server() as box:
        assert post_everything() == ["lapsed"]
        with friday():
            assert write_digests() == 0
    assert box.mails == []
    assert told(cast)["coach"] == ["began"]


def test_who_wants_it_in_the_digest_meanwhile_finds_it_there(cast: Cast) -> None:
    reach_by_mail(cast.coach)
    want(cast.coach, cast, Notice.Kind.BEGAN, How.MAIL)
    begun(cast)
    want(cast.coach, cast, Notice.Kind.BEGAN, How.DIGEST)
    with mail_server() as box:
        assert post_everything() == ["lapsed"]
        with friday():
            assert write_digests() == 1
            assert post_everything() == ["sent"]
    assert box.mails[0]["Subject"] == "Your week on Pergola: 1 thing is new"


def test_what_was_stopped_since_is_left_out_of_the_digest(cast: Cast) -> None:
    reach_by_mail(cast.coach)
    talk = begun(cast)
    said(cast, cast.coach, talk)
    said(cast, cast.member, talk)
    want(cast.coach, cast, Notice.Kind.BEGAN, How.PAGE)
    with friday(), mail_server() as box:
        assert write_digests() == 1
        want(cast.coach, cast, Notice.Kind.POST, How.MAIL)
        assert post_everything() == ["sent"]
    text = box.mails[0].get_content()
    assert "says something about" in text, "wanted at once from now on: this one was not sent at once"
    assert "begins a conversation" not in text


# The week


def friday(hour: int = 12) -> Any:
    return at(datetime(2026, 11, 27, hour, 30, tzinfo=ZoneInfo("America/New_York")))


def test_the_week_is_told_on_its_day_once_through_the_doors(cast: Cast) -> None:
    reach_by_mail(cast.coach, cast.facilitator, cast.outsider)
    begun(cast)
    begun(cast, by=cast.facilitator, title="Notes from our last meeting")
    gone = begun(cast, title="Taken back")
    with walls(walls_of(cast.member)):
        remove_artifact(by=cast.member, artifact=gone)
    assert write_digests() == 0, "not on a Wednesday"
    with friday(6):
        assert write_digests() == 0, "nor before seven"
    with friday(), mail_server() as box:
        assert write_digests() == 2
        assert write_digests() == 0, "once a week, however often it is asked"
        assert sorted(map(str, post_everything())) == ["sent", "sent"]
    letters = {letter["To"].split(".")[0]: letter for letter in box.mails}
    assert set(letters) == {"cora", "colleen"}
    assert letters["cora"]["Subject"] == "Your week on Pergola: 2 things are new"
    text = letters["cora"].get_content().replace("\r\n", "\n")
    assert "Talk that does the thinking\n---" in text
    assert "Colleen Facilitator begins a conversation: “Notes from our last meeting”" in text
    assert "Taken back" not in text
    assert "List-Unsubscribe" in letters["cora"]


def test_who_slept_over_friday_is_told_on_saturday_and_who_wants_none_gets_none(cast: Cast) -> None:
    reach_by_mail(cast.coach, cast.facilitator)
    QuietHours.objects.create(person=cast.coach, digest=False)
    begun(cast)
    with at(datetime(2026, 11, 28, 15, tzinfo=UTC)):
        assert write_digests() == 1


def test_who_slept_over_friday_is_told_in_the_morning_after_their_quiet_hours(cast: Cast) -> None:
    reach_by_mail(cast.coach)
    QuietHours.objects.create(person=cast.coach, starts=time(20), ends=time(9))
    begun(cast)
    saturday = datetime(2026, 11, 28, 3, tzinfo=ZoneInfo("America/New_York"))
    with at(saturday):
        assert write_digests() == 0, "not at three at night"
    with mail_server() as box:
        with at(saturday + timedelta(hours=5)):
            assert write_digests() == 1
            assert post_everything() == [], "she sleeps until nine"
        with at(saturday + timedelta(hours=6, minutes=1)):
            assert post_everything() == ["sent"]
    assert len(box.mails) == 1


def test_a_digest_that_has_become_empty_is_not_sent(cast: Cast) -> None:
    reach_by_mail(cast.coach)
    begun(cast)
    with friday():
        assert write_digests() == 1
        browser_of(cast.coach).post("/notices/read/")
        assert post_everything() == ["lapsed"]


# Choosing


def test_one_chooses_for_each_place_and_keeps_the_rest(cast: Cast) -> None:
    browser = browser_of(cast.member)
    page = browser.get("/notices/mail/").text
    assert "Talk that does the thinking" in page
    assert "Alder Valley" in page
    form = {
        "starts": "19:00", "ends": "07:00", "zone": "America/Chicago", "digest": "on", "digest_day": "2",
        f"{cast.talk.pk}:post": "mail",
    }  # fmt: skip
    assert browser.post("/notices/mail/", form).status_code == 302
    with walls(walls_of(cast.member)):
        assert [(one.kind, one.how) for one in Hearing.objects.visible_to(cast.member)] == [("post", "mail")]
    hours = QuietHours.objects.get(person=cast.member)
    assert (hours.zone, hours.starts, hours.digest_day) == ("America/Chicago", time(19), 2)
    assert browser.post("/notices/mail/", form | {"zone": "Middle/Earth"}).status_code == 422


def test_what_is_told_to_the_hub_is_chosen_by_its_network_and_a_stop_is_undone(cast: Cast) -> None:
    def help_wanted(team: Team, by: Person) -> list[str | None]:
        with walls(walls_of(by)):
            ask_for_help(by=by, team=team, what="Somebody who can count.")
        return post_everything()

    reach_by_mail(cast.hub_director)
    name, browser = f"{cast.network.pk}:help", browser_of(cast.hub_director)
    assert f'name="{name}"' in browser.get("/notices/mail/").text
    assert f'name="{name}"' not in browser_of(cast.member).get("/notices/mail/").text, "it is not told to her"
    with mail_server() as box:
        assert help_wanted(cast.alder_team, cast.member) == ["sent"]
        stop = "".join(box.mails[0]["List-Unsubscribe"].split())[len("<http://localhost:8000") : -1]
        assert Client().post(stop).status_code == 200
        assert help_wanted(cast.brier_team, cast.team_lead_b) == [], "the next team asks by the same place"
        form = {"starts": "20:00", "ends": "06:30", "zone": "America/New_York", "digest_day": "5", "digest": "on"}
        assert browser.post("/notices/mail/", form | {name: "mail"}).status_code == 302
        with at(NOON + timedelta(minutes=1)):
            assert help_wanted(cast.brier_team, cast.team_lead_b) == ["sent"]
    assert told(cast)["hub director"] == ["help", "help"]


@pytest.mark.parametrize("place", ["as it is", "as it was"])
def test_a_question_of_two_that_was_stopped_by_its_mail_can_be_begun_again(cast: Cast, place: str) -> None:
    """Also by the link of a mail that went when such news had no place of their own."""
    wall = cast.alder_wall.pk
    reach_by_mail(cast.member)
    name, browser = f"{UUID(int=wall)}:pair", browser_of(cast.member)
    assert {f"{UUID(int=wall)}:{kind}" for kind in ("poll", "pair", "launched", "theme")} <= set(
        re.findall(r'name="([^"]+:[a-z]+)"', browser.get("/notices/mail/").text)
    )

    def ask(by: Person) -> list[str | None]:
        with walls(walls_of(by)):
            ask_for_pair(by=by, wall=wall, person=cast.member, kind=Pair.Kind.PEER)
        return post_everything()

    with mail_server() as box:
        assert ask(cast.facilitator) == ["sent"]
        stop = "".join(box.mails[0]["List-Unsubscribe"].split())[len("<http://localhost:8000") : -1]
        if place == "as it was":
            stop = f"/notices/stop/{Off(cast.member.pk, 'pair', wall, UUID(int=0)).token}/"
        assert Client().post(stop).status_code == 200
        assert ask(cast.coach) == []
        form = {"starts": "20:00", "ends": "06:30", "zone": "America/New_York", "digest_day": "5", "digest": "on"}
        assert browser.post("/notices/mail/", form | {name: "mail"}).status_code == 302
        with at(NOON + timedelta(minutes=1)):
            assert ask(cast.neighbour) == ["sent"]


def test_what_was_stopped_for_a_place_one_is_not_in_can_be_begun_again(cast: Cast) -> None:
    with walls(walls_of(cast.hub_director)):
        choose_hearing(
            by=cast.hub_director,
            wall=cast.network.wall_id,
            place=cast.alder_team.pk,
            kind=Notice.Kind.POST,
            how=How.PAGE,
        )
    assert f'name="{cast.alder_team.pk}:post"' in browser_of(cast.hub_director).get("/notices/mail/").text


def test_nobody_chooses_for_a_place_they_are_not_in(cast: Cast) -> None:
    form = {
        "starts": "19:00",
        "ends": "07:00",
        "zone": "America/Chicago",
        "digest_day": "2",
        f"{cast.seats.pk}:post": "mail",
    }
    assert browser_of(cast.member).post("/notices/mail/", form).status_code == 302
    with walls(cast.every_wall):
        assert not Hearing.objects.exists()
