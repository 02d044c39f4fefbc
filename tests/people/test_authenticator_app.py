"""An authenticator app and recovery codes: each code counts once, and what they are made from is kept locked."""

import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import LazySettings
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.people.stories import PASSWORD, sign_in, somebody

from pergola.kernel.clock import at, now
from pergola.people.models import Identity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick")]
ADD, REMOVE, SECOND = reverse("mfa_activate_totp"), reverse("mfa_deactivate_totp"), reverse("mfa_authenticate")
CODES, YOU = reverse("mfa_view_recovery_codes"), reverse("people:you")


@pytest.fixture(autouse=True)
def _in_the_middle_of_a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app's clock stands still, so that a slow machine does not cross into the next half minute."""
    then = int(time.time()) // 30 * 30 - 15
    monkeypatch.setattr(time, "time", lambda: then)


class App:
    """What somebody's telephone shows."""

    def __init__(self, key: str) -> None:
        self.key = key.replace(" ", "")

    def code(self, ahead: int = 0) -> str:
        return str(format_hotp_value(hotp_value(self.key, int(time.time()) // 30 + ahead)))


def with_an_app(client: Client, email: str = "marisol@example.org") -> tuple[Identity, App]:
    """Somebody with a password who has added an app with the code of the step before, and is signed in."""
    identity = somebody(email)
    sign_in(client, email, PASSWORD)
    page = client.get(ADD)
    app = App(page.context["key"])
    answer = client.post(ADD, {"code": app.code(-1)})
    assert answer["Location"] == CODES
    return identity, app


def half_way(email: str) -> Client:
    other = Client()
    assert sign_in(other, email, PASSWORD)["Location"] == SECOND
    return other


def is_in(client: Client) -> bool:
    return client.get(YOU).status_code == 200


def codes_of(client: Client) -> list[str]:
    return list(client.get(CODES).context["codes"])


def test_the_key_is_a_picture_of_our_own_and_in_words(client: Client) -> None:
    identity = somebody()
    sign_in(client, identity.email, PASSWORD)
    page = client.get(ADD).content.decode()
    assert "<svg viewBox" in page
    assert "data:" not in page
    assert "otpauth://totp/marisol%40example.org%20%28testserver%29?" in page


def test_a_code_of_the_app_is_asked_for_and_counts_once(client: Client) -> None:
    identity, app = with_an_app(client)
    first, second = half_way(identity.email), half_way(identity.email)
    code = app.code()
    assert not is_in(first)
    assert first.post(SECOND, {"code": code}).status_code == 302
    assert is_in(first)
    assert second.post(SECOND, {"code": code}).status_code == 422
    assert not is_in(second)
    assert second.post(SECOND, {"code": app.code(1)}).status_code == 302


def test_the_code_that_added_the_app_is_used_up(client: Client) -> None:
    identity, app = with_an_app(client)
    assert half_way(identity.email).post(SECOND, {"code": app.code(-1)}).status_code == 422


def test_a_used_code_stays_used_in_the_step_after_it(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within the minute and a half in which a slow clock would make it right."""
    identity, app = with_an_app(client)
    code = app.code(1)
    assert half_way(identity.email).post(SECOND, {"code": code}).status_code == 302
    later = time.time() + 40
    monkeypatch.setattr(time, "time", lambda: later)
    assert half_way(identity.email).post(SECOND, {"code": code}).status_code == 422


def test_a_recovery_code_counts_once_and_is_told_by_mail(client: Client) -> None:
    identity, _app = with_an_app(client)
    code = codes_of(client)[0]
    other = half_way(identity.email)
    assert other.post(SECOND, {"code": f"{code[:4]} {code[4:]}"}).status_code == 302
    assert "A recovery code was used" in mail.outbox[-1].subject
    assert code not in codes_of(client)
    again = half_way(identity.email)
    assert again.post(SECOND, {"code": code}).status_code == 422
    assert not is_in(again)


def test_new_codes_end_the_earlier_ones(client: Client) -> None:
    identity, _app = with_an_app(client)
    earlier = codes_of(client)
    assert client.post(reverse("mfa_generate_recovery_codes"))["Location"] == CODES
    assert not set(earlier) & set(codes_of(client))
    assert half_way(identity.email).post(SECOND, {"code": earlier[0]}).status_code == 422


def test_codes_as_a_file(client: Client) -> None:
    with_an_app(client)
    answer = client.get(reverse("mfa_download_recovery_codes"))
    assert answer["Content-Disposition"] == 'attachment; filename="pergola-recovery-codes.txt"'
    assert all(code in answer.content.decode() for code in codes_of(client))
    assert "no-store" in answer["Cache-Control"]


def test_codes_are_there_for_nobody_who_has_none(client: Client) -> None:
    identity = somebody()
    sign_in(client, identity.email, PASSWORD)
    assert client.get(CODES).status_code == client.get(reverse("mfa_download_recovery_codes")).status_code == 404
    assert client.post(reverse("mfa_generate_recovery_codes")).status_code == 422
    assert not Authenticator.objects.exists()


def test_looking_at_the_codes_changes_nothing(client: Client) -> None:
    with_an_app(client)
    before = list(Authenticator.objects.values())
    client.get(CODES)
    assert list(Authenticator.objects.values()) == before


def test_guesses_are_counted_across_attempts(client: Client) -> None:
    identity, app = with_an_app(client)
    for guesses in (3, 2):
        other = half_way(identity.email)
        for _guess in range(guesses):
            other.post(SECOND, {"code": "000000"})
    answer = half_way(identity.email).post(SECOND, {"code": app.code()})
    assert "tried too often" in answer.content.decode()


def test_removing_the_app_takes_the_codes_with_it_and_is_told(client: Client) -> None:
    identity, _app = with_an_app(client)
    assert "recovery codes go with the app" in client.get(REMOVE).content.decode()
    assert client.post(REMOVE)["Location"] == YOU
    assert not Authenticator.objects.exists()
    assert "app was removed" in mail.outbox[-1].subject
    assert sign_in(Client(), identity.email, PASSWORD)["Location"] == reverse("desk:month")


def test_what_codes_are_made_from_is_kept_locked(client: Client) -> None:
    _identity, app = with_an_app(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(data::text, ' ') FROM mfa_authenticator")
        held = cursor.fetchone()[0]
    assert app.key not in held
    assert '"seed"' in held
    assert held.count("gAAAA") == 2


def test_with_another_key_of_the_server_nobody_gets_in_and_it_is_said(client: Client, settings: LazySettings) -> None:
    identity, app = with_an_app(client)
    other = half_way(identity.email)
    fallbacks = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key altogether, of fifty signs and a few more"
    settings.SECRET_KEY_FALLBACKS = fallbacks
    assert other.post(SECOND, {"code": app.code()}).status_code == 302, "the key before still opens"
    settings.SECRET_KEY_FALLBACKS = []
    other = half_way(identity.email)
    refused = other.post(SECOND, {"code": app.code(1)})
    assert refused.status_code == 422
    assert "server’s key was changed" in refused.content.decode()


def test_after_ten_minutes_the_app_is_asked_and_no_password(client: Client) -> None:
    _identity, app = with_an_app(client)
    with at(now() + timedelta(minutes=11)):
        asked = client.get(reverse("mfa_add_webauthn"))["Location"]
    assert asked.startswith(reverse("mfa_reauthenticate"))
    assert client.post(asked, {"code": "000000"}).status_code == 422
    done: Any = client.post(asked, {"code": app.code()})
    assert done["Location"] == reverse("mfa_add_webauthn")
