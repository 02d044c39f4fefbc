"""Step-up: who signed in, or confirmed, ten minutes ago or longer is asked again before what is dangerous."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import get_resolver, reverse
from tests.matrix.routes import every_view
from tests.people.stories import CODE, PASSWORD, ask_for_code, sign_in, somebody

from pergola.kernel.clock import at, now
from pergola.people.models import Identity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick")]
ADDRESS = reverse("account_email")
GUARDED = {route for route, view in every_view().items() if getattr(view, "asks_again_after", None)}
WEIGHTY = {
    "account_email", "account_change_password", "account_set_password", "account_remove_password",
    "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_activate_totp", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_generate_recovery_codes",
}  # fmt: skip
"""Every route that touches a way of signing in, written by hand."""
OF_A_HUB = {"gather:hub_invite", "gather:hub_take_out"}
"""Who is of a hub sees much: told in tests/gather/test_teams.py. Sending an invitation to one again asks as well."""
OF_NETWORKS = {"gather:found", "gather:system_ask", "gather:system_leave"}
"""Which school systems are in a network: told in tests/gather/test_networks.py."""
OF_LEADS = {"gather:first_lead", "gather:leads", "gather:lead_take_back", "gather:entries", "gather:answer_entry"}
"""Who leads a school system, and whom they let in: told in tests/gather/test_leading.py and test_entering.py."""
OF_ROSTERS = {
    f"exchange:{name}" for name in ("roster", "orgs", "people", "invite_line", "invite", "bundle", "put_in", "put_away")
}
"""Who works in a system, and what a bundle would do: told in tests/exchange/."""
ONLY_READ = {("mfa_view_recovery_codes", "post"), ("mfa_download_recovery_codes", "post")}


def the_code() -> str:
    found = CODE.search(str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found.group()


def kept() -> list[Any]:
    """Everything a change of one's ways would change."""
    return [list(model.objects.order_by("pk").values()) for model in (Identity, EmailAddress, Authenticator)]


def path_of(route: str) -> str:
    pattern = get_resolver().reverse_dict.getlist(route)[0][0][0]
    return reverse(route, kwargs=dict.fromkeys(pattern[1], 1))


def test_every_weighty_route_asks_again() -> None:
    assert GUARDED == WEIGHTY | OF_A_HUB | OF_NETWORKS | OF_LEADS | OF_ROSTERS


@pytest.mark.parametrize(
    ("route", "method"),
    [(route, method) for route in sorted(WEIGHTY) for method in ("get", "post") if (route, method) not in ONLY_READ],
)
def test_after_ten_minutes_one_is_asked_and_nothing_is_done(client: Client, route: str, method: str) -> None:
    identity = somebody()
    sign_in(client, identity.email, PASSWORD)
    before = kept()
    body = {"email": "new@example.org", "action_add": "", "password1": "nine quiet geese on a roof", "name": "x"}
    with at(now() + timedelta(minutes=10, seconds=1)):
        answer = getattr(client, method)(path_of(route), body)
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{reverse('account_reauthenticate')}?next=")
    assert kept() == before
    assert not mail.outbox


@pytest.mark.parametrize("route", sorted(WEIGHTY))
def test_before_ten_minutes_nobody_is_asked(client: Client, route: str) -> None:
    identity = somebody()
    sign_in(client, identity.email, PASSWORD)
    with at(now() + timedelta(minutes=9, seconds=50)):
        answer = client.get(path_of(route))
    assert "reauthenticate" not in answer.headers.get("Location", "")


def test_a_clock_that_went_backwards_is_not_fresh(client: Client) -> None:
    identity = somebody()
    sign_in(client, identity.email, PASSWORD)
    with at(now() - timedelta(hours=1)):
        assert "reauthenticate" in client.get(ADDRESS)["Location"]


def test_what_was_being_sent_is_done_afterwards(client: Client) -> None:
    identity = somebody("old@example.org")
    sign_in(client, identity.email, PASSWORD)
    with at(now() + timedelta(minutes=11)):
        asked = client.post(ADDRESS, {"action_add": "", "email": "new@example.org"})
    wrong = client.post(asked["Location"], {"password": "not it at all, no"})
    assert wrong.status_code == 422
    done = client.post(asked["Location"], {"password": PASSWORD})
    assert done["Location"] == reverse("account_email_verification_sent")
    assert any(one.to == ["new@example.org"] for one in mail.outbox)
    assert client.get(ADDRESS).status_code == 200, "and nobody is asked twice"


