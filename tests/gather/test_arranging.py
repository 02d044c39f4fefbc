"""Groups inside groups, stages, and who is not yet leading."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from tests.asking import browser_of
from tests.cast import Cast

from pergola.gather.actions import (
    arrange_community,
    become_community,
    join_community,
    keep_community,
    open_community,
    say_leading,
)
from pergola.kernel.clock import at, now, today
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.spaces.models import Community, Membership
from pergola.spaces.tree import Branch, groups_of
from pergola.talk.actions import start_conversation
from pergola.talk.models import Conversation
from pergola.walls.opening import walls

Role = Membership.Role


def group(cast: Cast, name: str, parent: Community, joining: Community.Joining = Community.Joining.OPEN) -> Community:
    return open_community(
        by=cast.facilitator, wall=cast.alder_wall, name=name, charter="We meet.", parent=parent, joining=joining
    )


def put(cast: Cast, one: Community, parent: Community | None) -> None:
    arrange_community(
        by=cast.facilitator,
        community=one,
        joining=Community.Joining(one.joining),
        parent=parent,
        kept_for="",
        ends=None,
    )


def names(branches: list[Branch]) -> dict[str, dict[str, object]]:
    return {one.community.name: names(one.groups) for one in branches}  # type: ignore[misc]


def test_groups_stand_in_groups_to_any_depth_and_by_invitation_they_are_not_told(cast: Cast) -> None:
    with walls(cast.every_wall):
        seventh = group(cast, "Grade 7", cast.talk)
        mornings = group(cast, "Mornings", seventh)
        group(cast, "Early ones", mornings)
        group(cast, "In secret", cast.talk, Community.Joining.INVITED)
        deep: dict[str, object] = {"Mornings": {"Early ones": {}}}
        assert names(groups_of(cast.member, cast.talk)) == {"Grade 7": deep}
        assert names(groups_of(cast.facilitator, cast.talk)) == {"Grade 7": deep, "In secret": {}}
        assert names(groups_of(cast.outsider, cast.talk)) == {}
    page = browser_of(cast.member).get(f"/communities/{cast.talk.pk}/").text
    assert ("Early ones" in page, "In secret" in page) == (True, False)
    assert "a group in “Grade 7”" in browser_of(cast.member).get("/communities/").text


def test_nothing_is_inside_itself_by_act_or_by_statement(cast: Cast) -> None:
    with walls(cast.every_wall):
        seventh = group(cast, "Grade 7", cast.talk)
        mornings = group(cast, "Mornings", seventh)
        for one in (cast.talk, seventh, mornings):
            with pytest.raises(Refusal, match="inside itself"):
                put(cast, cast.talk, one)
            with pytest.raises(DatabaseError), transaction.atomic():
                Community.objects.filter(pk=cast.talk.pk).update(parent=one)
        put(cast, mornings, None)
        put(cast, cast.talk, mornings)
        assert names(groups_of(cast.facilitator, mornings)) == {cast.talk.name: {"Grade 7": {}}}


def test_only_who_keeps_both_puts_one_into_the_other_and_never_over_a_wall(cast: Cast) -> None:
    with walls(cast.every_wall):
        with pytest.raises(NotAllowed):
            put(cast, cast.talk, cast.seats)
        far = Community.objects.create(wall=cast.brier_wall, name="Far", charter="Far.", started=today())
        with pytest.raises(DatabaseError), transaction.atomic():
            Community.objects.filter(pk=cast.talk.pk).update(parent=far)
    page, form = f"/communities/{cast.talk.pk}/arrange/", {"joining": "request", "kept_for": "", "ends": ""}
    astray = browser_of(cast.facilitator).post(page, {**form, "parent": str(cast.seats.pk), "once": str(uuid4())})
    assert astray.status_code == 422
    browser_of(cast.facilitator).post(page, {**form, "parent": "", "once": str(uuid4())})
    assert "on request" in browser_of(cast.former).get(f"/communities/{cast.talk.pk}/").text


def test_a_stage_is_chosen_by_who_keeps_it_and_read_by_its_members(cast: Cast) -> None:
    page = f"/communities/{cast.talk.pk}/stage/"
    browser_of(cast.facilitator).post(page, {"stage": "coalescing", "once": str(uuid4())})
    read = browser_of(cast.member).get(page).text
    assert ("people begin to trust each other" in read, "the rhythm is what holds" in read) == (True, True)
    assert "Keep it so" not in read
    assert browser_of(cast.member).post(page, {"stage": "maturing"}).status_code == 403
    assert browser_of(cast.former).get(page).status_code == 404
    assert "coalescing" not in browser_of(cast.former).get(f"/communities/{cast.talk.pk}/").text
    assert browser_of(cast.facilitator).post(page, {"stage": "golden", "once": str(uuid4())}).status_code == 422


def fellowship(cast: Cast) -> Community:
    made = open_community(
        by=cast.lead_a, wall=cast.alder_wall, name="Fellows", charter="Ten months.", ends=today() + timedelta(days=300)
    )
    join_community(by=cast.member, community=made)
    return made


def test_nobody_asks_a_newcomer_of_a_fellowship_to_lead_until_they_say_so(cast: Cast) -> None:
    with walls(cast.every_wall):
        made = fellowship(cast)
        for role in (Role.FACILITATOR, Role.DOCUMENTER):
            with pytest.raises(Refusal, match="not yet leading"):
                keep_community(by=cast.lead_a, community=made, person=cast.member, role=role)
        with pytest.raises(DatabaseError), transaction.atomic():
            Membership.objects.filter(community=made, person=cast.member).update(role=Role.FACILITATOR)
    home, lead = f"/communities/{made.pk}/", browser_of(cast.lead_a)
    people = lead.get(f"{home}people/").text
    assert "not yet leading" in people
    assert "What Marisol Member does here" not in people, "no role to choose for her"
    assert "Marisol Member" not in lead.get(f"{home}hand-over/").text, "nor is she asked to keep it"
    browser_of(cast.member).post(f"{home}leading/", {"ready": "1"})
    assert "What Marisol Member does here" in lead.get(f"{home}people/").text
    with walls(cast.every_wall):
        keep_community(by=cast.lead_a, community=made, person=cast.member, role=Role.FACILITATOR)
        with pytest.raises(Refusal):
            say_leading(by=cast.member, community=made, ready=False)


def test_anybody_may_ask_not_to_be_asked_and_nobody_says_it_of_another(cast: Cast) -> None:
    home = f"/communities/{cast.talk.pk}/"
    browser_of(cast.coach).post(f"{home}leading/")
    with walls(cast.every_wall):
        assert Membership.objects.get(community=cast.talk, person=cast.coach).not_yet_leading
        assert not Membership.objects.get(community=cast.talk, person=cast.member).not_yet_leading
    assert browser_of(cast.former).post(f"{home}leading/").status_code == 403


def test_a_fellowship_becomes_a_community_in_one_step_with_its_people_words_and_flags(cast: Cast) -> None:
    with walls(cast.every_wall):
        made = fellowship(cast)
        start_conversation(by=cast.member, space=made, title="What did we learn?")
        before = list(Membership.objects.filter(community=made).values("pk", "role", "not_yet_leading"))
    home = f"/communities/{made.pk}/"
    assert browser_of(cast.member).get(f"{home}become/").status_code == 403
    with at(now() + timedelta(days=301)):
        assert "The fellowship is over" in browser_of(cast.member).get(home).text, "and nothing happens by itself"
        browser_of(cast.lead_a).post(f"{home}become/", {"name": "Those who went on", "once": str(uuid4())})
        page = browser_of(cast.member).get(home).text
        assert ("grew out of a fellowship" in page, "Those who went on" in page) == (True, True)
        assert "What did we learn?" in page
    with walls(cast.every_wall):
        assert list(Membership.objects.filter(community=made).values("pk", "role", "not_yet_leading")) == before
        assert Conversation.objects.filter(community=made, kind="conversation").count() == 1
        made.refresh_from_db()
        with pytest.raises(Refusal):
            become_community(by=cast.lead_a, community=made)
    assert browser_of(cast.lead_a).get(f"{home}become/").status_code == 404
