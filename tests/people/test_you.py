"""You: what others read, how pages look, the language of this device."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from tests.people.stories import somebody

from pergola.people.models import Identity, Person

pytestmark = pytest.mark.django_db
HERE = {"name": "Marisol V.", "work": "grade 7 science", "theme": "dark", "language": "en"}


@pytest.fixture
def marisol(client: Client) -> Identity:
    identity = somebody()
    client.force_login(identity, backend="pergola.people.backends.PersonBackend")
    return identity


def test_what_one_writes_of_oneself_is_kept(client: Client, marisol: Identity) -> None:
    answer = client.post(reverse("people:you"), HERE)
    assert answer["Location"] == reverse("people:you")
    person = Person.objects.get(pk=marisol.person_id)
    assert (person.name, person.work, person.theme) == ("Marisol V.", "grade 7 science", "dark")


@pytest.mark.parametrize(
    ("theme", "shown"), [("device", ">"), ("light", ' data-bs-theme="light">'), ("dark", ' data-bs-theme="dark">')]
)
def test_the_server_writes_the_theme(client: Client, marisol: Identity, theme: str, shown: str) -> None:
    page = client.post(reverse("people:you"), HERE | {"theme": theme}, follow=True).content.decode()
    assert f'<html lang="en"{shown}' in page


@override_settings(LANGUAGES=[("en", "English"), ("es", "Spanish")])
def test_the_language_is_the_devices(client: Client, marisol: Identity) -> None:
    page = client.post(reverse("people:you"), HERE | {"language": "es"}, follow=True).content.decode()
    assert '<html lang="es"' in page
    assert client.cookies["django_language"].value == "es"
    other = Client()
    other.force_login(marisol, backend="pergola.people.backends.PersonBackend")
    assert '<html lang="en"' in other.get(reverse("people:you")).content.decode()


@pytest.mark.parametrize("wrong", [{"name": ""}, {"theme": "pink"}, {"name": "x" * 201}])
def test_what_cannot_be_kept_is_said_and_nothing_is_lost(
    client: Client, marisol: Identity, wrong: dict[str, str]
) -> None:
    answer = client.post(reverse("people:you"), HERE | wrong)
    assert answer.status_code == 422
    assert "grade 7 science" in answer.content.decode()
    assert Person.objects.get(pk=marisol.person_id).name == "Marisol Vega"


def test_only_declared_fields_change(client: Client, marisol: Identity) -> None:
    client.post(
        reverse("people:you"),
        HERE | {"is_operator": "on", "contact": "x@example.org", "id": "1", "erased": "2026-01-01"},
    )
    person = Person.objects.get(pk=marisol.person_id)
    assert (person.is_operator, person.contact, person.erased) == (False, "", None)


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(reverse("people:you"))["Location"].startswith(reverse("account_login"))
