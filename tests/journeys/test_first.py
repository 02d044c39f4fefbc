"""From an empty database to a community with ten members, in a real browser with real mails; the time of a slow typist is counted."""

import os
import re
import secrets
import sys
from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page, expect
from psycopg import sql
from tests.journeys.coming_in import (
    A_KEY,
    A_LOOK,
    A_PASTE,
    PHONE,
    Door,
    answer_the_question,
    come_in,
    record_what_happened,
    say_i_come,
)
from tests.journeys.conftest import Axe
from tests.journeys.product import ROOT, Mailbox, _ask, _drop, _run, _serving
from tests.journeys.window import Watch
from tests.template import in_database

from pergola.gather.first import secret

WORDS = "we meet under the vines on mondays"
FIELDS = {
    "Your name": "Odile Renard",
    "E-mail address": "odile@first.example",
    "Password": WORDS,
    "Your school system": "Fern Hollow Schools",
}
QUESTION = "Whom did you not hear this week?"
TEACHERS = [f"teacher{n}@fernhollow.example" for n in range(1, 11)]
OPENING = {
    "What it is called": "Talk in mathematics",
    "Its charter, in a sentence": "We meet because every child can say why, and we try to let them.",
    "The first people: their e-mail addresses": "\n".join(TEACHERS),
    "The first date": "2099-01-31",
    "At what time": "15:45",
    "A first question to talk about": QUESTION,
}
PASTED = "The first people: their e-mail addresses"
MOST_SECONDS, MOST_OF_A_TEACHER = 600, 120
"""For the lead and all ten after one another; for one teacher, from the mail to a first useful act."""


def human(*forms: dict[str, str], pages: int) -> float:
    """What it takes somebody who types slowly: each key, a look at each field, button and page."""
    fields = [(label, words) for form in forms for label, words in form.items()]
    typed = sum(A_PASTE if label == PASTED else A_KEY * len(words) for label, words in fields)
    return typed + A_LOOK * (len(fields) + 2 * pages)


@pytest.fixture(scope="module")
def empty_site(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str, mail_server: tuple[Mailbox, int]
) -> Iterator[tuple[str, str]]:
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
        "PERGOLA_MAIL_HOST": "127.0.0.1",
        "PERGOLA_MAIL_PORT": str(mail_server[1]),
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


def test_from_nothing_to_a_community_of_ten_who_each_do_something_useful(
    browser: Browser, empty_site: tuple[str, str], mailbox: Mailbox, axe: Axe
) -> None:
    address, drawn = empty_site
    context = browser.new_context(base_url=address, viewport=PHONE, locale="en-US")
    context.set_default_timeout(30_000)
    page, watch = context.new_page(), Watch(address)
    watch.over(page)
    of_the_lead = begin(page, address, drawn, axe)
    room = page.url
    acts = (say_i_come, lambda hand: answer_the_question(hand, QUESTION), record_what_happened)
    coming, useful = 0.0, []
    for n, teacher in enumerate(TEACHERS):
        hand = come_in(
            Door(browser, address, mailbox, watch), teacher, f"Teacher Number{n}", OPENING["What it is called"]
        )
        coming += hand.seconds
        acts[n % 3](hand)
        useful.append(hand.seconds)
        hand.page.context.close()
    sys.stdout.write(
        f"From an empty installation to a community of ten: {of_the_lead + coming:.0f} s of slow typists, {of_the_lead:.0f} of"
        f" them the lead’s. From the mail to a first useful act: {min(useful):.0f} to {max(useful):.0f} s.\n"
    )
    assert of_the_lead + coming <= MOST_SECONDS
    assert max(useful) <= MOST_OF_A_TEACHER
    page.goto(f"{room}people/")
    expect(page.get_by_role("heading", level=1)).to_have_text("11 people are here")
    for n in range(10):
        expect(page.get_by_text(f"Teacher Number{n}", exact=False).first).to_be_visible()
    assert page.request.get("/first/").status == 404
    context.close()
    assert not [one for one in watch.troubles if "404" not in one], watch.troubles


def begin(page: Page, address: str, drawn: str, axe: Axe) -> float:
    """The lead’s part: from the first page to a community with ten invited. What it takes by hand."""
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
    expect(page.get_by_role("link", name=QUESTION)).to_be_visible()
    expect(page.get_by_role("region", name="We meet Saturday 31 January 2099")).to_be_visible()
    assert axe(page) == []
    return human(FIELDS, OPENING, pages=3)
