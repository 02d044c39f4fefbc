"""Somebody comes in by the link in their mail, on a phone, and types slowly: what they do is done, and its time is counted."""

import re
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, ViewportSize, expect
from tests.journeys.people import PASSWORD
from tests.journeys.product import Mailbox
from tests.journeys.window import Watch

A_KEY, A_LOOK, A_PASTE = 0.2, 2.0, 4.0
"""Seconds: for a key of a slow typist, for a page or a button to be looked at, for a list or a mail to be fetched."""
PHONE: ViewportSize = {"width": 390, "height": 844}


@dataclass
class SlowTypist:
    """Does each thing in the browser, and counts what it takes by hand; what the machine takes is not counted."""

    page: Page
    seconds: float = 0

    def arrive(self, heading: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        self.seconds += A_LOOK

    def write(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=True).fill(words)
        self.seconds += A_LOOK + A_KEY * len(words)

    def press(self, role: str, name: str) -> None:
        self.page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]  # a role of ARIA
        self.seconds += A_LOOK

    def fetch(self) -> None:
        """Over to the mail, and back."""
        self.seconds += A_PASTE


@dataclass(frozen=True)
class Door:
    """Where the mails come to, and the installation they lead to."""

    browser: Browser
    address: str
    mailbox: Mailbox
    watch: Watch


def come_in(door: Door, address: str, name: str, place: str) -> SlowTypist:
    """From the mail, open before them, to the page of the place: an account, a code, a yes."""
    link = re.search(r"http://\S+?(/invitations/\S+)", door.mailbox.latest(address))
    assert link, "a mail without its link"
    context = door.browser.new_context(
        base_url=door.address, viewport=PHONE, locale="en-US", has_touch=True, is_mobile=True
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    door.watch.over(page)
    hand = SlowTypist(page, seconds=2 * A_LOOK)  # the mail is read, and its link pressed
    page.goto(link[1])
    hand.arrive(place)
    hand.press("link", "Make an account")
    page.wait_for_url("**/account/signup/**")
    hand.seconds += A_LOOK
    hand.write("Your name", name)
    hand.write("E-mail address", address)
    hand.write("Password", PASSWORD)
    before = len(door.mailbox.letters)
    hand.press("button", "Send me a code")
    hand.fetch()
    hand.write("Code", door.mailbox.code(address, after=before))
    hand.press("button", "This is my address")
    hand.arrive(place)
    hand.press("button", "Accept")
    page.wait_for_url(re.compile("/communities/[0-9a-f-]{36}/"))
    hand.arrive(place)
    return hand


def say_i_come(hand: SlowTypist) -> None:
    """“I’m coming”, on the community’s own page."""
    answers = hand.page.get_by_role("group", name="Are you coming?")
    answers.get_by_role("button", name="Yes", exact=True).click()
    hand.seconds += A_LOOK
    expect(answers.get_by_role("button", name="Yes", exact=True)).to_have_attribute("aria-pressed", "true")


def answer_the_question(hand: SlowTypist, question: str) -> None:
    """A first post."""
    words = "Our two quietest, and I only noticed on Friday."
    hand.press("link", question)
    hand.arrive(question)
    hand.write("Answer", words)
    hand.press("button", "Post")
    expect(hand.page.get_by_text(words).first).to_be_visible()


def record_what_happened(hand: SlowTypist) -> None:
    """A commitment, and what happened elsewhere: by way of My month."""
    hand.press("link", "My month")
    hand.page.wait_for_url("**/month/")
    hand.seconds += A_LOOK
    hand.press("link", "What do you mean to do each month?")
    hand.page.wait_for_url("**/commitment/")
    hand.seconds += A_LOOK
    hand.press("button", "A visit")
    expect(hand.page.get_by_role("list", name="What is in this month")).to_be_visible()
