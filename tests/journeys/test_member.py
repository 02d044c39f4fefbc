"""Marisol has three minutes, on a phone. Noor looks for a community to read along in."""

from playwright.sync_api import Page, expect
from tests.journeys.conftest import Visit
from tests.journeys.things import COMMUNITY

PHONE = 390
QUESTION = "Who keeps the timer when you are the partner?"


def test_my_month_leads_to_the_one_act(visit_as: Visit) -> None:
    page = visit_as("member", "/month/", width=PHONE)
    act = page.get_by_role("region", name="Next: say which way you lean")
    expect(act.get_by_role("link")).to_have_count(1)
    act.get_by_role("link", name="Say which way I lean").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cycle 3: Say it, then write it")
    page.get_by_role("radio", name="Adapt: change one thing, test again").check()
    page.get_by_label("Because (optional)").first.fill("Period 1 first. The rest can stay as it is.")
    page.get_by_role("button", name="Say it", exact=True).click()
    leans = page.get_by_role("heading", name="Which way people lean")
    expect(leans).to_be_visible()
    said = page.locator("li", has_text="Period 1 first. The rest can stay as it is.")
    expect(said).to_contain_text("Marisol Vega")
    expect(said).to_contain_text("Adapt: change one thing, test again")
    page.get_by_role("link", name="My month").click()
    expect(page.get_by_role("region", name="Next: say which way you lean")).to_have_count(0)


def test_what_is_written_is_kept_posted_put_right_removed_and_brought_back(visit_as: Visit) -> None:
    page = visit_as("member", "/month/", width=PHONE)
    page.get_by_role("link", name=COMMUNITY, exact=True).first.click()
    box = page.get_by_label("Ask or tell something")
    with page.expect_response(lambda answer: "/drafts/" in answer.url and answer.ok):
        box.press_sequentially(QUESTION)
    expect(page.get_by_text("Saved just now.")).to_be_visible()
    page.reload()
    expect(box).to_have_value(QUESTION)
    page.get_by_role("button", name="Post").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)

    page.get_by_label("Answer", exact=True).fill("I do, adn I forget.")
    page.get_by_role("button", name="Post").click()
    mine = page.get_by_role("region", name="Answers").get_by_role("listitem")
    expect(mine).to_have_count(1)
    mine.get_by_role("link", name="Edit").click()
    words = page.locator("main textarea")
    expect(words).to_have_value("I do, adn I forget.")
    words.fill("I do, and I forget.")
    page.get_by_role("button", name="Keep it like this").click()
    expect(mine).to_contain_text("I do, and I forget.")
    expect(mine).to_contain_text("put right")

    answer = page.get_by_label("Answer", exact=True)
    answer.press_sequentially("Half a thou")
    page.get_by_role("link", name="My month").click()
    page.go_back()
    page.reload()
    expect(answer).to_have_value("Half a thou")
    answer.fill("")

    mine.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Nobody has answered yet.")).to_be_visible()
    expect(page.get_by_text("It can come back until")).to_be_visible()
    page.get_by_role("button", name="Bring it back").click()
    expect(mine).to_contain_text("I do, and I forget.")
    page.goto("/month/")
    page.get_by_role("link", name=COMMUNITY, exact=True).first.click()
    expect(page.get_by_label("Ask or tell something")).to_have_value("")


def test_without_javascript_the_same_is_posted_and_removed(visit_as: Visit) -> None:
    page = visit_as("member", "/communities/", width=PHONE, javascript=False)
    page.get_by_role("link", name=COMMUNITY, exact=True).click()
    page.get_by_label("Ask or tell something").fill("Three starters or eight?")
    page.get_by_role("button", name="Post").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Three starters or eight?")
    page.get_by_label("Answer", exact=True).fill("Three. They write the fourth.")
    page.get_by_role("button", name="Post").click()
    answers = page.get_by_role("region", name="Answers").get_by_role("listitem")
    expect(answers).to_have_count(1)
    expect(answers).to_contain_text("Three. They write the fourth.")
    answers.get_by_role("button", name="Remove").click()
    expect(answers).to_have_count(0)
    page.get_by_role("button", name="Bring it back").click()
    expect(answers).to_have_count(1)


def test_a_newcomer_joins_and_leaves(visit_as: Visit) -> None:
    page = visit_as("noor.haddad@sample.invalid", "/communities/", width=PHONE)
    expect(page.get_by_text("You are in no community yet.")).to_be_visible()
    page.get_by_role("region", name="Open to join").get_by_role("link", name="Small groups that run themselves").click()
    expect(page.get_by_label("Ask or tell something")).to_have_count(0)
    before = _people(page)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_label("Ask or tell something")).to_be_visible()
    assert _people(page) != before
    page.get_by_role("link", name="Communities").click()
    page.get_by_role("region", name="Where I am").get_by_role("link", name="Small groups that run themselves").click()
    page.get_by_role("button", name="Leave this community").click()
    page.goto("/communities/")
    expect(page.get_by_text("You are in no community yet.")).to_be_visible()


def _people(page: Page) -> str:
    return page.get_by_role("complementary", name="Who is here").locator("p").first.inner_text()
