"""Coming in and going out: a password, a code, an address proved; what strangers learn from it (nothing)."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from tests.gather.stories import free_port, mail_goes_to, mail_server
from tests.people.stories import CODE, GOOD, PASSWORD, ask_for_code, sign_in, somebody
from tests.posting import post_everything

from pergola.kernel.clock import at, now
from pergola.people.models import Identity, Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_one_has_tried_yet() -> None:
    cache.clear()


def the_code() -> str:
    found = CODE.search(str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found.group()


# With a password


def test_the_right_password_lets_one_in(client: Client) -> None:
    identity = somebody()
    assert sign_in(client, identity.email, PASSWORD).status_code == 302
    assert client.get(reverse("people:you")).status_code == 200


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(client: Client) -> None:
    somebody("known@example.org")
    known = sign_in(client, "known@example.org", "not the password at all")
    unknown = sign_in(Client(), "other@example.org", "not the password at all")
    assert known.status_code == unknown.status_code == 422
    assert plain(known, "known@") == plain(unknown, "other@")


def test_an_address_not_proved_does_not_count(client: Client) -> None:
    somebody("new@example.org", proved=False)
    assert sign_in(client, "new@example.org", PASSWORD)["Location"].startswith(
        reverse("account_email_verification_sent")
    )
    assert client.get(reverse("people:you")).status_code == 302
    client.post(reverse("account_email_verification_sent"), {"code": the_code()})
    assert client.get(reverse("people:you")).status_code == 200


def test_after_five_guesses_even_the_right_password_waits(client: Client) -> None:
    identity = somebody()
    for _guess in range(5):
        assert "do not belong together" in sign_in(client, identity.email, "a guess at a password").content.decode()
    assert "tried too often" in sign_in(client, identity.email, PASSWORD).content.decode()


def test_guesses_are_counted_where_every_process_sees_them(client: Client) -> None:
    identity = somebody()
    sign_in(client, identity.email, "a guess at a password")
    with_cache = Client()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM cache WHERE cache_key LIKE '%%login_failed%%' AND cache_key NOT LIKE '%%:lock'"
        )
        assert cursor.fetchone()[0] == 3  # by place, by address from that place, and widely by address
    for _guess in range(4):
        sign_in(with_cache, identity.email, "a guess at a password")
    assert "tried too often" in sign_in(Client(), identity.email, PASSWORD).content.decode()


def test_somebody_erased_or_closed_does_not_get_in(client: Client) -> None:
    identity = somebody()
    sign_in(client, identity.email, PASSWORD)
    Identity.objects.filter(pk=identity.pk).update(is_active=False)
    assert client.get(reverse("people:you")).status_code == 302
    sign_in(Client(), identity.email, PASSWORD)
    assert client.get(reverse("people:you")).status_code == 302


# With a code


def test_a_code_lets_one_in_once(client: Client) -> None:
    identity = somebody()
    ask_for_code(client, identity.email)
    code = the_code()
    assert (
        client.post(reverse("account_confirm_login_code"), {"code": code.lower().replace("-", " ")}).status_code == 302
    )
    assert client.get(reverse("people:you")).status_code == 200
    other = Client()
    ask_for_code(other, identity.email)
    other.post(reverse("account_confirm_login_code"), {"code": code})
    assert other.get(reverse("people:you")).status_code == 302


def test_three_wrong_codes_end_the_attempt(client: Client) -> None:
    identity = somebody()
    ask_for_code(client, identity.email)
    code, address = the_code(), reverse("account_confirm_login_code")
    for _guess in range(2):
        answer = client.post(address, {"code": "AAAA-AAAA"})
        assert answer.status_code == 422
        assert "not the code we sent" in answer.content.decode()
    assert client.post(address, {"code": "AAAA-AAAA"}).status_code == 302
    client.post(address, {"code": code})
    assert client.get(reverse("people:you")).status_code == 302


def test_an_unknown_address_gets_the_same_page_and_a_mail_that_says_somebody_asked(client: Client) -> None:
    somebody("known@example.org")
    other = Client()
    pages = []
    for visitor, address in ((client, "known@example.org"), (other, "other@example.org")):
        assert ask_for_code(visitor, address)["Location"] == reverse("account_confirm_login_code")
        pages.append(visitor.get(reverse("account_confirm_login_code")))
    assert plain(pages[0], "known@") == plain(pages[1], "other@")
    assert [message.to for message in mail.outbox] == [["known@example.org"], ["other@example.org"]]
    assert "Somebody, perhaps you, asked" in str(mail.outbox[1].body)
    assert not CODE.search(str(mail.outbox[1].body))
    wrong = [visitor.post(reverse("account_confirm_login_code"), {"code": "BBBB-BBBB"}) for visitor in (client, other)]
    assert plain(wrong[0], "known@") == plain(wrong[1], "other@")


def test_a_strangers_password_is_forgotten_when_the_owner_proves_the_address(client: Client) -> None:
    """Somebody signs up with another’s address and waits; the owner comes by code."""
    somebody("owner@example.org", proved=False)
    ask_for_code(client, "owner@example.org")
    client.post(reverse("account_confirm_login_code"), {"code": the_code()})
    assert client.get(reverse("people:you")).status_code == 200
    assert "do not belong together" in sign_in(Client(), "owner@example.org", PASSWORD).content.decode()


# Signing up


NEW = {"name": "Leilani Kahale", "email": "Leilani@Example.org", "password1": PASSWORD}


def test_sign_up_is_closed_and_says_whom_to_ask(client: Client, settings: LazySettings) -> None:
    settings.OPEN_SIGN_UP, settings.KEEPER = False, "the Crossfields Network"
    page = client.get(reverse("account_signup")).content.decode()
    assert "or the Crossfields Network, who keep this place" in page
    client.post(reverse("account_signup"), NEW)
    assert not Person.objects.filter(name="Leilani Kahale").exists()


@pytest.mark.parametrize("invited", [True, False])
def test_sign_up_makes_a_person_whose_address_counts_once_proved(
    client: Client, settings: LazySettings, invited: bool
) -> None:
    settings.OPEN_SIGN_UP = not invited
    if invited:  # what makes it good is told in tests/gather/test_inviting.py
        settings.INVITATION_IS_GOOD = "tests.people.stories.is_good"
        session = client.session
        session["invitation"] = GOOD
        session.save()
    assert client.post(reverse("account_signup"), NEW).status_code == 302
    identity = Identity.objects.select_related("person").get(email="leilani@example.org")
    assert identity.person.name == "Leilani Kahale"
    assert not EmailAddress.objects.filter(verified=True).exists()
    assert client.get(reverse("people:you")).status_code == 302
    client.post(reverse("account_email_verification_sent"), {"code": the_code()})
    assert EmailAddress.objects.get(verified=True).email == "leilani@example.org"
    assert client.get(reverse("people:you")).status_code == 200
    fresh = reverse("mfa_activate_totp")
    assert client.get(fresh).status_code == 200, "they showed a moment ago who they are"
    with at(now() + timedelta(minutes=11)):
        assert client.get(fresh).status_code == 302, "and are asked again later"


def test_signing_up_with_a_known_address_tells_nobody(client: Client, settings: LazySettings) -> None:
    settings.OPEN_SIGN_UP = True
    somebody("known@example.org")
    pages = []
    for visitor, address in ((client, "known@example.org"), (Client(), "other@example.org")):
        assert visitor.post(reverse("account_signup"), NEW | {"email": address}).status_code == 302
        pages.append(visitor.get(reverse("account_email_verification_sent")))
    assert plain(pages[0], "known@") == plain(pages[1], "other@")
    assert "You are here already" in str(mail.outbox[0].body)
    assert Person.objects.filter(name="Leilani Kahale").count() == 1


def test_what_was_written_is_kept_when_the_password_is_too_short(client: Client, settings: LazySettings) -> None:
    settings.OPEN_SIGN_UP = True
    answer = client.post(reverse("account_signup"), NEW | {"password1": "too short"})
    assert answer.status_code == 422
    assert "Leilani Kahale" in answer.content.decode()
    assert answer.content.decode().count("It must contain at least 15") == 1, "it is said once"


def test_an_unknown_field_changes_nothing(client: Client, settings: LazySettings) -> None:
    settings.OPEN_SIGN_UP = True
    client.post(reverse("account_signup"), NEW | {"is_operator": "1", "is_active": "", "person": "x", "verified": "1"})
    assert Person.objects.filter(name="Leilani Kahale", is_operator=False).count() == 1
    assert not EmailAddress.objects.filter(verified=True).exists()


# A forgotten password, a new one, a new address


def test_a_forgotten_password_is_replaced_with_a_code(client: Client) -> None:
    identity = somebody()
    client.post(reverse("account_reset_password"), {"email": identity.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": the_code()})
    fresh = "nine quiet geese on a roof"
    client.post(reverse("account_complete_password_reset"), {"password1": fresh})
    assert client.get(reverse("people:you")).status_code == 200
    assert sign_in(Client(), identity.email, fresh).status_code == 302
    assert "replaced with the help of a code" in str(mail.outbox[-1].body)


def test_a_changed_password_signs_other_devices_out(client: Client) -> None:
    identity = somebody()
    sign_in(client, identity.email, PASSWORD)
    other = Client()
    sign_in(other, identity.email, PASSWORD)
    fresh = "nine quiet geese on a roof"
    given = {"oldpassword": PASSWORD, "password1": fresh}
    assert client.post(reverse("account_change_password"), given)["Location"] == reverse("people:you")
    assert client.get(reverse("people:you")).status_code == 200
    assert other.get(reverse("people:you")).status_code == 302


def test_another_address_asks_for_the_password_and_counts_once_proved(client: Client) -> None:
    identity = somebody("old@example.org")
    sign_in(client, identity.email, PASSWORD)
    with at(now() + timedelta(minutes=11)):
        asked = client.post(reverse("account_email"), {"action_add": "", "email": "new@example.org"})
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert not mail.outbox
    done = client.post(asked["Location"], {"password": PASSWORD})
    assert done["Location"] == reverse("account_email_verification_sent"), "what was being sent is done now"
    assert Identity.objects.get(pk=identity.pk).email == "old@example.org"
    message = next(one for one in reversed(mail.outbox) if one.to == ["new@example.org"])
    found = CODE.search(str(message.body))
    assert found
    client.post(reverse("account_email_verification_sent"), {"code": found.group()})
    assert Identity.objects.get(pk=identity.pk).email == "new@example.org"
    assert mail.outbox[-1].to == ["old@example.org"]
    assert "not with old@example.org" in str(mail.outbox[-1].body)


# Going out, going on


def test_signing_out_is_a_post_and_ends_the_session(client: Client) -> None:
    identity = somebody()
    sign_in(client, identity.email, PASSWORD)
    kept = client.cookies["sessionid"].value
    client.get(reverse("account_logout"))
    assert client.get(reverse("people:you")).status_code == 200
    client.post(reverse("account_logout"))
    thief = Client()
    thief.cookies["sessionid"] = kept
    assert thief.get(reverse("people:you")).status_code == 302


@pytest.mark.parametrize(
    "bad", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "http://localhost/x"]
)
def test_one_goes_on_only_to_our_own_host(client: Client, bad: str) -> None:
    identity = somebody()
    answer = sign_in(client, identity.email, PASSWORD, next=bad)
    assert answer["Location"] == reverse("desk:month")


def test_one_goes_on_where_one_wanted_to_go(client: Client) -> None:
    identity = somebody()
    wanted = client.get(reverse("people:you"))["Location"]
    assert wanted == f"{reverse('account_login')}?next=/you/"
    assert sign_in(client, identity.email, PASSWORD, next="/you/")["Location"] == "/you/"


def test_where_the_mail_cannot_go_it_waits_and_goes_later(client: Client, settings: LazySettings) -> None:
    """A mail server that is down is the worker's trouble. Whoever waits for a code need not begin again."""
    settings.OPEN_SIGN_UP = True
    with mail_goes_to(free_port()):
        assert client.post(reverse("account_signup"), NEW).status_code == 302
    assert Identity.objects.filter(email="leilani@example.org").exists()
    with mail_server() as box, at(now() + timedelta(minutes=2)):
        assert post_everything() == ["sent"]
    found = CODE.search(box.mails[0].get_content())
    assert found
    client.post(reverse("account_email_verification_sent"), {"code": found.group()})
    assert EmailAddress.objects.get(verified=True).email == "leilani@example.org"


