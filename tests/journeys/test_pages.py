"""The list of pages beside the resolver: a page that nobody looks at fails."""

import re

import pytest
from django.test import Client
from django.urls import resolve
from pytest_django import Settings
from tests.journeys.pages import NOWHERE, PAGES
from tests.journeys.people import PASSWORD
from tests.journeys.things import ASKED, Things
from tests.matrix.routes import every_route

from pergola.people.models import Identity, Person

KINDS = {
    "day": "1",
    "school": "1",
    "wall": "1",
    "membership": "1",
    "team member": "1",
    "member system": "1",
    "passkey": "1",
    "consent": "1",
    "record": "denver",
    "invitation": "1-secret",
    "mail of a roster": "r1-secret",
    "stop": "some",
    "alder": "1",
    "called wall": "1",
    "level": "1",
    "answering": "1-secret",
    "number": "1-secret",
    "driver": "1",
    "clause": "1",
    "cause": "1",
}
CONVERTED = {"uuid": NOWHERE, "int": "1", "slug": "some", "str": "some"}
STANDING_IN = Things({name: KINDS.get(name, NOWHERE) for name in ASKED})
NOT_A_PAGE = {
    "talk:count_notices": "a few words, for the script of an open page",
    "insight:numbers_json": "figures, for programs",
    "publishing:feed": "Atom, for a reader of feeds",
    "gather:fetch_pack": "a file, to be saved: test_communities.py opens it",
    "commons:download": "a file, to be saved",
    "desk:report_pdf": "a file, to be saved: tests/desk/test_report.py opens it",
    "publishing:asked_file": "a file, to be saved: tests/publishing/test_packages_files.py opens it",
    "inquiry:drivers_svg": "a file, to be saved: test_drivers.py opens it",
    "inquiry:drivers_png": "a file, to be saved: test_drivers.py opens it",
    "commons:picture": "a picture alone; the pages it stands on are looked at",
    "gather:first": "only where nobody is yet: test_first.py goes there",
    "desk:hubs": "leads on to the one hub somebody is in",
    "mfa_index": "leads on to You",
    "mfa_download_recovery_codes": "a text file",
    "mfa_signup_webauthn": "behind a code from the mail: looked at in test_passkeys.py",
    "account_complete_password_reset": "behind a code from the mail; the same form as the password one changes",
}
"""Routes that answer a GET and are not looked at, each with its reason. Those that take a POST alone need none."""


@pytest.fixture(autouse=True)
def _with_the_demo(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.matrix.urls"


def _seen() -> set[str]:
    return {
        stop.shows or resolve(stop.at(STANDING_IN).partition("?")[0]).view_name for stop in PAGES if stop.status == 200
    }


@pytest.fixture
def somebody(client: Client, db: None) -> Client:
    """Signed in: who is not is asked to sign in first."""
    client.force_login(
        Identity.objects.create_user("ada@journeys.example", PASSWORD, person=Person.objects.create(name="Ada"))
    )
    return client


def _refuses_to_be_read(client: Client, pattern: str) -> bool:
    path = re.sub(r"<(\w+):\w+>", lambda found: CONVERTED[found[1]], pattern)
    return client.get(f"/{path}").status_code == 405


def test_every_page_is_looked_at(somebody: Client) -> None:
    unseen = {name: pattern for name, pattern in every_route().items() if name not in _seen()}
    forgotten = [
        name
        for name, pattern in unseen.items()
        if name not in NOT_A_PAGE and not _refuses_to_be_read(somebody, pattern)
    ]
    assert not forgotten, f"nobody looks at {', '.join(forgotten)}: add a line to pages.py"


def test_what_is_left_out_is_still_there_and_still_unseen() -> None:
    assert set(NOT_A_PAGE) <= set(every_route()) - _seen()


def test_every_thing_is_looked_at() -> None:
    """A name in things.py that no page and no other name asks for is left over."""
    asked = " ".join(
        [stop.path for stop in PAGES] + [question.replace("%(", "{").replace(")s", "}") for question in ASKED.values()]
    )
    assert not [name for name in ASKED if f"{{{name}}}" not in asked]
