"""A community is opened with people, a date and a question; somebody asks to come in; one ends, and its pack opens."""

import re
import zipfile

from playwright.sync_api import Locator, Page, expect
from tests.journeys.conftest import Visit
from tests.journeys.product import Mailbox

PHONE = 390
LEAD, KEEPER, NEW = "denise.holloway@sample.invalid", "isaac.boateng@sample.invalid", "hector.salinas@sample.invalid"
READER = "gabriela.pinto@sample.invalid"
ENDS, ASKS = "Reading aloud in two languages", "Blended learning, a step on"


def test_a_community_opens_on_a_telephone_and_is_not_empty(visit_as: Visit, mailbox: Mailbox) -> None:
    page = visit_as(LEAD, "/communities/", width=PHONE)
    page.get_by_role("link", name="Open a community in Alder Valley").click()
    page.get_by_label("What it is called").fill("Slow reading")
    charter = page.get_by_label("Its charter, in a sentence")
    with page.expect_response(lambda answer: "/drafts/" in answer.url and answer.ok):
        charter.press_sequentially("We meet because we read too fast.")
    page.reload()
    expect(charter).to_have_value("We meet because we read too fast.")
    page.get_by_label("What it is called").fill("Slow reading")
    page.get_by_label("The first people: their e-mail addresses").fill("una@slow.example\nvic at slow.example")
    page.get_by_label("The first date").fill("2099-01-31")
    page.get_by_label("At what time").fill("15:45")
    page.get_by_label("Where (optional)").fill("The library")
    page.get_by_label("A first question to talk about").fill("What did we skip?")
    page.get_by_role("button", name="Open it, and send the invitations").click()
    expect(page.get_by_text("Line 2: “vic at slow.example” is not an e-mail address.").first).to_be_visible()
    expect(page.get_by_label("A first question to talk about")).to_have_value("What did we skip?")
    page.get_by_label("The first people: their e-mail addresses").fill("una@slow.example\nvic@slow.example")
    page.get_by_role("button", name="Open it, and send the invitations").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Slow reading")
    expect(page.get_by_role("region", name="We meet Saturday 31 January 2099, 3:45 pm PST")).to_contain_text(
        "The library"
    )
    expect(page.get_by_role("link", name="What did we skip?")).to_be_visible()
    assert "Denise Holloway invites you to “Slow reading”" in mailbox.latest("una@slow.example")


def test_somebody_asks_and_is_let_in(visit_as: Visit) -> None:
    new = visit_as(NEW, "/communities/", width=PHONE)
    new.get_by_role("link", name=ASKS).click()
    new.get_by_role("link", name="Ask to come in").click()
    new.get_by_label("Why you would like to come").fill("I moved my first unit in October, and lost two of them in it.")
    new.get_by_role("button", name="Ask", exact=True).click()
    expect(new.get_by_text("You asked to come in on")).to_be_visible()
    keeper = visit_as(KEEPER, "/notices/")
    keeper.get_by_role("link", name=f"Hector Salinas asks to come into {ASKS}").click()
    asking = keeper.get_by_role("region", name="One person asks to come in")
    expect(asking).to_contain_text("I moved my first unit in October")
    asking.get_by_label("A word to Hector Salinas").fill("So did we. Come on Wednesday.")
    asking.get_by_role("button", name=re.compile("^Let in")).click()
    expect(keeper.get_by_text("Hector Salinas is in, and is told.")).to_be_visible()
    new.reload()
    expect(new.get_by_label("Ask or tell something")).to_be_visible()
    new.goto("/notices/")
    expect(new.get_by_role("link", name=f"Isaac Boateng answers your asking to come into {ASKS}")).to_be_visible()


def test_one_ends_with_thanks_and_its_pack_opens(visit_as: Visit) -> None:
    page = visit_as(READER, "/communities/")
    page.get_by_role("link", name=ENDS).click()
    page.get_by_role("link", name="How it is arranged").click()
    page.get_by_role("link", name="Close it, with thanks").click()
    page.get_by_label("What is to be said at the end").fill("The book is read.")
    page.get_by_role("button", name="Close it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    expect(page.get_by_role("region", name="Who was here")).to_contain_text("Ellen Sandoval")
    page.get_by_label("Your word of thanks").fill("For listening to the Spanish half first.")
    page.get_by_role("button", name="Say it").click()
    expect(page.get_by_role("region", name="Words of thanks")).to_contain_text("the Spanish half first")
    page.get_by_role("link", name="A pack of everything you may see here").click()
    page.get_by_role("button", name="Make it").click()
    with page.expect_download() as fetched:
        _when_ready(page).click()
    with zipfile.ZipFile(fetched.value.path()) as pack:
        assert "The book is read." in pack.read("index.html").decode()
        assert "For listening to the Spanish half first." in pack.read("index.html").decode()
        assert {"charter.html", "gatherings.html", "tables/posts.csv"} <= set(pack.namelist())
    page.goto("/communities/")
    page.get_by_role("region", name="Closed").get_by_role("link", name=ENDS).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")


def _when_ready(page: Page) -> Locator:
    """The worker makes it; the page says so once it is made."""
    link = page.get_by_role("link", name="Fetch it")
    for _ in range(60):
        if link.count():
            return link
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(page.locator("main").inner_text())
