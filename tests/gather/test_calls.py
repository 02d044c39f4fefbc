"""A call for themes: asked, proposed, signalled for, and what becomes of it. Stories of a system, its lead, and those who tap."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from tests.asking import browser_of, queries
from tests.cast import Cast, person

from pergola.commons.actions import remove_artifact
from pergola.commons.models import Participation
from pergola.gather.actions.calling import (
    Proposal,
    close_call,
    merge_focus_area,
    open_call,
    propose_focus_area,
    retire_focus_area,
    support_focus_area,
    take_support_back,
)
from pergola.gather.leaving import leave_wall
from pergola.gather.models import Call, FocusArea, Support
from pergola.gather.signals import signals_for
from pergola.kernel.clock import now, today
from pergola.kernel.errors import Locked, NotAllowed, Refusal
from pergola.meetings.models import Gathering
from pergola.people.models import Person, WallMember
from pergola.spaces.models import Community, Membership
from pergola.systems.models import RosterOrg, RosterPerson, School, SystemSchool
from pergola.talk.models import Conversation, Notice
from pergola.walls.opening import walls

PROPOSED = {
    "title": "Talk in mathematics", "challenge": "Who explains is always the same.", "for_whom": "Grades 6 to 8",
    "why_now": "New books come in August.",
}  # fmt: skip
LAUNCH = {
    "name": "Talk in mathematics", "charter": "We meet because few explain.", "leader": "", "day": "2099-01-31", "at": "15:45",
    "place": "Room 12", "question": "Who spoke last?",
}  # fmt: skip


def ask(cast: Cast, *, people: int = 5, schools: int = 1) -> Call:
    return open_call(
        by=cast.lead_a, wall=cast.alder_wall, asks="What next?", until=today() + timedelta(days=9), people=people,
        schools=schools,
    )  # fmt: skip


def proposed(cast: Cast, call: Call, title: str = "Talk in mathematics") -> FocusArea:
    return propose_focus_area(by=cast.member, call=call, proposal=Proposal(title, "Few explain.", "Grade 7", "Now."))


def crowd(cast: Cast, many: int, school: str = "") -> list[Person]:
    """People of Alder Valley; with a school, the roster names it."""
    found = [person(f"{school or 'Somebody'} {number}") for number in range(many)]
    for one in found:
        WallMember.objects.create(wall=cast.alder_wall, person=one)
        if school:
            facts = {"name": one.name, "role": "teacher", "since": now(), "sourced_id": f"of {one.name}"}
            RosterPerson.objects.create(wall=cast.alder_wall, person=one, org=school, **facts)
    if school:
        RosterOrg.objects.get_or_create(wall=cast.alder_wall, sourced_id=school, name=school, kind="school")
    return found


def support_all(people: list[Person], area: FocusArea) -> None:
    for one in people:
        support_focus_area(by=one, area=area)


def test_from_a_question_to_a_community_in_the_browser(cast: Cast) -> None:
    lead, member, wall = browser_of(cast.lead_a), browser_of(cast.member), cast.alder_wall.pk
    given = {"asks": "What next?", "about": "", "until": "2099-01-31", "people": "5", "schools": "1"}
    assert "No call is open" in member.get(f"/calls/{wall}/").text
    assert member.post(f"/calls/{wall}/open/", given).status_code == 403
    page = lead.post(f"/calls/{wall}/open/", {**given, "once": str(uuid4())}).headers["Location"]
    assert f"/calls/{wall}/" in member.get("/communities/").text
    assert "What next?" in member.get(f"/calls/{wall}/").text
    area = member.post(f"{page}propose/", {**PROPOSED, "once": str(uuid4())}).headers["Location"]
    assert "Fewer than five people" in browser_of(cast.coach).get(area).text
    with walls(cast.every_wall):
        others = crowd(cast, 3)
    for one in (cast.coach, *others):
        told = browser_of(one).post(f"{area}signal/", {"say": "come", "here": "on"}, follow=True).text
        assert "You would come." in told
    assert "5 people would come" in member.get(area).text
    browser_of(cast.coach).post(f"{area}signal/", {"say": "lead"})
    offered = "Offers to lead it: Cora Coach."
    assert (offered in lead.get(area).text, "Cora Coach" in member.get(area).text) == (True, False)
    assert member.get(f"{area}launch/").status_code == 403
    form = {**LAUNCH, "once": str(uuid4()), "leader": str(cast.coach.pk)}
    for _ in range(2):
        home = lead.post(f"{area}launch/", form).headers["Location"]
    told = lead.get(home).text
    assert all(one in told for one in ("Who spoke last?", "Saturday 31 January 2099, 3:45 pm EST", "Room 12"))
    with walls(cast.every_wall):
        made = Community.objects.get(name="Talk in mathematics")
        roles = dict(Membership.objects.filter(community=made).values_list("person__name", "role"))
        assert roles == {cast.lead_a.name: "facilitator", "Cora Coach": "facilitator"}
        assert Gathering.objects.filter(community=made).count() == 1
        assert Conversation.objects.get(community=made, kind="conversation").title == "Who spoke last?"
        invited = Notice.objects.filter(kind="launched").values_list("person__name", "how")
        assert set(invited) == {(one.name, "mail") for one in (cast.member, cast.coach, *others)}
        assert not Notice.objects.filter(kind="launched", person=cast.neighbour).exists(), (
            "who said nothing is told nothing"
        )
    assert "which you said you would come to, begins: come in" in member.get("/notices/").text
    assert member.post(f"{home}join/", follow=True).status_code == 200
    settled = member.get(area).text
    assert "It is a community now" in settled
    assert "I would come" not in settled


def test_it_takes_enough_people_from_enough_schools(cast: Cast) -> None:
    with walls(cast.every_wall):
        area = proposed(cast, ask(cast, people=6, schools=2))
        support_all(crowd(cast, 5, "North"), area)
        told = browser_of(cast.lead_a).get(area.get_absolute_url()).text
        assert "6 people would come, from 1 school." in told
        assert "Wanting: people from 1 more school" in told
        assert f"{area.get_absolute_url()}launch/" not in told
        refused = browser_of(cast.lead_a).post(f"{area.get_absolute_url()}launch/", {**LAUNCH, "once": str(uuid4())})
        assert (refused.status_code, "Not enough people" in refused.text) == (422, True)
        assert not Community.objects.filter(name=LAUNCH["name"]).exists()
        support_all(crowd(cast, 1, "South"), area)
        assert f"{area.get_absolute_url()}launch/" in browser_of(cast.lead_a).get(area.get_absolute_url()).text


def test_under_five_nobody_is_told_how_many_nor_from_where(cast: Cast) -> None:
    with walls(cast.every_wall):
        area = proposed(cast, ask(cast, people=8, schools=3))
        support_all(crowd(cast, 3, "North"), area)
        assert Support.objects.filter(focus_area=area).count() == 4
    for who in (cast.lead_a, cast.member, cast.facilitator):
        for page in (area.get_absolute_url(), f"/calls/{area.call_id}/"):
            told = browser_of(who).get(page).text
            assert "Fewer than five people have said so far" in told
            assert not any(one in told for one in ("4 people", "from 1 school", "Wanting", "North 1")), page
    with walls(cast.every_wall), pytest.raises(Refusal, match="five at least"):
        ask(cast, people=4)
    with walls(cast.every_wall), pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=area.call_id).update(people=4)


def test_who_supports_is_named_to_nobody_and_who_offers_to_its_leads(cast: Cast) -> None:
    with walls(cast.every_wall):
        area = proposed(cast, ask(cast))
        support_all(crowd(cast, 6), area)
        support_focus_area(by=cast.coach, area=area, leads=True)
        assert {one.person for one in Support.objects.visible_to(cast.lead_a)} == {cast.coach}
        assert {one.person for one in Support.objects.visible_to(cast.member)} == {cast.member}
        assert not Support.objects.visible_to(cast.facilitator).exists()
        assert not Support.objects.visible_to(cast.lead_b).exists()
        support_focus_area(by=cast.coach, area=area, leads=False)
        assert not Support.objects.visible_to(cast.lead_a).exists()
        assert Support.objects.filter(focus_area=area, person=cast.coach).exists(), "and would still come"


def test_a_tap_twice_is_once_and_is_taken_back_as_easily(cast: Cast) -> None:
    with walls(cast.every_wall):
        area = proposed(cast, ask(cast))
    page, coach = f"{area.get_absolute_url()}signal/", browser_of(cast.coach)
    for _ in range(2):
        coach.post(page, {"say": "come"})
    with walls(cast.every_wall):
        assert Support.objects.filter(focus_area=area, person=cast.coach).count() == 1
        assert Participation.objects.filter(person=cast.coach, verb="answered", artifact=area).count() == 1
    assert "nobody is told" in coach.post(page, {"say": "back"}, follow=True).text
    coach.post(page, {"say": "back"})
    assert "Nothing is changed" in coach.post(page, {"say": "shout"}, follow=True).text
    with walls(cast.every_wall):
        assert not Support.objects.filter(focus_area=area, person=cast.coach).exists()
        assert not Notice.objects.filter(kind="theme").exists()


def test_merging_moves_nobody_and_asks_each_to_say_it_again(cast: Cast) -> None:
    with walls(cast.every_wall):
        call = ask(cast)
        one, other = proposed(cast, call, "Talk"), proposed(cast, call, "Talking in maths")
        both, only = crowd(cast, 2), crowd(cast, 3)
        support_all([*both, *only], one)
        support_all(both, other)
        support_focus_area(by=both[0], area=one, leads=True)
        with pytest.raises(NotAllowed):
            merge_focus_area(by=cast.member, area=one, into=other, reason="They are one.")
        with pytest.raises(Refusal, match="another focus area"):
            merge_focus_area(by=cast.lead_a, area=one, into=one, reason="They are one.")
        with pytest.raises(Refusal, match="why"):
            merge_focus_area(by=cast.lead_a, area=one, into=other, reason="  ")
        merge_focus_area(by=cast.lead_a, area=one, into=other, reason="They are one.")
        there = Support.objects.filter(focus_area=other)
        assert set(there.values_list("person", flat=True)) == {cast.member.pk, *(who.pk for who in both)}
        assert not there.filter(leads=True).exists(), "an offer was for the other words"
        asked = Notice.objects.filter(kind="merged")
        assert set(asked.values_list("person", "how", "led_to")) == {
            (who.pk, "mail", other.get_absolute_url()) for who in (cast.member, *both, *only)
        }
        with pytest.raises(Refusal, match="settled already"):
            support_focus_area(by=cast.coach, area=one)
    told = browser_of(cast.neighbour).get(one.get_absolute_url()).text
    assert "They are one." in told
    assert other.get_absolute_url() in told
    again = "You said it of “Talk”, which is merged into this one."
    page, somebody = other.get_absolute_url(), browser_of(only[0])
    assert (again in somebody.get(page).text, again in browser_of(cast.neighbour).get(page).text) == (True, False)
    assert again not in somebody.post(f"{page}signal/", {"say": "come"}, follow=True).text


def test_what_was_merged_in_cannot_be_told_from_the_number(cast: Cast) -> None:
    """Two in the one, twelve in the other: before and after, the page of the other says twelve, and takes as many more."""
    with walls(cast.every_wall):
        call = ask(cast, people=14, schools=2)
        few, many = proposed(cast, call, "Few"), proposed(cast, call, "Many")
        support_all(crowd(cast, 1, "South"), few)
        support_all(crowd(cast, 11, "North"), many)
    pages = (many.get_absolute_url(), f"/calls/{call.pk}/", f"/calls/{cast.alder_wall.pk}/what-next/")
    said = ("12 people would come, from 1 school", "Wanting: 2 more people, and 1 more school")
    for after in (False, True):
        if after:
            with walls(cast.every_wall):
                merge_focus_area(by=cast.lead_a, area=few, into=many, reason="They are one.")
        for page in pages:
            told = browser_of(cast.lead_a).get(page).text
            assert [one in told for one in said] == [True, True], (page, after)
    told = browser_of(cast.lead_a).get(few.get_absolute_url()).text
    assert not any(one in told for one in ("1 person", "2 people", "12 people", "13 people"))


@pytest.mark.parametrize("settled", ["retired", "closed"])
def test_what_is_settled_under_five_tells_no_number(cast: Cast, settled: str) -> None:
    with walls(cast.every_wall):
        call = ask(cast)
        area = proposed(cast, call)
        support_all(crowd(cast, 3), area)
        if settled == "retired":
            retire_focus_area(by=cast.lead_a, area=area, reason="The books come later.")
        else:
            close_call(by=cast.lead_a, call=call, reason="Enough.")
    for page in (area.get_absolute_url(), f"/calls/{call.pk}/", f"/calls/{cast.alder_wall.pk}/what-next/"):
        told = browser_of(cast.lead_a).get(page).text
        assert not any(one in told for one in ("4 people", "3 people", "1 more person")), page


def test_retired_with_a_reason_everybody_reads(cast: Cast) -> None:
    with walls(cast.every_wall):
        area = proposed(cast, ask(cast))
    page, lead = f"{area.get_absolute_url()}retire/", browser_of(cast.lead_a)
    assert lead.post(page, {"reason": "", "once": str(uuid4())}).status_code == 422
    assert browser_of(cast.member).post(page, {"reason": "No."}).status_code == 403
    lead.post(page, {"reason": "The books come later.", "once": str(uuid4())})
    for who in (cast.neighbour, cast.former):
        assert "The books come later." in browser_of(who).get(area.get_absolute_url()).text
    with walls(cast.every_wall), pytest.raises(Refusal, match="settled already"):
        retire_focus_area(by=cast.lead_a, area=area, reason="Again.")


def test_its_words_stay_as_others_supported_them(cast: Cast) -> None:
    """Whoever proposed it neither removes nor rewrites it; a lead can retire it."""
    with walls(cast.every_wall):
        area = proposed(cast, ask(cast))
        for who, why in ((cast.member, Locked), (cast.lead_a, NotAllowed), (cast.coach, NotAllowed)):
            with pytest.raises(why):
                remove_artifact(by=who, artifact=area)
    assert "Few explain." in browser_of(cast.coach).get(area.get_absolute_url()).text


def test_a_call_that_is_over_takes_no_more_and_can_still_launch(cast: Cast) -> None:
    with walls(cast.every_wall):
        call = ask(cast)
        area = proposed(cast, call)
        support_all(crowd(cast, 4), area)
    page, lead = f"/calls/{call.pk}/close/", browser_of(cast.lead_a)
    assert browser_of(cast.member).get(page).status_code == 403
    lead.post(page, {"reason": "We begin with what there is.", "once": str(uuid4())})
    assert "We begin with what there is." in browser_of(cast.member).get(f"/calls/{call.pk}/").text
    with walls(cast.every_wall):
        with pytest.raises(Refusal, match="call is over"):
            support_focus_area(by=cast.coach, area=area)
        with pytest.raises(Refusal, match="call is over"):
            proposed(cast, call, "Another")
        assert close_call(by=cast.lead_a, call=call, reason="Twice.").reason == "We begin with what there is."
    home = lead.post(f"{area.get_absolute_url()}launch/", {**LAUNCH, "once": str(uuid4())})
    assert home.status_code == 302
    with walls(cast.every_wall):
        Call.objects.filter(pk=call.pk).update(closed=None, closed_by=None, until=today() - timedelta(days=1))
        assert not Call.objects.get(pk=call.pk).is_open, "nor is one whose day has passed"


def test_what_was_signalled_is_taken_back_until_it_is_settled_and_a_stale_page_brings_nothing_back(cast: Cast) -> None:
    """Whoever offered to lead can be made its facilitator after the call is over, too."""
    with walls(cast.every_wall):
        call, newer = ask(cast), ask(cast)
        area, fresh = proposed(cast, call), proposed(cast, newer, "Another")
        support_focus_area(by=cast.coach, area=area, leads=True)
        close_call(by=cast.lead_a, call=call, reason="Enough.")
        with pytest.raises(Refusal, match="nobody could take back"):
            merge_focus_area(by=cast.lead_a, area=fresh, into=area, reason="The same.")
    page, coach = area.get_absolute_url(), browser_of(cast.coach)
    assert "I would not lead it" in coach.get(page).text
    coach.post(f"{page}signal/", {"say": "not-lead"})
    with walls(cast.every_wall):
        assert not Support.objects.get(person=cast.coach).leads
    assert "Taken back" in coach.post(f"{page}signal/", {"say": "back"}, follow=True).text
    again = {"say": "not-lead", "here": ""}
    for stale in (again, {"say": "school", "school": ""}):
        assert "You no longer say that you would come" in coach.post(f"{page}signal/", stale, follow=True).text
    with walls(cast.every_wall):
        assert not Support.objects.filter(person=cast.coach).exists()
        take_support_back(by=cast.member, area=area)
        assert not Support.objects.filter(focus_area=area).exists()


def test_nobody_is_made_a_facilitator_who_has_not_offered(cast: Cast) -> None:
    with walls(cast.every_wall):
        area = proposed(cast, ask(cast))
        support_all(crowd(cast, 4), area)
    form = {**LAUNCH, "once": str(uuid4()), "leader": str(cast.member.pk)}
    refused = browser_of(cast.lead_a).post(f"{area.get_absolute_url()}launch/", form)
    assert (refused.status_code, "We meet because few explain." in refused.text) == (422, True)


def test_whoever_leaves_the_system_is_no_longer_counted(cast: Cast) -> None:
    with walls(cast.every_wall):
        area = proposed(cast, ask(cast))
        crowd_of = crowd(cast, 5)
        support_all(crowd_of, area)
        with pytest.raises(IntegrityError), transaction.atomic():
            WallMember.objects.filter(wall=cast.alder_wall, person=crowd_of[0]).delete()
        leave_wall(cast.alder_wall.pk, [crowd_of[0].pk])
        assert signals_for([area])[area.pk].counted == 5


def test_ones_school_is_said_once_where_the_roster_does_not_know_it(cast: Cast) -> None:
    with walls(cast.every_wall):
        area = proposed(cast, ask(cast, people=5, schools=2))
        school = School.objects.create(name="Alder Street School", state="OH", sample=True)
        SystemSchool.objects.create(system=cast.alder, school=school)
        far = School.objects.create(name="Far Street School", state="TX", sample=True)
    page, member = area.get_absolute_url(), browser_of(cast.member)
    assert "Alder Street School" in member.get(page).text
    told = member.post(f"{page}signal/", {"say": "school", "school": far.pk}, follow=True).text
    assert "choose a school from the list" in told
    member.post(f"{page}signal/", {"say": "school", "school": school.pk})
    with walls(cast.every_wall):
        assert Support.objects.get(focus_area=area).school == f"school:{school.pk}"
    for who in (cast.member, cast.lead_a, cast.coach):
        assert "Alder Street School" not in browser_of(who).get(page).text, "said once, and shown to nobody"


def test_a_call_is_read_for_the_same_few_questions_however_much_is_proposed(cast: Cast) -> None:
    with walls(cast.every_wall):
        call = ask(cast)
        proposed(cast, call)
    browser, counts = browser_of(cast.member), []
    for many in (1, 3):
        with walls(cast.every_wall):
            while FocusArea.objects.filter(call=call).count() < many:
                proposed(cast, call, "More")
        with queries() as asked:
            browser.get(f"/calls/{call.pk}/")
        counts.append(len(asked))
    assert counts == [4, 4]
    with queries() as asked:
        browser.get(f"/calls/{cast.alder_wall.pk}/")
    assert len(asked) == 1


@pytest.mark.parametrize("way", ["launch", "merge", "retire"])
def test_what_was_settled_in_another_window_leads_to_what_became_of_it(cast: Cast, way: str) -> None:
    with walls(cast.every_wall):
        area = proposed(cast, ask(cast))
        support_all(crowd(cast, 4), area)
    page, lead = f"{area.get_absolute_url()}launch/", browser_of(cast.lead_a)
    form = {**LAUNCH, "once": str(uuid4())}
    home = lead.post(page, form)["Location"]
    other = f"{area.get_absolute_url()}{way}/"
    for answer in (lead.get(other, follow=True), lead.post(other, {**form, "once": str(uuid4())}, follow=True)):
        assert answer.redirect_chain[-1][0] == home
        assert "has begun already" in answer.text
        assert "Not enough people" not in answer.text
    assert lead.post(page, form)["Location"] == home, "the same form once more is led where it led"
    with walls(cast.every_wall):
        assert Community.objects.filter(name=LAUNCH["name"]).count() == 1
