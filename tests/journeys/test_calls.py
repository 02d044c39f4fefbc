"""A teacher says on a phone what they would come to; their lead begins it; and somebody finds their place on a pathway."""

import re

from playwright.sync_api import expect
from tests.journeys.conftest import Visit

PHONE = 390
LEAD, SUPPORTER = "denise.holloway@sample.invalid", "priya.natarajan@sample.invalid"


def test_from_taps_on_a_phone_without_scripts_to_a_community_that_begins(visit_as: Visit) -> None:
    phone = visit_as("member", "/communities/", width=PHONE, javascript=False)
    phone.get_by_role("link", name="Calls in Alder Valley").click()
    phone.get_by_role("link", name="What would you learn about together from January on?").click()
    call = phone.url
    phone.get_by_role("button", name=re.compile("^I would come ?: Late work")).click()
    expect(phone.get_by_text("Counted. Nobody sees that it is you")).to_be_visible()
    expect(phone.get_by_text("7 people would come")).to_be_visible()
    phone.get_by_role("button", name=re.compile("^Take it back ?: Late work")).click()
    expect(phone.get_by_text("6 people would come")).to_be_visible()
    phone.get_by_role("button", name=re.compile("^I would come ?: Late work")).click()
    other = visit_as(SUPPORTER, call, width=PHONE)
    other.get_by_role("button", name=re.compile("^I would come, and lead it ?: Late work")).click()
    expect(other.get_by_text("You would come, and lead it.").first).to_be_visible()

    lead = visit_as(LEAD, "/communities/")
    lead.get_by_role("link", name="Calls in Alder Valley").click()
    lead.get_by_role("link", name="What should we support next?").click()
    expect(lead.get_by_role("heading", level=1)).to_have_text("“Students who give each other feedback” can begin")
    lead.get_by_role("link", name=re.compile("^Begin the community ?: Late work")).click()
    expect(lead.get_by_label("Who keeps it going with you")).to_contain_text("Priya Natarajan")
    lead.get_by_label("Its charter, in a sentence").fill("We meet because students plan by our rules, and we try one.")
    lead.get_by_label("The first date").fill("2099-01-29")
    lead.get_by_label("At what time").fill("15:45")
    lead.get_by_label("A first question to talk about").fill("What did your last late paper tell you?")
    lead.get_by_role("button", name="Begin it, and tell those who would come").click()
    expect(lead.get_by_role("heading", level=1)).to_have_text("Late work, and what it tells us")
    expect(lead.get_by_text("What did your last late paper tell you?").first).to_be_visible()
    home = lead.url

    phone.goto("/notices/")
    phone.get_by_role("link", name=re.compile("which you said you would come to, begins")).click()
    expect(phone).to_have_url(home)
    phone.get_by_role("button", name="Join").first.click()
    expect(phone.get_by_role("button", name="Leave")).to_be_visible()


def test_finding_ones_place_and_moving(visit_as: Visit) -> None:
    phone = visit_as("member", "/communities/", width=PHONE, javascript=False)
    phone.get_by_role("link", name="Pathways in Alder Valley").click()
    phone.get_by_role("link", name="Blended learning", exact=True).click()
    phone.get_by_role("link", name="Find my place").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Find my place")  # whoever counts does not wait
    for box in phone.get_by_label("Yes", exact=True).all()[:3]:
        box.check()
    phone.get_by_label("Not yet", exact=True).last.check()
    phone.get_by_role("button", name="Suggest a place").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("2.0 A unit with choices may be a good place to begin")
    phone.get_by_role("button", name="I am there").click()
    expect(phone.get_by_role("heading", name="You are at 2.0 A unit with choices")).to_be_visible()
    phone.get_by_role("button", name=re.compile("I am here ?: 1.0")).click()
    expect(phone.get_by_role("heading", name="You are at 1.0 One lesson a week")).to_be_visible()
    phone.get_by_role("button", name="I am no longer on it").click()
    expect(phone.get_by_role("heading", name="Where are you?")).to_be_visible()
