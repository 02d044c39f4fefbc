"""Colleen, twenty minutes before the meeting: who is here, whom to ask, what was said."""

import re

from playwright.sync_api import Page, expect
from tests.journeys.conftest import Visit
from tests.journeys.product import Mailbox
from tests.journeys.things import COMMUNITY


def test_two_addresses_one_of_them_bad(visit_as: Visit, mailbox: Mailbox) -> None:
    page = visit_as("facilitator", "/communities/")
    page.get_by_role("link", name=COMMUNITY, exact=True).click()
    expect(page.get_by_role("complementary", name="Who is here")).to_contain_text("New first")
    page.get_by_role("link", name="Everybody, and inviting people").click()
    expect(page.get_by_role("region", name="Who they are").get_by_role("listitem").first).to_contain_text("facilitator")
    page.get_by_role("link", name="Invite people").click()
    written = "una@journeys.example\nvic at journeys.example"
    page.get_by_label("E-mail addresses").fill(written)
    page.get_by_role("button", name="Show who gets a mail").click()
    expect(page.get_by_text("Line 2: “vic at journeys.example” is not an e-mail address.").first).to_be_visible()
    expect(page.get_by_label("E-mail addresses")).to_have_value(written)
    page.get_by_label("E-mail addresses").fill("una@journeys.example\nvic@journeys.example")
    page.get_by_role("button", name="Show who gets a mail").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 people will get a mail")
    assert not [letter for letter in mailbox.letters if letter["To"] == "una@journeys.example"]
    page.get_by_role("button", name="Send 2 invitations").click()
    expect(page.get_by_role("region", name="Invited")).to_be_visible()
    for address in ("una@journeys.example", "vic@journeys.example"):
        letter = mailbox.latest(address)
        _until_sent(page, address)
        assert f"Colleen Brady invites you to “{COMMUNITY}”" in letter
        assert "/invitations/" in letter


def test_a_conversation_begins_by_keyboard_alone(visit_as: Visit) -> None:
    page = visit_as("facilitator", "/communities/")
    page.get_by_role("link", name=COMMUNITY, exact=True).click()
    page.get_by_role("heading", level=1, name=COMMUNITY).wait_for()  # a key pressed before goes to the page one leaves
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    box, post = page.get_by_label("Ask or tell something"), page.get_by_role("button", name="Post")
    for _step in range(40):
        page.keyboard.press("Tab")
        if box.evaluate("box => box === document.activeElement"):
            break
    expect(box).to_be_focused()
    page.keyboard.type("What shall we leave out on Thursday?")
    page.keyboard.press("Tab")
    expect(post).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What shall we leave out on Thursday?")


def test_what_somebody_else_said_goes_and_comes_back(visit_as: Visit) -> None:
    page = visit_as("facilitator", "/communities/")
    page.get_by_role("link", name=COMMUNITY, exact=True).click()
    page.get_by_role("link", name="Sentence starters that do not sound like a form").click()
    answers = page.get_by_role("region", name="Answers").locator("ol > li")
    before = answers.all_inner_texts()
    jerome = answers.filter(has_text="We cut ours to three and let them write the fourth.")
    jerome.get_by_role("button", name=re.compile("^Remove ?: Jerome Whitfield")).click()
    expect(answers.filter(has_text="Something said here was removed by Colleen Brady")).to_have_count(1)
    expect(jerome).to_have_count(0)
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_text("It is back, where it stood.")).to_be_visible()
    after = [text.replace("It is back, where it stood.", "").strip() for text in answers.all_inner_texts()]
    assert after == before


def _until_sent(page: Page, address: str) -> None:
    """The worker sends, and notes it a moment after; a page that was drawn before says that the mail is on its way."""
    line = page.get_by_role("region", name="Invited").locator("li", has_text=address)
    for _ in range(40):
        if "sent" in line.inner_text():
            return
        page.wait_for_timeout(250)
        page.reload()
    raise AssertionError(line.inner_text())
