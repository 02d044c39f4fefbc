"""From an empty database to an open community with ten people invited, in a real browser; the time of a slow typist is counted."""

import os
import re
import secrets
import sys
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
}
OPENING = {
    "What it is called": "Talk in mathematics",
    "Its charter, in a sentence": "We meet because every child can say why, and we try to let them.",
    "The first people: their e-mail addresses": "\n".join(f"teacher{n}@fernhollow.example" for n in range(1, 11)),
    "The first date": "2099-01-31",
    "At what time": "15:45",
    "A first question to talk about": "Whom did you not hear this week?",
}
PASTED = "The first people: their e-mail addresses"
A_KEY, A_LOOK, A_PASTE = 0.2, 2.0, 4.0
"""Seconds: for a key of a slow typist, for a page or a button to be looked at, for a list to be fetched and pasted."""
MOST_SECONDS = 600


def human(*forms: dict[str, str], pages: int) -> float:
    """What it takes somebody who types slowly: each key, a look at each field, button and page."""
    fields = [(label, words) for form in forms for label, words in form.items()]
    typed = sum(A_PASTE if label == PASTED else A_KEY * len(words) for label, words in fields)
    return typed + A_LOOK * (len(fields) + 2 * pages)


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


def fill(page: Page) -> None:
    for label, words in FIELDS.items():
        page.get_by_label(label, exact=True).fill(words)


def test_from_nothing_to_a_community_that_ten_are_invited_into(
    browser: Browser, empty_site: tuple[str, str], axe: Axe
) -> None:
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
    fill(page)
    page.get_by_role("button", name="Begin here").click()
    page.wait_for_url(re.compile("/communities/open/[0-9]+/"))
    assert axe(page) == []
    for label, words in OPENING.items():
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_role("button", name="Open it, and send the invitations").click()
    page.wait_for_url(re.compile("/communities/[0-9a-f-]{36}/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Talk in mathematics")
    expect(page.get_by_role("link", name="Whom did you not hear this week?")).to_be_visible()
    expect(page.get_by_role("region", name="We meet Saturday 31 January 2099")).to_be_visible()
    assert axe(page) == []
    seconds = human(FIELDS, OPENING, pages=3)
    sys.stdout.write(
        f"From an empty installation to an open community with ten invited: {seconds:.0f} s of a slow typist.\n"
    )
    assert seconds <= MOST_SECONDS
    page.goto(f"{page.url}people/")
    expect(page.get_by_role("button", name="Take back teacher10@fernhollow.example")).to_be_visible()
    answer = page.request.get("/first/")
    assert answer.status == 404
    context.close()
    assert not [one for one in watch.troubles if "404" not in one], watch.troubles
