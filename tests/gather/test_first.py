"""The first page: only where nobody is operator, only with the secret, once; and every visit leads there until then."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import Client, RequestFactory
from tests.cast import Cast

from pergola.gather.actions.first import Beginning, begin_here
from pergola.gather.first import LeadToFirst, is_the_secret, secret
from pergola.kernel.errors import Refusal
from pergola.people.models import Identity, Person, Visitor, WallMember
from pergola.people.operating import end_operator, let_back_in, make_operator, operators
from pergola.spaces.models import Community, HubRole, Network
from pergola.walls.models import Wall
from pergola.walls.opening import walls

WORDS = "we meet under the vines on mondays"
GOOD = {
    "name": "Odile Renard",
    "email": "Odile@First.example",
    "password": WORDS,
    "system": "Fern Hollow Schools",
    "network": "The Hollow Network",
    "purpose": "Learn together how talk helps.",
}


def good() -> dict[str, str]:
    return {**GOOD, "secret": secret()}


@pytest.mark.usefixtures("nobody")
def test_it_makes_an_operator_a_system_and_a_network_and_leads_on_to_the_first_community(client: Client) -> None:
    assert client.get("/first/").status_code == 200
    answer = client.post("/first/", good())
    wall = Wall.objects.get(kind=Wall.Kind.SYSTEM)
    assert (answer.status_code, answer["Location"]) == (302, f"/communities/open/{wall.pk}/")
    assert "A first question to talk about" in client.get(answer["Location"]).content.decode()
    person = Person.objects.get()
    assert (person.name, person.is_operator) == ("Odile Renard", True)
    assert client.session["_auth_user_id"] == str(Identity.objects.get(email="odile@first.example").pk)
    assert UserSession.objects.filter(session_key=client.session.session_key).exists(), "it can be seen and ended"
    with walls(Wall.objects.values_list("pk", flat=True)):
        assert {one.role for one in WallMember.objects.filter(person=person)} == {WallMember.Role.LEAD}
        assert HubRole.objects.get().role == HubRole.Role.COORDINATOR
        assert not Community.objects.exists(), "nothing opens empty"
    assert client.get("/first/").status_code == 404
    assert client.post("/first/", good()).status_code == 404
    assert "Nothing here" in client.get("/first/").content.decode()


@pytest.mark.usefixtures("nobody")
def test_one_system_begins_without_a_network_and_a_network_says_what_it_is_for(client: Client) -> None:
    said = client.post("/first/", {**good(), "purpose": ""}).content.decode()
    assert "Say in a sentence what the network is for" in said
    assert not Person.objects.exists()
    assert client.post("/first/", {**good(), "network": "", "purpose": ""}).status_code == 302
    with walls(Wall.objects.values_list("pk", flat=True)):
        assert not Network.objects.exists()


@pytest.mark.usefixtures("nobody")
@pytest.mark.parametrize("given", ["", "aaaa-bbbb-cccc-dddd-eeee", "x" * 41, "é" * 20])
def test_a_stranger_without_the_secret_begins_nothing_and_loses_nothing(client: Client, given: str) -> None:
    answer = client.post("/first/", {**good(), "secret": given})
    assert answer.status_code == 200
    said = answer.content.decode()
    assert "Fern Hollow Schools" in said
    assert WORDS not in said
    assert secret() not in said
    assert not Person.objects.exists()


@pytest.mark.usefixtures("nobody")
def test_the_page_never_tells_the_secret(client: Client) -> None:
    assert secret() not in client.get("/first/").content.decode()


@pytest.mark.usefixtures("nobody")
def test_a_weak_password_is_refused_with_its_reason(client: Client) -> None:
    said = client.post("/first/", {**good(), "password": "short"}).content.decode()
    assert "15" in said
    assert not Person.objects.exists()


def test_the_secret_is_long_and_follows_from_the_key(settings: pytest.FixtureRequest) -> None:
    first = secret()
    assert re.fullmatch(r"([a-z2-7]{4}-){4}[a-z2-7]{4}", first)
    assert is_the_secret(first.upper().replace("-", " "))
    assert not is_the_secret(first[:-1])
    settings.SECRET_KEY = "another" * 8  # type: ignore[attr-defined]
    assert secret() != first


def test_two_at_once_are_one(cast: Cast) -> None:
    with pytest.raises(Refusal, match="already"):
        begin_here(by=Visitor(), beginning=Beginning(**GOOD))


@pytest.mark.usefixtures("nobody")
def test_every_visit_leads_there_until_somebody_has_begun(settings: pytest.FixtureRequest) -> None:
    def page(_request: object) -> HttpResponse:
        return HttpResponse("the page")

    with pytest.raises(MiddlewareNotUsed):
        LeadToFirst(page)
    settings.FIRST_RUN = True  # type: ignore[attr-defined]
    lead, ask = LeadToFirst(page), RequestFactory()
    for address in ("/", "/communities/", "/account/login/", "/no-such-page/"):
        assert lead(ask.get(address))["Location"] == "/first/"
    assert lead(ask.get("/first/")).content == b"the page"
    begin_here(by=Visitor(), beginning=Beginning(**GOOD))
    assert lead(ask.get("/")).content == b"the page"
    Person.objects.update(is_operator=False)
    assert lead(ask.get("/")).content == b"the page", "it looks no more once it is over"


def note_session_of(client: Client, identity: Identity) -> None:
    UserSession.objects.create(user=identity, session_key=client.session.session_key, ip="127.0.0.1", user_agent="x")


@pytest.mark.usefixtures("nobody")
class TestOperatorByCommand:
    def test_somebody_new_signs_in_by_code(self) -> None:
        person, new = make_operator(address="Ada@Ops.example", name="Ada")
        assert (person.name, person.is_operator, new) == ("Ada", True, True)
        assert not Identity.objects.get().has_usable_password()
        assert operators() == [(person, ["ada@ops.example"])]

    def test_an_unproved_address_makes_nobody_operator(self) -> None:
        Identity.objects.create_user("eve@ops.example", WORDS)
        with pytest.raises(Refusal, match="not proved"):
            make_operator(address="eve@ops.example")

    def test_nonsense_is_no_address(self) -> None:
        with pytest.raises(Refusal, match="not an e-mail address"):
            make_operator(address="ada at ops")

    def test_somebody_who_lost_every_second_factor_is_let_back_in(self, client: Client) -> None:
        make_operator(address="ada@ops.example", name="Ada")
        ada = Identity.objects.get(email="ada@ops.example")
        RecoveryCodes.activate(ada)
        client.force_login(ada, backend="pergola.people.backends.PersonBackend")
        note_session_of(client, ada)
        assert let_back_in(address=" Ada@ops.example").name == "Ada"
        assert not Authenticator.objects.filter(user=ada).exists()
        assert client.get("/you/").status_code == 302, "and nobody is signed in in her name any more"
        with pytest.raises(Refusal, match="Nobody signs in"):
            let_back_in(address="eve@ops.example")

    def test_the_last_one_stays(self) -> None:
        make_operator(address="ada@ops.example")
        with pytest.raises(Refusal, match="last operator"):
            end_operator(address="ada@ops.example")
        make_operator(address="bo@ops.example")
        assert end_operator(address="ada@ops.example").name == "ada"
        with pytest.raises(Refusal, match="No operator"):
            end_operator(address="ada@ops.example")
