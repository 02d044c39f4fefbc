"""A pulse: asked by a facilitator, answered without signing in, shown from five on, and never beside a name."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker
from tests.asking import browser_of, identity_of, queries
from tests.cast import Cast
from tests.gather.stories import mail_server
from tests.instruments.stories import KEYS, all_say, asked, more_people, say
from tests.posting import post_everything
from tests.talk.telling import reach_by_mail
from tests.together import at_one_moment

from pergola.commons.by_link import token
from pergola.commons.models import Letter
from pergola.gather.actions import leave_community
from pergola.instruments.actions import answer, ask_pulse, close, word_pulse
from pergola.instruments.actions.answering import Said
from pergola.instruments.heard import unseal_heard
from pergola.instruments.models import Asking, Instrument, Item, Result, Tally, Ticket
from pergola.instruments.release import Heard
from pergola.instruments.tasks import close_due
from pergola.instruments.tickets import secret_for
from pergola.instruments.wording import Wording
from pergola.kernel.clock import at
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person, walls_of
from pergola.talk.actions import choose_hearing
from pergola.talk.models import How, Notice
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

pytestmark = pytest.mark.usefixtures("at_noon")
LINK = re.compile(r"/answers/[\w-]+/")


def link_of(asking: Asking, person: Person) -> str:
    return f"/answers/{token(asking.wall_id, secret_for(asking.pk, person.pk))}/"


def health(cast: Cast) -> str:
    return f"/communities/{cast.talk.pk}/health/"


def page_for(cast: Cast, person: Person) -> str:
    return browser_of(person).get(health(cast)).content.decode()


def form(level: int) -> dict[str, str]:
    return dict.fromkeys(KEYS, str(level))


def heard_by_nobody(asking: Asking) -> dict[str, Heard]:
    return unseal_heard(Tally.objects.unrestricted(Reason.COUNTING).get(asking=asking).sealed)


def test_from_the_mail_without_signing_in_to_the_page(cast: Cast) -> None:
    people = more_people(cast, 4)
    reach_by_mail(*people, cast.coach)
    browser = browser_of(cast.facilitator)
    with mail_server() as box:
        led = browser.post(f"{health(cast)}ask/", {"days": "7"})
        post_everything()
    assert led["Location"] == health(cast)
    with walls(cast.every_wall):
        asking = Asking.objects.get()
        assert (asking.asked, asking.answered) == (7, 0)
    texts = [mail.get_content() for mail in box.mails]
    links = {found[0] for text in texts if (found := LINK.search(text))}
    assert len(links) == len(texts) >= 5, "each has a link of their own, and who asks gets no mail"
    assert "no sign-in" in texts[0]
    assert "/notices/stop/" in texts[0], "and a way to stop such mails"

    link = LINK.search(texts[0])
    assert link is not None
    stranger = Client()
    shown = stranger.get(link[0])
    assert shown.status_code == 200
    assert "no-store" in shown["Cache-Control"]
    assert "We work on one problem of practice" in shown.content.decode()
    done = stranger.post(link[0], form(3))
    assert (done.status_code, done["Location"]) == (302, link[0])
    assert "Thank you, you have answered" in stranger.get(link[0]).content.decode()
    assert stranger.get(health(cast)).status_code == 302, "the link signs nobody in"
    with walls(cast.every_wall):
        asking.refresh_from_db()
        assert asking.answered == 1


def test_a_scanner_that_opens_links_answers_nothing(cast: Cast) -> None:
    asking = asked_of_seven(cast)
    with walls(cast.every_wall):
        before = heard_by_nobody(asking)
    for one in (cast.member, cast.coach):
        for method in ("get", "head", "options"):
            getattr(Client(), method)(link_of(asking, one))
            getattr(Client(), method)(f"{link_of(asking, one)}?problem=3&active=3")
    with walls(cast.every_wall):
        assert heard_by_nobody(asking) == before
        assert not Ticket.objects.filter(answered=True).exists()


def asked_of_seven(cast: Cast) -> Asking:
    more_people(cast, 4)
    return asked(cast)


def test_a_link_is_for_one_person_one_asking_once(cast: Cast) -> None:
    asking = asked_of_seven(cast)
    link = link_of(asking, cast.member)
    assert Client().get(link.replace(link[-8:-1], "nothing")).status_code == 404
    assert Client().get(f"/answers/{cast.brier_wall.pk}-{link.partition('-')[2]}").status_code == 404
    for wrong in ("x", "1-", "-", "99999999999-a"):
        assert Client().get(f"/answers/{wrong}/").status_code == 404
    empty = Client().post(link, {})
    assert (empty.status_code, "Nothing is chosen yet" in empty.content.decode()) == (422, True)
    assert Client().post(link, {"problem": "9"}).status_code == 422
    for _ in range(2):
        assert Client().post(link, form(0)).status_code == 302
    with walls(cast.every_wall):
        asking.refresh_from_db()
        assert asking.answered == 1, "twice is once"
        with pytest.raises(Refusal, match="answered already"):
            answer(by=cast.member, asking=asking, said={"problem": Said([1])})


def test_whoever_left_since_cannot_answer_and_whoever_came_can(cast: Cast) -> None:
    asking = asked_of_seven(cast)
    with walls(cast.every_wall):
        leave_community(by=cast.member, community=cast.talk)
    assert Client().get(link_of(asking, cast.member)).status_code == 404
    assert browser_of(cast.member).get(f"/askings/{asking.pk}/").status_code == 404
    newcomer = more_people(cast, 1)[0]
    assert browser_of(newcomer).post(f"/askings/{asking.pk}/", form(2)).status_code == 302
    with walls(cast.every_wall):
        asking.refresh_from_db()
        assert (asking.asked, asking.answered) == (8, 1)


def test_nothing_is_shown_of_four_and_the_middle_of_five(cast: Cast) -> None:
    people = more_people(cast, 6)
    asking = asked(cast)
    all_say(cast, asking, people[:4], 3)
    before = page_for(cast, cast.facilitator)
    assert "Of it nothing is shown yet" in before
    assert "In the middle" not in before
    assert "We say</h4>" not in before
    say(cast, asking, people[4], 0)
    after = page_for(cast, cast.facilitator)
    assert after.count("In the middle: “Fully”.") == 6
    assert "Of 5 answers." in after
    assert "Not yet” to" not in after, "whoever stands alone at an end is not shown"
    say(cast, asking, people[5], 0)
    assert page_for(cast, cast.facilitator).count("Of 5 answers.") == 6, (
        "the sixth is not told by taking the difference"
    )


def test_the_close_shows_the_rest_only_if_it_is_five_and_forgets_who(cast: Cast) -> None:
    people = more_people(cast, 9)
    asking = asked(cast)
    all_say(cast, asking, people[:8], 1)
    with at(asking.closes + timedelta(minutes=1)):
        assert close_due(cast.alder_wall.pk) == 1
        assert close_due(cast.alder_wall.pk) == 0, "once"
    with walls(cast.every_wall):
        assert Result.objects.get(asking=asking).heard["problem"]["n"] == 5, (
            "three more would be told by the difference"
        )
        assert not Ticket.objects.filter(asking=asking).exists()
        assert not Tally.objects.filter(asking=asking).exists(), "what may not be shown is not kept either"
        second = ask_pulse(by=cast.facilitator, community=cast.talk)
    all_say(cast, second, [*people, cast.member], 1)
    with walls(cast.every_wall):
        close(by=None, asking=second)
        assert Result.objects.get(asking=second).heard["problem"]["n"] == 10
        with pytest.raises(Refusal, match="closed"):
            answer(by=cast.coach, asking=second, said={"problem": Said([1])})
    assert Client().get(link_of(second, cast.coach)).status_code == 404
    assert "This is closed" in browser_of(cast.coach).get(f"/askings/{second.pk}/").content.decode()


def test_a_question_passed_over_is_counted_by_itself(cast: Cast) -> None:
    people = more_people(cast, 6)
    asking = asked(cast)
    for number, one in enumerate(people[:5]):
        say(cast, asking, one, {"problem": 2} if number else {"problem": 2, "value": 0})
    page = page_for(cast, cast.facilitator)
    assert page.count("Of 5 answers.") == 1
    assert page.count("Not shown: fewer than five.") == 5


def test_no_row_of_the_database_joins_an_answer_to_a_name(cast: Cast) -> None:
    """Every row of every table before and after one answer: what is new says that somebody answered, and neither what nor when."""
    people = more_people(cast, 6)
    asking = asked(cast)
    all_say(cast, asking, people[:5], 1)
    with walls(cast.every_wall):
        before = rows()
    say(cast, asking, cast.member, {"problem": 3, "active": 0})
    with walls(cast.every_wall):
        changed = {table: new - before[table] for table, new in rows().items() if new != before[table]}
    assert set(changed) == {"instruments_ticket", "instruments_tally", "instruments_asking"}
    mark = next(iter(changed["instruments_ticket"]))
    assert str(cast.member.pk) in mark
    assert not re.search(r"\d{4}-\d\d-\d\d", mark), "no time"
    for table in ("instruments_tally", "instruments_asking"):
        assert not any(str(cast.member.pk) in row for row in changed[table])


def rows() -> dict[str, set[str]]:
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'procrastinate%'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT r::text FROM {table} r")
            found[table] = {row for (row,) in cursor.fetchall()}
    return found


def test_the_first_answer_is_sealed(cast: Cast) -> None:
    """The sum of one answer is an answer: the database alone must not tell it. Two that differ leave rows of the same length."""
    more_people(cast, 4)
    sizes = set()
    for level in (0, 3):
        asking = asked(cast)
        say(cast, asking, cast.member, level)
        with walls(cast.every_wall):
            held = Tally.objects.get(asking=asking)
            assert heard_by_nobody(asking)["problem"].n == 1
            assert b"problem" not in bytes(held.sealed)
            assert b"counts" not in bytes(held.sealed)
            assert Result.objects.get(asking=asking).heard["problem"]["n"] == 0
            sizes.add(len(held.sealed))
            close(by=None, asking=asking)
    assert len(sizes) == 1


def test_a_lost_key_loses_what_was_sealed_and_stops_nothing(cast: Cast) -> None:
    more_people(cast, 4)
    asking = asked(cast)
    say(cast, asking, cast.member, 1)
    with override_settings(SECRET_KEY="another key than before, long enough to be one", SECRET_KEY_FALLBACKS=[]):
        say(cast, asking, cast.coach, 2)
        with walls(cast.every_wall):
            assert heard_by_nobody(asking)["problem"] == Heard(1, (0, 0, 1, 0))
            close(by=None, asking=asking)


def test_no_answer_is_read_through_any_door(cast: Cast) -> None:
    people = more_people(cast, 4)
    asking = asked(cast)
    all_say(cast, asking, people, 2)
    for actor in cast.actors.values():
        with walls(walls_of(actor)):
            assert not Tally.objects.visible_to(actor).exists()
            assert {one.person_id for one in Ticket.objects.visible_to(actor)} <= {actor.pk}


def test_only_a_facilitator_asks_and_only_members_see(cast: Cast) -> None:
    more_people(cast, 4)
    for name, person in cast.actors.items():
        with walls(cast.every_wall):
            if isinstance(person, Person) and name != "facilitator":
                for act in (
                    lambda person=person: ask_pulse(by=person, community=cast.talk),
                    lambda person=person: word_pulse(by=person, community=cast.talk, wording=[Wording("problem")]),
                ):
                    with pytest.raises(NotAllowed):
                        act()
        told = browser_of(person).get(health(cast))
        wanted = 200 if name in {"facilitator", "coach", "member"} else 302 if name == "visitor" else 404
        assert told.status_code == wanted, name


def test_of_four_people_nothing_is_asked(cast: Cast) -> None:
    more_people(cast, 1)
    with walls(cast.every_wall), pytest.raises(Refusal, match="Fewer than five"):
        ask_pulse(by=cast.facilitator, community=cast.talk)
    told = browser_of(cast.facilitator).post(f"{health(cast)}ask/", {"days": "7"})
    assert (told.status_code, "Fewer than five people are here" in told.content.decode()) == (422, True)


def test_two_who_ask_at_one_moment_ask_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock(), at_one_moment() as together:
        more_people(together.cast, 4)
        answers = together(*[lambda cast: ask_pulse(by=cast.facilitator, community=cast.talk)] * 2)
        assert len({one.pk for one in answers}) == 1


def test_answers_that_come_at_one_moment_are_all_counted(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock(), at_one_moment() as together:
        people = more_people(together.cast, 6)
        asking = asked(together.cast)

        def one_says(person: Person):  # type: ignore[no-untyped-def]
            return lambda _cast: answer(by=person, asking=asking, said={"problem": Said([2])})

        assert together(*[one_says(one) for one in [*people, people[0]]]).count(None) == 6, "and nobody twice"
        with walls(together.cast.every_wall):
            assert heard_by_nobody(asking)["problem"] == Heard(6, (0, 0, 6, 0))
            assert Result.objects.get(asking=asking).heard["problem"]["n"] == 5


def test_whoever_wants_no_mail_of_it_gets_none_and_whoever_answered_neither(cast: Cast) -> None:
    people = more_people(cast, 5)
    reach_by_mail(*people)
    with walls(cast.every_wall):
        choose_hearing(by=people[0], wall=cast.alder_wall.pk, place=cast.talk.pk, kind=Notice.Kind.PULSE, how=How.PAGE)
    asking = asked(cast)
    say(cast, asking, people[1], 2)
    with mail_server() as box:
        post_everything()
    told = {mail["To"] for mail in box.mails}
    assert {identity_of(one).email for one in people} & told == {identity_of(one).email for one in people[2:]}
    with walls(cast.every_wall):
        assert not any(letter.sealed for letter in Letter.objects.filter(kind="pulse")), "no secret waits in a row"


def test_other_words_are_another_version_and_what_was_asked_keeps_its_own(cast: Cast) -> None:
    more_people(cast, 4)
    asking = asked(cast)
    browser = browser_of(cast.facilitator)
    told = browser.post(
        f"{health(cast)}questions/",
        {"problem": "on", "problem_words": "We chose our problem.", "value": "on", "value_words": ""},
    )
    assert told.status_code == 302
    with walls(cast.every_wall):
        first, second = Instrument.objects.order_by("version")
        assert [(one.key, one.own_words) for one in second.items.all()] == [
            ("problem", "We chose our problem."),
            ("value", ""),
        ]
        assert asking.instrument_id == first.pk
        assert first.items.count() == 6
        again = word_pulse(
            by=cast.facilitator,
            community=cast.talk,
            wording=[Wording("problem", "We chose our problem."), Wording("value")],
        )
        assert again.pk == second.pk, "the same words are the same version"
        with pytest.raises(DatabaseError), transaction.atomic():
            Item.objects.filter(instrument=first, key="problem").update(own_words="We never asked this.")
    assert "We chose our problem." not in Client().get(link_of(asking, cast.member)).content.decode()
    nothing = browser.post(f"{health(cast)}questions/", {})
    assert (nothing.status_code, "Keep at least one question." in nothing.content.decode()) == (422, True)


@pytest.mark.parametrize("times", [1, 3])
def test_the_page_asks_the_same_whatever_is_there(cast: Cast, times: int) -> None:
    people = more_people(cast, 6)
    for _ in range(times):
        asking = asked(cast)
        all_say(cast, asking, people[:5], 2)
        with walls(cast.every_wall):
            close(by=None, asking=asking)
    asked(cast)
    browser = browser_of(cast.member)
    with queries() as told:
        browser.get(health(cast))
    assert len(told) == 13
