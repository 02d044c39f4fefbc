"""Ruth, every day: every team on one page, who would be glad of help, and the numbers as they are counted."""

from playwright.sync_api import expect
from tests.journeys.conftest import Visit
from tests.journeys.things import Things

SMALL = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"]


def test_the_headline_is_the_rows_and_the_first_act_is_the_chain(visit_as: Visit) -> None:
    page = visit_as("hub", "/hub/")
    groups = page.get_by_role("table").locator("tbody")
    said = groups.get_by_role("rowheader", name="Would be glad of help").inner_text()
    glad = groups.filter(has=page.get_by_role("rowheader", name="Would be glad of help")).locator("tr.team")
    teams = page.locator("tr.team")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        f"{SMALL[glad.count()]} of {teams.count()} teams would be glad of help"
    )
    assert said == f"Would be glad of help, {glad.count()}"
    first = glad.first.get_by_role("rowheader").get_by_role("link").first.inner_text()
    act = page.get_by_role("region", name=f"Next: {first}")
    act.get_by_role("link", name="Answer on the chain").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("The share of slips that explain their evidence")
    expect(page.get_by_role("region", name="What it rests on")).to_contain_text(first)


def test_numbers_their_rows_and_publishing_them(visit_as: Visit, things: Things) -> None:
    page = visit_as("hub", "/hub/")
    page.get_by_role("link", name="By the numbers, counted now").click()
    page.locator(f"a[href$='/networks/{things['network']}/numbers/systems/']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("22 school systems")
    expect(page.locator("tbody tr")).to_have_count(22)
    page.get_by_role("button", name="Publish today’s numbers").click()
    expect(page.locator("main").get_by_role("status").first).to_be_visible()


def test_the_evaluator_reads_and_cannot_publish(visit_as: Visit) -> None:
    page = visit_as("evaluator", "/hub/")
    expect(page.locator("tr.team")).to_have_count(22)
    page.get_by_role("link", name="By the numbers, counted now").click()
    page.locator("main a[href*='/numbers/']").first.click()
    expect(page.locator("tbody tr").first).to_be_visible()
    expect(page.get_by_role("button", name="Publish today’s numbers")).to_have_count(0)
