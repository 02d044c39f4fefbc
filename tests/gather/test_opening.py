"""Nothing opens empty: first people, a first date and a first question, or nothing at all."""

from uuid import uuid4

from tests.asking import browser_of, identity_of
from tests.cast import Cast

from pergola.commons.models import Draft
from pergola.gather.actions import bring_behind
from pergola.gather.models import Invitation
from pergola.meetings.models import Coming, Gathering
from pergola.people.models import WallMember
from pergola.spaces.models import Charter, Community, Membership
from pergola.talk.models import Conversation
from pergola.walls.opening import walls

FORM = {
    "name": "Slow reading", "charter": "We read.", "joining": "open", "addresses": "una@new.example\nvic@new.example",
    "day": "2099-01-31", "at": "15:45", "place": "Room 12", "question": "What did we skip?",
}  # fmt: skip


def test_it_opens_with_all_of_it_once(cast: Cast) -> None:
    page, form = f"/communities/open/{cast.alder_wall.pk}/", {**FORM, "once": str(uuid4())}
    lead = browser_of(cast.lead_a)
    assert page in lead.get("/communities/").text
    assert page not in browser_of(cast.member).get("/communities/").text
    for _ in range(2):
        told = lead.post(page, form, follow=True).text
        assert all(
            one in told for one in ("What did we skip?", "We meet Saturday 31 January 2099, 3:45 pm EST", "Room 12")
        )
    with walls(cast.every_wall):
        made = Community.objects.get(name="Slow reading")
        assert Membership.objects.get(community=made).person == cast.lead_a
        assert set(Invitation.objects.filter(community=made).values_list("email", flat=True)) == {
            "una@new.example", "vic@new.example",
        }  # fmt: skip
        assert Gathering.objects.get(community=made).title == "Our first date"
        assert Coming.objects.get(gathering__community=made).person == cast.lead_a
        assert Conversation.objects.get(community=made, kind="conversation").title == "What did we skip?"
        assert (made.stage, Charter.objects.get(community=made).version) == ("potential", 1)


def test_without_people_a_date_or_a_question_nothing_opens(cast: Cast) -> None:
    page, lead = f"/communities/open/{cast.alder_wall.pk}/", browser_of(cast.lead_a)
    own = identity_of(cast.lead_a).email
    for field, value, why in (
        ("addresses", "", "required"),
        ("addresses", own, "nobody meets alone"),
        ("addresses", "una at new", "is not an e-mail address"),
        ("day", "", "required"),
        ("day", "2020-01-31", "over already"),
        ("question", "", "required"),
    ):
        told = lead.post(page, {**FORM, field: value, "once": str(uuid4())})
        assert (told.status_code, why in told.text, "We read." in told.text) == (422, True, True), (field, value)
    with walls(cast.every_wall):
        assert not Community.objects.filter(name="Slow reading").exists()
        assert not Invitation.objects.filter(email="una@new.example").exists()


def test_what_is_written_is_kept_as_one_writes_and_used_up_by_opening(cast: Cast) -> None:
    page, lead = f"/communities/open/{cast.alder_wall.pk}/", browser_of(cast.lead_a)
    box = f"/drafts/open-community@{cast.alder_wall.pk}:charter/"
    assert lead.post(box, {"charter": "We read slowly because"}).status_code == 204
    assert "We read slowly because" in lead.get(page).text
    assert browser_of(cast.outsider).post(box, {"charter": "Let me in"}).status_code == 404
    lead.post(page, {**FORM, "once": str(uuid4())})
    with walls(cast.every_wall):
        assert not Draft.objects.filter(person=cast.lead_a).exists()


def test_who_keeps_a_community_opens_a_group_in_it(cast: Cast) -> None:
    page = f"/communities/{cast.talk.pk}/groups/open/"
    assert browser_of(cast.member).post(page, FORM).status_code == 403
    keeper = browser_of(cast.facilitator)
    keeper.post(page, {**FORM, "once": str(uuid4())})
    with walls(cast.every_wall):
        made = Community.objects.get(name="Slow reading")
    assert made.parent_id == cast.talk.pk
    assert "Slow reading" in browser_of(cast.member).get(f"/communities/{cast.talk.pk}/").text
    inside = browser_of(cast.member).get(f"/communities/{made.pk}/").text
    assert "What people are working on" not in inside, "being in the one is not being in the other"


def test_an_operator_opens_nothing_where_they_are_not(cast: Cast) -> None:
    page, form = f"/communities/open/{cast.alder_wall.pk}/", {**FORM, "once": str(uuid4())}
    operator = browser_of(cast.operator)
    assert page not in operator.get("/communities/").text
    assert (operator.get(page).status_code, operator.post(page, form).status_code) == (404, 404)
    assert browser_of(cast.member).post(page, FORM).status_code == 403
    assert browser_of(cast.outsider).get(page).status_code == 404
    with walls(cast.every_wall):
        assert not Community.objects.filter(name="Slow reading").exists()
        bring_behind(by=cast.operator, wall=cast.alder_wall, person=cast.operator, role=WallMember.Role.LEAD)
    operator.post(page, form)
    with walls(cast.every_wall):
        assert Community.objects.filter(name="Slow reading").exists()
