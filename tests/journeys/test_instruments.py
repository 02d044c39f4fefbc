"""Two minutes on a phone, from a mail; a facilitator who sees nothing of four; a team that lets the hub read, and takes it back."""

import re

from playwright.sync_api import Page, expect
from tests.journeys.conftest import Visit
from tests.journeys.product import Mailbox
from tests.journeys.things import Things

PHONE = 390
ASKED = "Blended learning, first steps"
KEEPER = "isaac.boateng@sample.invalid"
OTHERS = ("dario.benedetti", "sylvie.marchetti", "hector.salinas", "rick.bauer")


def answer(page: Page, level: str) -> None:
    """The same on every question; then the button."""
    expect(page.get_by_role("button", name="Add my answers")).to_be_visible()
    for choice in page.get_by_role("radio", name=level, exact=True).all():
        choice.check()
    page.get_by_role("button", name="Add my answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, you have answered")


def test_from_the_mail_on_a_phone_to_what_the_facilitator_sees(visit_as: Visit, mailbox: Mailbox) -> None:
    keeper = visit_as(KEEPER, "/communities/")
    keeper.get_by_role("link", name=ASKED).first.click()
    keeper.get_by_role("link", name="How it goes").click()
    keeper.get_by_role("link", name="Ask how it goes").click()
    expect(keeper.get_by_role("heading", level=1)).to_have_text("Ask the 7 people here how it goes")
    keeper.get_by_role("button", name="Ask them").click()
    expect(keeper.get_by_role("heading", level=1)).to_have_text("We are asking each other how it goes")
    health = keeper.url

    letter = mailbox.latest("val@journeys.example")
    link = re.search(r"/answers/[\w-]+/", letter)
    assert link is not None
    phone = visit_as("visitor", link[0], width=PHONE, javascript=False)
    expect(phone.get_by_role("heading", level=1)).to_have_text(f"How does “{ASKED}” go?")
    phone.reload()  # as a scanner does, and somebody who looks first: nothing is answered by it
    answer(phone, "Fully")
    phone.goto(link[0])
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you, you have answered")
    expect(phone.get_by_role("link", name="Sign in")).to_be_visible()

    for name in OTHERS[:3]:
        one = visit_as(f"{name}@sample.invalid", health, width=PHONE)
        one.get_by_role("link", name="Answer", exact=True).click()
        answer(one, "Fully")
    keeper.goto(health)
    expect(keeper.get_by_text("Of it nothing is shown yet: fewer than five have answered.")).to_be_visible()
    expect(keeper.get_by_role("heading", name="We say", exact=True)).to_have_count(0)

    last = visit_as(f"{OTHERS[3]}@sample.invalid", health)
    last.get_by_role("link", name="Answer", exact=True).click()
    answer(last, "Not yet")
    keeper.goto(health)
    expect(keeper.get_by_role("heading", name="We say", exact=True)).to_have_count(6)
    expect(keeper.get_by_text("In the middle: “Fully”.").first).to_be_visible()
    expect(keeper.get_by_text("Not yet", exact=False)).to_have_count(0)
    expect(keeper.get_by_text("they disagree").first).to_be_visible()


def test_a_team_lets_the_hub_read_and_takes_it_back(visit_as: Visit, things: Things) -> None:
    path = things.path("/teams/{team}/self-assessment/")
    team = visit_as("member", path, width=PHONE)
    expect(team.get_by_role("heading", level=1)).to_have_text("5 of 7 stand higher than then, 1 lower")
    expect(team.get_by_role("img").filter(visible=True)).to_have_count(1)
    hub = visit_as("hub", path)
    expect(hub.get_by_text("Seven of this year’s ten offerings")).to_be_visible()
    team.get_by_role("button", name="Take that back").click()
    expect(team.get_by_text("The hub no longer reads it.")).to_be_visible()
    hub.reload()
    expect(hub.get_by_role("heading", level=1)).to_have_text("Not for the hub to read")
    expect(hub.get_by_text("Seven of this year’s ten offerings")).to_have_count(0)
    team.get_by_role("button", name="Let the hub read what we agreed on").click()
    hub.reload()
    expect(hub.get_by_text("Seven of this year’s ten offerings")).to_be_visible()


def test_a_sheet_is_kept_half_done_and_says_what_is_missing(visit_as: Visit, things: Things) -> None:
    page = visit_as("ray.castellano@sample.invalid", "/month/")
    page.goto(things.path("/teams/{half}/self-assessment/"))
    page.get_by_role("link", name="Go on").click()
    box = page.get_by_label("How do you know? (Those who lead learn too)")
    with page.expect_response(lambda told: "/drafts/" in told.url and told.ok):
        box.press_sequentially("Two principals stayed.")
    page.reload()
    expect(box).to_have_value("Two principals stayed.")
    page.get_by_role("button", name="The team has agreed on this").click()
    problems = page.get_by_text("“It is one thing, not many”: say how you know.")
    expect(problems.first).to_be_visible()
    expect(box).to_have_value("Two principals stayed.")
    page.get_by_role("button", name="Keep it for the team").click()
    expect(page.get_by_text("Kept for your team.")).to_be_visible()
