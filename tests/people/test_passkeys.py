"""Passkeys: signing up, signing in, as a second factor; what a false one gets (nothing)."""

import json
import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests.people.software_key import SoftwareKey, options, send
from tests.people.stories import CODE, PASSWORD, ask_for_code, sign_in, somebody

from pergola.kernel.clock import at, now
from pergola.people.models import Identity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick")]
SIGN_IN, ADD, SECOND, CODES = (
    reverse("mfa_login_webauthn"), reverse("mfa_add_webauthn"), reverse("mfa_authenticate"), reverse("mfa_view_recovery_codes"),
)  # fmt: skip
YOU = reverse("people:you")


class Secure(Client):
    """Over https, as a passkey asks of any name but localhost."""

    def generic(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]
        kwargs["secure"] = True
        return super().generic(*args, **kwargs)  # type: ignore[arg-type]


@pytest.fixture
def client() -> Client:
    return Secure()


def the_code() -> str:
    found = CODE.search(str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found.group()


def with_a_passkey(client: Client, key: SoftwareKey, email: str = "marisol@example.org") -> Identity:
    """Somebody with a password who has added `key`, and is signed in."""
    identity = somebody(email)
    sign_in(client, email, PASSWORD)
    assert send(client, ADD, "make", key, name="My telephone").status_code == 302
    return identity


def is_in(client: Client) -> bool:
    return client.get(YOU).status_code == 200


# Signing up


def test_sign_up_asks_for_address_then_code_then_passkey_then_shows_codes(
    client: Client, settings: LazySettings
) -> None:
    settings.OPEN_SIGN_UP = True
    given = {"name": "Leilani Kahale", "email": "leilani@example.org", "next": "/you/"}
    client.post(reverse("account_signup_by_passkey"), given)
    proved = client.post(reverse("account_email_verification_sent"), {"code": the_code()})
    assert proved["Location"] == reverse("mfa_signup_webauthn")
    assert not is_in(client), "nobody is signed in before the passkey is made"
    key = SoftwareKey()
    made = send(client, reverse("mfa_signup_webauthn"), "make", key, name="Mine")
    assert made["Location"].startswith(f"{CODES}?next=%2Fyou%2F")
    page = client.get(made["Location"])
    assert len(re.findall(r"\d{4} \d{4}", page.content.decode())) == 10
    assert 'href="/you/">They are kept' in page.content.decode()
    identity = Identity.objects.get(email="leilani@example.org")
    assert not identity.has_usable_password()
    fresh = Secure()
    assert send(fresh, SIGN_IN, "use", key)["Location"] == reverse("desk:month")
    assert is_in(fresh)


def test_signing_up_with_a_known_address_tells_nobody(client: Client, settings: LazySettings) -> None:
    settings.OPEN_SIGN_UP = True
    somebody("known@example.org")
    pages = []
    for visitor, address in ((client, "known@example.org"), (Secure(), "other@example.org")):
        answer = visitor.post(reverse("account_signup_by_passkey"), {"name": "Leilani", "email": address})
        assert answer.status_code == 302
        page = visitor.get(reverse("account_email_verification_sent")).content.decode()
        pages.append(re.sub(r'csrfmiddlewaretoken" value="[^"]+', "", page.replace(address, "@")))
    assert pages[0] == pages[1]
    assert Identity.objects.filter(person__name="Leilani").count() == 1
    assert "You are here already" in str(mail.outbox[0].body)


# Signing in


def test_a_passkey_lets_one_in_and_on_to_where_one_wanted_to_go(client: Client) -> None:
    key = SoftwareKey()
    with_a_passkey(client, key)
    other = Secure()
    page = f"{SIGN_IN}?next=/communities/"
    assert 'name="next" value="/communities/"' in other.get(page).content.decode()
    assert send(other, page, "use", key, next="/communities/")["Location"] == "/communities/"
    assert is_in(other)
    assert Authenticator.objects.get(type="webauthn").last_used_at


def test_one_goes_on_only_to_our_own_host(client: Client) -> None:
    key = SoftwareKey()
    with_a_passkey(client, key)
    answer = send(Secure(), SIGN_IN, "use", key, next="https://elsewhere.example/")
    assert answer["Location"] == reverse("desk:month")


def test_an_old_answer_opens_nothing_a_second_time(client: Client) -> None:
    key = SoftwareKey()
    with_a_passkey(client, key)
    heard = key.use(options(Secure().get(SIGN_IN)))
    thief = Secure()
    thief.get(SIGN_IN)
    answer = thief.post(SIGN_IN, {"credential": heard})
    assert answer.status_code == 422
    assert "was not taken" in answer.content.decode()
    assert not is_in(thief)
    other = Secure()
    right = key.use(options(other.get(SIGN_IN)))
    other.post(SIGN_IN, {"credential": right})
    other.post(reverse("account_logout"))
    assert other.post(SIGN_IN, {"credential": right}).status_code == 422
    assert not is_in(other)


@pytest.mark.parametrize(
    "false",
    [
        SoftwareKey(),
        SoftwareKey(origin="https://testserver.elsewhere.example"),
        SoftwareKey(origin="http://testserver"),
        SoftwareKey(site="elsewhere.example"),
        SoftwareKey(verified=False),
    ],
    ids=["another key", "a page elsewhere", "not https", "made for elsewhere", "nobody's finger"],
)
def test_a_false_key_opens_nothing(client: Client, false: SoftwareKey) -> None:
    true = SoftwareKey()
    with_a_passkey(client, true)
    false.handle = true.handle
    if false.origin != true.origin or false.site != true.site or not false.verified:
        false.id, false.key = true.id, true.key
    other = Secure()
    assert send(other, SIGN_IN, "use", false).status_code == 422
    assert not is_in(other)


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "{}",
        "[]",
        "null",
        "1",
        '"x"',
        "not json",
        '{"id": 1}',
        '{"response": null}',
        '{"response": {"userHandle": 5}}',
    ],
)
def test_nonsense_is_refused_in_a_sentence(client: Client, nonsense: str) -> None:
    key = SoftwareKey()
    with_a_passkey(client, key)
    for path in (SIGN_IN, ADD):
        other = Secure() if path == SIGN_IN else client
        other.get(path)
        answer = other.post(path, {"credential": nonsense})
        assert answer.status_code == 422
        assert 'class="problem" role="alert">' in answer.content.decode()


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature", "userHandle", "id"])
def test_one_that_was_tampered_with_is_refused(client: Client, part: str) -> None:
    key = SoftwareKey()
    with_a_passkey(client, key)
    other = Secure()
    sent = json.loads(key.use(options(other.get(SIGN_IN))))
    inside = sent if part == "id" else sent["response"]
    inside[part] = inside[part][:-4] + ("AAAA" if not inside[part].endswith("AAAA") else "BBBB")
    if part == "id":
        sent["rawId"] = sent["id"]
    assert other.post(SIGN_IN, {"credential": json.dumps(sent)}).status_code == 422
    assert not is_in(other)


