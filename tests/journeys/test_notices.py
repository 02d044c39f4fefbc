"""What is new reaches an open page, on every device; and the mail that comes of it stops when one says so, signed out."""

import re
import time

from playwright.sync_api import Page, expect
from tests.journeys.conftest import Visit
from tests.journeys.things import COMMUNITY, Things

QUICK = 5_000
"""Milliseconds within which an open page hears of it; on a busy machine. Without the live process it would take a minute."""


def begin(page: Page, words: str) -> None:
    page.get_by_role("link", name=COMMUNITY, exact=True).first.click()
    page.get_by_label("Ask or tell something").fill(words)
    page.get_by_role("button", name="Post").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def mast(page: Page) -> str:
    return page.locator("a[data-notices]").inner_text()


def test_an_open_page_hears_of_it_and_so_does_the_other_device(visit_as: Visit, things: Things) -> None:
    desk = visit_as("facilitator", "/notices/")
    desk.get_by_role("button", name="Mark all as read").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Nothing is new")
    phone = visit_as("facilitator", "/help/", width=390)
    news = desk.locator("a[data-notices] [role=status]"), phone.locator("a[data-notices] [role=status]")
    for one in news:
        expect(one).to_have_text("")
    time.sleep(1)  # both listen by now
    began = time.monotonic()
    begin(visit_as("member", "/month/"), "Who has a spare timer?")
    for one in news:
        expect(one).to_have_text(": one new", timeout=QUICK)
    assert time.monotonic() - began < 30, "the live process told it, and not the minute’s question"

    phone.locator("a[data-notices]").click()
    phone.get_by_role("link", name="Who has a spare timer?").press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Who has a spare timer?")
    expect(news[0]).to_have_text("", timeout=QUICK)
    desk.reload()
    expect(news[0]).to_have_text("")


def test_without_scripts_the_next_page_says_it(visit_as: Visit) -> None:
    begin(visit_as("member", "/month/"), "Does anybody film their openings?")
    page = visit_as("facilitator", "/help/", javascript=False)
    assert re.search(r"Notices\s*: (one|two|three|four|many) new", mast(page))
    page.locator("a[data-notices]").click()
    film = page.locator("li", has_text="Does anybody film their openings?")
    film.get_by_role("button", name="Mark as read").click()
    expect(film.get_by_role("button")).to_have_count(0)
    page.get_by_role("link", name="Does anybody film their openings?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Does anybody film their openings?")


def test_one_chooses_quiet_hours_and_the_link_of_a_mail_works_signed_out(visit_as: Visit, things: Things) -> None:
    page = visit_as("member", "/notices/mail/")
    page.get_by_label("No mail from").fill("19:30")
    page.get_by_role("button", name="Keep it so").first.click()
    expect(page.get_by_text("Kept.")).to_be_visible()
    expect(page.get_by_label("No mail from")).to_have_value("19:30")

    out = visit_as("visitor", things.path("/notices/stop/{stop}/"))
    expect(out.get_by_role("heading", level=1)).to_have_text("Stop these mails?")
    out.get_by_role("button", name="Stop them").press("Enter")
    expect(out.get_by_role("heading", level=1)).to_have_text("These mails have stopped")
