"""A gathering: who sets it, who is told, who comes, who was there."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.meetings.stories import ZONE, meets, moved
from tests.talk.telling import NOON, told

from pergola.commons.models import Participation
from pergola.kernel.clock import at, now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.meetings.actions import When, call_off, confirm_presence, plan_gathering, say_coming, take_presence_back
from pergola.meetings.models import Coming, Gathering, Presence
from pergola.people.models import walls_of
from pergola.walls.opening import walls

FORM = {"day": "2099-01-31", "at": "15:45", "zone": "America/Chicago", "place": "Room 12", "title": "Slips, together"}


def form(**more: str) -> dict[str, str]:
    return {**FORM, "once": str(uuid4()), **more}


def test_who_keeps_it_sets_the_date_in_a_form_and_everybody_finds_it(cast: Cast) -> None:
    home, page = f"/communities/{cast.talk.pk}/", f"/communities/{cast.talk.pk}/gatherings/new/"
    member, keeper = browser_of(cast.member), browser_of(cast.facilitator)
    assert "Those who keep this community going set it." in member.get(home).text
    assert all(page in keeper.get(one).text for one in (home, f"{home}people/", "/month/"))
    over = keeper.post(page, form(day="2020-01-31"))
    assert (over.status_code, "over already" in over.text, "Room 12" in over.text) == (422, True, True)
    assert "3:45" in keeper.post(page, form(), follow=True).text
    for one in (home, "/month/", "/communities/"):
        assert "Saturday 31 January 2099, 3:45 pm CST" in member.get(one).text, one
    assert "Room 12" not in browser_of(cast.former).get(home).text
    assert browser_of(cast.lead_a).post(page, form()).status_code == 403, "a lead who is not in it"


def test_the_clock_is_the_one_it_was_set_on_and_the_other_is_said_beside(cast: Cast) -> None:
    with walls(walls_of(cast.facilitator)):
        when = When(datetime(2099, 1, 31, 21, 45, tzinfo=UTC), "America/Chicago")
        made = plan_gathering(by=cast.facilitator, space=cast.talk, when=when)
    page = browser_of(cast.member).get(made.get_absolute_url()).text
    assert "3:45 pm – 4:45 pm CST" in page
    assert "On your clock: Saturday 31 January 2099, 4:45 pm EST." in page


def test_sent_twice_is_one_date(cast: Cast) -> None:
    page, once = f"/communities/{cast.talk.pk}/gatherings/new/", form()
    keeper = browser_of(cast.facilitator)
    assert keeper.post(page, once).headers["Location"] == keeper.post(page, once).headers["Location"]
    with walls(cast.every_wall):
        assert Gathering.objects.count() == 1


def test_a_check_in_of_two_is_seen_by_the_two_and_by_nobody_who_keeps_the_place(cast: Cast) -> None:
    page = f"/communities/{cast.talk.pk}/gatherings/new/"
    coach = browser_of(cast.coach)
    assert coach.post(page, form()).status_code == 422, "with whom?"
    assert coach.post(page, form(alone_with=str(cast.neighbour.pk))).status_code == 422, "who is not here"
    there = coach.post(page, form(alone_with=str(cast.member.pk))).headers["Location"]
    for name, who in cast.actors.items():
        sees = name in {"coach", "member"}
        assert browser_of(who).get(there).status_code == (200 if sees else 302 if name == "visitor" else 404), name
    assert told(cast) == {"member": ["date"]}
    assert "Slips, together" in browser_of(cast.member).get("/month/").text
    home = browser_of(cast.member).get(f"/communities/{cast.talk.pk}/").text
    assert "We meet Saturday" not in home, "the two alone are not the community"


def test_one_tap_says_whether_one_comes_and_the_last_word_counts(cast: Cast) -> None:
    one = meets(cast, now() + timedelta(days=3))
    browser, page = browser_of(cast.member), f"/gatherings/{one.pk}/"
    back = browser.post(f"{page}coming/", {"answer": "yes", "next": "/month/"})
    assert back.headers["Location"] == "/month/"
    assert "Marisol Member" in browser_of(cast.coach).get(page).text
    browser.post(f"{page}coming/", {"answer": "no", "next": "https://elsewhere.example/"})
    assert "You said: No." in browser.get(page).text
    assert browser.post(f"{page}coming/", {"answer": "maybe"}, follow=True).text.count("Nothing is said") == 1
    with walls(cast.every_wall):
        assert Coming.objects.filter(person=cast.member).count() == 1
        acts = Participation.objects.filter(person=cast.member, artifact=one).values_list("verb", flat=True)
        assert list(acts) == ["answered"], "once, however often one says otherwise"


def test_another_day_is_told_to_everybody_and_calling_off_too(cast: Cast) -> None:
    with at(NOON):
        one = meets(cast, NOON + timedelta(days=5))
        moved(cast, one, NOON + timedelta(days=6))
        assert told(cast) == {"coach": ["date"], "member": ["date"]}, "what is no longer so waits for nobody"
        assert browser_of(cast.member).post(f"/gatherings/{one.pk}/call-off/").status_code == 403
        browser_of(cast.facilitator).post(f"/gatherings/{one.pk}/call-off/")
        assert "is called off" in browser_of(cast.member).get("/notices/").text
        assert "It was called off" in browser_of(cast.member).get(f"/gatherings/{one.pk}/").text
        assert "No date is set" in browser_of(cast.member).get("/month/").text
        with walls(walls_of(cast.member)), pytest.raises(Refusal):
            say_coming(by=cast.member, gathering=one, answer=Coming.Answer.YES)


def test_more_said_of_it_without_another_date_is_told_to_nobody(cast: Cast) -> None:
    with at(NOON):
        one = meets(cast, NOON + timedelta(days=5))
        browser_of(cast.member).post("/notices/read/")
        there = {**FORM, "day": "2026-11-30", "at": "12:00", "zone": ZONE, "title": "Slips", "body": "Bring three."}
        browser_of(cast.facilitator).post(f"/gatherings/{one.pk}/move/", there | {"once": str(uuid4())})
        assert "Bring three." in browser_of(cast.member).get(f"/gatherings/{one.pk}/").text
        assert told(cast)["member"] == ["date"]


def test_who_was_there_is_said_by_oneself_or_by_who_keeps_it_and_commitments_can_read_it(cast: Cast) -> None:
    with at(NOON):
        one = meets(cast, NOON + timedelta(days=1))
        with walls(walls_of(cast.member)), pytest.raises(Refusal):
            confirm_presence(by=cast.member, gathering=one, person=cast.member)
    page = f"/gatherings/{one.pk}/"
    with at(NOON + timedelta(days=2)):
        member, keeper = browser_of(cast.member), browser_of(cast.facilitator)
        member.post(f"{page}there/", {"minutes": "45"})
        assert "you were there, for 45 minutes" in member.get(page).text
        everybody = {"person": [str(cast.coach.pk), str(cast.member.pk)]}
        assert member.post(f"{page}who-was-there/", everybody).status_code == 403
        keeper.post(f"{page}who-was-there/", everybody)
        with walls(walls_of(cast.member)):
            assert list(Presence.objects.visible_to(cast.member).values_list("person", flat=True)) == [cast.member.pk]
            acts = Participation.objects.filter(verb="met", artifact=one).values_list("person", "minutes")
            assert sorted(acts) == sorted([(cast.member.pk, 45), (cast.coach.pk, 60)]), "one’s own minutes stay"
        assert "Cora Coach" not in member.get(page).text.split("Who was there")[1].split("Who meant")[0]
        assert keeper.get(page).text.count('name="noted"') == 2
        both = [str(cast.coach.pk), str(cast.member.pk)]
        keeper.post(f"{page}who-was-there/", {"person": [both[1]], "noted": both})
        keeper.post(f"{page}who-was-there/", {"person": []})
    with walls(cast.every_wall):
        there = list(Presence.objects.values_list("person", flat=True))
        assert there == [cast.member.pk], "a page drawn before somebody said so takes nothing back"
        newest = Participation.objects.filter(person=cast.coach, artifact=one).order_by("-pk")[0]
        assert newest.verb == Participation.Verb.NOT_MET, "what was written stays, and that it was not so"


def test_nobody_answers_or_is_confirmed_who_is_not_of_it(cast: Cast) -> None:
    with at(NOON):
        one = meets(cast, NOON + timedelta(hours=1))
    with at(NOON + timedelta(hours=2)), walls(cast.every_wall):
        with pytest.raises(NotAllowed):
            say_coming(by=cast.former, gathering=one, answer=Coming.Answer.YES)
        with pytest.raises(NotAllowed):
            confirm_presence(by=cast.facilitator, gathering=one, person=cast.former)
        with pytest.raises(NotAllowed):
            take_presence_back(by=cast.coach, gathering=one, person=cast.member)
        with pytest.raises(NotAllowed):
            call_off(by=cast.coach, gathering=one)


def test_a_team_meets_and_its_hub_sees_the_day_alone(cast: Cast) -> None:
    page = f"/teams/{cast.alder_team.pk}/gatherings/new/"
    there = browser_of(cast.member).post(page, form()).headers["Location"]
    assert "Slips, together" in browser_of(cast.team_lead).get(f"/teams/{cast.alder_team.pk}/").text
    hub = browser_of(cast.hub_director)
    assert hub.get(there).status_code == 404
    console = hub.get(f"/hub/{cast.network.pk}/").text
    assert ("31 Jan 2099" in console, "Slips, together" in console) == (True, False)


@pytest.mark.parametrize("more", [1, 3])
def test_the_same_number_of_questions_for_one_and_for_three(cast: Cast, more: int) -> None:
    for number in range(more):
        meets(cast, now() + timedelta(days=number + 1))
    one = meets(cast, now() + timedelta(days=20))
    with walls(walls_of(cast.coach)):
        for who in (cast.coach, cast.facilitator)[: more - 1]:
            say_coming(by=who, gathering=one, answer=Coming.Answer.YES)
    browser = browser_of(cast.member)
    with queries() as listed:
        browser.get(f"/communities/{cast.talk.pk}/gatherings/")
    with queries() as shown:
        browser.get(f"/gatherings/{one.pk}/")
    assert (len(listed), len(shown)) == (6, 9)
