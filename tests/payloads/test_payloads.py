"""Nothing anybody writes runs where somebody reads. All payloads in all fields: `pergola bench payloads`."""

import sys
from collections.abc import Iterator

import pytest
from django.utils.safestring import mark_safe
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker
from tests.canaries.ground import marked_stage
from tests.matrix.asking import Asking
from tests.payloads.corpus import payloads
from tests.payloads.watching import Watching, noticed_of
from tests.payloads.writing import FEW_SIZES, Shown, Writing

pytestmark = pytest.mark.browser
FORMS = 3
"""Every third form, always the same ones."""


@pytest.fixture(scope="module")
def written(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> tuple[Writing, list[Shown]]:
    """All pages, made before a browser is asked for; and the answers of a house whose sanitiser does nothing."""
    with django_db_blocker.unblock(), marked_stage() as (stage, _marks):
        asking = Asking.of(stage)
        writing = Writing(stage, asking, rounds=1, everybody=False, sizes=FEW_SIZES).everything(every=FORMS)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("pergola.talk.templatetags.talk.as_html", mark_safe)
            patch.setattr("pergola.talk.reading.as_html", mark_safe)
            broken = Writing(stage, asking, rounds=1, everybody=False, sizes=FEW_SIZES).everything("talk:say")
        return writing, broken.pages


@pytest.fixture
def watching(written: object, browser: Browser) -> Iterator[Watching]:
    with Watching.of(browser) as found:
        yield found


def test_there_are_payloads_of_every_kind() -> None:
    assert len(payloads()) >= 600
    assert len(set(payloads())) == len(payloads())


def test_nothing_runs(
    written: tuple[Writing, list[Shown]], watching: Watching, capsys: pytest.CaptureFixture[str]
) -> None:
    writing, _ = written
    found = [f"{shown.where}: {one}" for shown in writing.pages for one in watching.notice(shown)]
    with capsys.disabled():
        sys.stdout.write(f"\nPayloads: {writing.figures()}; executed or armed: {len(found)}\n" + "\n".join(found[:40]))
    assert found == []
    figures = writing.figures()
    assert figures["payloads_written_somewhere"] == figures["payloads"]


def test_where_nobody_takes_care_the_detector_notices(
    written: tuple[Writing, list[Shown]], watching: Watching, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sanitiser that does nothing is noticed on our own pages; and a careless page is noticed for most payloads."""
    _, broken = written
    assert any(watching.notice(shown) for shown in broken)
    some = payloads()[::8]
    noticed = noticed_of(watching, some)
    with capsys.disabled():
        sys.stdout.write(f"\nPayloads on a careless page: {len(noticed)} of {len(some)} noticed\n")
    assert len(noticed) >= len(some) / 2
