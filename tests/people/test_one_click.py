"""One click as anybody of the sample: in the demo, and only there."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import NoReverseMatch, reverse
from tests.people.stories import PASSWORD, sign_in, somebody

from pergola.demo.looking import find_invented
from pergola.kernel.clock import at, now
from pergola.kernel.errors import NotAllowed
from pergola.people.models import Identity

pytestmark = pytest.mark.django_db
WITH_THE_DEMO = pytest.mark.urls("tests.people.urls_of_the_demo")


@pytest.fixture
def leilani() -> Identity:
    return somebody("leilani@sample.invalid", name="Leilani Kahale")


@WITH_THE_DEMO
def test_one_click_and_one_is_somebody_of_the_sample(client: Client, settings: LazySettings, leilani: Identity) -> None:
    settings.DEMO = True
    page = client.get("/demo/").content.decode()
    assert "Be Leilani" in page
    assert "Be a visitor" in page
    assert client.post("/demo/be/", {"email": leilani.email}).status_code == 302
    assert "Leilani Kahale" in client.get(reverse("people:you")).content.decode()


@WITH_THE_DEMO
def test_nobody_real_can_be_looked_at_from_inside(client: Client, settings: LazySettings) -> None:
    settings.DEMO = True
    somebody("marisol@example.org")
    assert "marisol" not in client.get("/demo/").content.decode()
    for address in ("marisol@example.org", "nobody@sample.invalid", "marisol@example.org@sample.invalid", ""):
        assert client.post("/demo/be/", {"email": address}).status_code == 422
        assert client.get(reverse("people:you")).status_code == 302


def test_outside_the_demo_there_is_no_such_address(client: Client, leilani: Identity) -> None:
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/be/", {"email": leilani.email}).status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("demo:people")


@WITH_THE_DEMO
def test_outside_the_demo_a_forged_post_signs_nobody_in(
    client: Client, settings: LazySettings, leilani: Identity
) -> None:
    """Even where the address were left in by mistake."""
    settings.DEMO = False
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/be/", {"email": leilani.email}).status_code == 404
    assert client.get(reverse("people:you")).status_code == 302
    with pytest.raises(NotAllowed):
        find_invented(email=leilani.email)


def test_it_wants_a_post_with_a_token(settings: LazySettings, leilani: Identity) -> None:
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.people.urls_of_the_demo"
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/demo/be/", {"email": leilani.email}).status_code == 403
    assert strict.get("/demo/be/").status_code == 405


@WITH_THE_DEMO
def test_in_the_demo_the_one_click_goes_on_counting_as_showing_who_one_is(
    client: Client, settings: LazySettings, leilani: Identity
) -> None:
    """A code by mail goes to an invented address: nobody could read it."""
    settings.DEMO = True
    client.post("/demo/be/", {"email": leilani.email})
    with at(now() + timedelta(minutes=25)):
        assert client.get(reverse("account_email")).status_code == 200
        settings.DEMO = False
        assert "reauthenticate" in client.get(reverse("account_email"))["Location"]


@WITH_THE_DEMO
def test_in_the_demo_whoever_signed_in_otherwise_is_asked_again(client: Client, settings: LazySettings) -> None:
    settings.DEMO = True
    identity = somebody("marisol@example.org")
    sign_in(client, identity.email, PASSWORD)
    with at(now() + timedelta(minutes=25)):
        assert "reauthenticate" in client.get(reverse("account_email"))["Location"]
