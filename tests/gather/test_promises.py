"""What the hub promises a team: seen by that team and the hub, kept, or let go with a word."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils.timezone import localtime
from tests.asking import browser_of, queries
from tests.cast import Cast

from pergola.commons.models import Letter
from pergola.desk.console import console
from pergola.desk.need import Need
from pergola.gather.actions import ask_for_help, keep_promise, let_promise_go, open_promise_again, promise_help
from pergola.gather.models import Promise
from pergola.kernel.clock import at, now, today
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person
from pergola.talk.models import Notice
from pergola.walls.opening import walls

WORDS = "Ana comes and counts with you."


def promised(cast: Cast, days: int = 9) -> Promise:
    with walls(cast.every_wall):
        return promise_help(
            by=cast.hub_director, team=cast.alder_team, words=WORDS, by_when=today() + timedelta(days=days)
        )


def test_the_team_and_the_hub_read_it_and_no_other_team(cast: Cast) -> None:
    promised(cast)
    home = f"/teams/{cast.alder_team.pk}/"
    readers = {name for name, who in cast.actors.items() if WORDS in browser_of(who).get(home).content.decode()}
    assert readers == {"hub director", "hub evaluator", "team lead", "member"}
    assert WORDS not in browser_of(cast.team_lead_b).get(home).content.decode(), "another team of the same network"


def test_from_asking_to_kept(cast: Cast) -> None:
    home, hub, member = f"/teams/{cast.alder_team.pk}/", browser_of(cast.hub_director), browser_of(cast.member)
    with walls(cast.every_wall):
        ask_for_help(by=cast.member, team=cast.alder_team, what="Somebody who can count.")
    page = hub.get(f"/hub/{cast.network.pk}/").content.decode()
    assert f'href="{home}promise/"' in page
    assert "Somebody who can count." in hub.get(f"{home}promise/").content.decode()
    form = {"once": str(uuid4()), "words": WORDS, "by_when": (today() + timedelta(days=9)).isoformat()}
    for _ in range(2):
        assert hub.post(f"{home}promise/", form)["Location"] == f"{home}#promised"
    with walls(cast.every_wall):
        made = Promise.objects.get()
        assert made.asked == "Somebody who can count."
        assert set(Notice.objects.filter(kind="promise").values_list("person", flat=True)) == {
            cast.member.pk,
            cast.team_lead.pk,
        }
        assert Letter.objects.filter(kind="notice").count() >= 2, "somebody waits for it, so that a mail goes at once"
        ours = next(row for _n, rows in console(cast.network, cast.hub_director, leading=True).groups for row in rows)
        assert (ours.standing.need, ours.team) == (Need.LOOK, cast.alder_team), (
            "what is promised is no longer unanswered"
        )
        assert ours.asked == f"Asked {localtime(now()):%-d %B}: “Somebody who can count.”"
    told = member.get(home).content.decode()
    assert "It came" in told
    assert "Let it go" not in told, "only the hub lets go what it promised"
    member.post(f"/promises/{made.pk}/kept/")
    assert "kept " in member.get(home).content.decode()
    with walls(cast.every_wall):
        assert Promise.objects.get().outcome == Promise.Outcome.KEPT
        ours = next(row for _n, rows in console(cast.network, cast.hub_director, leading=True).groups for row in rows)
        assert ours.standing.need != Need.HELP, "what was kept is an answer, too"
        keep_promise(by=cast.hub_director, promise=made)
        with pytest.raises(Refusal):
            let_promise_go(by=cast.hub_director, promise=made, why="Too late.")


def test_what_was_said_to_be_done_too_soon_is_open_again_and_the_team_is_told(cast: Cast) -> None:
    made, hub, member = promised(cast), browser_of(cast.hub_director), browser_of(cast.member)
    home, done = f"/teams/{cast.alder_team.pk}/", f"/promises/{made.pk}/kept/"
    hub.post(done)
    assert "Not yet, after all" in member.get(home).text
    assert browser_of(cast.hub_evaluator).post(done, {"not_yet": "1"}).status_code == 403
    assert "It is open again" in hub.post(done, {"not_yet": "1"}, follow=True).text
    hub.post(done, {"not_yet": "1"})
    with walls(cast.every_wall):
        now_open = Promise.objects.get()
        assert (now_open.outcome, now_open.ended, now_open.words) == (Promise.Outcome.OPEN, None, WORDS)
        told = Notice.objects.filter(kind="promise", person=cast.member)
        assert told.count() == 3, "promised, kept, open again: each once"
        let_promise_go(by=cast.hub_director, promise=made, why="Ana has left us.")
        with pytest.raises(Refusal, match="Promise it anew"):
            open_promise_again(by=cast.hub_director, promise=made)


def test_one_that_is_late_puts_the_hub_itself_on_top(cast: Cast) -> None:
    with walls(cast.every_wall), at(now() - timedelta(days=20)):
        promise_help(by=cast.hub_director, team=cast.brier_team, words=WORDS, by_when=today() + timedelta(days=9))
    with walls(cast.every_wall):
        first = console(cast.network, cast.hub_director, leading=True).first
        assert first is not None
        assert (first.team, first.standing.reason.startswith("Promised by")) == (cast.brier_team, True)
        assert first.offer_url == f"/teams/{cast.brier_team.pk}/#promised"
    assert "late" in browser_of(cast.hub_director).get(f"/teams/{cast.brier_team.pk}/").content.decode()


def test_it_is_let_go_with_a_word_and_both_stay(cast: Cast) -> None:
    made, hub = promised(cast), browser_of(cast.hub_director)
    page = f"/promises/{made.pk}/let-go/"
    assert hub.post(page, {"once": str(uuid4()), "why": " "}).status_code == 422
    hub.post(page, {"once": str(uuid4()), "why": "Ana has left us."})
    told = browser_of(cast.member).get(f"/teams/{cast.alder_team.pk}/").content.decode()
    assert WORDS in told
    assert "Ana has left us." in told
    with walls(cast.every_wall), pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.create(
            team=cast.alder_team, words="x", by_when=today(), made_by=cast.hub_director, ended=now(),
            ended_by=cast.hub_director, outcome="let go",
        )  # fmt: skip


def test_its_words_stay_as_they_were(cast: Cast) -> None:
    made = promised(cast)
    with walls(cast.every_wall), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Promise.objects.filter(pk=made.pk).update(words="Something smaller.")
    with walls(cast.every_wall), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Promise.objects.filter(pk=made.pk).delete()


@pytest.mark.parametrize("who", ["hub_evaluator", "team_lead", "member", "team_lead_b", "lead_a", "operator"])
def test_nobody_else_promises_or_lets_go(cast: Cast, who: str) -> None:
    made, by = promised(cast), getattr(cast, who)
    assert isinstance(by, Person)
    with walls(cast.every_wall):
        with pytest.raises(NotAllowed):
            promise_help(by=by, team=cast.alder_team, words="Mischief.", by_when=today())
        with pytest.raises(NotAllowed):
            let_promise_go(by=by, promise=made, why="Mischief.")


def test_a_day_that_is_over_is_no_promise(cast: Cast) -> None:
    form = {"once": str(uuid4()), "words": WORDS, "by_when": (today() - timedelta(days=1)).isoformat()}
    answer = browser_of(cast.hub_director).post(f"/teams/{cast.alder_team.pk}/promise/", form)
    assert (answer.status_code, WORDS in answer.content.decode(), "still to come" in answer.content.decode()) == (
        422,
        True,
        True,
    )


@pytest.mark.parametrize("times", [1, 3])
def test_the_teams_page_asks_the_same_however_many(cast: Cast, times: int) -> None:
    for _ in range(times):
        promised(cast)
    browser = browser_of(cast.member)
    browser.get(f"/teams/{cast.alder_team.pk}/")
    with queries() as told:
        browser.get(f"/teams/{cast.alder_team.pk}/")
    assert len(told) == 9
