"""Inviting by mail: a secret link, for one address, once, for thirty days; through a real mail server, and one that is down."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django import DjangoDbBlocker
from tests.asking import browser_of, identity_of
from tests.cast import Cast
from tests.gather.stories import free_port, mail_goes_to, mail_server
from tests.posting import post_everything
from tests.together import at_one_moment

from pergola.commons.models import Letter
from pergola.gather.actions import (
    accept_invitation,
    bring_behind,
    decline_invitation,
    give_hub_role,
    invite,
    join_community,
    resend,
    take_back,
)
from pergola.gather.invitations import held_by
from pergola.gather.models import Invitation
from pergola.kernel.clock import at, now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.meetings.actions import When, plan_gathering
from pergola.people.models import Identity, Person, WallMember, walls_of
from pergola.spaces.models import HubRole, Membership, TeamMember
from pergola.talk.actions import start_conversation
from pergola.walls.opening import walls

NEW = "tomas@alder.example"


def newcomer(name: str = "Tomás Ruiz", email: str = NEW) -> Person:
    return Identity.objects.create_user(email, None, person=Person.objects.create(name=name)).person


def paste(cast: Cast, text: str, **more: str) -> str:
    """The facilitator pastes, looks, and sends; the worker posts; the page one lands on."""
    browser, path = browser_of(cast.facilitator), f"/communities/{cast.talk.pk}/invite/"
    form = {"once": str(uuid4()), "addresses": text, "role": "member", "words": "Come and see.", **more}
    look = browser.post(path, form)
    assert look.status_code == 200, look.content.decode()
    for _pressed_twice in range(2):
        browser.post(path, form | {"send": "1"})
    post_everything()
    return browser.get(f"/communities/{cast.talk.pk}/people/").content.decode()


def test_from_the_paste_to_the_community(cast: Cast) -> None:
    with mail_server() as box:
        page = paste(cast, f"Tomás <{NEW}>\nlu@alder.example")
    assert [mail["To"] for mail in box.mails] == [NEW, "lu@alder.example"], "each alone, and once although sent twice"
    text = box.mails[0].get_content()
    assert "Colleen Facilitator invites you to “Talk that does the thinking” (Alder Valley)." in text
    assert "Come and see." in text
    assert page.count("good until") == 2

    link = box.link(0)
    stranger = Client().get(link)
    assert stranger.status_code == 200, "signed out, whoever holds the link sees who invites to what"
    assert "Talk that does the thinking" in stranger.content.decode()
    assert f"?next={link}" in stranger.content.decode()

    tomas = newcomer()
    browser = browser_of(tomas)
    assert browser.get(f"/communities/{cast.talk.pk}/").status_code == 404, "behind no wall yet"
    assert "Accept" in browser.get(link).content.decode()
    landed = browser.post(link, {"answer": "accept"}, follow=True)
    assert landed.request["PATH_INFO"] == f"/communities/{cast.talk.pk}/"
    assert "What people are working on" in landed.content.decode()
    assert WallMember.objects.get(person=tomas).role == WallMember.Role.MEMBER
    assert browser.post(link, {"answer": "accept"}, follow=True).status_code == 200, "twice is once"
    with walls(cast.every_wall):
        assert Membership.objects.filter(person=tomas).count() == 1
    assert (
        "Tomás Ruiz accepted on"
        in browser_of(cast.facilitator).get(f"/communities/{cast.talk.pk}/people/").content.decode()
    )
    assert Client().get(link).status_code == 404, "used up for everybody else"


def test_the_mail_names_the_day_as_the_page_does(cast: Cast) -> None:
    """Late in the evening in New York it is tomorrow already in Greenwich."""
    with mail_server() as box, at(datetime(2026, 11, 3, 2, tzinfo=UTC)):
        page = paste(cast, NEW)
    assert "good until Wednesday 2 December" in page
    assert "It is good until Wednesday 2 December, and for this address only." in box.mails[0].get_content()


def test_a_mail_server_that_is_down_keeps_the_invitation_and_says_so(cast: Cast) -> None:
    with mail_goes_to(free_port()):
        page = paste(cast, NEW)
    assert "on its way" in page
    with walls(cast.every_wall):
        invitation = Invitation.objects.get()
        old = invitation.secret
    with mail_server() as box:
        browser_of(cast.facilitator).post(f"/invitations/{invitation.pk}/again/")
        with at(now() + timedelta(minutes=2)):
            assert sorted(map(str, post_everything())) == ["lapsed", "sent"], (
                "the first letter’s link is dead: it stays here"
            )
    assert len(box.mails) == 1
    assert held_by(box.link().split("/")[2]) == invitation
    with walls(cast.every_wall):
        invitation.refresh_from_db()
        assert invitation.mailed is not None
        assert invitation.secret != old, "a fresh link; the old one dies"


def test_an_invitation_that_was_given_up_says_so_until_it_is_sent_again(cast: Cast) -> None:
    with mail_goes_to(free_port()):
        paste(cast, NEW)
        for day in range(1, 12):
            with at(now() + timedelta(days=day)):
                post_everything()
    browser = browser_of(cast.facilitator)
    page = browser.get(f"/communities/{cast.talk.pk}/people/").text
    assert "No mail server took it in four days" in page
    assert "on its way" not in page
    with walls(cast.every_wall):
        invitation = Invitation.objects.get()
    browser.post(f"/invitations/{invitation.pk}/again/", follow=True)
    page = browser.get(f"/communities/{cast.talk.pk}/people/").text
    assert "on its way" in page
    assert "No mail server took it" not in page


def test_a_letter_with_a_dead_link_says_nothing_of_the_fresh_one(cast: Cast) -> None:
    with mail_goes_to(free_port()):
        paste(cast, NEW)
    with walls(cast.every_wall):
        Letter.objects.update(attempts=11)
        invitation = Invitation.objects.get()
    browser = browser_of(cast.facilitator)
    browser.post(f"/invitations/{invitation.pk}/again/")
    with mail_goes_to(free_port()), at(now() + timedelta(minutes=2)):
        assert set(post_everything()) == {None, "waiting"}
    with walls(cast.every_wall):
        invitation.refresh_from_db()
    assert invitation.given_up is None


def test_one_refused_address_keeps_no_other_from_going(cast: Cast) -> None:
    with mail_server(refuse="nobody@") as box:
        page = paste(cast, f"nobody@alder.example, {NEW}")
    assert [mail["To"] for mail in box.mails] == [NEW]
    assert page.count("The mail server says there is nobody at this address.") == 1
    assert page.count("good until") == 1


def test_bad_lines_are_named_and_who_is_here_gets_no_mail(cast: Cast) -> None:
    browser, path = browser_of(cast.facilitator), f"/communities/{cast.talk.pk}/invite/"
    identity_of(cast.member, "marisol@alder.example")
    identity_of(cast.outsider, "otto@elsewhere.example")
    bad = browser.post(path, {"addresses": f"{NEW}\nTomás Ruiz", "role": "member"})
    assert bad.status_code == 422
    assert "Line 2: “Tomás Ruiz” is not an e-mail address." in bad.content.decode()
    assert NEW in bad.content.decode(), "what was pasted stays"

    text = "marisol@alder.example, otto@elsewhere.example, never@heard.example"
    look = browser.post(path, {"addresses": text, "role": "member"}).content.decode()
    assert "marisol@alder.example is here already and gets none." in look
    assert "2 people will get a mail" in look
    for address in ("otto@elsewhere.example", "never@heard.example"):
        assert f"<li>{address}</li>" in look, "whether somebody has an account elsewhere shows nowhere"
    with walls(cast.every_wall):
        assert not Invitation.objects.exists(), "looking sends nothing"


def test_only_the_address_it_was_sent_to_comes_in(cast: Cast) -> None:
    with walls(cast.every_wall):
        invitation = invite(by=cast.facilitator, place=cast.talk, addresses=[NEW], site="http://x/")[0]
        with pytest.raises(NotAllowed, match="another address"):
            accept_invitation(by=cast.outsider, invitation=invitation)
        assert not WallMember.objects.filter(person=cast.outsider, wall=cast.alder_wall).exists()


def secret_of(cast: Cast, monkeypatch: pytest.MonkeyPatch, **more: object) -> tuple[Invitation, str]:
    secret = str(more.pop("secret", "s3cret"))
    monkeypatch.setattr("pergola.gather.actions.inviting.new_secret", lambda: secret)
    with walls(cast.every_wall):
        made = invite(**{"by": cast.facilitator, "place": cast.talk, "addresses": [NEW], "site": "http://x/"} | more)  # type: ignore[arg-type]
    return made[0], f"/invitations/{made[0].wall_id}-{secret}/"


def test_expired_taken_back_declined_wrong_and_never_there_read_alike(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    invitation, link = secret_of(cast, monkeypatch)
    wall = cast.alder_wall.pk
    never = Client().get(f"/invitations/{wall}-wrong/")
    assert never.status_code == 404
    assert "Talk that does" not in never.content.decode()
    for other in (f"{cast.brier_wall.pk}-s3cret", "s3cret", f"{wall}-", "99999999999-s3cret", "²-s3cret"):
        assert held_by(other) is None
    with at(now() + timedelta(days=30, minutes=1)):
        assert Client().get(link).content == never.content
        with walls(cast.every_wall), pytest.raises(Refusal, match="no longer good"):
            accept_invitation(by=newcomer(), invitation=invitation)
    with walls(walls_of(cast.facilitator)):
        take_back(by=cast.facilitator, invitation=invitation)
    assert Client().get(link).content == never.content
    again, link = secret_of(cast, monkeypatch, addresses=["lu@alder.example"], secret="other")
    assert "That is all right" in Client().post(link, {"answer": "decline"}).content.decode()
    assert Client().get(link).content == never.content
    with walls(cast.every_wall), pytest.raises(Refusal):
        resend(by=cast.facilitator, invitation=Invitation.objects.get(pk=again.pk), site="http://x/")


def test_a_signed_out_yes_does_nothing_but_ask_to_sign_in(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    _invitation, link = secret_of(cast, monkeypatch)
    told = Client().post(link, {"answer": "accept"})
    page = told.content.decode()
    assert "Sign in first" in page
    assert NEW not in page, "whoever got hold of the link is not told whom it is for"
    assert f"{NEW[:2]}…@" in page
    with walls(cast.every_wall):
        assert Invitation.objects.get().answered is None


def test_the_invitation_says_what_awaits_and_says_nothing_twice(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with walls(cast.every_wall):
        begins = now() + timedelta(days=5)
        plan_gathering(by=cast.facilitator, space=cast.talk, when=When(begins, "America/New_York"), place="Room 12")
        start_conversation(by=cast.facilitator, space=cast.talk, title="What do quiet students wait for?")
        charter = cast.talk.charter
    _invitation, link = secret_of(cast, monkeypatch, words=charter)
    visitor = Client().get(link).content.decode()
    assert visitor.count(charter) == 1
    assert "First date" in visitor
    assert "Room 12" not in visitor, "whoever got hold of the link is told no place"
    assert "What do quiet students wait for?" not in visitor, "and nothing of what is said inside"
    assert "You will belong to Alder Valley" in browser_of(newcomer()).get(link).text
    mine = browser_of(newcomer_behind(cast)).get(link).text
    assert "What do quiet students wait for?" in mine
    assert "You will belong to" not in mine, "they do already"


def newcomer_behind(cast: Cast) -> Person:
    person = Identity.objects.get(email=NEW).person
    with walls(cast.every_wall):
        bring_behind(by=cast.lead_a, wall=cast.alder_wall, person=person)
    return person


def test_who_may_no_longer_invite_lets_nobody_in(cast: Cast) -> None:
    with walls(cast.every_wall):
        invitation = invite(by=cast.facilitator, place=cast.talk, addresses=[NEW], site="http://x/")[0]
        Membership.objects.filter(person=cast.facilitator, community=cast.talk).update(role=Membership.Role.MEMBER)
        with pytest.raises(Refusal, match="can no longer invite into"):
            accept_invitation(by=newcomer(), invitation=invitation)
        assert not WallMember.objects.filter(person__name="Tomás Ruiz").exists()


def test_each_into_their_own(cast: Cast) -> None:
    """A member invites nobody; a team's lead onto the team; the hub onto a team and into the hub."""
    with walls(cast.every_wall):
        for by, place in ((cast.member, cast.talk), (cast.coach, cast.talk), (cast.neighbour, cast.talk), (cast.member, cast.alder_team), (cast.team_lead, cast.brier_team), (cast.team_lead, cast.network), (cast.hub_evaluator, cast.network), (cast.lead_b, cast.talk)):  # fmt: skip
            with pytest.raises(NotAllowed):
                invite(by=by, place=place, addresses=[NEW], site="http://x/")
        tomas = newcomer()
        team = invite(by=cast.team_lead, place=cast.alder_team, addresses=[NEW], role="data", site="http://x/")[0]
        accept_invitation(by=tomas, invitation=team)
        assert TeamMember.objects.get(person=tomas).role == TeamMember.Role.DATA
        hub = invite(by=cast.hub_director, place=cast.network, addresses=[NEW], role="coach", site="http://x/")[0]
        accept_invitation(by=tomas, invitation=hub)
        assert HubRole.objects.get(person=tomas).role == HubRole.Role.COACH
        assert WallMember.objects.get(person=tomas, wall=cast.network.wall_id).role == WallMember.Role.LEAD


