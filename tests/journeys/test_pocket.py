"""A whole cycle kept in a pocket: 360 pixels wide, by somebody who types slowly, from a question to a decision and the next cycle."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect
from tests.journeys.conftest import Axe, Visit

SAM = "team lead"
NARROW = 360
IDEA = "A pocket question"
QUESTION = "Do they ask?"
TODAY = datetime.now(ZoneInfo("America/New_York")).date()


def fits(page: Page, axe: Axe) -> None:
    """Nothing scrolls sideways, and axe finds nothing. A page still on its way has nothing to measure: it is waited for."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, page.url
    assert axe(page) == []


def slowly(page: Page, label: str, words: str) -> None:
    """Key by key, as on a phone; and nothing one has written goes when the page looks for something new."""
    box = page.get_by_label(label)
    box.press_sequentially(words, delay=60)
    expect(box).to_have_value(words)


def test_a_cycle_from_a_question_to_the_next_on_a_phone(visit_as: Visit, axe: Axe) -> None:
    page = visit_as(SAM, "/inquiry/", width=NARROW)
    page.get_by_role("link", name="Half of grade 9 slips explain their evidence").first.click()
    fits(page, axe)
    page.get_by_role("link", name="Propose something else").click()
    slowly(page, "What will you try?", IDEA)
    page.get_by_role("button", name="Propose it").click()
    page.get_by_role("link", name="Plan a small cycle").click()
    fits(page, axe)
    _plans(page)
    fits(page, axe)
    _predicts(page)
    fits(page, axe)
    _does(page, axe)
    _studies(page)
    fits(page, axe)
    _decides(page)
    fits(page, axe)
    page.get_by_role("link", name="Plan the next cycle").click()
    expect(page.get_by_label("What do you want to find out?")).to_have_value(QUESTION)
    expect(page.get_by_label("How far does this test reach?")).to_have_value("classes")
    page.get_by_role("button", name="Begin the plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Cycle 2: {IDEA}")
    page.get_by_role("link", name=IDEA, exact=True).first.click()
    expect(page.get_by_text("2 cycles, from one class or group to several classes.")).to_be_visible()
    fits(page, axe)


def _plans(page: Page) -> None:
    slowly(page, "What do you want to find out?", QUESTION)
    slowly(page, "Where, and with whom?", "One class")
    page.get_by_label("How far does this test reach?").select_option("class")
    page.get_by_label("First day with the change").fill(f"{TODAY + timedelta(days=1):%Y-%m-%d}")
    page.get_by_role("button", name="Begin the plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Cycle 1: {IDEA}")


def _predicts(page: Page) -> None:
    slowly(page, "What do you expect to see, and by when?", "Five of them will ask.")
    slowly(page, "Its parts, one on each line", "Five ask")
    page.get_by_role("button", name="Lock the prediction, go on to Do").click()
    expect(page.get_by_role("complementary", name="What we predicted")).to_contain_text("Five of them will ask.")


def _does(page: Page, axe: Axe) -> None:
    """What is written is kept as it is written: the page is left half way and found again."""
    if (more := page.locator("summary", has_text="Finish Do")).count():
        more.first.click()
    slowly(page, "Two or three sentences are plenty", "Two lessons.")
    slowly(page, "What surprised you?", "They laughed.")
    expect(page.locator("form[action$='/do/'] [data-draft-status]").last).to_have_text("Saved just now.")
    page.reload()
    expect(page.get_by_label("What surprised you?")).to_have_value("They laughed.")
    fits(page, axe)
    if (more := page.locator("summary", has_text="Finish Do")).count():
        more.first.click()
    page.get_by_role("button", name="Finish Do, go on to Study").click()


def _studies(page: Page) -> None:
    happened = page.get_by_role("region", name="What happened in Do")
    expect(happened).to_contain_text("They laughed.")
    page.get_by_label("Five ask").select_option(label="as predicted")
    slowly(page, "Two or three sentences are plenty", "They want to.")
    page.get_by_role("button", name="Finish Study, go on to Act").click()


def _decides(page: Page) -> None:
    page.get_by_text("We have decided").click()
    page.get_by_role("group", name="What becomes of it?").get_by_role("radio", name="Scale").check()
    page.locator("form[action$='/decide/'] textarea").press_sequentially("Another class.", delay=60)
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_role("heading", name="Scale: more places")).to_be_visible()
