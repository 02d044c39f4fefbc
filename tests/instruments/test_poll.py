"""What would people join? A lead asks; counts from five on, and no count of fewer than five."""

import re
from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client, override_settings
from tests import cast as casting
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.gather.stories import mail_server
from tests.posting import post_everything
from tests.talk.telling import reach_by_mail

from pergola.commons.by_link import token
from pergola.commons.models import FigureRelease
from pergola.gather.actions import bring_behind
from pergola.instruments.actions import answer, ask_who_would_join, close
from pergola.instruments.actions.answering import Said
from pergola.instruments.heard import keep_heard
from pergola.instruments.models import Asking, Result, Ticket
from pergola.instruments.release import Heard
from pergola.instruments.tasks import close_due
from pergola.instruments.tickets import secret_for
from pergola.kernel.clock import at
from pergola.kernel.errors import NotAllowed
from pergola.people.models import Person
from pergola.talk.actions import stop_letters
from pergola.talk.models import Notice
from pergola.talk.recipients import place_of_wall
from pergola.walls.opening import walls

COUNT = re.compile(r'<th scope="row">([^<]+)</th><td class="r">([^<]+)</td>')
HALF = "half of them or fewer"
LINK = re.compile(r"/answers/[\w-]+/")
CHOICES = ["Talk in mathematics", "Reading slowly", "First-year mentors"]


def teachers(cast: Cast, many: int) -> list[Person]:
    people = [casting.person(f"Teacher {number:02}") for number in range(many)]
    for one in people:
        bring_behind(by=cast.operator, wall=cast.alder_wall, person=one)
    return people


def asked(cast: Cast, question: str = "Which would you join?") -> Asking:
    with walls(cast.every_wall):
        return ask_who_would_join(
            by=cast.lead_a,
            wall=cast.alder_wall,
            question=question,
            choices=CHOICES,
            of=Asking.Of.TEACHERS,
        )


def choose(cast: Cast, asking: Asking, person: Person, chosen: list[int], wish: str = "") -> None:
    with walls(cast.every_wall):
        answer(by=person, asking=asking, said={"join": Said(chosen), "wish": Said(words=wish)})


def page_for(cast: Cast, person: Person) -> str:
    return browser_of(person).get(f"/polls/{cast.alder_wall.pk}/").content.decode()


def counts_on(page: str) -> dict[str, str]:
    """What stands beside each choice of the newest poll."""
    return dict(COUNT.findall(page.partition("<section")[2].partition("</section>")[0]))


def test_from_the_question_to_the_counts(cast: Cast) -> None:
    browser, path = browser_of(cast.lead_a), f"/polls/{cast.alder_wall.pk}/ask/"
    given = {
        "once": str(uuid4()), "question": "Which would you join?", "choices": "\n".join(CHOICES), "of": "teachers", "days": "14",
    }  # fmt: skip
    for _pressed_twice in range(2):
        assert browser.post(path, given)["Location"] == f"/polls/{cast.alder_wall.pk}/"
    with walls(cast.every_wall):
        asking = Asking.objects.get()
    assert "Polls in Alder Valley" in browser_of(cast.member).get("/communities/").content.decode()
    told = browser_of(cast.member).get(f"/askings/{asking.pk}/").content.decode()
    assert "Asked of teachers." in told
    assert "First-year mentors" in told
    people = teachers(cast, 9)
    assert (
        browser_of(people[0]).post(f"/askings/{asking.pk}/", {"join": ["0", "2"], "wish": "Lesson visits"}).status_code
        == 302
    )
    for one in people[1:4]:
        choose(cast, asking, one, [0])
    assert "4 have answered." in page_for(cast, cast.lead_a)
    choose(cast, asking, people[4], [0, 1], "A quiet hour")
    lead = page_for(cast, cast.lead_a)
    assert "5 have answered." in lead
    assert "Would join" not in lead, "what they chose is told once, when it closes: to those who lead as well"
    assert "Lesson visits" not in lead, "two wished for something"
    assert "5 have answered." not in page_for(cast, cast.member)
    for one in people[5:]:
        choose(cast, asking, one, [2], f"Wish of {one.name[-2:]}")
    choose(cast, asking, cast.member, [1])
    assert "Wish of 08" not in page_for(cast, cast.lead_a), "words are shown at the close"
    with at(asking.closes + timedelta(minutes=1)):
        close_due(cast.alder_wall.pk)
    for reader in (cast.lead_a, cast.member):
        page = page_for(cast, reader)
        assert "Of 10 answers." in page
        assert counts_on(page) == {CHOICES[0]: "5", CHOICES[2]: "5", CHOICES[1]: "fewer than five"}
        assert "Lesson visits" in page
        assert "Wish of 08" in page
    with walls(cast.every_wall):
        assert not Ticket.objects.exists()