def test_what_was_given_up_is_not_done_when_somebody_reads_the_page_later(client: Client) -> None:
    identity = somebody("old@example.org")
    sign_in(client, identity.email, PASSWORD)
    with at(now() + timedelta(minutes=11)):
        client.post(ADDRESS, {"action_add": "", "email": "new@example.org"})
        asked = client.get(ADDRESS)
    back = client.post(asked["Location"], {"password": PASSWORD})
    assert back["Location"] == ADDRESS
    assert not any("new@example.org" in one.to for one in mail.outbox)


def test_a_new_password_is_not_put_by_in_the_session(client: Client) -> None:
    identity = somebody()
    sign_in(client, identity.email, PASSWORD)
    secret = "nine quiet geese on a roof"
    with at(now() + timedelta(minutes=11)):
        asked = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": secret})
    held = str([one.get_decoded() for one in Session.objects.all()])
    assert "/account/password/change/" in held
    assert PASSWORD not in held.replace("+", " ")
    assert "nine" not in held
    done = client.post(asked["Location"], {"password": PASSWORD})
    assert done.status_code == 422, "it is written again"
    assert Identity.objects.get(pk=identity.pk).check_password(PASSWORD)


def test_one_comes_back_only_to_our_own_host(client: Client) -> None:
    identity = somebody()
    sign_in(client, identity.email, PASSWORD)
    done = client.post(f"{reverse('account_reauthenticate')}?next=https://elsewhere.example/", {"password": PASSWORD})
    assert done["Location"] == reverse("desk:month")


# By mail, for whoever has neither password nor second factor


@pytest.fixture
def by_mail(client: Client) -> str:
    """Somebody who signed in by code, eleven minutes ago. The page that asks them."""
    identity = somebody()
    identity.set_unusable_password()
    identity.save()
    ask_for_code(client, identity.email)
    client.post(reverse("account_confirm_login_code"), {"code": the_code()})
    with at(now() + timedelta(minutes=11)):
        asked = client.get(ADDRESS)["Location"]
    assert asked == f"{reverse('account_reauthenticate_by_mail')}?next={quote(ADDRESS, safe='')}"
    mail.outbox.clear()
    return str(asked)


def test_a_code_by_mail_confirms_once(client: Client, by_mail: str) -> None:
    assert "Send me a code" in client.get(by_mail).content.decode()
    assert not mail.outbox, "a page that is only looked at sends nothing"
    client.post(by_mail, {"send": "code"})
    assert "wants to do something weighty" in str(mail.outbox[-1].body)
    code = the_code()
    assert client.post(by_mail, {"code": code.lower()})["Location"] == ADDRESS
    assert client.post(by_mail, {"code": code}).status_code == 422


def test_three_wrong_codes_end_it(client: Client, by_mail: str) -> None:
    client.post(by_mail, {"send": "code"})
    code = the_code()
    for _guess in range(2):
        assert "not the code we sent" in client.post(by_mail, {"code": "AAAA-AAAA"}).content.decode()
    assert "tried too often" in client.post(by_mail, {"code": "AAAA-AAAA"}).content.decode()
    assert client.post(by_mail, {"code": code}).status_code == 422


def test_a_code_runs_out(client: Client, by_mail: str) -> None:
    client.post(by_mail, {"send": "code"})
    with at(now() + timedelta(minutes=16)):
        assert "has run out" in client.post(by_mail, {"code": the_code()}).content.decode()


def test_codes_are_sent_three_times_a_minute_and_no_more(client: Client, by_mail: str) -> None:
    for _ask in range(5):
        client.post(by_mail, {"send": "code"})
    assert len(mail.outbox) == 2, "one was sent to sign in with"


def test_a_code_to_confirm_lets_nobody_in(client: Client, by_mail: str) -> None:
    client.post(by_mail, {"send": "code"})
    other = Client()
    ask_for_code(other, "marisol@example.org")
    confirming = the_code() if "weighty" in str(mail.outbox[-1].body) else str(CODE.search(str(mail.outbox[0].body)))
    other.post(reverse("account_confirm_login_code"), {"code": confirming})
    assert other.get(reverse("people:you")).status_code == 302


def test_whoever_has_a_password_gets_no_code_unless_they_ask(client: Client) -> None:
    identity = somebody()
    sign_in(client, identity.email, PASSWORD)
    with at(now() + timedelta(minutes=11)):
        asked = client.get(ADDRESS)["Location"]
    page = client.get(asked).content.decode()
    assert "Get a code by mail" in page
    assert re.search(rf'href="{reverse("account_reauthenticate_by_mail")}\?next=', page)
