"""The gallery in a real browser: axe finds nothing, nothing scrolls sideways, the policy refuses nothing, drafts are kept."""

import json
from mimetypes import guess_type
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route
from tests.kernel.gallery import gallery

AXE = Path(__file__).resolve().parents[1] / "browser/vendor/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HOME = "http://pergola.test/"

pytestmark = pytest.mark.browser


class Server:
    """Answers the browser from memory, under the policy; `down` refuses drafts as a lost network would."""

    def __init__(self, **context: object) -> None:
        self.html = gallery(**context)
        self.down = False
        self.drafts: list[str] = []

    def __call__(self, route: Route) -> None:
        request = route.request
        path = request.url.removeprefix(HOME).partition("?")[0]
        if request.method == "POST":
            if self.down:
                route.abort("internetdisconnected")
                return
            self.drafts.append(request.post_data or "")
            route.fulfill(status=204)
        elif path.startswith("static/"):
            found = finders.find(path.removeprefix("static/"))
            assert isinstance(found, str), path
            route.fulfill(path=found, content_type=guess_type(found)[0] or "application/octet-stream")
        else:
            route.fulfill(
                body=self.html, content_type="text/html; charset=utf-8",
                headers={"Content-Security-Policy": "default-src 'self'; base-uri 'none'"},
            )  # fmt: skip


def open_page(browser: Browser, server: Server, *, width: int = 390, scheme: str = "light") -> tuple[Page, list[str]]:
    page = browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light", bypass_csp=False
    )
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.route("**/*", server)
    page.goto(HOME)
    return page, said


@pytest.fixture(autouse=True)
def plain_static_files(settings: pytest.FixtureRequest) -> None:
    settings.STORAGES = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(browser: Browser, width: int, scheme: str) -> None:
    page, said = open_page(browser, Server(), width=width, scheme=scheme)
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.evaluate(AXE.read_text())
    found = page.evaluate(f"axe.run({{runOnly: {json.dumps(TAGS)}}})")
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]] == []
    page.close()


def test_a_person_s_choice_of_theme_wins_over_the_system_s(browser: Browser) -> None:
    page, _ = open_page(browser, Server(theme="dark"), scheme="light")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(30, 26, 28)"
    page.close()


def test_htmx_injects_no_style(browser: Browser) -> None:
    page, _ = open_page(browser, Server())
    assert page.evaluate("[htmx.config.includeIndicatorCSS, document.adoptedStyleSheets.length]") == [False, 0]
    page.close()


def test_words_are_saved_as_they_are_written(browser: Browser) -> None:
    server = Server()
    page, said = open_page(browser, server)
    page.fill("#id_one-learned", "Five of five.")
    page.get_by_text("Saved just now.").wait_for()
    assert ["one-learned=Five+of+five." in draft for draft in server.drafts] == [True]
    assert said == []
    page.close()


def test_words_that_cannot_be_sent_are_kept_and_sent_later(browser: Browser) -> None:
    server = Server()
    page, _ = open_page(browser, server)
    server.down = True
    page.fill("#id_one-learned", "Written in a tunnel.")
    page.get_by_text("It is kept on this phone and will be sent.").wait_for()
    server.down = False
    page.reload()
    page.get_by_text("Saved just now.").wait_for()
    assert page.input_value("#id_one-learned") == "Written in a tunnel."
    assert len(server.drafts) == 1
    page.reload()
    assert page.input_value("#id_one-learned") == "Four of five moved together."
    page.close()


def test_the_slash_goes_to_search_unless_switched_off(browser: Browser) -> None:
    page, _ = open_page(browser, Server())
    page.keyboard.press("/")
    assert page.evaluate("location.hash") == "#s"
    page.uncheck("[data-keys-switch]")
    page.evaluate("location.hash = ''")
    page.locator("h1").click()
    page.keyboard.press("/")
    assert page.evaluate("location.hash") == ""
    page.close()
