"""One Chromium for a module or a session of tests."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import Browser, sync_playwright

HERE = (Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium"))
CHROMIUM = Path(os.environ.get("PERGOLA_CHROMIUM") or next(filter(Path.exists, HERE), HERE[0]))
FLAGS = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
    # what makes letters and colours alike on every machine: the look is held by what this browser makes of it
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--disable-lcd-text",
    "--hide-scrollbars",
)


@contextmanager
def a_chromium(flags: Sequence[str] = FLAGS) -> Iterator[Browser]:
    """A running browser, or a skip that says what is missing.

    Playwright keeps a running loop in this thread. Django takes that for a reason to refuse the database to the other
    tests of this process, though nothing here is asynchronous; and it keeps connections of their own for the time
    of that loop, which are closed with it: nobody else could reach them any more.
    """
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not here: install chromium-headless-shell, or set PERGOLA_CHROMIUM")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    without_sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=[*flags, *without_sandbox])
        try:
            yield found
        finally:
            found.close()
            connections.close_all()
