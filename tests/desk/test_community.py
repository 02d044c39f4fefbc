"""The home of a community, for its members; its charter, for those behind the same wall; nothing, for anybody else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests import cast as casting
from tests.asking import browser_of, queries
from tests.cast import Cast

from pergola.commons.drafts import draft_address
from pergola.commons.models import Participation
from pergola.gather.actions import bring_behind, keep_community
from pergola.gather.rules import keeps
from pergola.inquiry.models import Cycle
from pergola.kernel.clock import at, now
from pergola.people.models import WallMember, walls_of
from pergola.routines.actions import object_to, propose_routine, say_objection_is_met, write_routine
from pergola.spaces.audiences import for_community
from pergola.spaces.models import Membership
from pergola.talk.actions import say, start_conversation
from pergola.talk.models import Conversation
from pergola.walls.opening import walls

INSIDE = {"facilitator", "coach", "member"}
BEHIND = INSIDE | {"lead of system A", "member of another community", "former member", "team lead"}


def live(cast: Cast, times: int = 1) -> None:
    """Some talk and some work."""
    with walls(cast.every_wall):
        for number in range(times):
            one = start_conversation(
                by=cast.member, space=cast.talk, title=f"Is it the hour? {number}", body="Or the seats?"
            )
            say(by=cast.facilitator, artifact=one, body="It is the **hour**, with mine.")
            Cycle.objects.create(
                title=f"Say it, then write it {number}", made_by=cast.coach, wall=cast.alder_wall, community=cast.talk,
                audience=for_community(cast.talk), scope="Five classes.",
            )  # fmt: skip


def test_what_each_of_the_thirteen_sees(cast: Cast) -> None:
    live(cast)
    for name, person in cast.actors.items():
        told = browser_of(person).get(f"/communities/{cast.talk.pk}/")
        page = told.content.decode()
        assert told.status_code == (200 if name in BEHIND else 302 if name == "visitor" else 404), name
        for word in ("Is it the hour?", "with mine", "Say it, then write it", "Cora Coach"):
            assert (word in page) == (name in INSIDE), (name, word)
        assert ("We meet because talk comes first." in page) == (name in BEHIND), name
        assert ("Colleen Facilitator" in page) == (name in BEHIND), name


def test_a_member_reads_asks_and_is_told_who_sees_it(cast: Cast) -> None:
    live(cast)
    browser, home = browser_of(cast.member), f"/communities/{cast.talk.pk}/"
    page = browser.get(home).content.decode()
    assert "Colleen: “It is the hour, with mine.”" in page
    assert "1 answer" in page
    assert (
        "Seen by the 3 people of this community. 2 people find it in their notices; nobody gets a mail for it." in page
    )
    browser.post(draft_address(f"conversation:{cast.talk.pk}"), {"body": "Has anybody"})
    assert "Has anybody</textarea>" in browser.get(home).content.decode()
    form = {"once": str(uuid4()), "body": "Has anybody measured it?\n\nI have not."}
    first = browser.post(f"{home}conversations/", form)
    assert browser.post(f"{home}conversations/", form)["Location"] == first["Location"], "pressed twice, asked once"
    with walls(cast.every_wall):
        asked = Conversation.objects.get(title="Has anybody measured it?")
        assert asked.body == "I have not."
    assert "Has anybody</textarea>" not in browser.get(home).content.decode(), "the draft is used up"
    empty = browser.post(f"{home}conversations/", {"body": " "})
    assert empty.status_code == 422
    assert "There is nothing written yet." in empty.content.decode()


def test_nobody_who_is_not_in_it_starts_anything(cast: Cast) -> None:
    for name, person in cast.actors.items():
        told = browser_of(person).post(f"/communities/{cast.talk.pk}/conversations/", {"body": "Mischief"})
        wanted = 302 if name in INSIDE | {"visitor"} else 403 if name in BEHIND else 404
        assert told.status_code == wanted, name
    with walls(cast.every_wall):
        assert Conversation.objects.filter(title="Mischief").count() == len(INSIDE)


def test_all_who_keep_it_are_named_and_twelve_of_the_newest_beside_them(cast: Cast) -> None:
    with walls(cast.every_wall):
        for number in range(30):
            role = Membership.Role.DOCUMENTER if number < 15 else Membership.Role.MEMBER
            one = casting.person(f"Somebody {number:02}")
            bring_behind(by=cast.operator, wall=cast.alder_wall, person=one, role=WallMember.Role.MEMBER)
            keep_community(by=cast.lead_a, community=cast.talk, person=one, role=role)
    told = browser_of(cast.member).get(f"/communities/{cast.talk.pk}/").content.decode()
    named = [number for number in range(30) if f"Somebody {number:02}" in told]
    assert named[:15] == list(range(15)), "nobody who keeps it is left out"
    assert len(named) == 15 + 12


def test_joining_and_leaving(cast: Cast) -> None:
    home, browser = f"/communities/{cast.talk.pk}/", browser_of(cast.former)
    assert "Join" in browser.get(home).content.decode()
    for _ in range(2):
        assert "You are in." in browser.post(f"{home}join/", follow=True).content.decode()
    assert "What people are working on" in browser.get(home).content.decode()
    assert "You have left." in browser.post(f"{home}leave/", follow=True).content.decode()
    assert "What people are working on" not in browser.get(home).content.decode()
    with walls(cast.every_wall):
        assert not Membership.objects.filter(person=cast.former).exists()
        verbs = Participation.objects.filter(person=cast.former, community=cast.talk).values_list("verb", flat=True)
        assert sorted(verbs) == ["joined", "joined", "left", "left"], "first in the cast's own story, then now"


def test_whoever_alone_keeps_it_going_hands_that_over_before_they_go(cast: Cast) -> None:
    home, browser = f"/communities/{cast.talk.pk}/", browser_of(cast.facilitator)
    with walls(cast.every_wall):
        mine = Membership.objects.get(community=cast.talk, person=cast.facilitator)
    for path in (f"{home}leave/", f"{home}people/{mine.pk}/take-out/"):
        told = browser.post(path, follow=True)
        assert "Somebody has to keep this community going" in told.content.decode()
        assert told.request["PATH_INFO"] == f"{home}people/", "where it can be handed over"
    with walls(cast.every_wall):
        keep_community(by=cast.facilitator, community=cast.talk, person=cast.coach, role=Membership.Role.FACILITATOR)
    assert "You have left." in browser.post(f"{home}leave/", follow=True).content.decode()


def test_whoever_is_alone_in_it_goes_freely(cast: Cast) -> None:
    home = f"/communities/{cast.seats.pk}/"
    with walls(cast.every_wall):
        Membership.objects.filter(community=cast.seats).exclude(person=cast.neighbour).delete()
    assert "You have left." in browser_of(cast.neighbour).post(f"{home}leave/", follow=True).content.decode()


def test_a_community_by_invitation_is_not_joined_by_a_button(cast: Cast) -> None:
    home = f"/communities/{cast.seats.pk}/"
    assert "by invitation. Ask one of those" in browser_of(cast.member).get(home).content.decode()
    assert browser_of(cast.member).post(f"{home}join/").status_code == 403
    assert browser_of(cast.outsider).post(f"{home}join/").status_code == 404
    assert "/account/login/" in browser_of(cast.visitor).post(f"{home}join/")["Location"]
    assert browser_of(cast.member).get(f"{home}join/").status_code == 405


@pytest.mark.parametrize("times", [1, 3])
def test_the_home_asks_nine_questions_whatever_is_there(cast: Cast, times: int) -> None:
    live(cast, times)
    browser = browser_of(cast.member)
    with queries() as told:
        browser.get(f"/communities/{cast.talk.pk}/")
    assert len(told) == 9


def test_what_a_community_teaches_with_and_is_asked_to_is_named(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        routine = write_routine(
            by=cast.member, community=cast.talk, title="Graph, pause, reason", body="Why.", steps="Look."
        )
        made = propose_routine(by=cast.member, routine=routine, words="We all do it.")

    def said() -> str:
        page = browser_of(cast.coach).get(f"/communities/{cast.talk.pk}/").text
        return page.partition('id="how-we-teach"')[2].partition("</section>")[0]

    assert ("Graph, pause, reason" in said(), "proposed: one can object until" in said()) == (True, True)
    with walls(walls_of(cast.coach)):
        object_to(by=cast.coach, agreement=made, reason="My students read first.")
    assert "an objection stands" in said()
    with walls(walls_of(cast.coach)):
        say_objection_is_met(by=cast.coach, agreement=made)
    with at(now() + timedelta(days=30)):
        assert "we have agreed to teach with it" in said()
    assert "Graph, pause" not in browser_of(cast.neighbour).get(f"/communities/{cast.talk.pk}/").text


def test_routines_and_boards_stand_where_one_reads_and_not_among_the_last_links(cast: Cast) -> None:
    page = browser_of(cast.member).get(f"/communities/{cast.talk.pk}/").text
    teach, talk, who = (page.index(f'id="{name}"') for name in ("how-we-teach", "t", "who"))
    assert teach < page.index(f'href="/communities/{cast.talk.pk}/routines/"') < talk < who
    assert teach < page.index(f'href="/communities/{cast.talk.pk}/tensions/"') < talk
    for person, there in ((cast.facilitator, True), (cast.member, False)):
        assert ('href="/dead-ends/"' in browser_of(person).get(f"/communities/{cast.talk.pk}/").text) is there


def test_an_empty_community_says_what_belongs_there(cast: Cast) -> None:
    page = browser_of(cast.member).get(f"/communities/{cast.talk.pk}/").content.decode()
    assert "No cycle yet." in page
    assert "Nobody has asked or told anything yet." in page


def test_who_keeps_it_is_read_as_the_rule_says(cast: Cast) -> None:
    """The page works it out without a query; the rule says the same of each of the thirteen."""
    for name, person in cast.actors.items():
        page = browser_of(person).get(f"/communities/{cast.talk.pk}/").content.decode()
        with walls(cast.every_wall):
            assert ("and inviting people" in page) == keeps(person, cast.talk), name
