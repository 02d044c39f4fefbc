"""Who is in a community, and who gives whom a role."""

from datetime import timedelta

import pytest
from tests.asking import browser_of, identity_of, queries
from tests.cast import Cast, person

from pergola.gather.actions import (
    accept_invitation,
    bring_behind,
    invite,
    join_community,
    keep_community,
    leave_community,
    take_out_of_community,
)
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed
from pergola.people.models import WallMember
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
    path, chosen = f"/communities/{cast.talk.pk}/people/roles/", {f"role-{one.pk}": "documenter"}
    assert browser_of(cast.coach).post(path, chosen).status_code == 403
    assert browser_of(cast.member).post(path, chosen).status_code == 403
    facilitator = browser_of(cast.facilitator)
    page = facilitator.get(f"/communities/{cast.talk.pk}/people/").content.decode()
    assert page.count("Keep these roles") == 1, "one button, however many people"
    assert (
        "Marisol Member has the role of documenter now." in facilitator.post(path, chosen, follow=True).content.decode()
    )
    wrong = {f"role-{one.pk}": "king"}
    assert "Nothing is changed" in facilitator.post(path, wrong, follow=True).content.decode()
    astray = {f"role-{other.pk}": "documenter"}
    facilitator.post(path, astray)
    assert facilitator.post(f"/communities/{cast.seats.pk}/people/roles/", astray).status_code == 403
    with walls(cast.every_wall):
        other.refresh_from_db()
        assert other.role == Membership.Role.FACILITATOR, "a membership of another community"
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


def test_somebody_is_taken_out_after_a_page_that_says_what_stays(cast: Cast) -> None:
    with walls(cast.every_wall):
        one = Membership.objects.get(community=cast.talk, person=cast.member)
    path = f"/communities/{cast.talk.pk}/people/{one.pk}/take-out/"
    facilitator = browser_of(cast.facilitator)
    assert "What Marisol Member said and did stays" in facilitator.get(path).content.decode()
    assert browser_of(cast.coach).post(path).status_code == 403
    assert "is no longer in" in facilitator.post(path, follow=True).content.decode()
    assert browser_of(cast.member).get(f"/communities/{cast.talk.pk}/people/").status_code == 404
    assert facilitator.post(path).status_code == 404, "twice is once"


def test_who_has_gone_quiet_is_a_number_and_never_of_few(cast: Cast) -> None:
    page, facilitator = f"/communities/{cast.talk.pk}/people/", browser_of(cast.facilitator)
    with walls(cast.every_wall):
        for number in range(9):
            new = person(f"New {number}")
            bring_behind(by=cast.operator, wall=cast.alder_wall, person=new)
            join_community(by=new, community=cast.talk)
    assert "for thirty days" not in facilitator.get(page).content.decode(), "everybody joined just now"
    with walls(cast.every_wall):
        for number in range(5):
            quiet = person(f"Quiet {number}")
            bring_behind(by=cast.operator, wall=cast.alder_wall, person=quiet)
            Membership.objects.create(community=cast.talk, person=quiet, joined=now() - timedelta(days=90))
    assert "5 of them have said and done nothing here" in facilitator.get(page).content.decode()
    assert "for thirty days" not in browser_of(cast.member).get(page).content.decode()
    with walls(cast.every_wall):
        Membership.objects.filter(community=cast.talk, person__name__in=["Quiet 0", "Quiet 1", "Quiet 2"]).delete()
    assert "for thirty days" not in facilitator.get(page).content.decode(), "two could be guessed"


def test_the_last_facilitator_stays_one_until_there_is_another(cast: Cast) -> None:
    with walls(cast.every_wall):
        mine = Membership.objects.get(community=cast.talk, person=cast.facilitator)
        other = Membership.objects.get(community=cast.talk, person=cast.member)
    path, mine_off = f"/communities/{cast.talk.pk}/people/roles/", {f"role-{mine.pk}": "member"}
    told = browser_of(cast.facilitator).post(path, mine_off, follow=True)
    assert "Nothing is changed. Somebody has to keep this community going" in told.text
    with walls(cast.every_wall):
        mine.refresh_from_db()
        assert mine.role == "facilitator"
    browser_of(cast.facilitator).post(path, mine_off | {f"role-{other.pk}": "facilitator"})
    with walls(cast.every_wall):
        for one, role in ((mine, "member"), (other, "facilitator")):
            one.refresh_from_db()
            assert one.role == role


def test_whoever_was_taken_out_does_not_come_in_again_by_themselves(cast: Cast) -> None:
    with walls(cast.every_wall):
        take_out_of_community(by=cast.facilitator, community=cast.talk, person=cast.member)
        with pytest.raises(NotAllowed, match="taken you out"):
            join_community(by=cast.member, community=cast.talk)
        assert WallMember.objects.filter(wall=cast.alder_wall, person=cast.member).exists(), "of the system as before"
        keep_community(by=cast.facilitator, community=cast.talk, person=cast.member, role=Membership.Role.MEMBER)
        leave_community(by=cast.member, community=cast.talk)
        join_community(by=cast.member, community=cast.talk)


def test_a_guest_who_is_taken_out_is_no_longer_behind_the_wall(cast: Cast) -> None:
    identity_of(cast.outsider, "oz@elsewhere.example")
    with walls(cast.every_wall):
        site = "http://localhost/"
        (asked,) = invite(by=cast.facilitator, place=cast.talk, addresses=["oz@elsewhere.example"], site=site)
        accept_invitation(by=cast.outsider, invitation=asked)
        behind = WallMember.objects.filter(wall=cast.alder_wall, person=cast.outsider)
        assert behind.exists()
        take_out_of_community(by=cast.facilitator, community=cast.talk, person=cast.outsider)
        assert not behind.exists()
    assert browser_of(cast.outsider).get(f"/communities/{cast.talk.pk}/").status_code == 404
