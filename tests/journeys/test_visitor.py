"""A visitor has one page's time: a lesson, what it rests on, every row; and what is counted, down to a school."""

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Visit
from tests.journeys.things import HEARS

SIGN_IN = "/account/"


def _never_asked(page: Page) -> None:
    assert SIGN_IN not in page.url
    expect(page.get_by_label("Password", exact=True)).to_have_count(0)


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_front_to_every_row(visit_as: Visit, javascript: bool) -> None:
    page = visit_as("visitor", "/", javascript=javascript)
    lead = page.get_by_role("article").filter(has=page.get_by_role("link", name="Read the lesson")).first
    title = lead.get_by_role("heading").first.inner_text().strip()
    lead.get_by_role("link", name="Read the lesson").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    _never_asked(page)
    page.goto("/lessons/")  # which lesson leads depends on who published last
    page.get_by_role("link", name=HEARS).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEARS)
    page.get_by_role("link", name="See its evidence").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("The share of slips that explain their evidence")
    rests = page.get_by_role("region", name="What it rests on")
    for team in ("Alder Valley", "Brierfield", "Quarry Ridge"):
        expect(rests).to_contain_text(team)
    expect(rests).to_contain_text("It stays here whatever happens next.")
    rows = page.locator("details").filter(has=page.get_by_role("table", include_hidden=True)).first
    said = rows.locator("summary").inner_text()
    rows.locator("summary").click()
    expect(rows.locator("tbody tr").first).to_be_visible()
    assert str(rows.locator("tbody tr").count()) in said
    _never_asked(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_mast_to_one_next_thing(visit_as: Visit, javascript: bool) -> None:
    page = visit_as("visitor", "/", javascript=javascript)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Start here").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("people who meet because of a question they share")
    for group in page.get_by_role("group").all():
        group.get_by_role("radio", name="Yes", exact=True).check()
    page.get_by_role("group", name="I could ask three or four people").get_by_role("radio", name="Not yet").check()
    page.get_by_role("button", name="See what fits").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Join a community that is open")
    expect(page.get_by_role("main")).to_contain_text("Where a community has begun, one more is enough.")
    expect(page.get_by_role("main")).to_contain_text("until you are let in your list is empty")
    _never_asked(page)
    page.get_by_role("link", name="Make an account and see").click()
    expect(page.get_by_label("Your name", exact=True)).to_be_visible()
    assert page.url.endswith("?next=/communities/")


def test_from_a_number_to_a_system(visit_as: Visit) -> None:
    page = visit_as("visitor", "/")
    numbers = page.get_by_role("region", name="Crossfields Network by the numbers")
    said = numbers.locator("[href*='/systems/']").first
    said.click()
    head = page.get_by_role("heading", level=1)
    expect(head).to_contain_text("school systems")
    assert head.inner_text().split()[0] == str(page.locator("tbody tr").count())
    page.get_by_role("link", name="Alder Valley").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Alder Valley")
    page.get_by_role("link", name="The schools").click()
    expect(page.locator("tbody tr").first).to_be_visible()
    _never_asked(page)


def test_the_record_carries_its_own_strip(visit_as: Visit) -> None:
    page = visit_as("visitor", "/systems/alder-valley/")
    strip = page.get_by_role("complementary", name="About this page")
    expect(strip).to_have_text("Sample: every person, school system and figure here is invented.")
    page.goto("/systems/denver/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Denver Public Schools")
    expect(strip).to_contain_text("From published facts only.")
    expect(strip).not_to_contain_text("invented")


def test_on_paper_there_is_the_lesson_and_no_navigation(visit_as: Visit) -> None:
    page = visit_as("visitor", "/lessons/")
    page.get_by_role("link", name=HEARS).click()
    navigation = page.get_by_role("navigation", name="Main")
    expect(navigation).to_be_visible()
    page.emulate_media(media="print")
    expect(navigation).to_be_hidden()
    expect(page.get_by_role("link", name="See its evidence")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Sample:").first).to_be_visible()
