"""Every payload in every text field of every form, and every page they are read on in a real browser: how many run."""

import sys

from django.test.utils import setup_test_environment, teardown_test_environment
from tests.browser.chromium import a_chromium
from tests.canaries.ground import marked_stage
from tests.matrix.asking import Asking
from tests.payloads.corpus import payloads
from tests.payloads.watching import Watching, noticed_of
from tests.payloads.writing import Writing

ROUNDS = 250
"""As many as the shortest field needs to have had every payload."""


def run(scale: float) -> dict[str, object]:
    setup_test_environment()
    try:
        with marked_stage() as (stage, _marks):
            writing = Writing(stage, Asking.of(stage), rounds=max(1, round(ROUNDS * scale))).everything()
    finally:
        teardown_test_environment()
    with a_chromium() as browser, Watching.of(browser) as watching:
        found = [f"{shown.where}: {one}" for shown in writing.pages for one in watching.notice(shown)]
        some = payloads()[:: max(1, round(1 / scale))]
        noticed = noticed_of(watching, some)
    sys.stdout.writelines(f"{one}\n" for one in found[:40])
    return writing.figures() | {
        "executed_or_armed": len(found),
        "careless_page_tried": len(some),
        "careless_page_noticed": len(noticed),
    }
