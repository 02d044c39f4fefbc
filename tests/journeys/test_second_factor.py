"""An authenticator app and recovery codes, without JavaScript: added, asked for, each code counting once."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Visit
from tests.journeys.test_passkeys import heading, with_password

EMAIL = "tess@journeys.example"


def code_of(key: str, *, ahead: int = 0) -> str:
    """What the app shows now, or `ahead` half minutes from now."""
    return str(format_hotp_value(hotp_value(key.replace(" ", ""), int(time.time()) // 30 + ahead)))


def second(page: Page, code: str) -> None:
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("javascript", [False])
def test_an_app_and_its_recovery_codes(visit_as: Visit, javascript: bool) -> None:
    page = visit_as("visitor", "/account/login/", javascript=javascript)
    with_password(page, EMAIL)
    page.get_by_role("link", name="Add an authenticator app").click()
    heading(page, "Add an authenticator app")
    expect(page.get_by_role("img", name="A QR code with the key that is written beneath")).to_be_visible()
    key = page.locator("strong[translate=no]").inner_text()
    page.get_by_label("Code", exact=True).fill("000000")
    page.get_by_role("button", name="Add the app").click()
    expect(page.get_by_text("This is not the code of this moment.")).to_be_visible()
    assert page.locator("strong[translate=no]").inner_text() == key, "a slip does not draw another key"
    first = code_of(key)
    page.get_by_label("Code", exact=True).fill(first)
    page.get_by_role("button", name="Add the app").click()
    heading(page, "For the day you lose it")
    codes = page.locator("main ol li").all_inner_texts()
    page.goto("/you/")
    page.get_by_role("button", name="Sign out", exact=True).click()

    with_password(page, EMAIL)
    heading(page, "One more step")
    second(page, first)
    expect(page.get_by_text("This code does not count.")).to_be_visible()
    second(page, code_of(key, ahead=1))
    expect(page).to_have_url("/you/")
    expect(page.get_by_text("10 are left.")).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).click()

    with_password(page, EMAIL)
    second(page, codes[3])
    expect(page).to_have_url("/you/")
    expect(page.get_by_text("9 are left.")).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).click()

    with_password(page, EMAIL)
    for guess in (codes[3], "123456"):
        second(page, guess)
        expect(page.get_by_text("This code does not count.")).to_be_visible()
    second(page, "654321")
    expect(page.get_by_text("That was tried too often. Begin again from the start.")).to_be_visible()
    heading(page, "Sign in")
    page.goto("/you/")
    heading(page, "Sign in")
