"""A real browser on the real product. `visit_as("member", "/month/")` opens a window; it fails on any trouble in it."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState
from tests.journeys import window
from tests.journeys.product import Mailbox, Product, a_mailbox, a_product
from tests.journeys.things import Things

from pergola.demo.people import PEOPLE, SAMPLE_ADDRESS

type Scheme = Literal["light", "dark"]


class Visit(Protocol):
    def __call__(
        self,
        who: str,
        path: str,
        *,
        width: int = 1280,
        scheme: Scheme = "light",
        javascript: bool = True,
        status: int = 200,
    ) -> Page: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every journey drives a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def mail_server() -> Iterator[tuple[Mailbox, int]]:
    with a_mailbox() as found:
        yield found


@pytest.fixture
def mailbox(mail_server: tuple[Mailbox, int]) -> Mailbox:
    return mail_server[0]


@pytest.fixture(scope="session")
def product(
    browser: Browser, mail_server: tuple[Mailbox, int], tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[Product]:
    """The product, served from a database of its own; or the one that is kept at PERGOLA_JOURNEYS_AT while one works."""
    if kept := os.environ.get("PERGOLA_JOURNEYS_AT"):
        yield Product.noted(Path(kept))
        return
    with a_product(f"test_journeys_{worker_id}", tmp_path_factory.mktemp("product"), mail_server[1]) as made:
        yield made


@pytest.fixture(scope="session")
def site(product: Product) -> str:
    return product.address


@pytest.fixture(scope="session")
def things(product: Product) -> Things:
    return product.things


@pytest.fixture(scope="session")
def cookies_of(browser: Browser, site: str) -> Callable[[str], StorageState | None]:
    """Sign in once as each person of the sample, with one click; later windows begin with the same cookies."""
    kept: dict[str, StorageState] = {}

    def find(who: str) -> StorageState | None:
        if who == "visitor":
            return None
        if who not in kept:
            context = browser.new_context(base_url=site)
            kept[who] = be(context, address_of(who))
            context.close()
        return kept[who]

    return find


def be(context: BrowserContext, email: str) -> StorageState:
    """One click, without drawing the page."""
    form = context.request.get("/demo/").text()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert token, form
    answer = context.request.post("/demo/be/", form={"csrfmiddlewaretoken": token[1], "email": email}, max_redirects=0)
    assert answer.status == 302, answer.text()
    return context.storage_state()


def address_of(who: str) -> str:
    """A person of the sample by their address, or by who they are: “member”, “team lead”, “hub”. Else one of the cast."""
    if "@" in who:
        return who
    if os.environ.get("PERGOLA_JOURNEYS") != "cast":
        for one in PEOPLE:
            if who in {one.key, str(one.who).lower()}:
                return one.email
    return f"{who.replace(' ', '.')}{SAMPLE_ADDRESS}"


class Axe(Protocol):
    def __call__(self, page: Page, *, colours_only: bool = False) -> list[str]: ...


class Open(Protocol):
    def __call__(self, who: str, *, width: int = 1280, scheme: Scheme = "light", javascript: bool = True) -> Page: ...


@pytest.fixture(scope="session")
def open_window(browser: Browser, site: str, cookies_of: Callable[[str], StorageState | None]) -> Open:
    """A window with nothing in it yet, of somebody who is signed in."""

    def find(who: str, *, width: int = 1280, scheme: Scheme = "light", javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=javascript,
            storage_state=cookies_of(who),
            locale="en-US",
        )
        context.set_default_timeout(15_000)
        context.set_default_navigation_timeout(45_000)  # a busy machine is no fault of the page
        return context.new_page()

    return find


@pytest.fixture
def visit_as(open_window: Open, site: str) -> Iterator[Visit]:
    """Open windows; each is watched, and any trouble in one fails the test."""
    opened: list[Page] = []
    watch = window.Watch(site)

    def visit(
        who: str, path: str, *, width: int = 1280, scheme: Scheme = "light", javascript: bool = True, status: int = 200
    ) -> Page:
        page = open_window(who, width=width, scheme=scheme, javascript=javascript)
        opened.append(page)
        watch.over(page)
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == status, f"{path} answers {answer.status}"
        return page

    yield visit
    for page in opened:
        page.context.close()
    assert not watch.troubles, "\n".join(watch.troubles)


@pytest.fixture
def axe(record_property: Callable[[str, object], None]) -> Axe:
    """What axe finds on a page. Each run is counted; the end of the tests says how many there were."""

    def look(page: Page, *, colours_only: bool = False) -> list[str]:
        found = window.axe(page, colours_only=colours_only)
        record_property("axe", len(found))
        return found

    return look
