"""What Sam writes into a long form waits for him, until it is accepted."""

from playwright.sync_api import expect
from tests.journeys.conftest import Visit

SAM = "team lead"
WRITTEN, KNOWN = "Most slips stop at the evidence", "We read forty of them."


def test_a_long_form_keeps_its_words_until_they_are_accepted(visit_as: Visit) -> None:
    page = visit_as(SAM, "/inquiry/")
    page.get_by_role("region", name="Quarry Ridge").get_by_role("link", name="Name another problem").click()
    form, title, known = (
        page.url,
        page.get_by_label("The problem, in one sentence"),
        page.get_by_label("How do you know?"),
    )
    known.fill(KNOWN)
    page.goto("/month/")
    page.goto(form)
    expect(known).to_have_value(KNOWN)
    page.get_by_role("button", name="Start afresh").click()
    expect(known).to_have_value("")

    known.fill(KNOWN)
    page.get_by_role("button", name="Name the problem").click()
    expect(page.get_by_text("A few words are still missing here.")).to_be_visible()
    page.goto(form)
    expect(known).to_have_value(KNOWN)
    title.fill(WRITTEN)
    page.get_by_role("button", name="Name the problem").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WRITTEN)
    page.goto(form)
    expect(title).to_have_value("")
    expect(known).to_have_value("")
