"""The suite runs as the app role, in a test database the owner has made; with no wall open unless a test opens one."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest
from django.conf import settings as chosen
from django.db import connection, connections
from django.test import override_settings
from django.test.utils import setup_databases, teardown_databases
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker
from tests.browser.chromium import a_chromium
from tests.cast import Cast, Standing
from tests.press import MISSING, REAL, stand_in
from tests.roles import leave, two_roles
from tests.template import the_migrated
from tests.together import nobody_there
from tests.world import World, make_world
from xdist.remote import Producer  # type: ignore[import-untyped]
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

from pergola.kernel.press import sheets

ROOT = Path(__file__).resolve().parent.parent
# How long a machine takes is no fault of what is tried.
settings.register_profile("pergola", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("pergola")
stand_in()
DATA = Path(os.environ.get("PERGOLA_DATA") or ROOT.parent / "shared" / "data")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, django_db_modify_db_settings: None
) -> Iterator[None]:
    """The owner creates the test database, migrated; the tests use it as the app role."""
    if (
        "pool" in connection.settings_dict["OPTIONS"]
    ):  # room for several at one moment, beside what a browser's loop holds
        connection.settings_dict["OPTIONS"]["pool"]["max_size"] = 16
    app, owner = connection.settings_dict["USER"], connections["owner"].settings_dict["USER"]
    with django_db_blocker.unblock():
        connection.settings_dict["USER"] = owner
        connection.settings_dict["TEST"] |= {"TEMPLATE": the_migrated(), "MIGRATE": False}
        made = setup_databases(verbosity=0, interactive=False, aliases=["default"], serialized_aliases=[])  # type: ignore[arg-type]
        leave()
        connection.settings_dict["USER"] = app
        connections["owner"].settings_dict["NAME"] = connection.settings_dict["NAME"]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolsuper OR rolbypassrls, current_database() LIKE 'test\\_%%' FROM pg_roles WHERE rolname = current_user"
            )
            assert cursor.fetchone() == (False, True), "the suite runs as the app role, in a test database"
        Standing.settle()
    yield
    with django_db_blocker.unblock():
        leave()
        connections["owner"].close()
        connection.settings_dict["USER"] = owner
        teardown_databases(made, verbosity=0)


@pytest.fixture
def data() -> Callable[[str], Path]:
    """A file of the published data sets, or a skip that says what is missing."""

    def find(name: str) -> Path:
        path = DATA / name
        if not path.exists():
            pytest.skip(f"{name} is not here: set PERGOLA_DATA to the folder of the published data sets")
        return path

    return find


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real one, for whoever reads a PDF; without Pango the test says so."""
    monkeypatch.setattr(sheets, "PRINTER", REAL)
    if not sheets.can_print():
        pytest.skip(MISSING)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session: Playwright takes no second one beside it in the same process."""
    with a_chromium() as found:
        yield found


def pytest_collection_finish(session: pytest.Session) -> None:
    """What stays to the end is not looked through for garbage at every turn: a seventh of the whole run’s work."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """In CI everything is there: a skip is a failure."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"


SECONDS, BEGAN = float(os.environ.get("PERGOLA_TEST_SECONDS") or 0), monotonic()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """`bin/test --quick` answers in time: what it does not come to waits for the whole run, and is counted as skipped."""
    if SECONDS and monotonic() - BEGAN > SECONDS:
        pytest.skip("waits for bin/test")


class Together(LoadScopeScheduling):  # type: ignore[misc]  # xdist says nothing of its types
    """Two processes take test by test, but a folder that sets much up before it begins stays with one of them.

    Not `--dist loadgroup`: it writes its groups where pytest 9 no longer reads them.
    """

    FOLDERS = ("tests/journeys/", "tests/demo/", "tests/payloads/", "tests/canaries/")

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in self.FOLDERS if nodeid.startswith(folder)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    return Together(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many pages axe looked at, how often, and what it found."""
    passed_or_not = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    looked = [
        [value for name, value in one.user_properties if name == "axe"] for one in passed_or_not if one.when == "call"
    ]
    if runs := [found for each in looked for found in each]:
        terminalreporter.write_line(f"axe: {sum(map(bool, looked))} pages, {len(runs)} runs, {sum(runs)} violations")


@pytest.fixture(scope="session", autouse=True)
def files_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Uploads go to a folder that is gone afterwards: what these tests sweep is theirs alone."""
    folder = tmp_path_factory.mktemp("files")
    kept = {
        "BACKEND": "pergola.commons.files.keeping.LocalFiles",
        "OPTIONS": {"location": str(folder), "base_url": None},
    }
    with override_settings(STORAGES=chosen.STORAGES | {"files": kept}):
        yield folder


@pytest.fixture
def cast(db: None) -> Cast:
    """The thirteen who ask, with no wall open."""
    return Standing.copy()


@pytest.fixture
def emptied(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The standing cast is gone, and comes back."""
    with django_db_blocker.unblock(), nobody_there():
        yield


@pytest.fixture
def nobody(emptied: None, db: None) -> None:
    """A database with nobody in it, as on the first day."""


@pytest.fixture
def world(cast: Cast) -> World:
    """One of everything behind every wall; no wall open."""
    return make_world(cast)


@pytest.fixture
def change_role(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[[str], None]]:
    """One connection that may be the owner or the app role, to alter a policy and look again; all is undone after."""
    with django_db_blocker.unblock(), two_roles() as become:
        yield become
