"""Who is in a community, and who gives whom a role."""

from datetime import timedelta

import pytest
from tests.asking import browser_of, queries
from tests.cast import Cast, person

from pergola.gather.actions import bring_behind, join_community, meet_next
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed
from pergola.spaces.models import Membership
from pergola.walls.opening import walls


def test_members_see_who_is_here_and_others_do_not(cast: Cast) -> None:
    for name, who in cast.actors.items():
        told = browser_of(who).get(f"/communities/{cast.talk.pk}/people/")
        sees = name in {"facilitator", "coach", "member", "lead of system A"}
        assert told.status_code == (200 if sees else 302 if name == "visitor" else 404), name
        assert ("Cora Coach" in told.content.decode()) == sees, name


def test_a_facilitator_gives_a_role_and_a_member_cannot(cast: Cast) -> None:
    with walls(cast.every_wall):
        one = Membership.objects.get(community=cast.talk, person=cast.member)
        other = Membership.objects.get(community=cast.seats)
    path = f"/communities/{cast.talk.pk}/people/{one.pk}/role/"
    assert browser_of(cast.coach).post(path, {"role": "facilitator"}).status_code == 403
    assert browser_of(cast.member).post(path, {"role": "facilitator"}).status_code == 403
    facilitator = browser_of(cast.facilitator)
    assert (
        "Marisol Member is now documenter here."
        in facilitator.post(path, {"role": "documenter"}, follow=True).content.decode()
    )
    assert "Nothing is changed" in facilitator.post(path, {"role": "king"}, follow=True).content.decode()
    mixed = f"/communities/{cast.talk.pk}/people/{other.pk}/role/"
    assert facilitator.post(mixed, {"role": "member"}).status_code == 404, "a membership of another community"
    theirs = f"/communities/{cast.seats.pk}/people/{other.pk}/role/"
    assert facilitator.post(theirs, {"role": "member"}).status_code == 403
    with walls(cast.every_wall):
        one.refresh_from_db()
        assert one.role == Membership.Role.DOCUMENTER


@pytest.mark.parametrize("more", [1, 3])
def test_the_same_number_of_questions_for_one_and_for_three(cast: Cast, more: int) -> None:
    with walls(cast.every_wall):
        for number in range(more):
            new = person(f"New {number}")
            bring_behind(by=cast.operator, wall=cast.alder_wall, person=new)
            join_community(by=new, community=cast.talk)
    browser = browser_of(cast.facilitator)
    with queries() as told:
        browser.get(f"/communities/{cast.talk.pk}/people/")
    assert len(told) == 4


def test_those_who_keep_it_set_the_next_date(cast: Cast) -> None:
    when = now() + timedelta(days=9)
    with walls(cast.every_wall):
        with pytest.raises(NotAllowed):
            meet_next(by=cast.member, community=cast.talk, when=when)
        meet_next(by=cast.facilitator, community=cast.talk, when=when, where=" Room 12 ")
    assert "Room 12" in browser_of(cast.member).get(f"/communities/{cast.talk.pk}/").content.decode()
    with walls(cast.every_wall):
        assert meet_next(by=cast.lead_a, community=cast.talk, when=None).meets_where == ""