def closed(
    cast: Cast, answers: Sequence[list[int]], people: Sequence[Person], question: str = "Which?"
) -> dict[str, str]:
    """What everybody reads of a poll that was answered so."""
    asking = asked(cast, question)
    for one, chosen in zip(people, answers, strict=True):
        choose(cast, asking, one, chosen)
    with walls(cast.every_wall):
        close(by=None, asking=asking)
    return counts_on(page_for(cast, cast.member))


def test_the_sixth_answer_is_not_told_by_the_difference_to_the_first_five(cast: Cast) -> None:
    """Whoever leads writes down what is shown after five; of ten, one more than then have chosen the first."""
    people = teachers(cast, 10)
    asking = asked(cast)
    for one in people[:5]:
        choose(cast, asking, one, [0])
    then = counts_on(page_for(cast, cast.lead_a))
    for number, one in enumerate(people[5:]):
        choose(cast, asking, one, [0, 1] if number == 0 else [1])
        assert counts_on(page_for(cast, cast.lead_a)) == then == {}
    with walls(cast.every_wall):
        close(by=None, asking=asking)
    now = counts_on(page_for(cast, cast.lead_a))
    assert now == {CHOICES[0]: "most of them, or all", CHOICES[1]: "5", CHOICES[2]: "fewer than five"}


def test_a_choice_of_few_is_not_what_the_others_leave_over(cast: Cast) -> None:
    """Four and four of eight would each be four if everybody had to choose; and of twelve, thrice four."""
    people = teachers(cast, 12)
    told = closed(cast, [[0]] * 4 + [[1]] * 4, people[:8])
    assert told == {CHOICES[0]: HALF, CHOICES[1]: HALF, CHOICES[2]: HALF}
    told = closed(cast, [[0]] * 4 + [[1]] * 4 + [[2]] * 4, people, "Which of these?")
    assert set(told.values()) == {"fewer than five"}


def test_none_of_these_is_an_answer(cast: Cast) -> None:
    people = teachers(cast, 5)
    asking = asked(cast)
    path = f"/askings/{asking.pk}/"
    assert "As many as you like, or none" in browser_of(people[0]).get(path).text
    for one in people:
        assert browser_of(one).post(path, {"wish": ""}).status_code == 302
    with walls(cast.every_wall):
        close(by=None, asking=asking)
    page = page_for(cast, cast.member)
    assert "Of 5 answers." in page
    assert set(counts_on(page).values()) == {HALF}


def test_asked_again_without_one_of_them_nothing_of_that_one_is_told(cast: Cast) -> None:
    """Six and six of twelve, and the same people but one: what is told does not move by one answer."""
    people = teachers(cast, 13)
    first = closed(cast, [[0]] * 6 + [[1]] * 6, people[:12])
    assert (first[CHOICES[0]], first[CHOICES[1]], first[CHOICES[2]]) == ("5 to 7", "5 to 7", "fewer than five")
    without = closed(cast, [[0]] * 5 + [[1]] * 6, people[1:12])
    more = closed(cast, [[0]] * 7 + [[1]] * 6, people)
    assert without == more
    assert without[CHOICES[0]] == "much as before: 5 to 7 of 12"
    assert "fewer than five more or fewer" in page_for(cast, cast.member)
    others = closed(cast, [[1]] * 12 + [[]], people)
    assert others == {
        CHOICES[0]: "fewer than five", CHOICES[1]: "most of them, or all", CHOICES[2]: "much as before: 0 to 4 of 12",
    }  # fmt: skip


