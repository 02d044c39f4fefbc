"""How somebody of a roster comes in: by the mail to the address it has for them, and never by the address alone."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from tests.cast import Cast
from tests.exchange.bundles import bundle_12, of_staff, role, user
from tests.exchange.conftest import Send
from tests.exchange.test_pages import signed_in

from pergola.commons.models import Letter
from pergola.commons.outbox import deliver
from pergola.exchange.inviting import invite_lines
from pergola.gather.actions import join_community, keep_community
from pergola.gather.actions.handing import offer_keeping
from pergola.gather.actions.pairing import answer_pair, ask_for_pair
from pergola.gather.models import Pair
from pergola.people.models import Identity, Person, WallMember
from pergola.spaces.models import Membership
from pergola.systems.models import RosterPerson
from pergola.talk.models import Notice
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

pytestmark = pytest.mark.django_db
PASSWORD = "seven quiet herons at the weir"


def links(cast: Cast) -> dict[str, str]:
    """Invite, send; the link in each mail."""
    with walls([cast.alder_wall.pk]):
        invite_lines(by=cast.lead_a, system=cast.alder, site="http://testserver/")
        waiting = list(
            Letter.objects.unrestricted(Reason.OUTBOX)
            .filter(kind="roster", state="waiting")
            .values_list("pk", flat=True)
        )
    for one in waiting:
        deliver(cast.alder_wall.pk, one)
    return {sent.to[0]: re.search(r"http://testserver(/\S+)", str(sent.body))[1] for sent in mail.outbox}  # type: ignore[index]


def make_account(client: Client, address: str, name: str = "Ana Ruiz") -> Identity:
    """Sign up, and prove the address by the code in the mail."""
    mail.outbox.clear()
    answer = client.post("/account/signup/", {"name": name, "email": address, "password1": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return Identity.objects.get(email=address)


def person_of(cast: Cast, sid: str) -> Person:
    with walls([cast.alder_wall.pk]):
        return RosterPerson.objects.unrestricted(Reason.COUNTING).select_related("person").get(sourced_id=sid).person


def test_whoever_follows_the_link_and_writes_that_address_is_that_person(
    cast: Cast, send: Send, client: Client
) -> None:
    send(of_staff("Ana"))
    link = links(cast)["ana@alder.example"]
    page = client.get(link)
    assert (page.status_code, b"Its roster names you: Ana Ruiz." in page.content) == (200, True)
    identity = make_account(client, "ana@alder.example", "Ana R.")
    assert identity.person == person_of(cast, "u-Ana")
    assert identity.person.name == "Ana R."
    assert client.get("/month/").status_code == 302, "not before the address is proved"


def test_another_address_makes_another_person(cast: Cast, send: Send, client: Client) -> None:
    send(of_staff("Ana"))
    client.get(links(cast)["ana@alder.example"])
    identity = make_account(client, "ana@elsewhere.example")
    assert identity.person != person_of(cast, "u-Ana")
    assert not WallMember.objects.filter(person=identity.person).exists()


def test_the_address_without_the_link_joins_nobody(cast: Cast, send: Send, client: Client, settings: object) -> None:
    settings.OPEN_SIGN_UP = True  # type: ignore[attr-defined]
    send(of_staff("Ana"))
    identity = make_account(client, "ana@alder.example")
    assert identity.person != person_of(cast, "u-Ana")


def test_the_link_of_one_line_is_no_key_to_another_with_the_same_address(
    cast: Cast, send: Send, client: Client
) -> None:
    same = "office@alder.example"
    send(bundle_12([user("a", "Ana", email=same), user("b", "Ben", email=same)], [role("r1", "a"), role("r2", "b")]))
    with walls([cast.alder_wall.pk]):
        assert invite_lines(by=cast.lead_a, system=cast.alder, site="http://testserver/") == 2
        letters = list(Letter.objects.unrestricted(Reason.OUTBOX).filter(kind="roster").values_list("pk", flat=True))
    for one in letters:
        deliver(cast.alder_wall.pk, one)
    bodies = [str(sent.body) for sent in mail.outbox]
    bens = next(re.search(r"http://testserver(/\S+)", body)[1] for body in bodies if "Ben" in body)  # type: ignore[index]
    client.get(bens)
    assert make_account(client, same, "Ben").person == person_of(cast, "b")


def test_whoever_has_an_account_with_that_address_says_that_is_me_and_brings_both_together(
    cast: Cast, send: Send, client: Client
) -> None:
    old = Person.objects.create(name="Ana of old")
    signed_in(client, old)
    Identity.objects.filter(person=old).update(email="ana@alder.example")
    send(of_staff("Ana"))
    blank = person_of(cast, "u-Ana")
    with walls([cast.alder_wall.pk]):
        join_community(by=blank, community=cast.talk)
    link = links(cast)["ana@alder.example"]
    assert b"Is that you?" in client.get(link).content
    assert client.post(link).status_code == 302
    assert person_of(cast, "u-Ana") == old
    with walls([cast.alder_wall.pk]):
        assert Membership.objects.unrestricted(Reason.COUNTING).filter(person=old, community=cast.talk).exists()
    blank.refresh_from_db()
    assert (str(blank), blank.erased is not None) == ("somebody", True)
    assert send(of_staff("Ben")).people.gone == 1
    assert not WallMember.objects.filter(person=old).exists()


def test_what_others_asked_of_the_line_comes_along_and_nobody_is_a_pair_twice(
    cast: Cast, send: Send, client: Client
) -> None:
    old = Person.objects.create(name="Ana of old")
    signed_in(client, old)
    Identity.objects.filter(person=old).update(email="ana@alder.example")
    send(of_staff("Ana"))
    blank = person_of(cast, "u-Ana")
    with walls([cast.alder_wall.pk]):
        WallMember.objects.create(wall=cast.alder_wall, person=old)
        wall = cast.alder_wall.pk
        alone = ask_for_pair(by=cast.member, wall=wall, person=blank, kind=Pair.Kind.MENTOR)
        twice = ask_for_pair(by=cast.facilitator, wall=wall, person=blank, kind=Pair.Kind.PEER)
        stands = ask_for_pair(by=cast.facilitator, wall=wall, person=old, kind=Pair.Kind.MENTOR)
        answer_pair(by=old, pair=stands, accepted=True)
        oneself = ask_for_pair(by=old, wall=wall, person=blank, kind=Pair.Kind.PEER)
        had = ask_for_pair(by=old, wall=wall, person=cast.coach, kind=Pair.Kind.COACH)
        keep_community(by=cast.facilitator, community=cast.talk, person=blank, role=Membership.Role.MEMBER)
        handed = offer_keeping(by=cast.facilitator, community=cast.talk, person=blank)
    assert client.post(links(cast)["ana@alder.example"]).status_code == 302
    with walls([cast.alder_wall.pk]):
        pairs = Pair.objects.unrestricted(Reason.COUNTING).in_bulk(
            [one.pk for one in (alone, twice, stands, oneself, had)]
        )
        handed.refresh_from_db()
        told = Notice.objects.unrestricted(Reason.COUNTING).filter(person=old, kind="pair", event=alone.pk)
        assert told.count() == 1
        answer_pair(by=old, pair=pairs[alone.pk], accepted=True)
    assert (pairs[alone.pk].asked_to, pairs[alone.pk].answer) == (old, "")
    assert [pairs[one.pk].answer for one in (twice, stands, oneself, had)] == ["back", "yes", "back", ""]
    assert (handed.given_to, handed.answer) == (old, "")


def test_somebody_signed_in_with_another_address_is_not_let_in(cast: Cast, send: Send, client: Client) -> None:
    signed_in(client, cast.outsider)
    send(of_staff("Ana"))
    link = links(cast)["ana@alder.example"]
    assert b"who has another address" in client.get(link).content
    assert client.post(link).status_code == 422
    assert person_of(cast, "u-Ana") != cast.outsider


def test_a_link_of_somebody_who_left_or_a_made_up_one_opens_nothing(cast: Cast, send: Send, client: Client) -> None:
    send(of_staff("Ana", "Ben"))
    link = links(cast)["ana@alder.example"]
    send(of_staff("Ben"))
    made_up = link[:-4] + "aaa/"
    assert [client.get(one).status_code for one in (link, made_up, "/rosters/invitations/r9-x/")] == [404] * 3
    assert client.get("/account/signup/").content.count(b"password1") == 0


def test_nobody_gets_two_mails_and_nobody_who_is_in_gets_one(cast: Cast, send: Send) -> None:
    send(of_staff("Ana", "Ben"))
    assert len(links(cast)) == 2
    identity = Identity.objects.create_user("ben@proved.example", None, person=person_of(cast, "u-Ben"))
    EmailAddress.objects.create(user=identity, email=identity.email, verified=True, primary=True)
    with walls([cast.alder_wall.pk]):
        assert invite_lines(by=cast.lead_a, system=cast.alder, site="http://testserver/") == 0
