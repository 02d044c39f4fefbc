"""Who leads a school system here: an operator names the first, by mail and without a shell; the leads name the next."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from tests.asking import browser_of, identity_of, queries
from tests.cast import Cast, person
from tests.people.stories import PASSWORD

from pergola.commons.models import Letter
from pergola.commons.outbox import deliver
from pergola.gather.models import Invitation
from pergola.people.models import Identity, Person, WallMember
from pergola.systems.models import District, SchoolSystem
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

pytestmark = pytest.mark.django_db
FIRST = "/leads/first/"


def asked(name: str, system: str, email: str = "nora@river.example") -> dict[str, str]:
    return {"name": name, "system": system, "email": email, "words": "Do lead it.", "once": str(uuid4())}


def sent_link(wall: int) -> str:
    """The newest letter of this wall, sent; the link in it."""
    with walls([wall]):
        newest = Letter.objects.unrestricted(Reason.OUTBOX).filter(kind="invitation", wall=wall).latest("pk")
    deliver(wall, newest.pk)
    found = re.search(r"http://\S+?(/invitations/\S+)", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]


def leads_of(system: SchoolSystem) -> set[Person]:
    found = WallMember.objects.filter(wall=system.wall_id, role=WallMember.Role.LEAD).select_related("person")
    return {one.person for one in found}


def test_an_operator_brings_a_district_in_and_its_lead_begins_from_the_mail(cast: Cast, client: Client) -> None:
    district = District.objects.create(leaid="3900001", name="RIVER CITY SCHOOLS", city="RIVER CITY", state="OH")
    operator = browser_of(cast.operator)
    assert "River City Schools" in operator.get(f"{FIRST}?name=river").content.decode().title()
    answer = operator.post(FIRST, asked("river", f"district-{district.pk}"))
    system = SchoolSystem.objects.get(districts=district)
    assert answer["Location"] == f"/systems/{system.slug}/leads/#invited"
    page = operator.get(f"/systems/{system.slug}/leads/").content.decode()
    assert "Nobody leads" in page
    assert "nora@river.example" in page
    assert system.wall_id is not None
    link = sent_link(system.wall_id)
    assert "asks you to lead" in str(mail.outbox[-1].subject)
    assert "Do lead it." in str(mail.outbox[-1].body)
    assert "asks you to lead this school system here" in client.get(link).content.decode()
    sign_up = {"name": "Nora River", "email": "nora@river.example", "password1": PASSWORD}
    assert client.post("/account/signup/", sign_up).status_code == 302, "the link lets somebody new make an account"
    nora = Identity.objects.get(email="nora@river.example").person
    mine = browser_of(nora)
    assert "Do you lead River City" in mine.get(link).content.decode()
    answer = mine.post(link, {"answer": "accept"})
    assert answer["Location"] == f"/communities/open/{system.wall_id}/", "nothing opens empty: she opens the first one"
    assert mine.get(answer["Location"]).status_code == 200
    assert leads_of(system) == {nora}
    assert operator.get(f"/systems/{system.slug}/leads/").status_code == 404, "from here on it is its leads’ to say"


def test_one_that_no_directory_lists_is_entered_by_its_name_once(cast: Cast) -> None:
    operator = browser_of(cast.operator)
    assert "enter it as you wrote it" in operator.get(f"{FIRST}?name=Rivers Charter").content.decode()
    operator.post(FIRST, asked("Rivers  Charter", "new"))
    system = SchoolSystem.objects.get(name="Rivers Charter")
    assert (system.slug, system.wall_id is None) == ("rivers-charter", False)
    again = operator.post(FIRST, asked("rivers charter", "new"))
    assert (again.status_code, "already a school system of this name" in again.content.decode()) == (422, True)
    assert SchoolSystem.objects.filter(name__iexact="rivers charter").count() == 1


def test_a_form_sent_twice_asks_once(cast: Cast) -> None:
    operator, form = browser_of(cast.operator), asked("Rivers Charter", "new")
    first, second = (operator.post(FIRST, form)["Location"] for _ in range(2))
    assert first == second
    system = SchoolSystem.objects.get(name="Rivers Charter")
    assert system.wall_id is not None
    with walls([system.wall_id]):
        assert Letter.objects.unrestricted(Reason.COUNTING).filter(kind="invitation", wall=system.wall_id).count() == 1


def test_where_somebody_leads_the_operator_names_nobody(cast: Cast) -> None:
    answer = browser_of(cast.operator).post(FIRST, asked(cast.alder.name, f"system-{cast.alder.pk}"))
    assert (answer.status_code, "has a lead already" in answer.content.decode()) == (422, True)
    with walls(cast.every_wall):
        assert not Invitation.objects.unrestricted(Reason.COUNTING).filter(system=cast.alder).exists()


def test_what_cannot_be_read_is_said_and_nothing_written_is_lost(cast: Cast) -> None:
    answer = browser_of(cast.operator).post(FIRST, asked("Rivers Charter", "new", "nora at river"))
    page = answer.content.decode()
    assert (answer.status_code, "Do lead it." in page, "Rivers Charter" in page) == (422, True, True)
    assert not SchoolSystem.objects.filter(name="Rivers Charter").exists()
    strange = browser_of(cast.operator).post(FIRST, asked("Rivers Charter", f"system-{cast.alder.pk}"))
    assert strange.status_code == 422, "not one that was found"


def test_a_mail_to_the_wrong_address_is_taken_back_by_the_operator(cast: Cast) -> None:
    operator = browser_of(cast.operator)
    operator.post(FIRST, asked("Rivers Charter", "new", "nora@rivr.example"))
    system = SchoolSystem.objects.get(name="Rivers Charter")
    assert system.wall_id is not None
    link, here = sent_link(system.wall_id), f"/systems/{system.slug}/leads/"
    with walls([system.wall_id]):
        one = Invitation.objects.unrestricted(Reason.COUNTING).get(system=system)
    assert "nora@rivr.example" in operator.get(here).content.decode()
    operator.post(f"{here}{one.pk}/take-back/")
    assert "nora@rivr.example" not in operator.get(here).content.decode()
    stranger = person("Strange Reader")
    identity_of(stranger, "nora@rivr.example")
    assert browser_of(stranger).post(link, {"answer": "accept"}).status_code == 404
    assert leads_of(system) == set()
    operator.post(here, {"email": "nora@river.example", "words": "", "once": str(uuid4())})
    assert "nora@river.example" in operator.get(here).content.decode()


def test_a_lead_names_the_next_and_whoever_stands_behind_the_wall_leads_from_then(cast: Cast) -> None:
    here, lead = "/systems/alder-valley/leads/", browser_of(cast.lead_a)
    assert "One person leads" in lead.get(here).content.decode()
    assert "Its leads" in lead.get("/systems/alder-valley/").content.decode()
    identity_of(cast.member, "mo@alder.example")
    lead.post(here, {"email": "mo@alder.example", "words": "", "once": str(uuid4())})
    link, member = sent_link(cast.alder_wall.pk), browser_of(cast.member)
    answer = member.post(link, {"answer": "accept"})
    assert answer["Location"] == "/systems/alder-valley/", "it has communities already"
    assert leads_of(cast.alder) == {cast.lead_a, cast.member}
    again = lead.post(here, {"email": "mo@alder.example", "words": "", "once": str(uuid4())})
    assert "leads Alder Valley already" in again.content.decode().replace("Public Schools ", "")


def test_an_invitation_of_somebody_who_leads_no_more_lets_nobody_lead(cast: Cast) -> None:
    identity_of(cast.member, "mo@alder.example")
    browser_of(cast.lead_a).post(
        "/systems/alder-valley/leads/", {"email": "mo@alder.example", "words": "", "once": str(uuid4())}
    )
    link = sent_link(cast.alder_wall.pk)
    WallMember.objects.filter(wall=cast.alder_wall, person=cast.lead_a).update(role=WallMember.Role.MEMBER)
    answer = browser_of(cast.member).post(link, {"answer": "accept"})
    assert (answer.status_code, "can no longer invite" in answer.content.decode()) == (422, True)
    assert leads_of(cast.alder) == set()


@pytest.mark.parametrize("path", [FIRST, "/systems/alder-valley/leads/", "/systems/elsewhere/leads/"])
def test_nobody_else_finds_these_pages(cast: Cast, path: str) -> None:
    may: dict[str, set[str]] = {
        FIRST: {"operator"}, "/systems/alder-valley/leads/": {"lead of system A"}, "/systems/elsewhere/leads/": {"operator"},
    }  # fmt: skip
    for name, who in cast.actors.items():
        told: Any = browser_of(who).get(path)
        assert told.status_code == (200 if name in may[path] else 302 if name == "visitor" else 404), name


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_asks_the_same_however_many_lead_and_are_asked(cast: Cast, n: int) -> None:
    lead, here = browser_of(cast.lead_a), "/systems/alder-valley/leads/"
    for one in range(n):
        lead.post(here, {"email": f"n{one}@alder.example", "words": "", "once": str(uuid4())})
        who = person(f"Lead Number{one}")
        WallMember.objects.create(wall=cast.alder_wall, person=who, role=WallMember.Role.LEAD)
    lead.get(here)
    with queries() as asked_for:
        assert lead.get(here).status_code == 200
    assert len(asked_for) == 5, asked_for