def test_the_same_question_is_open_once(cast: Cast) -> None:
    asked(cast)
    given = {"once": str(uuid4()), "question": " which would you  join?", "choices": "\n".join(reversed(CHOICES))}
    sent = browser_of(cast.lead_a).post(f"/polls/{cast.alder_wall.pk}/ask/", {**given, "of": "both", "days": "7"})
    assert (sent.status_code, "This is asked already, and is still open." in sent.text) == (422, True)
    other = {**given, "choices": "Something\nElse", "of": "both", "days": "7", "once": str(uuid4())}
    assert browser_of(cast.lead_a).post(f"/polls/{cast.alder_wall.pk}/ask/", other).status_code == 302


def test_what_was_told_is_kept_and_no_count_beside_it(cast: Cast) -> None:
    """A backup holds what everybody has read, and what is true of it under seal."""
    closed(cast, [[0]] * 10 + [[1]] * 6 + [[2]] * 4, teachers(cast, 20))
    with walls(cast.every_wall):
        kept = Result.objects.get().heard["join"]
        assert (kept["n"], kept["counts"]) == (20, [])
        assert kept["told"] == [[10, 14, 20, False], [5, 9, 20, False], [0, 4, 20, False]]
        released = FigureRelease.objects.get()
        assert (released.what, released.told_to, released.cells) == ("answers", "wall", [])


def test_with_another_key_a_poll_closes_and_tells_no_counts(cast: Cast) -> None:
    people = teachers(cast, 12)
    with override_settings(SECRET_KEY="a key that was lost", SECRET_KEY_FALLBACKS=[]):
        closed(cast, [[0]] * 6 + [[1]] * 6, people)
    assert closed(cast, [[0]] * 5 + [[1]] * 7, people) == {}
    page = page_for(cast, cast.member)
    assert "12 have answered. What they chose cannot be told" in page
    assert "fewer than five have answered" not in page


def test_a_poll_that_closed_before_shows_what_it_showed(cast: Cast) -> None:
    asking = asked(cast)
    with walls(cast.every_wall):
        close(by=None, asking=asking)
        Result.objects.filter(asking=asking).update(heard=keep_heard({"join": Heard(12, (6, 9, 3))}))
    told = counts_on(page_for(cast, cast.member))
    assert told == {CHOICES[1]: "most of them, or all", CHOICES[0]: "5 to 7", CHOICES[2]: "fewer than five"}
    with walls(cast.every_wall):
        kept = {"join": {"n": 12, "counts": [], "words": [], "told": [6, "most", ""]}}
        Result.objects.filter(asking=asking).update(heard=kept)
    told = counts_on(page_for(cast, cast.member))
    assert told == {CHOICES[1]: "most of them, or all", CHOICES[0]: "6", CHOICES[2]: "not shown"}


def test_bad_input_gets_a_sentence_and_loses_nothing(cast: Cast) -> None:
    path = f"/polls/{cast.alder_wall.pk}/ask/"
    told = browser_of(cast.lead_a).post(path, {"question": "Which?", "choices": "Only one", "of": "both", "days": "7"})
    page = told.content.decode()
    assert (told.status_code, "Write two to eight choices, one a line." in page, "Only one" in page) == (
        422,
        True,
        True,
    )
    long = browser_of(cast.lead_a).post(path, {"question": "Which?", "choices": "x" * 130, "of": "both", "days": "7"})
    assert "A choice has 120 characters at most" in long.content.decode()