def test_somebody_closed_does_not_get_in(client: Client) -> None:
    key = SoftwareKey()
    identity = with_a_passkey(client, key)
    Identity.objects.filter(pk=identity.pk).update(is_active=False)
    other = Secure()
    assert send(other, SIGN_IN, "use", key)["Location"] == reverse("account_inactive")
    assert not is_in(other)


# As a second factor


def test_no_session_before_the_second_factor(client: Client) -> None:
    key = SoftwareKey()
    identity = with_a_passkey(client, key)
    for first in ("password", "code"):
        other = Secure()
        if first == "password":
            half = sign_in(other, identity.email, PASSWORD)
        else:
            ask_for_code(other, identity.email)
            half = other.post(reverse("account_confirm_login_code"), {"code": the_code()})  # type: ignore[assignment]
        assert half["Location"] == SECOND
        assert not is_in(other)
        assert other.get(reverse("desk:month")).status_code == 302
        assert send(other, SECOND, "use", key).status_code == 302
        assert is_in(other)


def test_anothers_passkey_is_no_second_factor(client: Client) -> None:
    mine, theirs = SoftwareKey(), SoftwareKey()
    identity = with_a_passkey(client, mine)
    with_a_passkey(Secure(), theirs, "other@example.org")
    other = Secure()
    sign_in(other, identity.email, PASSWORD)
    assert send(other, SECOND, "use", theirs).status_code == 422
    assert not is_in(other)


def test_three_wrong_answers_end_the_attempt(client: Client) -> None:
    key = SoftwareKey()
    identity = with_a_passkey(client, key)
    other = Secure()
    sign_in(other, identity.email, PASSWORD)
    drawn = options(other.get(SECOND))
    for _guess in range(2):
        assert other.post(SECOND, {"code": "123456"}).status_code == 422
    assert other.post(SECOND, {"code": "123456"})["Location"] == reverse("account_login")
    assert other.post(SECOND, {"credential": key.use(drawn)})["Location"] == reverse("account_login")
    assert not is_in(other)


