"""Coming in as people do: with a password, with a code from the mail, by keyboard alone, without JavaScript."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import Visit
from tests.journeys.people import PASSWORD
from tests.journeys.product import Mailbox


def test_with_a_password_and_out_again(visit_as: Visit) -> None:
    page = visit_as("visitor", "/you/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.get_by_label("E-mail address", exact=True).fill("Jo@Journeys.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url("/you/")
    expect(page.get_by_label("Your name", exact=True)).to_have_value("Jo Arrow")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.goto("/you/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


@pytest.mark.parametrize(("javascript", "email"), [(True, "kim@journeys.example"), (False, "lou@journeys.example")])
def test_with_a_code_from_the_mail(visit_as: Visit, mailbox: Mailbox, javascript: bool, email: str) -> None:
    page = visit_as("visitor", "/account/login/?next=/you/", javascript=javascript)
    page.get_by_role("link", name="Send me a code").click()
    before = len(mailbox.letters)
    page.get_by_label("E-mail address", exact=True).fill(email)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    code = mailbox.code(email, after=before)
    page.get_by_label("Code", exact=True).fill("WRNG-CODE")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("This is not the code we sent.")).to_be_visible()
    page.get_by_label("Code", exact=True).fill(code.lower())
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url("/you/")


def test_three_wrong_codes_end_the_attempt(visit_as: Visit, mailbox: Mailbox) -> None:
    page = visit_as("visitor", "/account/login/code/")
    page.get_by_label("E-mail address", exact=True).fill("max@journeys.example")
    page.get_by_role("button", name="Send me a code").click()
    for _guess in range(3):
        page.get_by_label("Code", exact=True).fill("WRNG-CODE")
        page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("That was tried too often.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in with a code")


def test_by_keyboard_alone(visit_as: Visit) -> None:
    page = visit_as("visitor", "/account/login/?next=/you/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("E-mail address", exact=True)).to_be_focused()
    page.keyboard.type("jo@journeys.example")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url("/you/")


def test_without_javascript_one_click_is_somebody(visit_as: Visit) -> None:
    page = visit_as("visitor", "/demo/", javascript=False)
    page.get_by_role("button", name=re.compile(r"^Be (?!a visitor)")).first.click()
    page.goto("/you/")
    expect(page.get_by_role("heading", level=1)).to_have_text("You")


def test_a_new_person_proves_the_address(visit_as: Visit, mailbox: Mailbox) -> None:
    page = visit_as("visitor", "/account/signup/?next=/you/")
    before = len(mailbox.letters)
    page.get_by_label("Your name", exact=True).fill("Nell Encore")
    page.get_by_label("E-mail address", exact=True).fill("nell@journeys.example")
    page.get_by_label("Password", exact=True).fill("too short")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_label("Your name", exact=True)).to_have_value("Nell Encore")
    page.get_by_label("Password", exact=True).fill("geese in a row, nine of them")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code", exact=True).fill(mailbox.code("nell@journeys.example", after=before))
    page.get_by_role("button", name="This is my address").click()
    expect(page).to_have_url("/you/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ones_choice_of_dark_or_light_is_written_by_the_server(visit_as: Visit, scheme: str) -> None:
    page = visit_as("visitor", "/account/login/?next=/you/", javascript=False)
    page.get_by_label("E-mail address", exact=True).fill("jo@journeys.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label(scheme.capitalize(), exact=True).check()
    page.get_by_role("button", name="Keep it so").click()
    expect(page.get_by_text("Kept.")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", scheme)


def test_two_processes_count_guesses_together(site: str) -> None:
    """Twenty at once on one address, from a place of their own: five are tried, whoever of the workers answers."""
    with ThreadPoolExecutor(8) as pool:
        said = Counter(pool.map(lambda _one: _guess(site, "max@journeys.example"), range(20)))
    assert said["tried"] <= 5, said
    assert said["waits"] >= 15, said


def _guess(site: str, email: str) -> str:
    """One wrong password from 127.0.0.2. What the page says of it."""
    place = urlsplit(site)
    connection = HTTPConnection("127.0.0.1", place.port or 80, timeout=60, source_address=("127.0.0.2", 0))
    host = {"Host": place.netloc}
    connection.request("GET", "/account/login/", headers=host)
    form = connection.getresponse()
    cookies = "; ".join(value.partition(";")[0] for name, value in form.getheaders() if name == "Set-Cookie")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.read().decode())
    assert token
    body = urlencode({"csrfmiddlewaretoken": token[1], "login": email, "password": "a guess at a password"})
    headers = host | {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/account/login/", body, headers)
    page = connection.getresponse().read().decode()
    connection.close()
    return "tried" if "do not belong together" in page else "waits"