def plain(answer: object, address: str) -> str:
    """The page without what differs by chance: tokens, and the address that was asked for."""
    assert isinstance(answer, HttpResponse)
    page = answer.content.decode().replace(address, "@")
    return re.sub(r'(csrfmiddlewaretoken" value="|nonce=")[^"]+', "", page)


# What a stranger does in the name of another


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_a_stranger_does_not_keep_somebody_out_by_asking_in_their_name() -> None:
    identity = somebody()
    here, there = {"HTTP_X_FORWARDED_FOR": "192.0.2.1"}, {"HTTP_X_FORWARDED_FOR": "192.0.2.2"}
    pages = {
        "account_request_login_code": {"email": identity.email},
        "account_reset_password": {"email": identity.email},
        "account_login": {"login": identity.email, "password": "a guess at a password"},
    }
    for page, said in pages.items():
        answers = [Client(**here).post(reverse(page), said).status_code for _time in range(7)]  # type: ignore[arg-type]
        assert answers[-1] in {422, 429}, page
    for page, said in pages.items():
        right = said | ({"password": PASSWORD} if "password" in said else {})
        assert Client(**there).post(reverse(page), right).status_code == 302, page  # type: ignore[arg-type]


@override_settings(OPEN_SIGN_UP=True)
def test_an_address_of_letters_that_look_like_others_is_not_taken(client: Client) -> None:
    for odd in ("marısol@example.org", "mariſol@example.org", "marisol@еxample.org"):
        sent = client.post(
            reverse("account_signup"), {"name": "Marisol", "email": odd, "password1": PASSWORD}
        ).content.decode()
        assert "letters beyond a to z" in sent or "valid" in sent
    assert not Identity.objects.exists()


def test_an_address_that_is_not_ours_is_not_kept_in_the_form(client: Client) -> None:
    for page in ("account_login", "account_signup", "account_request_login_code", "account_reset_password"):
        said = client.get(reverse(page), {"next": "//evil.example/"}).content.decode()
        assert "evil" not in said, page
    assert 'name="next" value="/month/"' in client.get(reverse("account_login"), {"next": "/month/"}).content.decode()