def test_inviting_again_renews_and_does_not_double(cast: Cast) -> None:
    with walls(cast.every_wall):
        first = invite(by=cast.facilitator, place=cast.talk, addresses=[NEW, NEW.upper()], site="http://x/")
        second = invite(by=cast.lead_a, place=cast.talk, addresses=[NEW], site="http://x/")
        assert [one.pk for one in first] == [one.pk for one in second]
        assert Invitation.objects.count() == 1


def test_two_who_invite_one_address_at_one_moment_send_one_live_link(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock(), at_one_moment() as together:

        def by(inviter: str) -> Callable[[Cast], list[Invitation]]:
            return lambda cast: invite(
                by=getattr(cast, inviter), place=cast.talk, addresses=[NEW], role="member", site="http://x/"
            )

        with override_settings(MAILERS={"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}):
            first, second = together.in_turn(by("facilitator"), by("lead_a"))
        assert [one.pk for one in first] == [one.pk for one in second]
        with walls(together.cast.every_wall):
            assert Invitation.objects.get().invited_by == together.cast.lead_a


def test_the_database_keeps_one_live_link(cast: Cast) -> None:
    with walls(cast.every_wall):
        one = invite(by=cast.facilitator, place=cast.talk, addresses=[NEW], site="http://x/")[0]
        with pytest.raises(IntegrityError, match="gather_invitation_one_open"), transaction.atomic():
            Invitation.objects.create(
                wall_id=one.wall_id, community=cast.talk, email=NEW, secret="2" * 64, invited_by=cast.lead_a,
                sent=now(), expires=now() + timedelta(days=30),
            )  # fmt: skip
        take_back(by=cast.facilitator, invitation=one)
        invite(by=cast.facilitator, place=cast.talk, addresses=[NEW], site="http://x/")
        assert Invitation.objects.count() == 2


def test_a_role_in_the_hub_is_held_by_who_was_behind_the_wall_before(cast: Cast) -> None:
    """A member who becomes the evaluator sees the hub's page; a lead who does stays a lead."""
    wall = cast.network.wall_id
    page = reverse("desk:hub", args=[cast.network.pk])
    assert browser_of(cast.member).get(page).status_code == 404
    with walls(cast.every_wall):
        for person in (cast.member, cast.hub_director):
            give_hub_role(by=cast.hub_director, network=cast.network, person=person, role=HubRole.Role.EVALUATOR)
        assert WallMember.objects.get(wall=wall, person=cast.member).role == WallMember.Role.EVALUATOR
        assert WallMember.objects.get(wall=wall, person=cast.hub_director).role == WallMember.Role.LEAD
    assert browser_of(cast.member).get(page).status_code == 200


def test_nobody_else_sees_who_is_invited(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    invitation, _link = secret_of(cast, monkeypatch)
    with walls(cast.every_wall):
        start_conversation(by=cast.member, space=cast.talk, title="Hello")
    for name, person in cast.actors.items():
        with walls(cast.every_wall):
            assert Invitation.objects.visible_to(person).exists() == (name in {"facilitator", "lead of system A"}), name
        browser = browser_of(person)
        if name not in {"facilitator", "lead of system A"}:
            for path in (f"/communities/{cast.talk.pk}/", f"/communities/{cast.talk.pk}/people/", "/communities/"):
                assert NEW not in browser.get(path).content.decode(), (name, path)
            for path in (f"/invitations/{invitation.pk}/again/", f"/invitations/{invitation.pk}/take-back/"):
                told = browser.post(path)
                assert told.status_code == 404 or "/account/login/" in told["Location"], (name, path)
            told = browser.get(f"/communities/{cast.talk.pk}/invite/")
            inside = name in {"coach", "member", "member of another community", "former member", "team lead"}
            assert told.status_code == (403 if inside else 302 if name == "visitor" else 404), name


def test_sending_again_to_somebody_who_came_another_way_says_so_and_closes_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    invitation, _link = secret_of(cast, monkeypatch)
    tomas = newcomer()
    with walls(cast.every_wall):
        bring_behind(by=cast.lead_a, wall=cast.alder_wall, person=tomas)
        join_community(by=tomas, community=cast.talk)
    browser, people = browser_of(cast.facilitator), f"/communities/{cast.talk.pk}/people/"
    assert browser.post(reverse("gather:invitation_again", args=[invitation.pk])).status_code == 302
    assert "tomas@alder.example is here already." in browser.get(people).text
    with walls(cast.every_wall):
        assert Invitation.objects.get().answer == Invitation.Answer.WITHDRAWN


def test_a_look_alike_address_is_not_the_one_that_was_invited(cast: Cast) -> None:
    with walls(cast.every_wall):
        invite(by=cast.facilitator, place=cast.talk, addresses=["kim@alder.example"], site="http://x/")
        held = Invitation.objects.visible_to(cast.facilitator).get()
        for odd in ("kım@alder.example", "k\u0456m@alder.example"):
            stranger = Person.objects.create(name="Somebody")
            Identity.objects.bulk_create(
                [Identity(person=stranger, email=odd)]
            )  # as it came in before there was a door
            with pytest.raises(NotAllowed, match="another address"):
                accept_invitation(by=stranger, invitation=held)
            with pytest.raises(Refusal, match="letters beyond a to z"):
                invite(by=cast.facilitator, place=cast.talk, addresses=[odd], site="http://x/")
        accept_invitation(by=newcomer("Kim", "Kim@Alder.example"), invitation=held)
    refused = browser_of(cast.facilitator).post(
        f"/communities/{cast.talk.pk}/invite/",
        {"once": str(uuid4()), "addresses": "kım@alder.example", "role": "member"},
    )
    assert "has letters beyond a to z" in refused.content.decode()


@override_settings(OPEN_SIGN_UP=False)
@pytest.mark.parametrize("how", ["taken back", "declined", "used", "out of date"])
def test_an_invitation_that_is_over_opens_no_sign_up(cast: Cast, how: str) -> None:
    with mail_server() as box, walls(cast.every_wall):
        (held,) = invite(by=cast.facilitator, place=cast.talk, addresses=[NEW], site="http://x/")
        post_everything()
        link = box.link()
    browser = Client()
    assert browser.get(link).status_code == 200
    entrance = reverse("account_signup")
    assert 'name="email"' in browser.get(entrance).content.decode()
    with walls(cast.every_wall):
        if how == "taken back":
            take_back(by=cast.facilitator, invitation=held)
        elif how == "declined":
            decline_invitation(by=None, invitation=held)
        elif how == "used":
            accept_invitation(by=newcomer(), invitation=held)
    with at(now() + timedelta(days=31 if how == "out of date" else 0)):
        assert 'name="email"' not in browser.get(entrance).content.decode()
