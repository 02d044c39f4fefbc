"""Who is here already hears of an invitation here, and of who would learn with them: told, in My month, in the list, on the home."""

from datetime import timedelta

from tests.asking import browser_of, identity_of
from tests.cast import Cast

from pergola.desk.month import Month, month_of_person
from pergola.gather.actions import ask_for_pair, decline_invitation, invite, take_back
from pergola.gather.models import Invitation, Pair
from pergola.instruments.actions import ask_who_would_join
from pergola.instruments.models import Asking
from pergola.kernel.clock import at, now
from pergola.people.models import Person, WallMember, walls_of
from pergola.spaces.models import Membership
from pergola.talk.models import Notice
from pergola.walls.opening import walls


def month_of(person: Person) -> Month:
    with walls(walls_of(person)):
        return month_of_person(person, list(WallMember.objects.filter(person=person).select_related("wall")))


def asks_former(cast: Cast) -> Invitation:
    with walls(cast.every_wall):
        address = identity_of(cast.former).email.upper()
        return invite(by=cast.facilitator, place=cast.talk, addresses=[address], site="http://x/", words="Come.")[0]


def test_who_is_here_already_is_told_and_comes_in_without_the_mail(cast: Cast) -> None:
    one = asks_former(cast)
    page = f"/invitations/{one.pk}/here/"
    browser = browser_of(cast.former)
    assert "invites you to" in browser.get("/notices/").text
    assert page in browser.get("/notices/").text
    act = month_of(cast.former).act
    assert act is not None
    assert (act.title, act.url) == (f"Next: {cast.facilitator} invites you to “{cast.talk.name}”", page)
    assert page in browser.get("/communities/").text
    told = browser.get(page).text
    assert cast.talk.charter in told
    assert "Accept" in told
    assert browser.post(page, {"answer": "accept"}, follow=True).status_code == 200
    with walls(cast.every_wall):
        assert Membership.objects.filter(community=cast.talk, person=cast.former).exists()
        assert not Notice.objects.filter(kind="invited").exists()
    assert browser.get(page)["Location"] == f"/communities/{cast.talk.pk}/"
    assert page not in browser.get("/communities/").text


def test_nobody_else_finds_it(cast: Cast) -> None:
    page = f"/invitations/{asks_former(cast).pk}/here/"
    for name, who in cast.actors.items():
        if who == cast.former:
            continue
        answer = browser_of(who).get(page)
        assert answer.status_code == (302 if name == "visitor" else 404), name
        assert "Come." not in answer.text
        if name != "visitor":
            assert page not in browser_of(who).get("/month/").text
    with walls(cast.every_wall):
        assert {one.person_id for one in Notice.objects.filter(kind="invited")} == {cast.former.pk}


def test_what_is_taken_back_declined_or_over_waits_no_longer(cast: Cast) -> None:
    one = asks_former(cast)
    page = f"/invitations/{one.pk}/here/"
    with at(now() + timedelta(days=31)), walls(cast.every_wall):
        assert month_of(cast.former).asked == []
    with walls(cast.every_wall):
        take_back(by=cast.facilitator, invitation=one)
    assert browser_of(cast.former).get(page).status_code == 404
    assert "invites you to" not in browser_of(cast.former).get("/notices/").text
    again = asks_former(cast)
    with walls(cast.every_wall):
        decline_invitation(by=cast.former, invitation=again)
    assert f"/invitations/{again.pk}/here/" not in browser_of(cast.former).get("/month/").text


def test_who_keeps_it_reads_how_many_are_invited_and_others_do_not(cast: Cast) -> None:
    asks_former(cast)
    home = f"/communities/{cast.talk.pk}/"
    assert "One more is invited, and has not answered yet." in browser_of(cast.facilitator).get(home).text
    assert "invited" not in browser_of(cast.member).get(home).text


def test_somebody_who_would_learn_with_me_stands_in_my_month(cast: Cast) -> None:
    with walls(cast.every_wall):
        for who, kind in ((cast.member, Pair.Kind.MENTOR), (cast.coach, Pair.Kind.PEER)):
            ask_for_pair(by=who, wall=cast.alder_wall.pk, person=cast.former, kind=kind)
    month = month_of(cast.former)
    assert month.act is not None
    assert month.act.title == f"Next: {cast.member} asks you to be a mentor"
    assert [one.title for one in month.asked] == [f"{cast.coach} would like to learn with you"]
    page = browser_of(cast.former).get("/month/").text
    assert "What I am asked" in page
    assert month.asked[0].url in page
    browser_of(cast.former).post(month.act.url, {"answer": "no"})
    assert month_of(cast.former).asked == []
    assert "would like to learn with you" not in browser_of(cast.coach).get("/month/").text


def test_somebody_new_is_told_to_find_a_community_before_any_poll(cast: Cast) -> None:
    asked = {"question": "What would you join?", "choices": ["Reading", "Numbers"], "of": Asking.Of.BOTH}
    with walls(cast.every_wall):
        ask_who_would_join(by=cast.lead_a, wall=cast.alder_wall, **asked)  # type: ignore[arg-type]
    WallMember.objects.filter(person=cast.former).update(since=now())
    month = month_of(cast.former)
    assert [one.words for one in month.questions] == ["What would you join?"]
    assert month.act is not None
    assert month.guide is not None
    assert (month.guide.kind, month.act.title) == ("newcomer", "Next: find a community")
    assert [one.called for one in month.steps] == ["Say where you work", "Say what you do"]
    page = browser_of(cast.former).get("/month/").text
    assert "First steps" in page
    assert browser_of(cast.former).post("/month/first-steps/away/", {"kind": "newcomer"}).status_code == 302
    act = month_of(Person.objects.get(pk=cast.former.pk)).act
    assert act is not None
    assert act.title == "Next: What would you join?"
