"""Marisol shows how the pairs sit: from her phone, with and without a script, and what goes wrong says so."""

import re

from playwright.sync_api import FilePayload, Page, expect
from tests.commons.files.samples import from_a_phone, pdf, picture
from tests.journeys.conftest import Open, Visit
from tests.journeys.things import Things

MEMBER = "member"
SEEN = "Four desks in a square; the chairs face each other."


def choose(page: Page, name: str, content: bytes, *, seen: str = "") -> None:
    page.get_by_label("A picture or a document").set_input_files(
        FilePayload(name=name, mimeType="application/octet-stream", buffer=content)
    )
    if seen:
        page.get_by_label("What it shows or is for").fill(seen)


def test_a_picture_is_posted_from_a_phone_refused_once_and_kept_once(visit_as: Visit, things: Things) -> None:
    page = visit_as(MEMBER, things.path("/conversations/{talk}/"), width=390)
    page.get_by_role("link", name="post with a picture or a document").click()
    page.get_by_label("Say something about it").fill("This is how the pairs sit.")
    choose(page, "IMG_0042.JPG", from_a_phone())
    page.get_by_role("button", name="Post it").click()
    expect(page.get_by_text("Say in a sentence what the picture shows").first).to_be_visible()
    expect(page.get_by_label("Say something about it")).to_have_value("This is how the pairs sit.")
    choose(page, "IMG_0042.JPG", from_a_phone(), seen=SEEN)
    page.get_by_role("button", name="Post it").dblclick()
    page.wait_for_url("**/conversations/**")
    expect(page.get_by_text("This is how the pairs sit.")).to_have_count(1)
    shown = page.get_by_role("img", name=SEEN)
    shown.scroll_into_view_if_needed()
    page.wait_for_function("picture => picture.complete && picture.naturalWidth > 0", arg=shown.element_handle())
    width, height = shown.evaluate("picture => [picture.naturalWidth, picture.naturalHeight]")
    assert height > width, "upright, as it was held"
    page.go_back()
    page.goto(page.url)
    expect(page.get_by_label("Say something about it")).to_have_value("")


def test_without_a_script_and_with_the_keyboard_alone(visit_as: Visit, things: Things) -> None:
    page = visit_as(MEMBER, things.path("/inquiry/cycles/{act}/"), javascript=False)
    link = page.get_by_role("link", name="Add a picture or a document", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/file/")
    choose(page, "slips.docx", pdf())
    page.get_by_label("What it shows or is for").focus()
    page.keyboard.type("The slips of week four.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("called .docx, and inside it is PDF").first).to_be_visible()
    expect(page.get_by_label("What it shows or is for")).to_have_value("The slips of week four.")
    choose(page, "slips.pdf", pdf())
    page.get_by_role("button", name="Add it").press("Enter")
    expect(page.get_by_text("“slips.pdf” is here")).to_be_visible()
    with page.expect_download() as coming:
        page.get_by_role("link", name="slips.pdf", exact=True).click()
    assert coming.value.suggested_filename == "slips.pdf"
    assert coming.value.path().read_bytes() == pdf()
    page.get_by_role("button", name=re.compile(r"Remove the file\s*: slips\.pdf")).press("Enter")
    expect(page.get_by_text("“slips.pdf” is removed. It can come back until")).to_be_visible()
    page.get_by_role("button", name="Bring it back").press("Enter")
    expect(page.get_by_role("link", name="slips.pdf", exact=True)).to_be_visible()


def test_what_does_not_get_through_says_so_and_is_sent_again(open_window: Open, things: Things) -> None:
    page = open_window(MEMBER)
    page.goto(things.path("/things/{act}/file/"))
    choose(page, "hall.png", picture("PNG", (900, 700)) + bytes(3_000_000), seen=SEEN)
    page.route("**/file/", lambda route: route.abort())
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("It did not get through. Nothing was kept; press the button again.")).to_be_visible()
    page.unroute("**/file/")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("“hall.png” is here")).to_be_visible()
    page.context.close()