def test_who_asks_who_answers_who_sees(cast: Cast) -> None:
    asking = asked(cast)
    behind = {
        "lead of system A",
        "facilitator",
        "coach",
        "team lead",
        "member",
        "member of another community",
        "former member",
    }
    for name, person in cast.actors.items():
        wanted = 200 if name in behind else 302 if name == "visitor" else 404
        for path in (f"/polls/{cast.alder_wall.pk}/", f"/askings/{asking.pk}/"):
            assert browser_of(person).get(path).status_code == wanted, (name, path)
        if isinstance(person, Person) and name != "lead of system A":
            with walls(cast.every_wall), pytest.raises(NotAllowed):
                ask_who_would_join(
                    by=person, wall=cast.alder_wall, question="Which?", choices=CHOICES, of=Asking.Of.BOTH
                )


def test_a_network_asks_no_poll(cast: Cast) -> None:
    with walls(cast.every_wall), pytest.raises(NotAllowed):
        ask_who_would_join(
            by=cast.hub_director, wall=cast.network.wall, question="Which?", choices=CHOICES, of=Asking.Of.BOTH
        )
    assert browser_of(cast.hub_director).get(f"/polls/{cast.network.wall_id}/").status_code == 404


@pytest.mark.parametrize("times", [1, 3])
def test_the_list_asks_the_same_however_many_there_are(cast: Cast, times: int) -> None:
    people = teachers(cast, 5)
    for time in range(times):
        asking = asked(cast, f"Which would you join, {time}?")
        for one in people:
            choose(cast, asking, one, [0, 1], "More of it")
    browser = browser_of(cast.lead_a)
    with queries() as told:
        browser.get(f"/polls/{cast.alder_wall.pk}/")
    assert len(told) == 4


@pytest.mark.usefixtures("at_noon")
def test_everybody_gets_a_link_that_needs_no_sign_in_and_the_month_shows_it(cast: Cast) -> None:
    reach_by_mail(cast.member, cast.coach, cast.outsider)
    with mail_server() as box:
        asking = asked(cast)
        post_everything()
    texts = [mail.get_content() for mail in box.mails]
    links = {found[0] for text in texts if (found := LINK.search(text))}
    assert len(links) == len(texts) == 2, "who is behind the wall and has an address, each a link of their own"
    assert all("no sign-in" in text and "/notices/stop/" in text for text in texts)
    for who in (cast.member, cast.coach):
        assert "Which would you join?" in browser_of(who).get("/month/").content.decode()
    assert "Which would you join?" not in browser_of(cast.lead_b).get("/month/").content.decode()
    link = f"/answers/{token(asking.wall_id, secret_for(asking.pk, cast.member.pk))}/"
    assert link in links
    assert "Which would you join?" in Client().get(link).content.decode()
    assert Client().post(link, {"join": ["1"]}).status_code == 302
    assert "Which would you join?" not in browser_of(cast.member).get("/month/").content.decode(), (
        "answered, it is gone"
    )
    with walls(cast.every_wall):
        asking.refresh_from_db()
        assert asking.answered == 1
        close(by=None, asking=asking)
        assert not Notice.objects.filter(kind="poll").exists()
        assert not Ticket.objects.filter(asking=asking).exists()
    assert "Which would you join?" not in browser_of(cast.coach).get("/month/").content.decode(), "closed, too"


@pytest.mark.usefixtures("at_noon")
def test_mails_of_polls_are_stopped_for_one_system(cast: Cast) -> None:
    reach_by_mail(cast.member)
    page = browser_of(cast.member).get("/notices/mail/").content.decode()
    assert f'name="{place_of_wall(cast.alder_wall.pk)}:poll"' in page
    with walls(cast.every_wall):
        stop_letters(by=cast.member, wall=cast.alder_wall.pk, place=place_of_wall(cast.alder_wall.pk), kind="poll")
    with mail_server() as box:
        asked(cast)
        post_everything()
    assert not box.mails
    assert "Which would you join?" in browser_of(cast.member).get("/month/").content.decode(), "it still stands there"
