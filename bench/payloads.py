"""Every payload in every text field of every form, and every page they are read on in a real browser: how many run."""

import logging
import sys
import time

from django.test.utils import setup_test_environment, teardown_test_environment
from tests.browser.chromium import a_chromium
from tests.canaries.ground import marked_stage
from tests.matrix.asking import Asking
from tests.payloads.corpus import payloads
from tests.payloads.watching import Watching, noticed_of
from tests.payloads.writing import Writing

ROUNDS = 250
"""As many as the shortest field needs to have had every payload."""


PAGES_A_LINE = 200


class Progress:
    """How far it has come, on the other stream, with the minutes since it began."""

    def __init__(self) -> None:
        self.began = time.monotonic()

    def __call__(self, line: str) -> None:
        sys.stderr.write(f"{(time.monotonic() - self.began) / 60:.1f} min: {line}\n")
        sys.stderr.flush()


def run(scale: float) -> dict[str, object]:
    progress = Progress()
    logging.getLogger("pergola.request").setLevel(
        logging.WARNING
    )  # its line for each of so many would hide how far it is
    setup_test_environment()
    try:
        with marked_stage() as (stage, _marks):
            rounds = max(1, round(ROUNDS * scale))
            writing = Writing(stage, Asking.of(stage), rounds=rounds, told=progress).everything()
    finally:
        teardown_test_environment()
    with a_chromium() as browser, Watching.of(browser) as watching:
        found: list[str] = []
        for number, shown in enumerate(writing.pages, 1):
            found += [f"{shown.where}: {one}" for one in watching.notice(shown)]
            if not number % PAGES_A_LINE:
                progress(f"page {number} of {len(writing.pages)} seen by the browser; {len(found)} findings")
        some = payloads()[:: max(1, round(1 / scale))]
        noticed = noticed_of(watching, some)
    sys.stdout.writelines(f"{one}\n" for one in found[:40])
    return writing.figures() | {
        "executed": sum(": ran: " in one for one in found),
        "executed_or_armed": len(found),
        "careless_page_tried": len(some),
        "careless_page_noticed": len(noticed),
    }
