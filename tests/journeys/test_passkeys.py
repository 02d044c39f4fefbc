"""Passkeys as people meet them: the browser's own passkey window, with a virtual authenticator behind it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from playwright.sync_api import CDPSession, Page, expect
from tests.journeys.conftest import Axe, Visit
from tests.journeys.people import PASSWORD
from tests.journeys.product import Mailbox, Product
from tests.journeys.sessions import let_time_pass

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@contextmanager
def a_device(page: Page) -> Iterator[tuple[CDPSession, str]]:
    """A telephone that knows a finger, for as long as this lasts."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    name = tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
    yield tools, name
    tools.send("WebAuthn.disable")


def with_password(page: Page, email: str, path: str = "/you/") -> None:
    page.goto(f"/account/login/?next={path}")
    page.get_by_label("E-mail address", exact=True).fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def add_passkey(page: Page, name: str) -> None:
    page.goto("/account/passkeys/add/")
    page.get_by_label("What you call it").fill(name)
    page.get_by_role("button", name="Make the passkey").click()


def test_sign_up_with_a_passkey_and_come_back_with_it(visit_as: Visit, mailbox: Mailbox, axe: Axe) -> None:
    page = visit_as("visitor", "/account/signup/?next=/you/")
    with a_device(page):
        page.get_by_role("link", name="Sign up with a passkey").click()
        before = len(mailbox.letters)
        page.get_by_label("Your name", exact=True).fill("Vera Jota")
        page.get_by_label("E-mail address", exact=True).fill("vera@journeys.example")
        page.get_by_role("button", name="Send me a code").click()
        page.get_by_label("Code", exact=True).fill(mailbox.code("vera@journeys.example", after=before))
        page.get_by_role("button", name="This is my address").click()
        heading(page, "Last step: make your passkey")
        assert not axe(page)
        page.get_by_role("button", name="Make the passkey").click()
        heading(page, "For the day you lose it")
        expect(page.locator("main ol li")).to_have_count(10)
        page.get_by_role("link", name="They are kept, go on").click()
        expect(page).to_have_url("/you/")
        expect(page.get_by_role("heading", name=re.compile("^Passkey: Chrome on "))).to_be_visible()
        page.get_by_role("button", name="Sign out", exact=True).click()
        page.goto("/account/login/?next=/you/")
        page.get_by_role("link", name="Use a passkey").click()  # one click: the page begins by itself
        expect(page).to_have_url("/you/")
        expect(page.get_by_label("Your name", exact=True)).to_have_value("Vera Jota")


def test_a_passkey_as_second_factor_step_up_and_an_old_answer(
    visit_as: Visit, product: Product, mailbox: Mailbox
) -> None:
    page = visit_as("visitor", "/account/login/")
    with a_device(page) as (tools, device):
        with_password(page, "ria@journeys.example")
        before = len(mailbox.letters)
        add_passkey(page, "My telephone")
        heading(page, "For the day you lose it")
        assert "A passkey was added" in mailbox.latest("ria@journeys.example", after=before)
        page.goto("/you/")
        page.get_by_role("button", name="Sign out", exact=True).click()

        with_password(page, "ria@journeys.example")
        heading(page, "One more step")
        elsewhere = page.context.new_page()
        elsewhere.goto("/you/")
        heading(elsewhere, "One more step" if "second" in elsewhere.url else "Sign in")
        elsewhere.close()
        page.goto("/account/login/second/")
        with page.expect_request(lambda one: one.method == "POST") as sent:
            page.get_by_role("button", name="Use a passkey").click()
        expect(page).to_have_url("/you/")
        heard = sent.value.post_data or ""

        # what a thief heard opens nothing in a session of theirs
        thief = visit_as("visitor", "/account/login/passkey/")
        token = thief.locator("form[data-passkey] [name=csrfmiddlewaretoken]").input_value()
        credential = re.search(r"credential=([^&]+)", heard)
        assert credential
        answer = thief.context.request.post(
            "/account/login/passkey/",
            data=f"csrfmiddlewaretoken={token}&credential={credential[1]}",
            headers={"Content-Type": "application/x-www-form-urlencoded", "Referer": thief.url},
        )
        assert answer.status == 422
        assert "This passkey was not taken" in answer.text()
        thief.goto("/you/")
        heading(thief, "Sign in")

        # not before ten minutes; after them, by passkey, and then on to what was wanted
        let_time_pass(product, page.context, timedelta(minutes=9))
        page.goto("/account/email/")
        heading(page, "Your address")
        let_time_pass(product, page.context, timedelta(minutes=2))
        page.get_by_label("New e-mail address").fill("ria.giga@journeys.example")
        page.get_by_role("button", name="Send a code there").click()
        heading(page, "Is it you?")
        tools.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})
        page.get_by_role("button", name="Use a passkey").click()
        heading(page, "Look into your mail")
        expect(page.get_by_text("ria.giga@journeys.example")).to_be_visible()


def test_what_a_passkey_says_when_it_does_not_come(visit_as: Visit) -> None:
    page = visit_as("visitor", "/account/login/passkey/")
    with a_device(page):
        page.get_by_role("button", name="Use a passkey").click()
        expect(page.get_by_text("No passkey came, and nothing was changed.")).to_be_visible()
        expect(page.get_by_text("Passkeys need JavaScript")).to_be_hidden()
    without = visit_as("visitor", "/account/login/passkey/", javascript=False)
    expect(without.get_by_text("Passkeys need JavaScript, which does not run here.")).to_be_visible()
    without.get_by_role("button", name="Use a passkey").click()
    expect(without.get_by_text("No passkey came with that.")).to_be_visible()


def test_by_keyboard_alone(visit_as: Visit) -> None:
    page = visit_as("visitor", "/account/login/?next=/you/")
    with a_device(page):
        with_password(page, "uma@journeys.example")
        page.goto("/account/passkeys/add/")
        page.get_by_label("What you call it").focus()
        page.keyboard.press("Enter")
        heading(page, "For the day you lose it")
        page.goto("/you/")
        page.get_by_role("link", name=re.compile("^Remove ")).focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Remove this passkey").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("The passkey is removed.")).to_be_visible()
        expect(page.get_by_role("heading", name=re.compile("^Passkey:"))).to_have_count(0)


def test_ending_another_session_really_ends_it(visit_as: Visit) -> None:
    here, there = visit_as("visitor", "/account/login/"), visit_as("visitor", "/account/login/", width=390)
    for page in (there, here):
        with_password(page, "sam@journeys.example")
        expect(page).to_have_url("/you/")
    expect(here.locator("section[aria-labelledby=signed-in] li")).to_have_count(2)
    here.get_by_role("button", name=re.compile("^Sign .+ out$")).click()
    expect(here.get_by_text("That device is signed out.")).to_be_visible()
    expect(here.locator("section[aria-labelledby=signed-in] li")).to_have_count(1)
    there.goto("/you/")
    heading(there, "Sign in")
    here.goto("/you/")
    heading(here, "You")
