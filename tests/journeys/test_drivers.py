"""A driver diagram of sixty parts, grown and changed by keyboard alone; by two at once; without a script; on one sheet; as files."""

import re
import time
from collections.abc import Callable
from io import BytesIO
from urllib.parse import urlsplit

import pypdfium2
from PIL import Image
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Axe, Visit

SAM = "team lead"
AIM = "Half of grade 9 slips explain their evidence"
PRIMARY, SECONDARY, IDEAS = 5, 2, 4
PARTS = PRIMARY + (PRIMARY * SECONDARY + 1) * (1 + IDEAS)
"""Sixty: the first primary driver has one more beneath it."""


def focused(page: Page) -> str:
    """The words of the part the keyboard is at, as a screen reader says them."""
    return str(page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.tagName"))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def add(page: Page, key: str, words: str) -> None:
    """One key, the words, Enter; the new part has the focus then."""
    page.keyboard.press(key)
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(page.locator("#growing a[data-part]:focus")).to_have_attribute("aria-label", re.compile(re.escape(words)))


def _diagram(page: Page) -> None:
    page.get_by_role("link", name=AIM).first.click()
    page.get_by_role("link", name="The driver diagram").click()
    page.locator("#growing [role=treeitem]").first.wait_for()


def test_sixty_parts_by_keyboard_alone(
    visit_as: Visit, axe: Axe, record_property: Callable[[str, object], None]
) -> None:
    page = visit_as(SAM, "/inquiry/")
    _diagram(page)
    began = time.monotonic()
    page.locator("#growing [role=treeitem]").first.focus()
    for one in range(PRIMARY):
        add(page, "c" if one == 0 else "s", f"Primary {one}")
        for two in range(SECONDARY + (one == 0)):
            add(page, "c" if two == 0 else "s", f"Secondary {one}{two}")
            for three in range(IDEAS):
                add(page, "c" if three == 0 else "s", f"Idea {one}{two}{three}")
            press(page, "ArrowLeft")
        press(page, "ArrowLeft")
    took = time.monotonic() - began
    parts = page.locator("#growing [role=treeitem]")
    count = parts.count()
    assert count == PARTS + 2 == 62, "and the aim, and the idea that hangs on it"
    record_property("parts", count)
    record_property("milliseconds a part, typed, sent and drawn", round(took / count * 1000))
    _moves(page)
    _words(page)
    _out_and_back(page)
    assert axe(page) == []
    _on_one_sheet(page)


def _moves(page: Page) -> None:
    """Along the tree, up among its like, and beneath another driver."""
    press(page, "Home")
    assert focused(page).startswith("Aim:")
    press(page, "ArrowRight")
    assert focused(page).startswith("Primary driver: Primary 0")
    press(page, "ArrowDown")
    assert focused(page).startswith("Primary driver: Primary 1")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#said")).to_have_text("“Primary 1” is moved.")
    press(page, "ArrowDown")
    assert focused(page).startswith("Primary driver: Primary 0"), "Primary 1 stands before it now"
    press(page, "ArrowRight", "ArrowRight")
    assert focused(page).startswith("Change idea: Idea 000")
    press(page, "m", "ArrowLeft", "ArrowDown", "Enter")
    expect(page.locator("#said")).to_have_text("“Idea 000” is moved.")
    press(page, "ArrowLeft")
    assert focused(page).startswith("Secondary driver: Secondary 01")


def _words(page: Page) -> None:
    """Escape leaves them, Enter keeps them; what is refused stays in its box."""
    press(page, "Enter")
    page.keyboard.type("Never said")
    press(page, "Escape")
    assert focused(page).startswith("Secondary driver: Secondary 01")
    press(page, "Enter")
    page.keyboard.type("Talk in pairs")
    press(page, "Enter")
    expect(page.locator("#said")).to_have_text("It says “Talk in pairs” now.")
    assert focused(page).startswith("Secondary driver: Talk in pairs")


def _out_and_back(page: Page) -> None:
    before = page.locator("#growing [role=treeitem]").count()
    press(page, "Delete")
    expect(page.locator("#said")).to_contain_text("is taken out")
    assert page.locator("#growing [role=treeitem]").count() < before
    press(page, "z")
    expect(page.locator("#said")).to_have_text("“Talk in pairs” is back.")
    assert page.locator("#growing [role=treeitem]").count() == before


def _on_one_sheet(page: Page) -> None:
    """Lying down, whole; and as files that carry their letters."""
    address = page.url.split("?")[0]
    for ending, begins in (("svg", b"<svg "), ("png", b"\x89PNG")):
        answer = page.request.get(f"{address}drivers.{ending}")
        assert answer.body().startswith(begins)
        assert "attachment" in answer.headers["content-disposition"]
    assert Image.open(BytesIO(page.request.get(f"{address}drivers.png").body())).width > 2000
    assert "@font-face" in page.request.get(f"{address}drivers.svg").text()
    page.goto(f"{address}paper/")
    sheet = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    wide, high = sheet[0].get_size()
    assert (len(sheet), wide > high) == (1, True)
    assert "Talk in pairs" in sheet[0].get_textpage().get_text_range()


def test_two_at_once_lose_nothing(visit_as: Visit) -> None:
    """One has the words before them; the other changes them meanwhile. Both texts are there, and Enter again decides."""
    mine, theirs = visit_as("member", "/inquiry/"), visit_as("anh.tran@sample.invalid", "/inquiry/")
    for page in (mine, theirs):
        page.get_by_role("link", name="Grade 7 slips explain their evidence").first.click()
        page.get_by_role("link", name="The driver diagram").click()
        page.locator("#growing [role=treeitem]").first.focus()
        press(page, "ArrowRight", "ArrowDown")
    press(theirs, "Enter")
    theirs.keyboard.type("The task asks why")
    press(theirs, "Enter")
    expect(theirs.locator("#said")).to_contain_text("The task asks why")
    press(mine, "Enter")
    mine.keyboard.type("Prompts ask for reasons")
    press(mine, "Enter")
    hint = mine.locator("#drawn-hint")
    expect(hint).to_contain_text("Somebody changed this while you were writing")
    expect(hint).to_contain_text("The task asks why")
    expect(mine.locator(".drawn-in input")).to_have_value("Prompts ask for reasons")
    press(mine, "Enter")
    expect(mine.locator("#said")).to_contain_text("Prompts ask for reasons")


def test_a_finger_chooses_and_buttons_do_the_rest(visit_as: Visit) -> None:
    page = visit_as("member", "/inquiry/")
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("link", name="Grade 7 slips explain their evidence").first.click()
    page.get_by_role("link", name="The driver diagram").click()
    page.get_by_role("treeitem", name=re.compile("We all count the same thing")).click()
    panel = page.locator("#chosen")
    panel.get_by_label("What to add").fill("Somebody looks at both counts")
    panel.get_by_role("button", name="Add it").click()
    expect(page.locator("#said")).to_contain_text("is added")
    expect(page.locator("#chosen").get_by_label("What it says")).to_have_value("Somebody looks at both counts")
    page.locator("#chosen").get_by_role("button", name="Take it out").click()
    expect(page.locator("#said")).to_contain_text("is taken out")
    page.get_by_text("Taken out", exact=True).click()
    page.get_by_role("button", name=re.compile("Bring it back ?: Somebody looks at both counts")).click()
    expect(page.get_by_role("link", name="Somebody looks at both counts", exact=True)).to_be_visible()
    assert urlsplit(page.url).path.endswith("/drivers/")
