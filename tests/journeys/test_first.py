"""From an empty database to a system with a community, in a real browser; the steps are counted."""

import os
import re
import secrets
from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page, expect
from psycopg import sql
from tests.journeys.conftest import Axe
from tests.journeys.product import ROOT, _ask, _drop, _run, _serving, in_database
from tests.journeys.window import Watch

from pergola.gather.first import secret

WORDS = "we meet under the vines on mondays"
FIELDS = {
    "Your name": "Odile Renard",
    "E-mail address": "odile@first.example",
    "Password": WORDS,
    "Your school system": "Fern Hollow Schools",
    "Your network": "The Hollow Network",
    "What the network is for": "Learn together how talk helps.",
    "A first community": "Talk in mathematics",
    "Why it meets": "We want every child to say why.",
}
MOST_STEPS = 12


@pytest.fixture(scope="module")
def empty_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[tuple[str, str]]:
    """Tables, and nobody in them; served as `serve` serves an empty installation. The address and the secret."""
    state, name, key = tmp_path_factory.mktemp("empty"), f"test_first_{worker_id}", secrets.token_urlsafe(48)
    owner = os.environ["DATABASE_OWNER_URL"]
    environment = os.environ | {
        "DATABASE_URL": in_database(os.environ["DATABASE_URL"], name),
        "DATABASE_OWNER_URL": in_database(owner, name),
        "PERGOLA_SECRET_KEY": key,
        "PERGOLA_STATE": str(state),
        "PERGOLA_STATIC_ROOT": str(state / "static"),
        "PERGOLA_FIRST": "1",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}",
    }
    environment.pop("PERGOLA_EMBEDDED", None)
    environment.pop("PERGOLA_DEMO", None)
    _drop(owner, name)
    _ask(owner, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        _run(environment, "pergola.config.command", "migrate")
        with _serving(environment, state / "words") as address, override_settings(SECRET_KEY=key):
            yield address, secret()
    finally:
        _drop(owner, name)


def fill(page: Page) -> int:
    for label, words in FIELDS.items():
        page.get_by_label(label, exact=True).fill(words)
    return len(FIELDS)


def test_from_nothing_to_a_community(browser: Browser, empty_site: tuple[str, str], axe: Axe) -> None:
    address, drawn = empty_site
    context = browser.new_context(base_url=address, viewport={"width": 390, "height": 900}, locale="en-US")
    context.set_default_timeout(30_000)
    page, watch = context.new_page(), Watch(address)
    watch.over(page)
    page.goto("/communities/")
    expect(page).to_have_url(f"{address}/first/")
    assert axe(page) == []
    fill(page)
    page.get_by_label("Secret", exact=True).fill("aaaa-bbbb-cccc-dddd-eeee")
    page.get_by_role("button", name="Begin here").click()
    expect(page.get_by_text("This is not the secret of this installation").first).to_be_visible()
    assert axe(page) == []
    assert page.get_by_label("Your school system", exact=True).input_value() == FIELDS["Your school system"]

    page.goto(f"/first/?secret={drawn}")
    steps = 1 + fill(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Begin here")).to_be_focused()
    page.keyboard.press("Enter")
    steps += 1
    page.wait_for_url(re.compile("/communities/[0-9a-f-]{36}/"))
    expect(page.get_by_role("heading", name="Talk in mathematics").first).to_be_visible()
    assert axe(page) == []
    assert steps <= MOST_STEPS
    page.goto(f"{page.url}invite/")
    expect(page.get_by_label("E-mail addresses")).to_be_visible()
    answer = page.request.get("/first/")
    assert answer.status == 404
    context.close()
    assert not [one for one in watch.troubles if "404" not in one], watch.troubles
