"""Where one is signed in: seen, ended, and gone from the list with a new password."""

import json
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.people.software_key import SoftwareKey
from tests.people.stories import PASSWORD, sign_in, somebody

from pergola.kernel.clock import at, now
from pergola.people.devices import device_in_words
from pergola.people.tasks import forget_sessions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick")]
YOU = reverse("people:you")
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1"
DESK = "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36"


def device(agent: str) -> Client:
    return Client(headers={"user-agent": agent})


def is_in(client: Client) -> bool:
    return client.get(YOU).status_code == 200


@pytest.fixture
def both() -> tuple[Client, Client]:
    """One person, on a telephone and at a desk."""
    identity = somebody()
    phone, desk = device(PHONE), device(DESK)
    for one in (phone, desk):
        sign_in(one, identity.email, PASSWORD)
    return phone, desk


def test_one_sees_where_one_is_signed_in(both: tuple[Client, Client]) -> None:
    _phone, desk = both
    page = desk.get(YOU).content.decode()
    assert "Safari on iPhone" in page
    assert "Chrome on Chromebook" in page
    assert page.count("This device") == 1
    assert page.count("127.0.0.1") == 2


def test_one_of_them_is_ended(both: tuple[Client, Client]) -> None:
    phone, desk = both
    there = next(one for one in desk.get(YOU).context["sessions"] if not one.here)
    answer = desk.post(reverse("usersessions_end", args=[there.pk]))
    assert answer["Location"] == f"{YOU}#signed-in"
    assert not is_in(phone)
    assert is_in(desk)


def test_all_others_are_ended(both: tuple[Client, Client]) -> None:
    phone, desk = both
    third = device(PHONE)
    sign_in(third, "marisol@example.org", PASSWORD)
    page = desk.post(reverse("usersessions_end_others"), follow=True).content.decode()
    assert "2 other devices are signed out." in page
    assert (is_in(phone), is_in(third), is_in(desk)) == (False, False, True)


def test_anothers_session_cannot_be_ended(both: tuple[Client, Client]) -> None:
    phone, _desk = both
    somebody("stranger@example.org")
    stranger = Client()
    sign_in(stranger, "stranger@example.org", PASSWORD)
    for pk in UserSession.objects.filter(user__email="marisol@example.org").values_list("pk", flat=True):
        assert stranger.post(reverse("usersessions_end", args=[pk])).status_code == 404
    stranger.post(reverse("usersessions_end_others"))
    assert is_in(phone)


@pytest.mark.parametrize("deed", ["change", "give up"])
def test_with_another_password_others_are_signed_out_and_gone_from_the_list(
    both: tuple[Client, Client], deed: str
) -> None:
    phone, desk = both
    if deed == "change":
        given = {"oldpassword": PASSWORD, "password1": "nine quiet geese on a roof"}
        desk.post(reverse("account_change_password"), given)
    else:
        desk.post(reverse("account_remove_password"))
    assert not is_in(phone)
    assert [one.here for one in desk.get(YOU).context["sessions"]] == [True]


def test_one_that_ran_out_is_not_shown(both: tuple[Client, Client]) -> None:
    phone, desk = both
    Session.objects.filter(session_key=phone.cookies["sessionid"].value).update(expire_date=now() - timedelta(days=1))
    assert len(desk.get(YOU).context["sessions"]) == 1


def test_at_night_what_ended_is_forgotten(both: tuple[Client, Client]) -> None:
    phone, desk = both
    Session.objects.filter(session_key=phone.cookies["sessionid"].value).update(expire_date=now() - timedelta(days=1))
    forget_sessions(0)
    assert [one.session_key for one in UserSession.objects.all()] == [desk.cookies["sessionid"].value]
    assert is_in(desk)
    desk.post(reverse("account_logout"))
    forget_sessions(0)
    assert not UserSession.objects.exists()


def test_when_a_device_was_last_here_is_kept_now_and_then(both: tuple[Client, Client]) -> None:
    phone, _desk = both
    key = phone.cookies["sessionid"].value
    first = UserSession.objects.get(session_key=key).last_seen_at
    with at(now() + timedelta(minutes=59)):
        is_in(phone)
    assert UserSession.objects.get(session_key=key).last_seen_at == first
    later = now() + timedelta(minutes=61)
    with at(later):
        is_in(phone)
    assert UserSession.objects.get(session_key=key).last_seen_at == later


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_often_for_three_as_for_one(rows: int) -> None:
    """Three devices and three passkeys; the session, the person and the walls are among the ten."""
    identity = somebody()
    clients = [device(PHONE) for _one in range(rows)]
    for one in clients:
        sign_in(one, identity.email, PASSWORD)
    held = {"name": "A key", "credential": json.loads(SoftwareKey().make({"user": {"id": "eA"}, "challenge": "eA"}))}
    for _one in range(rows):
        Authenticator.objects.create(user=identity, type="webauthn", data=held)
    clients[0].get(YOU)
    with CaptureQueriesContext(connection) as asked:
        page = clients[0].get(YOU)
    assert (len(page.context["sessions"]), len(page.context["ways"].passkeys)) == (rows, rows)
    assert len([one for one in asked.captured_queries if one["sql"].startswith("SELECT")]) == 10


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) Gecko/20100101 Firefox/140.0", "Firefox on Mac"),
        ("curl/8", "A browser we do not know"),
        ("<script>", "A browser we do not know"),
        ("", "A browser we do not know"),
    ],
)
def test_a_device_in_words(agent: str, words: str) -> None:
    assert device_in_words(agent) == words