# Adding, naming, removing


def test_the_first_passkey_is_followed_by_recovery_codes_and_a_mail(client: Client) -> None:
    identity = somebody()
    sign_in(client, identity.email, PASSWORD)
    answer = send(client, ADD, "make", SoftwareKey(), name="")
    assert answer["Location"] == CODES
    assert "Keep these away" in client.get(CODES).content.decode()
    assert "Better still: a second passkey" in client.get(CODES).content.decode()
    assert "A passkey was added" in mail.outbox[-1].subject
    assert mail.outbox[-1].to == [identity.email]
    again = send(client, ADD, "make", SoftwareKey(), name="On my ring")
    assert again["Location"] == YOU
    page = client.get(YOU).content.decode()
    assert "Passkey: On my ring" in page
    assert page.count("Remove ") == 2


def test_a_key_without_a_finger_is_not_taken(client: Client) -> None:
    identity = somebody()
    sign_in(client, identity.email, PASSWORD)
    assert send(client, ADD, "make", SoftwareKey(verified=False), name="Lax").status_code == 422
    assert not Authenticator.objects.exists()


def test_a_passkey_is_called_otherwise_and_removed(client: Client) -> None:
    key = SoftwareKey()
    identity = with_a_passkey(client, key)
    pk = Authenticator.objects.get(type="webauthn").pk
    client.post(reverse("mfa_edit_webauthn", args=[pk]), {"name": "The blue one"})
    assert "Passkey: The blue one" in client.get(YOU).content.decode()
    assert client.post(reverse("mfa_remove_webauthn", args=[pk]))["Location"] == YOU
    assert not Authenticator.objects.exists(), "recovery codes go with the last of them"
    assert "was removed" in mail.outbox[-1].subject
    other = Secure()
    assert send(other, SIGN_IN, "use", key).status_code == 422
    assert sign_in(other, identity.email, PASSWORD)["Location"] == reverse("desk:month")


def test_anothers_passkey_is_not_there(client: Client) -> None:
    with_a_passkey(client, SoftwareKey())
    pk = Authenticator.objects.get(type="webauthn").pk
    stranger = Secure()
    somebody("stranger@example.org")
    sign_in(stranger, "stranger@example.org", PASSWORD)
    for route in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        path = reverse(route, args=[pk])
        assert stranger.get(path).status_code == stranger.post(path, {"name": "Taken"}).status_code == 404
    assert Authenticator.objects.get(pk=pk).wrap().name == "My telephone"


def test_the_last_way_in_cannot_be_taken_away(client: Client, settings: LazySettings) -> None:
    """Where no mail goes out, a passkey without a password is all there is."""
    with_a_passkey(client, SoftwareKey())
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
    pk = Authenticator.objects.get(type="webauthn").pk
    assert client.post(reverse("account_remove_password"))["Location"] == YOU
    assert is_in(client), "this device stays"
    refused = client.post(reverse("mfa_remove_webauthn", args=[pk]))
    assert refused.status_code == 422
    assert "the only way you can sign in" in refused.content.decode()
    assert Authenticator.objects.filter(pk=pk).exists()


def test_a_password_that_is_the_only_way_stays(client: Client, settings: LazySettings) -> None:
    identity = somebody()
    sign_in(client, identity.email, PASSWORD)
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
    refused = client.post(reverse("account_remove_password"))
    assert refused.status_code == 422
    assert "the only way you can sign in" in refused.content.decode()
    assert sign_in(Secure(), identity.email, PASSWORD).status_code == 302


def test_guesses_by_passkey_are_counted_by_place(client: Client, settings: LazySettings) -> None:
    settings.MFA_RATE_LIMITS = {"webauthn_login": "3/m/ip"}
    for _try in range(3):
        assert client.post(SIGN_IN, {"credential": "{}"}).status_code == 422
    assert client.post(SIGN_IN, {"credential": "{}"}).status_code == 429


def test_a_passkey_counts_for_step_up_and_a_password_beside_it_does_not(client: Client) -> None:
    key = SoftwareKey()
    with_a_passkey(client, key)
    with at(now() + timedelta(minutes=11)):
        asked = client.get(ADD)
        assert asked["Location"].startswith(reverse("mfa_reauthenticate_webauthn"))
        by_password = client.post(f"{reverse('account_reauthenticate')}?next={ADD}", {"password": PASSWORD})
        assert by_password["Location"].startswith(reverse("mfa_reauthenticate_webauthn"))
    done = send(client, asked["Location"], "use", key, next=ADD)
    assert done["Location"] == ADD
