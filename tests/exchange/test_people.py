"""Whom the roster brought and who has left, as a lead finds them; and one mail to one of them."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.cast import Cast
from tests.exchange.bundles import bundle_12, role, user
from tests.exchange.conftest import Send
from tests.exchange.test_pages import lead, signed_in, text

from pergola.commons.models import Letter
from pergola.kernel.clock import at, now
from pergola.people.models import Identity, Person
from pergola.systems.models import RosterInvitation, RosterPerson
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

__all__ = ["lead"]
pytestmark = pytest.mark.django_db
PAGE = "/systems/alder-valley/roster/people/"
ORGS = [("s1", "", "", "Ridgeline Elementary", "school", "", ""), ("s2", "", "", "Founders High", "school", "", "")]


def bundle(*given: str, org: str = "s1") -> dict[str, str]:
    rows = [user(f"u-{one}", one, email=f"{one.lower()}@alder.example") for one in given]
    return bundle_12(rows, [role(f"r-{one}", f"u-{one}", org=org) for one in given], ORGS)


def line_of(cast: Cast, name: str) -> RosterPerson:
    with walls([cast.alder_wall.pk]):
        return RosterPerson.objects.unrestricted(Reason.COUNTING).get(sourced_id=f"u-{name}")


def letters(cast: Cast) -> int:
    with walls([cast.alder_wall.pk]):
        return Letter.objects.unrestricted(Reason.COUNTING).filter(kind="roster").count()


def test_who_is_there_and_who_has_left_since_when(cast: Cast, lead: Client, send: Send) -> None:
    assert "They come with the first bundle" in text(lead, PAGE)
    with at(datetime(2025, 11, 3, 15, tzinfo=UTC)):
        send(bundle("Ana", "Ben"))
    with at(datetime(2026, 2, 5, 15, tzinfo=UTC)):
        send(bundle("Ana"), name="later.zip")
    here, left = text(lead, PAGE), text(lead, f"{PAGE}?which=left")
    assert "One person is in your roster" in here
    assert ("Ana Ruiz" in here, "Ben Ruiz" in here) == (True, False)
    assert "Ridgeline Elementary · in the roster since 3 November 2025" in here
    assert "One person has left" in left
    assert ("Ana Ruiz" in left, "Ben Ruiz" in left) == (False, True)
    assert "former since 5 February 2026" in left
    assert "Invite" not in left


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("name=munoz", {"Muñoz"}),
        ("name=Muñ", {"Muñoz"}),
        ("name=ruiz mu", {"Muñoz"}),
        ("school=founders", {"Cyd"}),
        ("school=ridge&name=a", {"Ana"}),
        ("name=nobody", set()),
        ("which=none-yet", {"Ana", "Muñoz", "Cyd"}),
        ("which=nonsense", {"Ana", "Muñoz", "Cyd"}),
    ],
)  # fmt: skip
def test_found_by_name_and_by_school(cast: Cast, lead: Client, send: Send, asked: str, found: set[str]) -> None:
    rows = [user(f"u-{one}", one, email=f"u{n}@alder.example") for n, one in enumerate(("Ana", "Muñoz", "Cyd"))]
    roles = [role(f"r-{one}", f"u-{one}", org=org) for one, org in (("Ana", "s1"), ("Muñoz", "s1"), ("Cyd", "s2"))]
    send(bundle_12(rows, roles, ORGS))
    page = text(lead, f"{PAGE}?{asked}")
    assert {one for one in ("Ana", "Muñoz", "Cyd") if f"{one} Ruiz" in page} == found


def test_one_is_invited_from_the_list_and_once_more_with_another_link(cast: Cast, lead: Client, send: Send) -> None:
    send(bundle("Ana", "Ben"))
    way = f"{PAGE}{line_of(cast, 'Ana').pk}/invite/?school=ridge"
    answer = lead.post(way)
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?school=ridge")
    page = text(lead, PAGE)
    assert "A mail to Ana Ruiz is on its way." in page
    assert page.count("Send the mail again") == 1
    with walls([cast.alder_wall.pk]):
        first = RosterInvitation.objects.unrestricted(Reason.COUNTING).get()
    lead.post(way)
    with walls([cast.alder_wall.pk]):
        second = RosterInvitation.objects.unrestricted(Reason.COUNTING).get()
    assert (first.sourced_id, second.sourced_id, first.secret == second.secret) == ("u-Ana", "u-Ana", False)
    assert letters(cast) == 2
    text(lead, PAGE)  # the word that it is on its way is said once
    assert "Ana Ruiz" not in text(lead, f"{PAGE}?which=none-yet")


def test_whoever_has_an_account_no_address_or_has_left_gets_no_mail(cast: Cast, lead: Client, send: Send) -> None:
    send(bundle("Ana", "Ben", "Cyd"))
    rows = [user("u-Ana", "Ana", email="ana@alder.example"), user("u-Ben", "Ben", email="")]
    send(bundle_12(rows, [role(f"r-{one}", f"u-{one}") for one in ("Ana", "Ben")], ORGS), name="later.zip")
    person = line_of(cast, "Ana").person_id
    Identity.objects.create_user("ana@alder.example", None, person_id=person)
    page = text(lead, PAGE)
    assert ("Has an account." in page, "no address in your roster" in page, "Invite" in page) == (True, True, False)
    for name, why in (("Ana", "has an account already"), ("Ben", "no address"), ("Cyd", "no longer in your roster")):
        lead.post(f"{PAGE}{line_of(cast, name).pk}/invite/")
        assert why in text(lead, PAGE)
    assert letters(cast) == 0


def test_the_link_of_a_mail_whose_person_has_left_says_so_nowhere_else(cast: Cast, lead: Client, send: Send) -> None:
    """Denied to everybody but the leads: and there is a name that could leak."""
    send(bundle("Ana"))
    line = line_of(cast, "Ana")
    for who in (cast.facilitator, cast.coach, cast.lead_b, cast.hub_director, cast.operator):
        client = signed_in(Client(), who)
        answer = client.get(PAGE)
        assert (answer.status_code, b"Ana" in answer.content) == (404, False), who.name
        assert client.post(f"{PAGE}{line.pk}/invite/").status_code == 404
    assert letters(cast) == 0


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_asks_the_same_however_long_it_is(
    cast: Cast, lead: Client, send: Send, n: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    send(bundle(*("Ana", "Ben", "Cyd")[:n]))
    for asked in ("", "?which=none-yet", "?name=ana&school=ridge"):
        lead.get(f"{PAGE}{asked}")
        with django_assert_num_queries(12):
            assert lead.get(f"{PAGE}{asked}").status_code == 200


def test_a_hundred_are_paged_and_the_question_goes_along(cast: Cast, lead: Client) -> None:
    with walls([cast.alder_wall.pk]):
        people = Person.objects.bulk_create([Person(name=f"Reed {n:03}") for n in range(120)])
        RosterPerson.objects.bulk_create(
            RosterPerson(wall=cast.alder_wall, sourced_id=f"n{n}", person=one, name=one.name, role="teacher", since=now())
            for n, one in enumerate(people)
        )  # fmt: skip
    page = text(lead, f"{PAGE}?name=reed&page=2")
    assert "120 people found" in page
    assert ("Reed 049" in page, "Reed 050" in page, "Reed 099" in page, "Reed 100" in page) == (
        False,
        True,
        True,
        False,
    )
    assert "?name=reed&amp;page=3" in page
